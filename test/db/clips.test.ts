import { describe, expect, it } from 'vitest';
import { SONG_SORTS, type ClipId, type SongListing, type SongSort } from '@shared/model';
import { createClipRepository, type StoredClip } from '../../src/main/db/clips';
import { createJobRepository } from '../../src/main/db/jobs';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createLyricsRepository } from '../../src/main/db/lyrics';
import { parseSearch, toFtsQuery, toSearchText } from '../../src/main/domain/search-query';
import { newJobTracking } from '../../src/main/domain/job';
import { createDatabases, factsOf, jobIds, namingOf, placeOf } from '../support/database';
import { createRandom } from '../support/fake-clock';

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

// ------------------------------------------------------------------------------------------------------- lists

const LISTINGS: readonly SongListing[] = SONG_SORTS.flatMap((sort) =>
  (['asc', 'desc'] as const).map((direction) => ({ search: '', sort, direction })),
);

/** Sixty songs with gaps and many alike, so that ties and nulls count. */
function filled() {
  const test = open();
  const random = createRandom(5);
  const some = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  for (let index = 0; index < 60; index += 1) {
    const title = some(['Alpha', 'beta', 'Gamma', 'delta', 'Überall', '汉字']);
    const stored = test.clips.insert(
      factsOf(`c${index}`, {
        model: some([null, 'FUZZ-2.0', 'Lyria 3 Pro']),
        durationMs: some([null, 1_000, 2_000, 3_000]),
        createdAt: some([null, NOW - 5, NOW - 4, NOW - 3]),
      }),
      namingOf(title),
      placeOf(`c${index}`),
      NOW + Math.floor(index / 7),
    );
    test.clips.index(stored.row, { title: toSearchText(title), words: '', about: '' });
  }
  const all = Array.from({ length: 60 }, (_, index) => test.clips.findRow(index + 1)).filter(
    (clip): clip is StoredClip => clip !== null,
  );
  return { ...test, all };
}

const KEYS: Readonly<Record<SongSort, (clip: StoredClip) => string | number | null>> = {
  created: (clip) => clip.createdAt,
  arrived: (clip) => clip.arrivedAt,
  title: (clip) => clip.titleKey,
  duration: (clip) => clip.durationMs,
  model: (clip) => clip.model,
};

/** The order by definition: the key as bytes, nothing first, then the row; turned round as a whole. */
function inOrder(all: readonly StoredClip[], { sort, direction }: SongListing): string[] {
  const compare = (one: StoredClip, other: StoredClip) => {
    const [a, b] = [KEYS[sort](one), KEYS[sort](other)];
    if (a === b) return one.row - other.row;
    if (a === null || b === null) return a === null ? -1 : 1;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
  };
  const sorted = [...all].sort(compare);
  return (direction === 'asc' ? sorted : sorted.reverse()).map((clip) => clip.clipId);
}

