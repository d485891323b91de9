import { describe, expect, it } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createJobRepository } from '../../src/main/db/jobs';
import { LONGEST_POLL_WAIT_MS } from '../../src/main/domain/backoff';
import { newJobTracking } from '../../src/main/domain/job';
import { createDatabases, factsOf, jobIds, namingOf, placeOf } from '../support/database';

const databases = createDatabases();
const NOW = Date.UTC(2026, 4, 20);
const NOBODY: ReadonlySet<JobId> = new Set();
const KINDS = ['cover', 'audio', 'wav', 'video'];

function open() {
  const test = databases.open();
  return { ...test, jobs: createJobRepository(test.db) };
}

/** Jobs that stand in the journal. */
function journaled(...ids: readonly string[]) {
  const test = open();
  test.jobs.add(jobIds(...ids), newJobTracking(NOW), NOW);
  test.jobs.markJournaled(jobIds(...ids));
  return test;
}

const [A, B, C] = jobIds('a', 'b', 'c') as [JobId, JobId, JobId];

describe('jobs that nobody has asked about', () => {
  it('are open and have no time of asking; only those that are named are looked at', () => {
    const { jobs } = open();
    jobs.add([A, B, C], newJobTracking(NOW), NOW);
    jobs.markAsked(B, NOW);
    expect(jobs.unasked([A, B])).toEqual(new Set([A]));
    jobs.saveTracking(C, { ...newJobTracking(NOW), phase: 'succeeded' });
    expect(jobs.unasked([A, B, C, 'nobody' as JobId])).toEqual(new Set([A]));
  });
});

describe('adding', () => {
  it('tells which ids are new; twice is once', () => {
    const { jobs } = open();
    expect(jobs.add([A, B, A], newJobTracking(NOW), NOW)).toEqual([A, B]);
    expect(jobs.add([B, C], newJobTracking(NOW + 1), NOW + 1)).toEqual([C]);
    expect(jobs.counts()).toEqual({ total: 3, active: 3 });
    expect(jobs.known(['a', 'c', 'x', `'; DROP TABLE job; --`])).toEqual(new Set(['a', 'c']));
    expect(jobs.tracking(B)).toEqual(newJobTracking(NOW));
    expect(jobs.tracking('nobody' as JobId)).toBeNull();
  });

  it('ids that differ by case are two', () => {
    const { jobs } = open();
    expect(jobs.add(jobIds('abc', 'ABC'), newJobTracking(NOW), NOW)).toHaveLength(2);
  });
});

describe('the journal', () => {
  it('a job is not due before its id stands there', () => {
    const { jobs } = open();
    jobs.add([A, B], newJobTracking(NOW), NOW);
    expect(jobs.due(NOW + 1, 10)).toEqual([]);
    expect(jobs.nextDueAt([])).toBeNull();
    expect(jobs.notJournaled()).toEqual([
      { id: A, addedAt: NOW },
      { id: B, addedAt: NOW },
    ]);
    jobs.markJournaled([A]);
    expect(jobs.due(NOW, 10)).toEqual([A]);
    expect(jobs.notJournaled().map((job) => job.id)).toEqual([B]);
    jobs.markAllNotJournaled();
    expect(jobs.due(NOW, 10)).toEqual([]);
    expect(jobs.notJournaled()).toHaveLength(2);
  });
});

describe('what is due', () => {
  it('the longest due first, up to a limit, and nothing stopped', () => {
    const { jobs } = journaled('a', 'b', 'c');
    jobs.saveTracking(A, { ...newJobTracking(NOW), nextPollAt: NOW + 20 });
    jobs.saveTracking(B, { ...newJobTracking(NOW), nextPollAt: NOW + 10 });
    jobs.saveTracking(C, { ...newJobTracking(NOW), nextPollAt: null });
    expect(jobs.due(NOW + 9, 10)).toEqual([]);
    expect(jobs.due(NOW + 10, 10)).toEqual([B]);
    expect(jobs.due(NOW + 20, 10)).toEqual([B, A]);
    expect(jobs.due(NOW + 20, 1)).toEqual([B]);
    expect(jobs.nextDueAt([])).toBe(NOW + 10);
    expect(jobs.nextDueAt([B])).toBe(NOW + 20);
    expect(jobs.nextDueAt([A, B])).toBeNull();
    expect(jobs.counts()).toEqual({ total: 3, active: 2 });
  });

  it('a plan further off than any wait was made under another clock', () => {
    const { jobs } = journaled('a', 'b');
    jobs.saveTracking(A, { ...newJobTracking(NOW), nextPollAt: NOW + LONGEST_POLL_WAIT_MS });
    jobs.saveTracking(B, { ...newJobTracking(NOW), nextPollAt: NOW + LONGEST_POLL_WAIT_MS + 1 });
    expect(jobs.due(NOW, 10)).toEqual([B]);
  });
});

