import { beforeEach, describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createSoundRepository, type SoundFile, type SoundingKind } from '../../src/main/db/sounds';
import { createDatabases, factsOf, namingOf, placeOf, type TestDatabase } from '../support/database';

const databases = createDatabases();
const NONE: ReadonlySet<SoundingKind> = new Set();
const HEARD = { loudness: { lufs: -12, truePeakDb: -1 }, waveform: new Uint8Array(800).fill(1) };

let test: TestDatabase;
let lastRow = 0;
beforeEach(() => {
  test = databases.open();
});

function addSong(id: string, kinds: readonly (SoundingKind | 'cover')[] = ['audio']): number {
  lastRow = createClipRepository(test.db).insert(factsOf(id), namingOf(id), placeOf(id), 1).row;
  for (const kind of kinds) putFile(lastRow, kind);
  return lastRow;
}

function putFile(
  row: number,
  kind: SoundingKind | 'cover',
  sha256 = 'a'.repeat(64),
  isMissing = false,
): void {
  const file = { path: `${row}/${kind}`, format: 'm4a', bytes: 5, sha256, isUnverified: false } as const;
  createDownloadRepository(test.db).adopt(row, kind, file, isMissing, 1);
}

function next(row: number): SoundFile {
  const file = createSoundRepository(test.db).nextFile(row, NONE);
  if (!file) throw new Error('Nothing is to be measured.');
  return file;
}

describe('songs that are due', () => {
  it('are those of which a file with sound has come, the newest first', () => {
    const sounds = createSoundRepository(test.db);
    addSong('words alone', []);
    addSong('cover alone', ['cover']);
    expect(sounds.nextDue(null)).toBeNull();
    const [one, two] = [addSong('one'), addSong('two', ['video'])];
    expect(sounds.nextDue(null)).toBe(two);
    sounds.settle(two);
    expect(sounds.nextDue(null)).toBe(one);
    sounds.settle(one);
    expect(sounds.nextDue(null)).toBeNull();
  });

  it('are due again when a file comes back, another comes, or another version; not when one goes', () => {
    const sounds = createSoundRepository(test.db);
    const row = addSong('one');
    const isDue = () => {
      const due = sounds.nextDue(null) === row;
      sounds.settle(row);
      return due;
    };
    expect(isDue()).toBe(true);
    createDownloadRepository(test.db).markMissing(row, 'audio');
    expect(isDue()).toBe(false);
    putFile(row, 'audio');
    expect(isDue()).toBe(true);
    putFile(row, 'wav');
    expect(isDue()).toBe(true);
    test.db.exec(`UPDATE asset SET served_sha256 = 'other' WHERE kind = 'wav'`);
    expect(isDue()).toBe(true);
    // As tags that are written into it leave it.
    test.db.exec(`UPDATE asset SET present_sha256 = 'tagged', bytes = 9, path = path WHERE kind = 'wav'`);
    expect(isDue()).toBe(false);
    putFile(row, 'video', 'x', true);
    expect(isDue()).toBe(false);
  });

  it('are looked for along the index, whatever there is to look through', () => {
    const sounds = createSoundRepository(test.db);
    addSong('one');
    expect(sounds.nextDue(null)).toBe(lastRow);
    const planOf = (part: string) => test.plan(test.prepared.find((sql) => sql.includes(part)) ?? '');
    expect(planOf('FROM sound_due ORDER BY')).toEqual(['SCAN sound_due']);
    expect(planOf('DELETE FROM sound_due')).toEqual([
      expect.stringContaining('SEARCH sound_due USING INTEGER PRIMARY KEY'),
    ]);
    expect(planOf('LEFT JOIN sound').join()).toMatch(/SEARCH asset .*SEARCH sound /);
    expect(planOf('log10(avg').join()).toMatch(/SEARCH clip USING .*clip_by_lyrics.*SEARCH sound /);
    for (const part of ['INDEXED BY sound_measured', 'INDEXED BY sound_failed', 'files &'])
      expect(planOf(part)[0]).toMatch(/COVERING INDEX/);
    const sorts = test.prepared.filter((sql) => /TEMP B-TREE|AUTOMATIC/.test(test.plan(sql).join()));
    expect(sorts.filter((sql) => sql.includes('sound'))).toEqual([]);
  });
});

describe('what was heard', () => {
  it('stands for the song until its file is another one', () => {
    const sounds = createSoundRepository(test.db);
    const row = addSong('one', ['audio', 'wav']);
    sounds.keep(row, next(row), HEARD, 1);
    expect(sounds.nextFile(row, NONE)).toBeNull();
    expect(sounds.of('one' as ClipId)).toMatchObject({ state: 'measured', loudness: HEARD.loudness });
    test.db.exec(`UPDATE asset SET served_sha256 = 'other' WHERE kind = 'audio'`);
    expect(sounds.of('one' as ClipId)).toEqual({
      state: 'waiting',
      loudness: null,
      takesLoudness: null,
      waveform: null,
    });
    expect(next(row)).toMatchObject({ kind: 'audio', version: 'other' });
  });

  it('takes the place of files that failed', () => {
    const sounds = createSoundRepository(test.db);
    const row = addSong('one', ['audio', 'wav']);
    sounds.keep(row, next(row), { failure: 'unreadable' }, 1);
    expect(next(row).kind).toBe('wav');
    expect(sounds.of('one' as ClipId)?.state).toBe('waiting');
    sounds.keep(row, next(row), HEARD, 2);
    expect(test.rows('SELECT kind, failure FROM sound')).toEqual([{ kind: 'wav', failure: null }]);
  });

  it('is a byte for each column, and nothing else that grows with the song', () => {
    const sounds = createSoundRepository(test.db);
    const row = addSong('one');
    sounds.keep(row, next(row), HEARD, 1);
    expect(Buffer.from(sounds.of('one' as ClipId)?.waveform ?? '', 'base64')).toEqual(Buffer.alloc(800, 1));
    expect(test.rows('SELECT length(waveform) AS bytes FROM sound')).toEqual([{ bytes: 800 }]);
  });
});

describe('how many are measured', () => {
  it('counts only songs of which something is on disk: never more than there are', () => {
    const sounds = createSoundRepository(test.db);
    const [one, two] = [addSong('one'), addSong('two')];
    sounds.keep(one, next(one), HEARD, 1);
    sounds.keep(two, next(two), { failure: 'unreadable' }, 1);
    sounds.settle(two);
    expect(sounds.progress()).toEqual({ measured: 1, unmeasurable: 1, songs: 2 });
    for (const row of [one, two]) createDownloadRepository(test.db).markMissing(row, 'audio');
    expect(sounds.progress()).toEqual({ measured: 0, unmeasurable: 0, songs: 0 });
  });
});
