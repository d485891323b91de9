import { describe, expect, it } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createJobRepository } from '../../src/main/db/jobs';
import { createRemovedClipRepository } from '../../src/main/db/removed-clips';
import {
  createSongIndex,
  FILE_FLAGS,
  type PlainSort,
  type SongCondition,
  type SongIndex,
} from '../../src/main/db/song-index';
import type { MarkSort } from '../../src/main/db/song-mark-index';
import { createSongMarkRepository } from '../../src/main/db/song-marks';
import { newJobTracking } from '../../src/main/domain/job';
import { toSearchText } from '../../src/main/domain/search-query';
import { createDatabases, factsOf, jobIds, namingOf, placeOf } from '../support/database';
import { fillWithSongs, inOrder } from '../support/listed-songs';

const databases = createDatabases();
const NOW = Date.UTC(2026, 4, 20);
const SORTS: readonly PlainSort[] = ['arrived', 'created', 'title', 'duration', 'model'];
const MARKS: readonly MarkSort[] = ['favourite', 'rating', 'plays', 'played'];
const FILE = { path: 'p', format: 'm4a', bytes: 5, sha256: 'h', isUnverified: false } as const;

function open() {
  const test = databases.open();
  return {
    ...test,
    clips: createClipRepository(test.db),
    downloads: createDownloadRepository(test.db),
    index: createSongIndex(test.db),
  };
}

/** An index alone, so that only its own statements are noted. */
function openIndex() {
  const test = databases.open();
  return { ...test, index: createSongIndex(test.db) };
}

describe('orders', () => {
  it.each(SORTS)('%s: whole, and in parts from either end', (sort) => {
    const test = open();
    const all = fillWithSongs(test, 60);
    const rowOf = new Map(all.map((song) => [song.clipId as string, song.row]));
    const expected = (direction: 'asc' | 'desc') =>
      inOrder(all, { search: '', sort, direction }).map((id) => rowOf.get(id));
    expect([...test.index.ordered(sort)]).toEqual(expected('asc'));
    for (const direction of ['asc', 'desc'] as const) {
      expect(test.index.orderedPart(sort, direction, 7, 25)).toEqual(expected(direction).slice(7, 32));
    }
  });
});

describe('orders by what is noted', () => {
  it.each(MARKS)('%s: songs without it first, as they arrived', (sort) => {
    const test = open();
    const all = fillWithSongs(test, 60);
    const rowOf = new Map(all.map((song) => [song.clipId as string, song.row]));
    expect([...test.index.ordered(sort)]).toEqual(
      inOrder(all, { search: '', sort, direction: 'asc' }).map((id) => rowOf.get(id)),
    );
  });
});

describe('hidden songs', () => {
  it('are not counted, nor among the first of an order or of hits, nor in any facet', () => {
    const test = open();
    const { index, db } = test;
    const all = fillWithSongs(test, 60);
    expect(index.hasHidden()).toBe(false);
    const salty = all.filter(({ words }) => words.startsWith('salt'));
    const hidden = salty[0];
    if (!hidden) throw new Error('no song');
    const tag = db.prepare('INSERT INTO clip_tag (clip, tag_key, tag) VALUES (?, ?, ?)');
    tag.run([hidden.row, 'sea', 'sea']);
    expect(index.tags()).toEqual([{ value: 'sea', count: 1 }]);
    const models = () => new Map(index.values('model').map(({ value, count }) => [value, count]));
    const before = models();
    const hide = db.prepare('UPDATE clip SET hidden_at = ? WHERE id = ?');
    hide.run([NOW, hidden.row]);
    hide.run([NOW + 1, hidden.row]);
    expect(index.count()).toBe(59);
    expect(index.hasHidden()).toBe(true);
    expect(index.orderedPart('title', 'asc', 0, 100)).toHaveLength(59);
    expect(index.orderedPart('title', 'asc', 0, 100)).not.toContain(hidden.row);
    const match = { everything: '"salt"', titles: null } as const;
    expect(index.firstHits(match, 'asc', 100)).toEqual(salty.slice(1).map(({ row }) => row));
    expect([...index.withCondition({ kind: 'hidden' })]).toEqual([hidden.row]);
    expect(index.tags()).toEqual([]);
    if (hidden.model !== null) expect(models().get(hidden.model)).toBe((before.get(hidden.model) ?? 0) - 1);
    hide.run([null, hidden.row]);
    expect(index.count()).toBe(60);
    expect(index.hasHidden()).toBe(false);
  });
});

