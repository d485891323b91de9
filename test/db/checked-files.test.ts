import { describe, expect, it } from 'vitest';
import type { JobId } from '@shared/model';
import { createCheckedFileRepository, type FileCursor } from '../../src/main/db/checked-files';
import { createClipRepository } from '../../src/main/db/clips';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createDatabases, factsOf, namingOf, placeOf } from '../support/database';

const databases = createDatabases();
const JOB = 'job' as JobId;

/** Songs of which every second has a file of sound; all are offered a video that nobody fetched. */
function open(songs: number) {
  const test = databases.open();
  const clips = createClipRepository(test.db);
  const downloads = createDownloadRepository(test.db);
  const rows = Array.from({ length: songs }, (_, index) => {
    const { row } = clips.insert(factsOf(`c${index}`), namingOf('x'), placeOf(`c${index}`), 1);
    downloads.nameAddress(row, 'video', 'http://x/v', JOB);
    if (index % 2 === 0) {
      const file = { path: `${index}.m4a`, format: 'm4a', bytes: 10, isUnverified: false } as const;
      downloads.adopt(row, 'audio', { ...file, sha256: `hash ${index % 4}` }, false, 1);
      clips.markSidecarBegun(row);
      clips.markSidecarWritten(row);
    }
    return row;
  });
  return { ...test, files: createCheckedFileRepository(test.db), downloads, rows };
}

describe.each([1, 3, 100])('in steps of %i', (limit) => {
  it('all files come once, in order, and no step looks at more rows', () => {
    const { files } = open(9);
    const paths: string[] = [];
    let steps = 0;
    for (let cursor: FileCursor | null = null; ; steps += 1) {
      const { wanted, next } = files.after(cursor, limit);
      if (next === null) break;
      expect(wanted.length).toBeLessThanOrEqual(limit);
      paths.push(...wanted.map(({ path }) => path));
      cursor = next;
    }
    expect(paths).toEqual(['0.m4a', '2.m4a', '4.m4a', '6.m4a', '8.m4a']);
    // Nine videos that nobody has are looked at too.
    expect(steps).toBe(Math.ceil(14 / limit));
  });

  it('counts are those of the whole', () => {
    const { files } = open(9);
    let [count, bytes, songs] = [0, 0, 0];
    for (let after = 0; ;) {
      const { wanted, next } = files.countAfter(after, limit);
      if (next === null) break;
      count += wanted.files;
      bytes += wanted.bytes;
      after = next;
    }
    const seen: number[] = [];
    for (let after = 0; ;) {
      const { wanted, next } = files.countSongsAfter(after, limit);
      seen.push(...files.songsAfter(after, limit).wanted.map(({ row }) => row));
      if (next === null) break;
      songs += wanted;
      after = next;
    }
    expect([count, bytes, songs]).toEqual([5, 50, 5]);
    expect(seen).toHaveLength(5);
  });

  it('files with the same bytes stand beside each other', () => {
    const { files } = open(9);
    const hashes: string[] = [];
    for (
      let last = files.byHash(null, limit);
      last.length > 0;
      last = files.byHash(last.at(-1) ?? null, limit)
    ) {
      hashes.push(...last.map(({ sha256 }) => sha256));
    }
    expect(hashes).toEqual(['hash 0', 'hash 0', 'hash 0', 'hash 2', 'hash 2']);
  });
});

describe('a file', () => {
  it('that is confirmed as it was is not written again', () => {
    const { db, files, rows } = open(1);
    const [row = 0] = rows;
    const written = () => db.prepare<{ count: number }>('SELECT total_changes() AS count').get()?.count;
    files.confirm(row, 'audio', 1_000.4);
    const before = written();
    files.confirm(row, 'audio', 1_000.2);
    expect(written()).toBe(before);
    files.confirm(row, 'audio', 2_000);
    expect(files.find(row, 'audio')?.changedAt).toBe(2_000);
    files.setMissing(row, 'audio', true);
    files.confirm(row, 'audio', 2_000);
    expect(files.find(row, 'audio')?.isMissing).toBe(false);
  });

  it('is found by its length and its bytes, and whether it is gone', () => {
    const { files, downloads, rows } = open(9);
    expect([files.hasLength(10), files.hasLength(11)]).toEqual([true, false]);
    expect(files.withHash('hash 2')?.path).toBe('2.m4a');
    expect(files.withHash('hash 3')).toBeNull();
    expect(files.missingWithHash('hash 2', 5)).toEqual([]);
    files.setMissing(rows[6] ?? 0, 'audio', true);
    expect(files.missingWithHash('hash 2', 5).map(({ path }) => path)).toEqual(['6.m4a']);
    files.setMissing(rows[2] ?? 0, 'audio', true);
    expect(files.missingWithHash('hash 2', 1)).toHaveLength(1);
    // What the library lets go of is not found by its bytes.
    files.forget(rows[2] ?? 0, 'audio');
    files.forget(rows[6] ?? 0, 'audio');
    expect(files.withHash('hash 2')).toBeNull();
    expect(downloads.hasFiles()).toBe(true);
  });
});