describe('what an answer tells', () => {
  it('a null never takes the place of a value', () => {
    const { jobs } = journaled('a');
    const facts = { status: 'ON_QUEUE', action: 'music', model: 'FUZZ', progress: 62, quota: '1' };
    jobs.saveFacts(A, facts);
    jobs.saveFacts(A, { status: null, action: null, model: null, progress: null, quota: null });
    expect(jobs.page(0, 10, KINDS, NOBODY)[0]).toMatchObject(facts);
    jobs.saveFacts(A, { ...facts, status: 'SUCCESS', progress: 100 });
    expect(jobs.page(0, 10, KINDS, NOBODY)[0]).toMatchObject({
      status: 'SUCCESS',
      progress: 100,
      model: 'FUZZ',
    });
  });

  it('message and problem are those of the last answer', () => {
    const { jobs } = journaled('a');
    jobs.saveOutcome(A, 'first', { code: 'server-error', detail: '500' });
    expect(jobs.page(0, 10, KINDS, NOBODY)[0]).toMatchObject({
      message: 'first',
      problem: { code: 'server-error', detail: '500' },
    });
    jobs.saveOutcome(A, null, null);
    expect(jobs.page(0, 10, KINDS, NOBODY)[0]).toMatchObject({ message: null, problem: null });
  });

  it('the raw answer comes back as it was, and the newest only', () => {
    const { jobs, rows } = journaled('a');
    expect(jobs.answer(A)).toBeNull();
    const text = `{"a":"ä汉🌊\\u0000","long":"${'x'.repeat(100_000)}"}`;
    jobs.saveAnswer(A, 'old', NOW);
    jobs.saveAnswer(A, text, NOW + 1);
    expect(jobs.answer(A)).toEqual({ text, receivedAt: NOW + 1 });
    expect(rows<{ bytes: number }>('SELECT length(body) AS bytes FROM job_answer')[0]?.bytes).toBeLessThan(
      2_000,
    );
    expect(jobs.page(0, 10, KINDS, NOBODY)[0]?.hasAnswer).toBe(true);
  });

  it('tracking comes back as it was', () => {
    const { jobs } = journaled('a');
    const tracking = {
      phase: 'lost' as const,
      nextPollAt: 5,
      pollingSince: 6,
      failures: 7,
      notFoundCount: 3,
      notFoundSince: 8,
      emptyCount: 2,
      finishedAt: 9,
    };
    jobs.saveTracking(A, tracking);
    expect(jobs.tracking(A)).toEqual(tracking);
    jobs.markAsked(A, NOW + 3);
    expect(jobs.page(0, 10, KINDS, NOBODY)[0]).toMatchObject({
      lastAskedAt: NOW + 3,
      phase: 'lost',
      isStopped: false,
    });
  });
});

