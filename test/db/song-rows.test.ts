import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createJobRepository } from '../../src/main/db/jobs';
import { createSongRows } from '../../src/main/db/song-rows';
import { newJobTracking } from '../../src/main/domain/job';
import { createDatabases, factsOf, jobIds, namingOf, placeOf } from '../support/database';

const databases = createDatabases();
const NOW = Date.UTC(2026, 4, 20);

function open() {
  const test = databases.open();
  return { ...test, clips: createClipRepository(test.db), songs: createSongRows(test.db) };
}

describe('a song', () => {
  it('tells the state of each file in one word', () => {
    const { db, clips, songs } = open();
    const downloads = createDownloadRepository(db);
    const { row, clipId } = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    const states = () => songs.song(clipId)?.assets.map((asset) => [asset.kind, asset.state]);
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
    expect(songs.song(clipId)?.assets).toEqual([
      {
        kind: 'cover',
        state: 'present',
        format: 'jpg',
        version: 'h',
        isUnverified: true,
        percent: null,
        failure: null,
      },
      {
        kind: 'audio',
        state: 'running',
        format: null,
        version: null,
        isUnverified: false,
        percent: 37,
        failure: null,
      },
      {
        kind: 'wav',
        state: 'failed',
        format: null,
        version: null,
        isUnverified: false,
        percent: null,
        failure: { code: 'short-body', detail: '1/2' },
      },
      {
        kind: 'video',
        state: 'waiting',
        format: null,
        version: null,
        isUnverified: false,
        percent: null,
        failure: null,
      },
    ]);
    expect(clips.hasCover(row)).toBe(true);
    expect(clips.isPlayable(row)).toBe(false);
    downloads.markMissing(row, 'cover');
    expect(songs.song(clipId)?.assets[0]?.state).toBe('missing');
    expect(clips.hasCover(row)).toBe(false);
  });

  it('knows its jobs and is null when there is none', () => {
    const { db, clips, songs } = open();
    createJobRepository(db).add(jobIds('b', 'a'), newJobTracking(NOW), NOW);
    const { row, clipId } = clips.insert(factsOf('c1'), namingOf('x'), placeOf('c1'), NOW);
    for (const id of jobIds('b', 'a')) clips.linkJob(id, row);
    expect(songs.song(clipId)?.jobIds).toEqual(['a', 'b']);
    expect(songs.song('nobody' as ClipId)).toBeNull();
  });
});

describe('several songs', () => {
  it('come in the order asked for; one that has gone is left out', () => {
    const { clips, songs } = open();
    const [one = 0, two = 0, three = 0] = ['c1', 'c2', 'c3'].map(
      (id) => clips.insert(factsOf(id), namingOf(id), placeOf(id), NOW).row,
    );
    expect(songs.of([three, one, 999, two]).map(({ clipId }) => clipId)).toEqual(['c3', 'c1', 'c2']);
  });
});
