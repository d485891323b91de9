import { describe, expect, it } from 'vitest';
import type { Hold } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createExportedFileRepository } from '../../src/main/db/exported-files';
import { createLyricsRepository } from '../../src/main/db/lyrics';
import { createMetaRepository } from '../../src/main/db/meta';
import { createSidecarRepository } from '../../src/main/db/sidecars';
import { createDatabases, factsOf, namingOf, placeOf } from '../support/database';

const databases = createDatabases();
const NOW = Date.UTC(2026, 4, 20);

function withClip() {
  const test = databases.open();
  const { row } = createClipRepository(test.db).insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
  return { ...test, row };
}

describe('single values', () => {
  it('are kept, replaced and absent', () => {
    const meta = createMetaRepository(databases.open().db);
    expect(meta.get('a')).toBeNull();
    meta.set('a', '1');
    meta.set('a', '2');
    meta.set('b', '');
    expect(meta.get('a')).toBe('2');
    expect(meta.get('b')).toBe('');
  });
});

describe('holds', () => {
  it('come back as they were; one of each kind', () => {
    const meta = createMetaRepository(databases.open().db);
    const limited: Hold = { kind: 'rate-limited', until: NOW };
    const paused: Hold = { kind: 'downloads-paused' };
    meta.saveHold({ kind: 'rate-limited', until: 1 });
    meta.saveHold(limited);
    meta.saveHold(paused);
    expect(meta.loadHolds()).toEqual(expect.arrayContaining([limited, paused]));
    expect(meta.loadHolds()).toHaveLength(2);
    meta.deleteHold('rate-limited');
    meta.deleteHold('offline');
    expect(meta.loadHolds()).toEqual([paused]);
  });
});

describe('words', () => {
  it("the user's own stand before those of a file, and these before the service's", () => {
    const { db, row } = withClip();
    const lyrics = createLyricsRepository(db);
    expect(lyrics.effective(row)).toBeNull();
    lyrics.save(row, { source: 'api', text: 'api', markers: [[0, 1.5]], timing: null }, NOW);
    expect(lyrics.effective(row)).toEqual({
      source: 'api',
      text: 'api',
      markers: [[0, 1.5]],
      timing: null,
    });
    lyrics.save(row, { source: 'file', text: 'file', markers: null, timing: null }, NOW);
    expect(lyrics.effective(row)?.text).toBe('file');
    lyrics.save(row, { source: 'user', text: 'user', markers: null, timing: null }, NOW);
    expect(lyrics.effective(row)?.text).toBe('user');
  });

  it('a refresh replaces what the service had said and nothing else', () => {
    const { db, row, rows } = withClip();
    const lyrics = createLyricsRepository(db);
    lyrics.save(row, { source: 'user', text: 'mine', markers: null, timing: null }, NOW);
    lyrics.save(row, { source: 'api', text: 'one', markers: { value: 1 }, timing: null }, NOW);
    lyrics.save(row, { source: 'api', text: 'two', markers: null, timing: null }, NOW + 1);
    expect(lyrics.fromSource(row, 'api')).toEqual({
      source: 'api',
      text: 'two',
      markers: null,
      timing: null,
    });
    expect(lyrics.fromSource(row, 'user')?.text).toBe('mine');
    expect(lyrics.fromSource(row, 'file')).toBeNull();
    expect([lyrics.hasSource(row, 'user'), lyrics.hasSource(row, 'file')]).toEqual([true, false]);
    expect(rows('SELECT * FROM lyrics')).toHaveLength(2);
  });

  it('come back to the letter', () => {
    const { db, row } = withClip();
    const lyrics = createLyricsRepository(db);
    const text = ` [Verse]\r\nä汉🌊\u0000"'\n\n${'x'.repeat(100_000)} `;
    const markers = JSON.parse('{"__proto__":[1]}') as unknown;
    const timing = [{ line: 1, startMs: 5, endMs: null, words: [{ at: 0, startMs: 5, endMs: 7 }] }];
    lyrics.save(row, { source: 'api', text, markers, timing }, NOW);
    expect(lyrics.effective(row)).toMatchObject({ text, timing });
    expect(JSON.stringify(lyrics.effective(row)?.markers)).toBe('{"__proto__":[1]}');
  });
});

describe('files that we wrote', () => {
  it('are known by song and place, with the newest hash', () => {
    const { db, row } = withClip();
    const sidecars = createSidecarRepository(db);
    expect(sidecars.hash(row, 'a.txt')).toBeNull();
    sidecars.save(row, 'a.txt', 'h1');
    sidecars.save(row, 'a.txt', 'h2');
    sidecars.save(row, 'b.txt', 'h3');
    expect(sidecars.hash(row, 'a.txt')).toBe('h2');
    expect(sidecars.hash(row, 'b.txt')).toBe('h3');
    expect(sidecars.hash(row + 1, 'a.txt')).toBeNull();
  });
});

describe('files that an export wrote', () => {
  it('are ours with what stood there and with what was to come, each with its times', () => {
    const exported = createExportedFileRepository(databases.open().db);
    const [first, second, third] = ['a', 'b', 'c'].map((sha256) => ({ sha256, isTimed: sha256 === 'b' }));
    if (!first || !second || !third) throw new Error('unreachable');
    expect(exported.hasWritten('/x/song.txt')).toBe(false);
    exported.noteComing('/x/song.txt', first, null);
    expect(exported.find('/x/song.txt', 'a')).toEqual(first);
    expect(exported.find('/x/song.txt', 'b')).toBeNull();
    exported.noteComing('/x/song.txt', second, first);
    expect(exported.find('/x/song.txt', 'a')).toEqual(first);
    expect(exported.find('/x/song.txt', 'b')).toEqual(second);
    // It was removed, and another is to come.
    exported.noteComing('/x/song.txt', third, null);
    expect(exported.find('/x/song.txt', 'b')).toBeNull();
    expect(exported.find('/x/song.txt', 'c')).toEqual(third);
    expect(exported.hasWritten('/x/song.txt')).toBe(true);
    expect(exported.find('/x/other.txt', 'c')).toBeNull();
  });
});
