import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createDownloadRows } from '../../src/main/db/download-rows';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createJobRepository } from '../../src/main/db/jobs';
import { createLyricsRepository } from '../../src/main/db/lyrics';
import { createProblemRepository } from '../../src/main/db/problems';
import { createRemovedClipRepository } from '../../src/main/db/removed-clips';
import { createSongRows } from '../../src/main/db/song-rows';
import { newJobTracking } from '../../src/main/domain/job';
import { createDatabases, factsOf, jobIds, namingOf, placeOf } from '../support/database';

const databases = createDatabases();
const NOW = Date.UTC(2026, 4, 20);

function open() {
  const test = databases.open();
  return { ...test, clips: createClipRepository(test.db) };
}

const FULL = {
  givenTitle: 'Low Tide',
  model: 'FUZZ-2.0',
  action: 'music',
  soundPrompt: 'slow waves',
  seed: '42',
  bpm: '96',
  lyricsId: 'l1',
  parentClipId: 'p1',
  durationMs: 12_500,
  createdAt: NOW - 1_000,
};

describe('one clip', () => {
  it('comes back as it went in', () => {
    const { clips } = open();
    const stored = clips.insert(factsOf('c1', FULL), namingOf('Low Tide'), placeOf('c1'), NOW);
    expect(stored).toMatchObject({
      clipId: 'c1',
      ...FULL,
      title: 'Low Tide',
      arrivedAt: NOW,
      lyricsState: 'none',
      isMeasured: false,
      folder: 'folder c1',
      stem: 'c1',
    });
    expect(clips.find('c1' as ClipId)).toEqual(stored);
    expect(clips.findRow(stored.row)).toEqual(stored);
    expect(clips.find('nobody' as ClipId)).toBeNull();
    expect(clips.findRow(999)).toBeNull();
    expect(clips.isFolderTaken('folder c1')).toBe(true);
    expect(clips.isFolderTaken('folder c2')).toBe(false);
  });

  it('a null never takes the place of a value', () => {
    const { clips } = open();
    const before = clips.insert(factsOf('c1', FULL), namingOf('Low Tide'), placeOf('c1'), NOW);
    clips.updateFacts(factsOf('c1'));
    expect(clips.find('c1' as ClipId)).toEqual(before);
  });

  it('a new value takes the place of the old one, but model and action are those of the first job', () => {
    const { clips } = open();
    clips.insert(factsOf('c1', { bpm: '1' }), namingOf('x'), placeOf('c1'), NOW);
    clips.updateFacts(factsOf('c1', FULL));
    expect(clips.find('c1' as ClipId)).toMatchObject(FULL);
    clips.updateFacts(
      factsOf('c1', { model: 'Clipper', action: 'video', bpm: '120', givenTitle: 'High Tide' }),
    );
    expect(clips.find('c1' as ClipId)).toMatchObject({ ...FULL, bpm: '120', givenTitle: 'High Tide' });
  });

  it('a measured duration is not changed by an answer', () => {
    const { clips } = open();
    const { row } = clips.insert(factsOf('c1', FULL), namingOf('x'), placeOf('c1'), NOW);
    clips.setMeasuredDuration(row, 12_345.6);
    clips.updateFacts(factsOf('c1', { durationMs: 99 }));
    expect(clips.findRow(row)).toMatchObject({ durationMs: 12_346, isMeasured: true });
  });

  it('twice is refused, so that the caller updates instead', () => {
    const { clips } = open();
    clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    expect(() => clips.insert(factsOf('c1'), namingOf('x'), placeOf('c2'), NOW)).toThrow(/UNIQUE/);
  });

  it('a new name changes title and key, not the place', () => {
    const { clips } = open();
    const { row } = clips.insert(factsOf('c1'), namingOf('Low Tide'), placeOf('c1'), NOW);
    clips.updateNaming(row, { title: 'High', titleKey: 'high', subtitle: 'sub' });
    expect(clips.findRow(row)).toMatchObject({
      title: 'High',
      titleKey: 'high',
      subtitle: 'sub',
      folder: 'folder c1',
    });
  });
});

