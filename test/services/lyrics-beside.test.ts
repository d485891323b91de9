import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import { openDatabase } from '../../src/main/db/database';
import type { Core } from '../support/core';
import { success } from '../support/flow-server';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** Files of words beside songs: those of another hand are read, our own are kept up to date where that is wanted. */

const world = createWorld();
const JOB = uuid('job') as JobId;
const TIDE = uuid('clip Low Tide') as ClipId;
const MARKERS = [
  [WORDS.indexOf('Salt'), 0.1],
  [WORDS.indexOf('Light'), 0.2],
];
const LRC = '[00:00.10]Pepper on the railing\n[00:00.30]Night on the bay\n';

async function withSong(markers: unknown = MARKERS) {
  const server = await world.server();
  const files = serveFiles(server, 'a').urls;
  server.job(JOB, success([clip('Low Tide', { ...files, lyrics: WORDS, lyrics_timing_markers: markers })]));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await core.settled();
  return { server, core };
}

const folderOf = (core: Core) => join(core.library, `Low Tide [${TIDE.slice(0, 8)}]`);
const place = (core: Core, end: string) => join(folderOf(core), `Low Tide.${end}`);
const look = (core: Core) => core.invoke('lyrics.lookBeside', { clipId: TIDE });
const shown = (core: Core) => core.invoke('lyrics.get', { clipId: TIDE });

describe('an .lrc that appears beside a song', () => {
  it('gives the song its words, is left as it is, and is read once', async () => {
    const { core } = await withSong();
    expect(await look(core)).toBeNull();
    writeFileSync(place(core, 'lrc'), LRC);
    expect(await look(core)).toEqual({ fileName: 'Low Tide.lrc', isInForce: true });
    expect((await shown(core))?.lines.map(({ text, startMs }) => [text, startMs])).toEqual([
      ['Pepper on the railing', 100],
      ['Night on the bay', 300],
    ]);
    await core.settled();
    expect(readFileSync(place(core, 'lrc'), 'utf8')).toBe(LRC);
    expect(readFileSync(place(core, 'txt'), 'utf8')).toContain('Pepper on the railing');
    expect(await look(core)).toBeNull();
    expect((await core.songs('pepper')).length).toBe(1);
  });

  it('is not read where nothing of it is new from outside', async () => {
    const { core } = await withSong();
    const [path, time] = [place(core, 'lrc'), new Date(world.clock.now() - 60_000)];
    const write = (text: string, at: Date) => {
      writeFileSync(path, text);
      utimesSync(path, at, at);
    };
    write(LRC, time);
    expect(await look(core)).not.toBeNull();
    write(LRC.replace('Pepper', 'Butter'), time);
    expect(await look(core)).toBeNull();
    write(LRC.replace('Pepper', 'Butter'), new Date(time.getTime() + 1));
    expect(await look(core)).not.toBeNull();
    write(LRC.replace('Pepper', 'Salted'), new Date(time.getTime() + 1));
    expect(await look(core)).toBeNull();
    write(LRC.replace('Pepper', 'Bread'), new Date(time.getTime() + 1));
    expect(await look(core)).not.toBeNull();
    // What was changed just now may be changed once more without showing it.
    const now = new Date(world.clock.now());
    write(LRC.replace('Pepper', 'Sugar!'), now);
    expect(await look(core)).not.toBeNull();
    write(LRC.replace('Pepper', 'Sugar?'), now);
    expect(await look(core)).not.toBeNull();
  });

  it('is read again when it has changed, and not when its words were given up', async () => {
    const { core } = await withSong();
    writeFileSync(place(core, 'lrc'), LRC);
    await look(core);
    await core.invoke('lyrics.revert', { clipId: TIDE, to: 'api' });
    expect(await look(core)).toBeNull();
    expect((await shown(core))?.text).toBe(WORDS);
    writeFileSync(place(core, 'lrc'), LRC.replace('Pepper', 'Sugar'));
    expect(await look(core)).not.toBeNull();
    expect((await shown(core))?.text).toContain('Sugar');
  });

  it('stands behind the user’s own words', async () => {
    const { core } = await withSong();
    await core.invoke('lyrics.save', { clipId: TIDE, text: 'My own', timing: [] });
    await core.settled();
    writeFileSync(place(core, 'lrc'), LRC);
    expect(await look(core)).toEqual({ fileName: 'Low Tide.lrc', isInForce: false });
    expect((await shown(core))?.text).toBe('My own');
    await core.invoke('lyrics.revert', { clipId: TIDE, to: 'file' });
    expect((await shown(core))?.text).toContain('Pepper');
  });

  it('is given up for the file before, and for nothing of the user’s own', async () => {
    const { core } = await withSong();
    const giveUp = () => core.invoke('lyrics.giveUpBeside', { clipId: TIDE });
    writeFileSync(place(core, 'lrc'), LRC);
    await look(core);
    writeFileSync(place(core, 'lrc'), LRC.replace('Pepper', 'Sugar'));
    await look(core);
    await giveUp();
    expect((await shown(core))?.text).toContain('Pepper');
    await giveUp();
    expect((await shown(core))?.text).toContain('Pepper');

    writeFileSync(place(core, 'lrc'), LRC.replace('Pepper', 'Honey'));
    await look(core);
    await core.invoke('lyrics.save', { clipId: TIDE, text: 'My own', timing: [] });
    await giveUp();
    expect((await shown(core))?.text).toBe('My own');
    await core.settled();
  });

  it('without times takes none away, and without words takes nothing', async () => {
    const { core } = await withSong();
    writeFileSync(place(core, 'lrc'), 'Pepper on the railing\n');
    expect(await look(core)).toBeNull();
    writeFileSync(place(core, 'lrc'), '[ti:Nothing]\n');
    expect(await look(core)).toBeNull();
    expect((await shown(core))?.state).toBe('timed');
  });

  it('is found by a check of the library, under the name of the sound too', async () => {
    const { core } = await withSong([]);
    rmSync(place(core, 'lrc'), { force: true });
    writeFileSync(place(core, 'lrc'), LRC);
    await core.invoke('check.start', { mode: 'quick' });
    await core.waitFor(() => core.sql("SELECT 1 FROM lyrics WHERE source = 'file'").length === 1);
    expect((await shown(core))?.state).toBe('timed');
    await core.settled();
  });

  it('that we wrote ourselves is none, also when the database does not know any more that we did', async () => {
    const { core } = await withSong();
    expect(readFileSync(place(core, 'lrc'), 'utf8')).toContain('Salt on the railing');
    await core.stop();
    const db = openDatabase(core.databaseFile, core.log);
    db.exec('DELETE FROM sidecar');
    db.close();
    const again = await world.restart(core);
    expect(await look(again)).toBeNull();
    expect(again.sql("SELECT 1 FROM lyrics WHERE source = 'file'")).toEqual([]);
  });

  it('is not looked for while the library folder is away', async () => {
    world.expectsErrors(/./);
    const { core } = await withSong();
    await core.settled();
    rmSync(core.library, { recursive: true });
    expect(await look(core)).toBeNull();
    mkdirSync(core.library, { recursive: true });
  });
});