/** Everything that can hold of a song. */
const CONDITIONS: readonly SongCondition[] = [
  { kind: 'files', any: FILE_FLAGS.audio, none: 0 },
  { kind: 'files', any: 0, none: FILE_FLAGS.failed },
  { kind: 'value', field: 'model', value: 'FUZZ-2.0' },
  { kind: 'value', field: 'action', value: 'music' },
  { kind: 'value', field: 'seed', value: '7' },
  { kind: 'value', field: 'bpm', value: '96' },
  { kind: 'range', field: 'created', from: NOW - 4, to: null },
  { kind: 'range', field: 'arrived', from: null, to: NOW + 3 },
  { kind: 'range', field: 'duration', from: 1_500, to: 3_000 },
  { kind: 'lyrics', state: 'timed' },
  { kind: 'match', match: { everything: '"salt"', titles: null } },
  { kind: 'match', match: { everything: '"a"', titles: '"a" *' } },
  ...MARKS.flatMap((field): SongCondition[] => [
    { kind: 'mark', field, from: 1, to: 3, orNone: false },
    { kind: 'mark', field, from: null, to: 3, orNone: true },
  ]),
  { kind: 'tag', tag: 'late night' },
  { kind: 'hidden' },
  { kind: 'clip', beginning: 'c1' },
  { kind: 'job', jobId: 'job' as JobId },
];

describe('statements', () => {
  it('every list and search is answered by an index alone, and nothing is sorted', () => {
    const { db, prepared, plan, index } = openIndex();
    const searches = [
      { everything: '"salt" *', titles: null },
      { everything: '"s"', titles: '"s" *' },
    ] as const;
    askEverything(index, searches);
    // Once more with a song that is hidden, and so to be left out.
    db.exec(`INSERT INTO clip (clip_id, title, title_key, folder, folder_key, stem, arrived_at, hidden_at)
      VALUES ('c', '', '', '', '', '', 1, 1); UPDATE counter SET value = 1 WHERE name = 'hidden-songs'`);
    askEverything(index, searches);
    expect(prepared.length).toBeGreaterThan(50);
    for (const sql of prepared.filter((text) =>
      /FROM (clip|clip_tag|lyrics|song_search|title_search|job_clip|vocabulary)\b/.test(text),
    )) {
      const steps = plan(sql);
      expect(steps.join('\n'), sql).not.toMatch(/TEMP B-TREE/);
      // In index order, or a full-text index; json_each is the list of what was asked for.
      const scans = steps.filter(
        (step) =>
          step.startsWith('SCAN') &&
          !/^SCAN \w+ (USING COVERING INDEX|VIRTUAL TABLE INDEX)/.test(step) &&
          !/^SCAN (kind|known|json_each|CONSTANT ROW|\(subquery-\d+\))/.test(step),
      );
      expect(scans, sql).toEqual([]);
    }
  });

  it('are prepared once each', () => {
    const { prepared, index } = openIndex();
    const searches = [{ everything: '"salt" *', titles: null }] as const;
    askEverything(index, searches);
    const before = prepared.length;
    askEverything(index, searches);
    expect(prepared).toHaveLength(before);
  });
});

function askEverything(index: SongIndex, searches: readonly Parameters<SongIndex['hits']>[0][]): void {
  index.revisions();
  index.count();
  index.isInOrderOfArrival();
  for (const sort of SORTS) {
    index.ordered(sort);
    for (const direction of ['asc', 'desc'] as const) index.orderedPart(sort, direction, 0, 100);
  }
  for (const sort of MARKS) index.ordered(sort);
  for (const match of searches) {
    index.hits(match);
    for (const direction of ['asc', 'desc'] as const) index.firstHits(match, direction, 1_001);
    index.bestHits(match, 2_000);
  }
  for (const condition of CONDITIONS) index.withCondition(condition);
  index.withTitleBeginning(['night', 'fe']);
  index.values('model');
  index.values('action');
  index.tags();
  index.rowOf('c1' as ClipId);
  index.clipIds([1, 2]);
  index.takes();
  index.firstTakes([1, 2]);
  index.words('sal');
  index.hasWord('sal');
  index.nextLetters('sal');
}

