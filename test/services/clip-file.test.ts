import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import type { Core } from '../support/core';
import { success } from '../support/flow-server';
import { checkLibrary, loseDatabase, reportOf } from '../support/library-state';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** `clip.json` keeps all words of a song, and what a later version of the program has written into it. */

const world = createWorld();
const JOB = uuid('job') as JobId;
const TIDE = uuid('clip Low Tide') as ClipId;
const FILE = `Low Tide [${TIDE.slice(0, 8)}]/clip.json`;
const MARKERS = [
  [12, 1.5],
  [30, 4],
];

async function withSong() {
  const server = await world.server();
  const words = { lyrics: WORDS, lyrics_timing_markers: MARKERS };
  server.job(JOB, success([clip('Low Tide', { ...serveFiles(server, 'a').urls, ...words })]));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await core.settled();
  return { server, core };
}

type Json = Record<string, unknown>;
const read = (core: Core) => JSON.parse(core.read(FILE).toString()) as Json;
const write = (core: Core, content: unknown) =>
  writeFileSync(join(core.library, FILE), JSON.stringify(content));

/** Has the program write the file again. */
async function rewrite(core: Core, change: string): Promise<Core> {
  await core.stop();
  const db = new BetterSqlite3(core.databaseFile);
  db.exec(change);
  db.exec('UPDATE clip SET is_sidecar_due = 1');
  db.close();
  const again = await world.restart(core);
  await again.settled();
  return again;
}

/** As a later version of the program leaves it. */
function laterVersion(content: Json): Json {
  const [words] = content['lyrics'] as Json[];
  const [file, ...files] = content['files'] as Json[];
  return {
    ...content,
    version: 7,
    rating: 5,
    tags: ['night', 'sea'],
    plays: { count: 7, lastAt: '2027-01-01T00:00:00.000Z' },
    lyrics: [
      { ...words, language: 'en' },
      { source: 'heard', text: 'as it was heard' },
    ],
    files: [{ ...file, loudness: -14 }, ...files, { kind: 'stem', name: 'Drums.wav' }],
    ['__proto__x']: 1,
  };
}

describe('clip.json', () => {
  it('keeps the words of every source, and they come back when the database is lost', async () => {
    const { core } = await withSong();
    const timing = [{ line: 0, startMs: 500, endMs: 900, words: [{ at: 3, startMs: 600, endMs: null }] }];
    const again = await rewrite(
      core,
      `INSERT INTO lyrics (clip, source, text, markers, timing, updated_at)
       SELECT id, 'user', 'my own words', NULL, '${JSON.stringify(timing)}', 1 FROM clip`,
    );
    const lyrics = read(again)['lyrics'] as Json[];
    expect(lyrics).toEqual([
      { source: 'user', text: 'my own words', markers: null, timing },
      { source: 'api', text: WORDS, markers: MARKERS },
    ]);
    const before = again.sql('SELECT source, text, markers, timing FROM lyrics ORDER BY source');
    await loseDatabase(again);
    const third = await world.restart(again);
    await reportOf(third);
    await third.settled();
    expect(third.sql('SELECT source, text, markers, timing FROM lyrics ORDER BY source')).toEqual(before);
    expect(await third.invoke('lyrics.get', { clipId: TIDE })).toMatchObject({ source: 'user' });
    expect(read(third)['lyrics']).toEqual(lyrics);
  });

  it('of a later version is written with all that is not known here, and with its version', async () => {
    const { core } = await withSong();
    const later = laterVersion(read(core));
    write(core, later);
    const again = await rewrite(core, "UPDATE clip SET bpm = '92'");
    expect(read(again)).toEqual({ ...later, bpm: '92' });
  });

  it('of a later version stays as it is through a lost database', async () => {
    const { core } = await withSong();
    const later = laterVersion(read(core));
    write(core, later);
    await loseDatabase(core);
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 1, files: 4 });
    await again.settled();
    const third = await rewrite(again, '');
    expect(read(third)).toEqual(later);
    expect(third.files()).toHaveLength(7);
  });

  it('of a later version is as it should be for a thorough check', async () => {
    const { core } = await withSong();
    write(core, laterVersion(read(core)));
    const again = await rewrite(core, '');
    expect(await checkLibrary(again, 'thorough')).toEqual([]);
  });

  it.each([
    ['of another song', (content: Json) => ({ ...content, clipId: 'another', rating: 5 })],
    ['of another program', (content: Json) => ({ ...content, format: 'another', rating: 5 })],
    ['with a damaged end', (content: Json) => JSON.stringify({ ...content, rating: 5 }).slice(0, -9)],
  ])('%s gives nothing to this one', async (_name, change) => {
    const { core } = await withSong();
    const before = read(core);
    write(core, change(before));
    const again = await rewrite(core, '');
    expect(read(again)).toEqual(before);
  });
});
