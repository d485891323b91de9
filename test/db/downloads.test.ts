import { describe, expect, it } from 'vitest';
import { ASSET_KINDS, type ClipId, type JobId } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createDownloadRows } from '../../src/main/db/download-rows';
import { createDownloadRepository, type DownloadTask } from '../../src/main/db/downloads';
import { LONGEST_RETRY_WAIT_MS } from '../../src/main/domain/backoff';
import { NEW_DOWNLOAD } from '../../src/main/domain/download';
import { createDatabases, factsOf, namingOf, placeOf } from '../support/database';

const databases = createDatabases();
const NOW = Date.UTC(2026, 4, 20);
const JOB = 'job' as JobId;
const OTHER = 'other' as JobId;
const FILE = { path: 'p/x.m4a', format: 'm4a', bytes: 5, sha256: 'hash', isUnverified: false } as const;

/** Two clips with an address for each kind. */
function open() {
  const test = databases.open();
  const clips = createClipRepository(test.db);
  const downloads = createDownloadRepository(test.db);
  const listed = createDownloadRows(test.db);
  const [one = 0, two = 0] = ['c1', 'c2'].map((id) => {
    const { row } = clips.insert(factsOf(id), namingOf(`title ${id}`), placeOf(id), NOW);
    for (const kind of ASSET_KINDS) downloads.nameAddress(row, kind, `http://x/${id}/${kind}`, JOB);
    return row;
  });
  const task = (row: number, kind: string): DownloadTask => {
    const found = downloads.ofClip(row).find((each) => each.kind === kind);
    if (!found) throw new Error(`There is no download of ${kind}.`);
    return found;
  };
  return { ...test, clips, downloads, listed, one, two, task };
}

describe('addresses', () => {
  it('the newest is kept with the job that named it; whether it is new is told', () => {
    const { downloads, one } = open();
    expect(downloads.nameAddress(one, 'audio', 'http://x/c1/audio', OTHER)).toBe(false);
    expect(downloads.nameAddress(one, 'audio', 'http://new', OTHER)).toBe(true);
    downloads.enqueue(one, ['audio'], NOW);
    expect(downloads.ofClip(one)[0]).toMatchObject({ url: 'http://new', jobId: OTHER });
    // What is on disk stays where it is.
    const [task] = downloads.ofClip(one);
    if (task) downloads.finish(task, FILE, NOW);
    downloads.nameAddress(one, 'audio', 'http://newer', JOB);
    expect(downloads.asset('c1' as ClipId, 'audio')).toMatchObject({
      ...FILE,
      url: 'http://newer',
      isMissing: false,
    });
  });
});

describe('queueing', () => {
  it('what is wanted, in the order in which it is seen and heard; twice is once', () => {
    const { downloads, one, two } = open();
    expect(downloads.enqueue(one, ['video', 'audio', 'cover'], NOW)).toBe(3);
    expect(downloads.enqueue(one, ASSET_KINDS, NOW)).toBe(1);
    expect(downloads.enqueue(one, ASSET_KINDS, NOW)).toBe(0);
    expect(downloads.enqueue(two, [], NOW)).toBe(0);
    expect(downloads.ready(NOW, 10).map((task) => task.kind)).toEqual(['cover', 'audio', 'video', 'wav']);
    expect(downloads.ready(NOW, 2)).toHaveLength(2);
    expect(downloads.ofClip(one)[0]).toMatchObject({
      clipId: 'c1',
      title: 'title c1',
      folder: 'folder c1',
      stem: 'c1',
      tracking: NEW_DOWNLOAD,
      validator: null,
      totalBytes: null,
    });
    expect(downloads.counts()).toEqual({ total: 4, failed: 0 });
  });

  it('not what is on disk, unless it has gone missing', () => {
    const { downloads, one, task } = open();
    downloads.enqueue(one, ['audio'], NOW);
    downloads.finish(task(one, 'audio'), FILE, NOW);
    expect(downloads.enqueue(one, ['audio'], NOW)).toBe(0);
    downloads.markMissing(one, 'audio');
    expect(downloads.enqueue(one, ['audio'], NOW)).toBe(1);
    downloads.finish(task(one, 'audio'), FILE, NOW);
    expect(downloads.asset('c1' as ClipId, 'audio')?.isMissing).toBe(false);
  });

  it('not what the user cancelled, until he asks for it', () => {
    const { downloads, one, two, task } = open();
    downloads.enqueue(one, ['audio', 'wav'], NOW);
    downloads.cancel(task(one, 'audio'), 'a.part');
    expect(downloads.enqueue(one, ['audio', 'wav'], NOW)).toBe(0);
    downloads.undecline(two);
    expect(downloads.enqueue(one, ['audio'], NOW)).toBe(0);
    downloads.undecline(one);
    expect(downloads.enqueue(one, ['audio'], NOW)).toBe(1);
  });

  it('not what has no address', () => {
    const { downloads, clips } = open();
    const { row } = clips.insert(factsOf('c3'), namingOf('x'), placeOf('c3'), NOW);
    expect(downloads.enqueue(row, ASSET_KINDS, NOW)).toBe(0);
  });

  it('an id is never given again, so that nobody acts on another row than he saw', () => {
    const { downloads, one, task } = open();
    downloads.enqueue(one, ['audio'], NOW);
    const first = task(one, 'audio');
    downloads.finish(first, FILE, NOW);
    downloads.enqueue(one, ['wav'], NOW);
    expect(task(one, 'wav').id).toBeGreaterThan(first.id);
    expect(downloads.task(first.id)).toBeNull();
  });
});