describe('the files of words that are kept up to date', () => {
  it('are those that are wanted; what is there stays', async () => {
    const { core } = await withSong();
    const before = readFileSync(place(core, 'lrc'), 'utf8');
    await core.invoke('settings.update', { wordsFiles: ['txt'] });
    await core.invoke('lyrics.save', {
      clipId: TIDE,
      text: 'Mine',
      timing: [{ line: 0, startMs: 50, endMs: null, words: [] }],
    });
    await core.settled();
    expect(readFileSync(place(core, 'txt'), 'utf8')).toContain('Mine');
    expect(readFileSync(place(core, 'lrc'), 'utf8')).toBe(before);

    await core.invoke('settings.update', { wordsFiles: ['txt', 'lrc'] });
    await core.waitFor(() => readFileSync(place(core, 'lrc'), 'utf8').includes('Mine'));
    await core.settled();
  });
});

describe('words that have no times any more', () => {
  it('take our own .lrc away, and leave one of another hand', async () => {
    const { core } = await withSong();
    const save = () => core.invoke('lyrics.save', { clipId: TIDE, text: 'Wholly other words', timing: [] });
    await save();
    await core.settled();
    expect(existsSync(place(core, 'lrc'))).toBe(false);
    expect(readFileSync(place(core, 'txt'), 'utf8')).toContain('Wholly other words');
    await core.invoke('lyrics.revert', { clipId: TIDE, to: 'api' });
    await core.waitFor(() => existsSync(place(core, 'lrc')));
    await core.settled();
    writeFileSync(place(core, 'lrc'), LRC);
    await save();
    await core.settled();
    expect(readFileSync(place(core, 'lrc'), 'utf8')).toBe(LRC);
  });
});

describe('files that are dropped for several songs', () => {
  it('are for the songs that are called so, whatever stands behind the name', async () => {
    const server = await world.server();
    const titles = ['Low Tide', 'Who’s There?', 'Море и небо', 'A/B: C'];
    server.job(JOB, success(titles.map((title) => clip(title, { lyrics: WORDS }))));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    const names = [
      'low tide.lrc',
      'Low Tide (2).srt',
      'Low Tide (words).lrc',
      `Low Tide [${TIDE.slice(0, 8)}].lrc`,
      `anything ${TIDE}.vtt`,
      'Who’s There.lrc',
      'МОРЕ И НЕБО.lrc',
      'Low.lrc',
      '???.lrc',
    ];
    const found = await core.invoke('lyrics.songsOfFiles', { fileNames: names });
    expect(found.map(({ fileName, songs }) => [fileName, songs.map(({ title }) => title)])).toEqual([
      ...names.slice(0, 5).map((name) => [name, ['Low Tide']]),
      ['Who’s There.lrc', ['Who’s There?']],
      ['МОРЕ И НЕБО.lrc', ['Море и небо']],
      ['Low.lrc', []],
      ['???.lrc', []],
    ]);
  });
});