describe('what holds of a song', () => {
  it('is found by value, range, words and links', () => {
    const test = open();
    const { index } = test;
    const all = fillWithSongs(test, 60);
    const rows = (holds: (song: (typeof all)[number]) => boolean) => all.filter(holds).map(({ row }) => row);
    const found = (condition: SongCondition) => [...index.withCondition(condition)].sort((a, b) => a - b);
    expect(found({ kind: 'value', field: 'model', value: 'FUZZ-2.0' })).toEqual(
      rows(({ model }) => model === 'FUZZ-2.0'),
    );
    expect(found({ kind: 'range', field: 'created', from: NOW - 4, to: null })).toEqual(
      rows(({ createdAt }) => createdAt !== null && createdAt >= NOW - 4),
    );
    expect(found({ kind: 'range', field: 'duration', from: null, to: 2_000 })).toEqual(
      rows(({ durationMs }) => durationMs !== null && durationMs < 2_000),
    );
    expect(found({ kind: 'lyrics', state: 'timed' })).toEqual(rows((song) => song.lyricsState === 'timed'));
    expect(found({ kind: 'match', match: { everything: '"salt"', titles: null } })).toEqual(
      rows(({ words }) => words.startsWith('salt')),
    );
    expect(found({ kind: 'clip', beginning: 'c1' })).toEqual(rows(({ clipId }) => clipId.startsWith('c1')));
    createJobRepository(test.db).add(jobIds('job'), newJobTracking(NOW), NOW);
    test.clips.linkJob('job' as JobId, 3);
    expect(found({ kind: 'job', jobId: 'job' as JobId })).toEqual([3]);
    expect(index.values('action').map(({ value }) => value)).toEqual(['cover', 'music']);
    expect(index.values('model')).toEqual([
      { value: 'FUZZ-2.0', count: rows(({ model }) => model === 'FUZZ-2.0').length },
      { value: 'Lyria 3 Pro', count: rows(({ model }) => model === 'Lyria 3 Pro').length },
    ]);
  });

  it('titles are found by how they begin, also by their first letter', () => {
    const test = open();
    const all = fillWithSongs(test, 60);
    const rows = (title: string) => all.filter((song) => song.title === title).map(({ row }) => row);
    expect([...test.index.withTitleBeginning(['a'])]).toEqual(rows('Alpha'));
    expect([...test.index.withTitleBeginning(['9'])]).toEqual(rows('99 Red'));
    expect([...test.index.withTitleBeginning(['delta', 'o'])]).toEqual(rows('delta one'));
    expect([...test.index.withTitleBeginning(['one'])]).toEqual([]);
    expect([...test.index.withTitleBeginning(['汉'])]).toEqual(rows('汉字'));
  });

  it('files are told by what is on disk and what of the others there is to say', () => {
    const { clips, downloads, index } = open();
    const { row } = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    const holds = (any: number) => index.withCondition({ kind: 'files', any, none: 0 }).length === 1;
    const flags = () => Object.entries(FILE_FLAGS).flatMap(([name, flag]) => (holds(flag) ? [name] : []));
    expect(flags()).toEqual([]);
    for (const kind of ['cover', 'audio', 'wav'] as const) {
      downloads.nameAddress(row, kind, `http://x/${kind}`, 'job' as JobId);
    }
    expect(flags()).toEqual([]);
    downloads.enqueue(row, ['cover', 'audio', 'wav'], NOW);
    expect(flags()).toEqual(['coming']);
    const [cover, audio, wav] = downloads.ofClip(row);
    if (!cover || !audio || !wav) throw new Error('no tasks');
    downloads.finish(cover, { ...FILE, format: 'jpg' }, NOW);
    downloads.finish(audio, { ...FILE, isUnverified: true }, NOW);
    downloads.saveTracking(wav.id, { ...wav.tracking, state: 'failed' });
    expect(flags()).toEqual(['cover', 'audio', 'failed', 'unverified']);
    downloads.saveTracking(wav.id, { ...wav.tracking, state: 'queued' });
    expect(flags()).toEqual(['cover', 'audio', 'coming', 'unverified']);
    downloads.cancel(wav, 'wav.part');
    downloads.markMissing(row, 'audio');
    expect(flags()).toEqual(['cover', 'missing']);
  });
});