describe('the list', () => {
  it('newest first; ids pasted together keep their order; pages make the whole', () => {
    const { jobs } = open();
    jobs.add(jobIds('a1', 'a2', 'a3'), newJobTracking(NOW), NOW);
    jobs.add(jobIds('b1', 'b2'), newJobTracking(NOW + 1), NOW + 1);
    const order = ['b1', 'b2', 'a1', 'a2', 'a3'];
    expect(jobs.page(0, 10, KINDS, NOBODY).map((job) => job.id)).toEqual(order);
    const pages = [0, 2, 4, 6].flatMap((offset) => jobs.page(offset, 2, KINDS, NOBODY).map((job) => job.id));
    expect(pages).toEqual(order);
    expect(order.map((id) => jobs.position(id as JobId))).toEqual(order.map((_, place) => place));
    expect(jobs.position('nobody' as JobId)).toBeNull();
  });

  it('counts songs, wanted files and those that are there', () => {
    const { jobs, db } = journaled('a', 'b');
    const clips = createClipRepository(db);
    const downloads = createDownloadRepository(db);
    const clip = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    clips.linkJob(A, clip.row);
    clips.linkJob(A, clip.row);
    for (const kind of ['cover', 'audio', 'video'] as const)
      downloads.nameAddress(clip.row, kind, 'http://x', A);
    expect(jobs.page(0, 10, ['cover', 'audio'], NOBODY)[0]).toMatchObject({
      songCount: 1,
      fileCount: 2,
      fileDoneCount: 0,
    });
    downloads.enqueue(clip.row, ['audio'], NOW);
    const [task] = downloads.ofClip(clip.row);
    if (!task) throw new Error('no task');
    downloads.finish(task, { path: 'p', format: 'm4a', bytes: 1, sha256: 'h', isUnverified: false }, NOW);
    expect(jobs.page(0, 10, [], NOBODY)[0]).toMatchObject({ fileCount: 1, fileDoneCount: 1 });
    downloads.markMissing(clip.row, 'audio');
    expect(jobs.page(0, 10, KINDS, NOBODY)[0]).toMatchObject({ fileCount: 3, fileDoneCount: 0 });
    expect(jobs.page(1, 10, KINDS, NOBODY)[0]).toMatchObject({ id: B, songCount: 0, fileCount: 0 });
  });

  it('tells which are being asked about at this moment', () => {
    const { jobs } = journaled('a', 'b');
    expect(jobs.page(0, 10, KINDS, new Set([B])).map((job) => [job.id, job.isAsking])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it('tells which have brought words alone', () => {
    const { jobs, db } = journaled('a', 'b', 'c', 'd');
    const clips = createClipRepository(db);
    const downloads = createDownloadRepository(db);
    const withWords = (id: string, job: string, state: 'plain' | 'instrumental') => {
      const clip = clips.insert(factsOf(id), namingOf(id), placeOf(id), NOW);
      clips.setLyricsState(clip.row, state);
      clips.linkJob(job as JobId, clip.row);
      return clip;
    };
    const words = withWords('words', 'a', 'plain');
    downloads.nameAddress(words.row, 'cover', 'https://h/cover', A);
    withWords('neither', 'b', 'instrumental');
    const sung = withWords('sung', 'c', 'plain');
    downloads.nameAddress(sung.row, 'wav', 'https://h/wav', C);
    // Nothing of it is wanted: there is something to hear all the same.
    for (const wanted of [KINDS, []]) {
      expect(jobs.page(0, 10, wanted, NOBODY).map((job) => [job.id, job.isWordsOnly])).toEqual([
        ['a', true],
        ['b', false],
        ['c', false],
        ['d', false],
      ]);
    }
  });

  describe('tells which wait until others have been asked', () => {
    const MINUTE = 60_000;
    const inLine = ({ jobs }: ReturnType<typeof journaled>, perMinute: number, now = NOW) =>
      jobs
        .page(0, 500, KINDS, NOBODY, jobs.line(perMinute, now))
        .filter((job) => job.isInLine)
        .map((job) => job.id);

    it('all but as many as may be asked in a minute, in the order in which they are asked', () => {
      const test = journaled('a', 'b', 'c', 'd', 'e');
      expect(test.jobs.due(NOW, 2)).toEqual(['a', 'b']);
      expect(inLine(test, 2)).toEqual(['c', 'd', 'e']);
      expect(inLine(test, 4)).toEqual(['e']);
      expect(inLine(test, 5)).toEqual([]);
      test.jobs.saveTracking(A, { ...newJobTracking(NOW), nextPollAt: NOW + 1 });
      expect(inLine(test, 2)).toEqual(['a', 'd', 'e']);
    });

    it('also one that is due later, but before the line has come to its end', () => {
      const test = journaled('a', 'b', 'c', 'd', 'e');
      const dueIn = (ms: number) =>
        test.jobs.saveTracking(A, { ...newJobTracking(NOW), nextPollAt: NOW + ms });
      // Four are due, one may be asked in a minute.
      dueIn(4 * MINUTE - 1);
      expect(inLine(test, 1)).toContain('a');
      dueIn(4 * MINUTE);
      expect(inLine(test, 1)).not.toContain('a');
    });

    it('none that is asked about just now, is stopped, or is not in the journal', () => {
      const test = journaled('a', 'b', 'c', 'd');
      test.jobs.add(jobIds('e'), newJobTracking(NOW), NOW);
      test.jobs.saveTracking(B, { ...newJobTracking(NOW), nextPollAt: null });
      const rows = test.jobs.page(0, 10, KINDS, new Set([C]), test.jobs.line(1, NOW));
      expect(rows.filter((job) => job.isInLine).map((job) => job.id)).toEqual(['d']);
    });
  });

  it('removing forgets the job and keeps the song', () => {
    const { jobs, db } = journaled('a', 'b');
    const clips = createClipRepository(db);
    const clip = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    clips.linkJob(A, clip.row);
    jobs.saveAnswer(A, '{}', NOW);
    jobs.remove([A, 'nobody' as JobId]);
    expect(jobs.page(0, 10, KINDS, NOBODY).map((job) => job.id)).toEqual([B]);
    expect(clips.find('c1' as ClipId)?.row).toBe(clip.row);
    expect(clips.jobIds(clip.row)).toEqual([]);
    // The same id may come again.
    expect(jobs.add([A], newJobTracking(NOW), NOW)).toEqual([A]);
    expect(jobs.answer(A)).toBeNull();
  });
});
