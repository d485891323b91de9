import { describe, expect, it } from 'vitest';
import type { ClipId, JobId, LyricsTiming } from '@shared/model';
import type { Core } from '../support/core';
import { success } from '../support/flow-server';
import { loseDatabase, reportOf } from '../support/library-state';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** What people make of a song's words: kept beside those of the service, searched, exported, brought back. */

const world = createWorld();
const JOB = uuid('job') as JobId;
const TIDE = uuid('clip Low Tide') as ClipId;
const FOLDER = `Low Tide [${TIDE.slice(0, 8)}]`;
const MARKERS = [
  [WORDS.indexOf('Salt'), 0.1],
  [WORDS.indexOf('Light'), 0.2],
];
const OWN = '[Verse 1]\nPepper on the railing\n\nNight on the bay';
const at = (line: number, startMs: number) => ({ line, startMs, endMs: null, words: [] });
const OWN_TIMING: LyricsTiming = [at(1, 100), at(3, 250)];

async function withSong() {
  const server = await world.server();
  const answer = success([
    clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: WORDS, lyrics_timing_markers: MARKERS }),
  ]);
  server.job(JOB, answer);
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await core.settled();
  return { server, core, answer };
}

const save = (core: Core) =>
  core.invoke('lyrics.save', { clipId: TIDE, text: OWN, timing: [...OWN_TIMING] as never });
const shown = (core: Core) => core.invoke('lyrics.get', { clipId: TIDE });
const editable = (core: Core) => core.invoke('lyrics.editable', { clipId: TIDE });
const find = async (core: Core, search: string) => (await core.songs(search)).length;

describe('words that are edited', () => {
  it('begin with those in force and their times, in the form of the edit', async () => {
    const { core } = await withSong();
    const { text, timing, source, draft, canRevert } = await editable(core);
    expect({ text, source, draft, canRevert }).toEqual({
      text: WORDS,
      source: 'api',
      draft: null,
      canRevert: false,
    });
    const lines = WORDS.split('\n');
    expect(timing.map(({ line, startMs }) => [lines[line], startMs])).toEqual([
      [lines.find((line) => line.startsWith('Salt')), 100],
      [lines.find((line) => line.startsWith('Light')), 200],
    ]);
  });

  it('are shown, searched, and written beside the song once they are saved', async () => {
    const { core } = await withSong();
    await save(core);
    expect(await shown(core)).toMatchObject({ source: 'user', state: 'timed', text: OWN });
    expect((await shown(core))?.lines.map(({ text, startMs }) => [text, startMs])).toEqual([
      ['Verse 1', null],
      ['Pepper on the railing', 100],
      ['', null],
      ['Night on the bay', 250],
    ]);
    expect([await find(core, 'pepper'), await find(core, 'salt')]).toEqual([1, 0]);
    await core.settled();
    expect(core.read(`${FOLDER}/Low Tide.txt`).toString()).toBe(`${OWN}\n`);
    expect(core.read(`${FOLDER}/Low Tide.lrc`).toString()).toContain('[00:00.25]Night on the bay');
  });

  it('are not overwritten by a refresh, and come back from the library folder', async () => {
    const { core, server } = await withSong();
    await save(core);
    server.job(JOB, success([clip('Low Tide', { lyrics: 'Other words of the service' })]));
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect(await shown(core)).toMatchObject({ source: 'user', text: OWN });
    const before = await shown(core);
    await loseDatabase(core);
    const again = await world.restart(core);
    await reportOf(again);
    await again.settled();
    expect(await shown(again)).toEqual(before);
    expect((await editable(again)).timing).toEqual(OWN_TIMING);
  });

  it('give way to those of the service when they are given up, as these are by now', async () => {
    const { core, server } = await withSong();
    await save(core);
    server.job(JOB, success([clip('Low Tide', { lyrics: 'Other words of the service' })]));
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect((await editable(core)).canRevert).toBe(true);
    await core.invoke('lyrics.revert', { clipId: TIDE, to: 'api' });
    expect(await shown(core)).toMatchObject({ source: 'api', text: 'Other words of the service' });
    expect([await find(core, 'pepper'), await find(core, 'other')]).toEqual([0, 1]);
    expect((await editable(core)).canRevert).toBe(false);
  });

  it('may be all that a song has', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide', { lyrics_timing_markers: null })]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect(await editable(core)).toMatchObject({ text: '', timing: [], source: null, canRevert: false });
    await save(core);
    expect(await shown(core)).toMatchObject({ source: 'user', state: 'timed' });
    await core.invoke('lyrics.revert', { clipId: TIDE, to: 'api' });
    expect(await core.songs('pepper')).toEqual([]);
  });

  it('of a song that is not there are refused', async () => {
    const core = await world.core(null);
    await expect(editable(core)).rejects.toMatchObject({ code: 'not-found' });
    await expect(save(core)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what is not saved yet', () => {
  it('is kept through the end of the program, and changes nothing else', async () => {
    const { core } = await withSong();
    await core.invoke('lyrics.keepDraft', { clipId: TIDE, text: OWN, timing: [] });
    await core.invoke('lyrics.keepDraft', { clipId: TIDE, text: OWN, timing: [...OWN_TIMING] as never });
    expect(await shown(core)).toMatchObject({ source: 'api', text: WORDS });
    const again = await world.restart(core);
    expect(await editable(again)).toMatchObject({
      text: WORDS,
      draft: { text: OWN, timing: OWN_TIMING },
    });
  });

  it('goes with saving, with giving up, and when it is dropped', async () => {
    const { core } = await withSong();
    const keep = () => core.invoke('lyrics.keepDraft', { clipId: TIDE, text: 'x', timing: [] });
    for (const end of ['lyrics.save', 'lyrics.revert', 'lyrics.dropDraft'] as const) {
      await keep();
      expect((await editable(core)).draft).not.toBeNull();
      if (end === 'lyrics.save') await save(core);
      else if (end === 'lyrics.revert') await core.invoke(end, { clipId: TIDE, to: 'api' });
      else await core.invoke(end, { clipId: TIDE });
      expect((await editable(core)).draft).toBeNull();
    }
  });
});

describe('an offset of the words', () => {
  it('is told with them, baked into files, and kept in the library folder', async () => {
    const { core } = await withSong();
    await core.invoke('lyrics.setOffset', { clipId: TIDE, offsetMs: 150 });
    expect(await shown(core)).toMatchObject({ offsetMs: 150 });
    expect((await shown(core))?.lines.find(({ startMs }) => startMs !== null)?.startMs).toBe(100);
    await core.settled();
    expect(core.read(`${FOLDER}/Low Tide.lrc`).toString()).toContain('[00:00.25]Salt');
    await loseDatabase(core);
    const again = await world.restart(core);
    await reportOf(again);
    expect(await shown(again)).toMatchObject({ offsetMs: 150 });
  });

  it('puts nothing before the beginning of the song', async () => {
    const { core } = await withSong();
    await core.invoke('lyrics.setOffset', { clipId: TIDE, offsetMs: -150 });
    await core.settled();
    const lrc = core.read(`${FOLDER}/Low Tide.lrc`).toString();
    expect(lrc).toContain('[00:00.00]Salt');
    expect(lrc).toContain('[00:00.05]Light');
  });
});