describe('what may start', () => {
  it('only what is queued and whose time has come', () => {
    const { downloads, one, task } = open();
    downloads.enqueue(one, ASSET_KINDS, NOW);
    const set = (kind: string, fields: object) => {
      const { id, tracking } = task(one, kind);
      downloads.saveTracking(id, { ...tracking, ...fields });
    };
    set('cover', { state: 'paused' });
    set('audio', { notBefore: NOW + 10 });
    set('wav', { state: 'failed' });
    set('video', { state: 'running' });
    expect(downloads.ready(NOW, 10)).toEqual([]);
    expect(downloads.nextReadyAt(NOW)).toBe(NOW + 10);
    expect(downloads.ready(NOW + 10, 10).map((each) => each.kind)).toEqual(['audio']);
    expect(downloads.nextReadyAt(NOW + 10)).toBeNull();
    expect(downloads.running().map((each) => each.kind)).toEqual(['video']);
    expect(downloads.idsInState('failed')).toEqual([task(one, 'wav').id]);
    expect(downloads.counts()).toEqual({ total: 4, failed: 1 });
  });

  it('also what waits longer than any wait: the clock was set back', () => {
    const { downloads, one, task } = open();
    downloads.enqueue(one, ['audio'], NOW);
    const { id, tracking } = task(one, 'audio');
    downloads.saveTracking(id, { ...tracking, notBefore: NOW + LONGEST_RETRY_WAIT_MS });
    expect(downloads.ready(NOW, 10)).toEqual([]);
    downloads.saveTracking(id, { ...tracking, notBefore: NOW + LONGEST_RETRY_WAIT_MS + 1 });
    expect(downloads.ready(NOW, 10)).toHaveLength(1);
  });

  it('tells how many have bytes on disk', () => {
    const { downloads, one, task } = open();
    downloads.enqueue(one, ASSET_KINDS, NOW);
    expect(downloads.begunCount()).toBe(0);
    downloads.saveProgress(task(one, 'audio').id, 10, 100, '"tag"');
    expect(downloads.begunCount()).toBe(1);
  });
});

describe('rows', () => {
  it('keep tracking and progress as they were given', () => {
    const { downloads, listed, one, task } = open();
    downloads.enqueue(one, ['audio'], NOW);
    const { id } = task(one, 'audio');
    const tracking = {
      state: 'failed',
      attempts: 3,
      notBefore: null,
      failure: { code: 'short-body', detail: '1/2' },
      renewals: 2,
      renewalDay: 20_593,
    } as const;
    downloads.saveTracking(id, tracking);
    downloads.saveProgress(id, 10, 100, '"tag"');
    expect(downloads.task(id)).toMatchObject({ tracking, validator: '"tag"', totalBytes: 100 });
    expect(listed.page(0, 10).rows).toEqual([
      {
        id,
        clipId: 'c1',
        title: 'title c1',
        kind: 'audio',
        state: 'failed',
        doneBytes: 10,
        totalBytes: 100,
        attempts: 3,
        notBefore: null,
        failure: tracking.failure,
      },
    ]);
    expect(downloads.task(999)).toBeNull();
  });

  it('are listed by what runs, what needs a person, what waits, what is paused; pages make the whole', () => {
    const { downloads, listed, one, two, task } = open();
    downloads.enqueue(one, ASSET_KINDS, NOW);
    downloads.enqueue(two, ['audio'], NOW);
    const set = (row: number, kind: string, state: 'running' | 'failed' | 'paused') => {
      const { id, tracking } = task(row, kind);
      downloads.saveTracking(id, { ...tracking, state });
    };
    set(one, 'cover', 'paused');
    set(one, 'video', 'running');
    set(two, 'audio', 'failed');
    const order = ['video running', 'audio failed', 'audio queued', 'wav queued', 'cover paused'];
    const shown = (offset: number, limit: number) =>
      listed.page(offset, limit).rows.map((each) => `${each.kind} ${each.state}`);
    expect(shown(0, 10)).toEqual(order);
    expect([0, 2, 4].flatMap((offset) => shown(offset, 2))).toEqual(order);
    expect(listed.page(4, 2)).toMatchObject({ total: 5, offset: 4 });
  });

  it('that are done leave the file in the asset; those that are cancelled leave nothing', () => {
    const { downloads, one, task } = open();
    expect(downloads.hasFiles()).toBe(false);
    downloads.enqueue(one, ['audio', 'wav'], NOW);
    downloads.finish(task(one, 'audio'), FILE, NOW);
    downloads.cancel(task(one, 'wav'), 'a.part');
    expect(downloads.ofClip(one)).toEqual([]);
    expect(downloads.hasFiles()).toBe(true);
    expect(downloads.asset('c1' as ClipId, 'audio')).toMatchObject(FILE);
    expect(downloads.asset('c1' as ClipId, 'wav')).toMatchObject({ path: null, sha256: null });
    expect(downloads.asset('nobody' as ClipId, 'wav')).toBeNull();
    expect(downloads.assets(one)).toHaveLength(4);
  });
});