describe('lists', () => {
  it.each(LISTINGS)('$sort, $direction: ids, titles and pages in one order', (listing) => {
    const { clips, all } = filled();
    const expected = inOrder(all, listing);
    expect(clips.ids(listing, null)).toEqual(expected);
    const pages = [0, 25, 50].flatMap((offset) =>
      clips.page(listing, null, offset, 25).map((row) => row.clipId),
    );
    expect(pages).toEqual(expected);
    const titleOf = new Map(all.map((clip) => [clip.clipId as string, clip.title]));
    expect(clips.titles(listing, null)).toEqual(expected.map((id) => titleOf.get(id)));
    expect(clips.count(null)).toBe(60);
  });

  it.each(LISTINGS)('$sort, $direction: a search keeps the order', (listing) => {
    const { clips, all } = filled();
    const expected = inOrder(
      all.filter((clip) => clip.title === 'beta'),
      listing,
    );
    expect(expected.length).toBeGreaterThan(3);
    expect(clips.ids(listing, '"beta"')).toEqual(expected);
    expect(clips.page(listing, '"beta"', 1, 2).map((row) => row.clipId)).toEqual(expected.slice(1, 3));
    expect(clips.count('"beta"')).toBe(expected.length);
  });

  it.each(LISTINGS)('$sort, $direction: the page is read along an index and never sorted', (listing) => {
    const { clips, prepared, plan } = filled();
    const known = prepared.length;
    clips.page(listing, null, 0, 25);
    clips.ids(listing, null);
    clips.titles(listing, null);
    const statements = prepared.slice(known);
    expect(statements).toHaveLength(3);
    for (const sql of statements) {
      const steps = plan(sql);
      expect(steps.join('\n')).not.toMatch(/TEMP B-TREE/);
      expect(steps).toHaveLength(1);
      expect(steps[0]).toMatch(/^SCAN clip USING (COVERING )?INDEX clip_by_/);
    }
  });

  it('a statement is prepared once for each order', () => {
    const { clips, prepared } = filled();
    const [listing] = LISTINGS;
    if (!listing) return;
    clips.page(listing, null, 0, 5);
    const before = prepared.length;
    for (let offset = 0; offset < 20; offset += 5) clips.page(listing, null, offset, 5);
    expect(prepared).toHaveLength(before);
  });

  it('every statement on one song or a few reads no table from end to end', () => {
    const { db, prepared, plan } = databases.open();
    createClipRepository(db);
    createLyricsRepository(db);
    createDownloadRepository(db);
    createJobRepository(db);
    // What goes through a whole table by its meaning: counts, what is due for all, and lists in index order.
    const isWhole = (sql: string) =>
      /count\(|SET is_sidecar_due = 1$|SET is_journaled = (?:0|id IN .*)$|ORDER BY (arrived_at|CASE state)|FROM job ORDER BY added_at|SELECT clip FROM asset WHERE path/.test(
        sql,
      );
    const scans = prepared
      .filter((sql) => /^\s*(SELECT|UPDATE|DELETE|WITH)/.test(sql) && !isWhole(sql))
      .flatMap((sql) => plan(sql).map((step) => ({ sql: sql.trim().slice(0, 90), step })))
      .filter(
        ({ step }) => /^SCAN (?!json_each|song_search)/.test(step) && !/USING (COVERING )?INDEX/.test(step),
      );
    expect(scans).toEqual([]);
  });

  it('jobs and words are paged along an index too', () => {
    const { db, prepared, plan } = databases.open();
    createClipRepository(db);
    createJobRepository(db);
    const jobPage = prepared.find((sql) => sql.includes('WITH page AS')) ?? '';
    expect(plan(jobPage).join('\n')).toMatch(/SCAN job USING INDEX job_by_added/);
    const worded =
      prepared.find((sql) => sql.includes('ORDER BY arrived_at') && sql.includes('EXISTS')) ?? '';
    expect(plan(worded)[0]).toMatch(/SCAN clip USING INDEX clip_by_arrived/);
    expect(plan(worded).join('\n')).not.toMatch(/TEMP B-TREE/);
  });
});

describe('what songs can be chosen by', () => {
  it('is counted, the most frequent first, without those that have none', () => {
    const { clips } = open();
    expect(clips.facets()).toEqual({ models: [], actions: [] });
    const songs = [
      ['b', 'music'],
      ['a', 'extend'],
      ['c', null],
      ['b', 'music'],
      [null, null],
      ['', ''],
    ] as const;
    songs.forEach(([model, action], index) =>
      clips.insert(factsOf(`c${index}`, { model, action }), namingOf('x'), placeOf(`c${index}`), NOW),
    );
    expect(clips.facets()).toEqual({
      models: [
        { value: 'b', count: 2 },
        { value: 'a', count: 1 },
        { value: 'c', count: 1 },
      ],
      actions: [
        { value: 'music', count: 2 },
        { value: 'extend', count: 1 },
      ],
    });
  });

  it('is never more than a menu can hold, and models are counted along their index', () => {
    const { clips, prepared, plan } = open();
    for (let index = 0; index < 205; index += 1) {
      clips.insert(factsOf(`c${index}`, { model: `m${index}` }), namingOf('x'), placeOf(`c${index}`), NOW);
    }
    expect(clips.facets().models).toHaveLength(200);
    const byModel = prepared.find((sql) => sql.includes('GROUP BY model')) ?? '';
    expect(plan(byModel)[0]).toMatch(/USING COVERING INDEX clip_by_model/);
  });
});

describe('a song', () => {
  it('tells the state of each file in one word', () => {
    const { db, clips } = open();
    const downloads = createDownloadRepository(db);
    const { row, clipId } = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    const states = () => clips.song(clipId)?.assets.map((asset) => [asset.kind, asset.state]);
    expect(states()).toEqual([]);
    for (const kind of ['video', 'wav', 'audio', 'cover'] as const) {
      downloads.nameAddress(row, kind, `http://x/${kind}`, jobIds('j')[0] ?? ('' as never));
    }
    expect(states()).toEqual([
      ['cover', 'offered'],
      ['audio', 'offered'],
      ['wav', 'offered'],
      ['video', 'offered'],
    ]);
    downloads.enqueue(row, ['cover', 'audio', 'wav', 'video'], NOW);
    const [cover, audio, wav] = downloads.ofClip(row);
    if (!cover || !audio || !wav) throw new Error('no tasks');
    downloads.saveTracking(audio.id, { ...audio.tracking, state: 'running' });
    downloads.saveProgress(audio.id, 37, 100, null);
    downloads.saveTracking(wav.id, {
      ...wav.tracking,
      state: 'failed',
      failure: { code: 'short-body', detail: '1/2' },
    });
    downloads.finish(
      cover,
      { path: 'p/cover.jpg', format: 'jpg', bytes: 9, sha256: 'h', isUnverified: true },
      NOW,
    );
    expect(clips.song(clipId)?.assets).toEqual([
      {
        kind: 'cover',
        state: 'present',
        format: 'jpg',
        bytes: 9,
        sha256: 'h',
        isUnverified: true,
        percent: null,
        failure: null,
      },
      {
        kind: 'audio',
        state: 'running',
        format: null,
        bytes: null,
        sha256: null,
        isUnverified: false,
        percent: 37,
        failure: null,
      },
      {
        kind: 'wav',
        state: 'failed',
        format: null,
        bytes: null,
        sha256: null,
        isUnverified: false,
        percent: null,
        failure: { code: 'short-body', detail: '1/2' },
      },
      {
        kind: 'video',
        state: 'waiting',
        format: null,
        bytes: null,
        sha256: null,
        isUnverified: false,
        percent: null,
        failure: null,
      },
    ]);
    expect(clips.hasCover(row)).toBe(true);
    expect(clips.isPlayable(row)).toBe(false);
    downloads.markMissing(row, 'cover');
    expect(clips.song(clipId)?.assets[0]?.state).toBe('missing');
    expect(clips.hasCover(row)).toBe(false);
  });

  it('knows its jobs, each once', () => {
    const { db, clips } = open();
    const jobs = createJobRepository(db);
    jobs.add(jobIds('b', 'a'), newJobTracking(NOW), NOW);
    const { row, clipId } = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    for (const id of jobIds('b', 'a', 'b')) clips.linkJob(id, row);
    expect(clips.jobIds(row)).toEqual(['a', 'b']);
    expect(clips.song(clipId)?.jobIds).toEqual(['a', 'b']);
    expect(clips.song('nobody' as ClipId)).toBeNull();
  });
});

describe('search', () => {
  const listing: SongListing = { search: '', sort: 'arrived', direction: 'asc' };

  function withTexts(
    texts: Readonly<Record<string, readonly [title: string, words: string, about: string]>>,
  ) {
    const test = open();
    const lyrics = createLyricsRepository(test.db);
    for (const [id, [title, words, about]] of Object.entries(texts)) {
      const { row } = test.clips.insert(factsOf(id, { lyricsId: 'same' }), namingOf(title), placeOf(id), NOW);
      test.clips.index(row, {
        title: toSearchText(title),
        words: toSearchText(words),
        about: toSearchText(about),
      });
      if (words !== '') lyrics.save(row, { source: 'api', text: words, markers: null }, NOW);
    }
    const find = (typed: string) => {
      const match = toFtsQuery(parseSearch(typed));
      return match === null ? [] : test.clips.ids(listing, match);
    };
    return { ...test, find };
  }

  it('finds titles, words and what is told about a song, by beginnings, without accents and in any case', () => {
    const { find } = withTexts({
      a: ['Low Tide', 'Salt on the railing', 'slow waves, FUZZ-2.0'],
      b: ['Überfahrt', 'Соль на перилах', 'Lyria 3 Pro'],
      c: ['海の向こうへ', '波の音が聞こえる', ''],
    });
    expect(find('rail')).toEqual(['a']);
    expect(find('SALT tide')).toEqual(['a']);
    expect(find('uber')).toEqual(['b']);
    expect(find('СОЛЬ')).toEqual(['b']);
    expect(find('lyria')).toEqual(['b']);
    expect(find('向こう')).toEqual(['c']);
    expect(find('波の音')).toEqual(['c']);
    expect(find('音の波')).toEqual([]);
    expect(find('salt lyria')).toEqual([]);
  });

  it('words that were replaced are found no more', () => {
    const { clips, find } = withTexts({ a: ['Low Tide', 'Salt on the railing', ''] });
    const row = clips.find('a' as ClipId)?.row ?? 0;
    clips.index(row, { title: 'high', words: 'sugar', about: '' });
    clips.index(row, { title: 'high', words: 'sugar', about: '' });
    expect(find('salt')).toEqual([]);
    expect(find('low')).toEqual([]);
    expect(find('sugar')).toEqual(['a']);
    expect(clips.count('sugar')).toBe(1);
  });

  it('what a person may type is never a broken query', () => {
    const { find } = withTexts({ a: ['Low Tide', 'Salt', ''] });
    for (const typed of [
      '"',
      '""',
      '*',
      'a*',
      'AND',
      'NOT salt',
      'salt OR',
      '(',
      'title:salt',
      '^',
      "'; --",
      '-salt',
      'NEAR(',
      '\u0000',
      '汉*',
    ])
      expect(() => find(typed)).not.toThrow();
  });

  it('lists songs with words for the lyrics view, newest first, and other takes of the same words', () => {
    const { clips } = withTexts({
      a: ['One', 'Salt on the railing', ''],
      b: ['Two', '', 'salt in the prompt'],
      c: ['Three', 'More salt', ''],
    });
    expect(clips.withWords(null, 0, 10).map((clip) => clip.clipId)).toEqual(['c', 'a']);
    expect(clips.withWords(null, 1, 1).map((clip) => clip.clipId)).toEqual(['a']);
    expect(clips.countWithWords(null)).toBe(2);
    const match = '{title words} : ("salt")';
    expect(clips.withWords(match, 0, 10).map((clip) => clip.clipId)).toEqual(['c', 'a']);
    expect(clips.countWithWords(match)).toBe(2);
    expect(clips.otherTakes('same', 1)).toBe(2);
  });
});