describe('files beside the songs', () => {
  it('are due from the start, in order, and no more once written', () => {
    const { clips } = open();
    const rows = ['a', 'b'].map((id) => clips.insert(factsOf(id), namingOf(id), placeOf(id), NOW).row);
    const [first = 0, second = 0] = rows;
    expect(clips.nextSidecarDue([])).toBe(first);
    expect(clips.nextSidecarDue([first])).toBe(second);
    for (const row of rows) {
      clips.markSidecarBegun(row);
      clips.markSidecarWritten(row);
    }
    expect(clips.nextSidecarDue([])).toBeNull();
    clips.markSidecarDue(second);
    expect(clips.nextSidecarDue([])).toBe(second);
    clips.markAllSidecarsDue();
    expect(clips.nextSidecarDue([])).toBe(first);
  });

  it('that change while they are written stay due; so do those that nobody finished', () => {
    const { clips } = open();
    const { row } = clips.insert(factsOf('a'), namingOf('a'), placeOf('a'), NOW);
    clips.markSidecarBegun(row);
    expect(clips.nextSidecarDue([])).toBe(row);
    clips.markSidecarDue(row);
    clips.markSidecarWritten(row);
    expect(clips.nextSidecarDue([])).toBe(row);
  });
});

describe('statements', () => {
  it('every statement on one song or a few reads no table from end to end', () => {
    const { db, prepared, plan } = databases.open();
    createClipRepository(db);
    createLyricsRepository(db);
    createDownloadRepository(db);
    createJobRepository(db);
    // What goes through a whole table by its meaning: counts, what is due for all, and lists in index order.
    const isWhole = (sql: string) =>
      /count\(|SET is_sidecar_due = 1$|SET is_journaled = (?:0$|1 - is_journaled)|FROM job ORDER BY added_at|SELECT clip FROM asset WHERE path/.test(
        sql,
      );
    const scans = prepared
      .filter((sql) => /^\s*(SELECT|UPDATE|DELETE|WITH)/.test(sql) && !isWhole(sql))
      .flatMap((sql) => plan(sql).map((step) => ({ sql: sql.trim().slice(0, 90), step })))
      .filter(
        ({ step }) =>
          /^SCAN (?!json_each|song_search|title_search)/.test(step) && !/USING (COVERING )?INDEX/.test(step),
      );
    expect(scans).toEqual([]);
  });

  it('downloads are paged along an index, and nothing is put in order for it', () => {
    const { db, prepared, plan } = databases.open();
    createDownloadRows(db).page(0, 10);
    expect(prepared).toHaveLength(4);
    const steps = prepared.flatMap(plan);
    expect(steps.filter((step) => /TEMP B-TREE|^SCAN (?!json_each)/.test(step))).toEqual([]);
    expect(steps.join()).toContain('COVERING INDEX download_by_state');
  });

  it('songs are read by their rows', () => {
    const { db, prepared, plan } = databases.open();
    const rows = createSongRows(db);
    rows.of([1, 2]);
    rows.ofClips(['c1' as ClipId]);
    rows.song('c1' as ClipId);
    expect(prepared).toHaveLength(6);
    expect(prepared.flatMap(plan).filter((step) => /TEMP B-TREE|^SCAN (?!json_each)/.test(step))).toEqual([]);
  });

  it('problems are found along indexes of their own', () => {
    const { db, prepared, plan } = databases.open();
    createProblemRepository(db).recent(20);
    const steps = prepared.flatMap(plan);
    expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
    expect(steps.join()).toContain('SCAN download USING INDEX download_by_failure');
    expect(steps.join()).toContain('SCAN job USING INDEX job_by_problem');
  });

  it('jobs are paged along an index', () => {
    const { db, prepared, plan } = databases.open();
    createJobRepository(db);
    const jobPage = prepared.find((sql) => sql.includes('WITH page AS')) ?? '';
    expect(plan(jobPage).join('\n')).toMatch(/SCAN job USING INDEX job_by_added/);
  });
});

describe('links', () => {
  it('a clip knows its jobs, each once, and how many others sing its words', () => {
    const { db, clips } = open();
    createJobRepository(db).add(jobIds('b', 'a'), newJobTracking(NOW), NOW);
    const { row } = clips.insert(factsOf('c1', { lyricsId: 'l' }), namingOf('x'), placeOf('c1'), NOW);
    for (const id of jobIds('b', 'a', 'b')) clips.linkJob(id, row);
    expect(clips.jobIds(row)).toEqual(['a', 'b']);
    clips.insert(factsOf('c2', { lyricsId: 'l' }), namingOf('x'), placeOf('c2'), NOW);
    expect(clips.otherTakes('l', row)).toBe(1);
  });

  it('a clip is counted as long as it is there', () => {
    const { db, clips } = open();
    expect(clips.count()).toBe(0);
    const { row } = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    expect(clips.count()).toBe(1);
    createRemovedClipRepository(db).remove(row, NOW);
    expect(clips.count()).toBe(0);
  });
});