describe('what stands ready', () => {
  it('songs and downloads are counted as they come and go', () => {
    const { db, clips, downloads, index } = open();
    const { row } = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    clips.insert(factsOf('c2'), namingOf('x'), placeOf('c2'), NOW);
    expect(index.count()).toBe(2);
    downloads.nameAddress(row, 'audio', 'http://x/a', 'job' as JobId);
    downloads.enqueue(row, ['audio'], NOW);
    expect(downloads.counts()).toEqual({ total: 1, failed: 0 });
    const [task] = downloads.ofClip(row);
    if (!task) throw new Error('no task');
    downloads.saveTracking(task.id, { ...task.tracking, state: 'failed' });
    expect(downloads.counts()).toEqual({ total: 1, failed: 1 });
    // Its files and downloads go with the song.
    createRemovedClipRepository(db).remove(row, NOW);
    expect(downloads.counts()).toEqual({ total: 0, failed: 0 });
    expect(index.count()).toBe(1);
  });

  it('jobs are counted, and those that are asked about', () => {
    const { db } = open();
    const jobs = createJobRepository(db);
    jobs.add(jobIds('a', 'b', 'c'), newJobTracking(NOW), NOW);
    expect(jobs.counts()).toEqual({ total: 3, active: 3 });
    jobs.saveTracking('a' as JobId, { ...newJobTracking(NOW), phase: 'succeeded', nextPollAt: null });
    jobs.saveTracking('b' as JobId, { ...newJobTracking(NOW), nextPollAt: null });
    expect(jobs.counts()).toEqual({ total: 3, active: 1 });
    jobs.remove(jobIds('c', 'a'));
    expect(jobs.counts()).toEqual({ total: 1, active: 0 });
  });

  it('each kind of change has a number that grows with it', () => {
    const test = open();
    const { clips, downloads, index } = test;
    const { row } = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    const grownBy = (work: () => void) => {
      const before = index.revisions();
      work();
      const after = index.revisions();
      return (['order', 'facets', 'marks', 'words'] as const).filter((kind) => after[kind] > before[kind]);
    };
    expect(grownBy(() => clips.insert(factsOf('c2'), namingOf('x'), placeOf('c2'), NOW))).toEqual(['order']);
    expect(grownBy(() => clips.updateNaming(row, namingOf('y')))).toEqual(['order']);
    expect(grownBy(() => clips.updateNaming(row, namingOf('y')))).toEqual([]);
    expect(grownBy(() => clips.setMeasuredDuration(row, 5))).toEqual(['order']);
    expect(grownBy(() => clips.setLyricsState(row, 'timed'))).toEqual(['facets']);
    expect(grownBy(() => clips.setLyricsState(row, 'timed'))).toEqual([]);
    const words = { title: toSearchText('x'), words: '', about: '' };
    expect(grownBy(() => clips.index(row, words))).toEqual(['words']);
    downloads.nameAddress(row, 'audio', 'http://x/a', 'job' as JobId);
    expect(grownBy(() => downloads.enqueue(row, ['audio'], NOW))).toEqual(['facets']);
    expect(grownBy(() => downloads.saveProgress(1, 1, 2, null))).toEqual([]);
    expect(grownBy(() => clips.markSidecarDue(row))).toEqual([]);
    const marks = createSongMarkRepository(test.db);
    expect(grownBy(() => marks.write(row, 'rating', 3, NOW))).toEqual(['marks']);
    expect(grownBy(() => marks.write(row, 'rating', 3, NOW + 1))).toEqual([]);
    expect(grownBy(() => marks.write(row, 'favourite', NOW, NOW))).toEqual(['marks']);
    expect(grownBy(() => marks.write(row, 'tags', ['sea'], NOW))).toEqual(['marks']);
    expect(grownBy(() => marks.write(row, 'tags', ['sea'], NOW))).toEqual([]);
    expect(grownBy(() => marks.write(row, 'tags', [], NOW))).toEqual(['marks']);
    expect(grownBy(() => marks.addPlay(row, NOW))).toEqual(['marks']);
    // It is in no list, or in all of them again.
    expect(grownBy(() => marks.write(row, 'hidden', NOW, NOW))).toEqual(['order']);
  });

  it('it is known whether songs arrived in the order of their rows', () => {
    const { clips, index } = open();
    expect(index.isInOrderOfArrival()).toBe(true);
    clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    clips.insert(factsOf('c2'), namingOf('x'), placeOf('c2'), NOW);
    expect(index.isInOrderOfArrival()).toBe(true);
    clips.insert(factsOf('c3'), namingOf('x'), placeOf('c3'), NOW - 1);
    expect(index.isInOrderOfArrival()).toBe(false);
  });
});

describe('ranking', () => {
  it('a hit in the title comes before hits in the words, among the newest', () => {
    const { clips, index } = open();
    const add = (id: string, title: string, words: string) => {
      const { row } = clips.insert(factsOf(id), namingOf(title), placeOf(id), NOW);
      clips.index(row, { title: toSearchText(title), words: toSearchText(words), about: '' });
      return row;
    };
    const inWords = add('a', 'Low Tide', 'salt and much else that is sung here for a while');
    const inTitle = add('b', 'Salt', 'nothing of the kind');
    const often = add('c', 'High Tide', 'salt salt salt');
    const match = { everything: '"salt"', titles: null } as const;
    expect(index.bestHits(match, 10)).toEqual([inTitle, often, inWords]);
    expect(index.bestHits(match, 1)).toEqual([often]);
  });
});
