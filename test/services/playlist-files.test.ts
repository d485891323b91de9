import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ClipId, JobId, PlaylistId } from '@shared/model';
import type { Core } from '../support/core';
import { success } from '../support/flow-server';
import { audio, wav } from '../support/media';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Playlists that come as files, and lists of songs that are written for other programs. */

const world = createWorld();
const LIST = uuid('list') as PlaylistId;
const clipOf = (title: string) => uuid(`clip ${title}`) as ClipId;
const TITLES = ['Low Tide', '=HYPERLINK("x")', 'Åre 海, "quoted"'];

/** The first two have both files of sound, the last has none. */
async function coreWithSongs(): Promise<Core> {
  const server = await world.server();
  const songs = TITLES.map((title, index) =>
    clip(title, {
      lyrics: `Words of ${title}\nand more`,
      model_version: 'Lyria 3',
      seed: 40 + index,
      ...(index < 2 && {
        audio_url: server.file(`/${index}.m4a`, { bytes: audio(), type: 'audio/mp4' }),
        wav_url: server.file(`/${index}.wav`, { bytes: wav(), type: 'audio/wav' }),
      }),
    }),
  );
  server.job(uuid('done'), success(songs));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(uuid('done') as JobId);
  await core.settled();
  return core;
}

/** Relative to the library folder. */
function pathsIn(core: Core, kind: 'audio' | 'wav'): readonly string[] {
  return TITLES.slice(0, 2).map((title) => {
    const [row] = core.sql(
      `SELECT path FROM asset JOIN clip ON clip.id = clip WHERE clip_id = '${clipOf(title)}' AND kind = '${kind}'`,
    ) as { path: string }[];
    return row?.path ?? '';
  });
}

async function importText(core: Core, text: string, file = join(core.folder, 'lists', 'Mine.m3u8')) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  core.shell.choose(file);
  const imported = await core.invoke('playlists.chooseImport', {});
  if (imported === null) throw new Error('Nothing was imported.');
  const clipIds =
    imported.id === null ? [] : await core.invoke('playlists.clipIds', { id: imported.id, search: '' });
  return { ...imported, titles: clipIds.map((id) => TITLES.find((title) => clipOf(title) === id)) };
}

async function exportTo(
  core: Core,
  file: string,
  request: Partial<Parameters<typeof core.invoke<'playlists.export'>>[1]>,
) {
  core.shell.choose(file);
  return core.invoke('playlists.export', {
    source: { kind: 'playlist', id: LIST },
    format: 'm3u8',
    sound: 'audio',
    ...request,
  });
}

describe('a playlist file', () => {
  it('names songs in all the ways in which programs name them', async () => {
    const core = await coreWithSongs();
    const [first = '', second = ''] = pathsIn(core, 'audio');
    const beside = relative(join(core.folder, 'lists'), core.library);
    const ways = [
      join(core.library, first),
      `${beside}/${first}`,
      `${beside}/${first}`.replaceAll('/', '\\'),
      `file://${encodeURI(join(core.library, first))}`,
      // A library that was elsewhere: the song's own folder is known.
      `D:\\Old\\Flowshelf\\${first.replaceAll('/', '\\')}`,
      first.normalize('NFD').toUpperCase(),
      // Only the file's name is alike.
      `Music/${first.split('/').at(-1)}`,
    ];
    const imported = await importText(core, `\ufeff#EXTM3U\r\n${ways.join('\r\n')}\r\n${second}\r\n`);
    expect(imported).toMatchObject({ name: 'Mine', added: 8, notFound: [], notFoundCount: 0 });
    expect(imported.titles).toEqual([...ways.map(() => TITLES[0]), TITLES[1]]);
  });

  it('finds songs by their titles too, where their length is not another one', async () => {
    const core = await coreWithSongs();
    const seconds = Math.round(
      Number((core.sql('SELECT duration_ms AS ms FROM clip LIMIT 1') as { ms: number }[])[0]?.ms) / 1_000,
    );
    const imported = await importText(
      core,
      [
        '#PLAYLIST:Named  inside',
        `#EXTINF:${seconds},Somebody - low tide`,
        'https://example.org/stream',
        `#EXTINF:${seconds + 40},Low Tide`,
        'https://example.org/other',
        'Low Tide.flac',
        '../nobody.mp3',
      ].join('\n'),
    );
    expect(imported).toMatchObject({
      name: 'Named inside',
      added: 2,
      notFound: ['https://example.org/other', '../nobody.mp3'],
      notFoundCount: 2,
    });
  });

  it('that names nothing of the library makes no playlist', async () => {
    const core = await coreWithSongs();
    expect(await importText(core, 'a.mp3\nb.mp3')).toMatchObject({ id: null, added: 0, notFoundCount: 2 });
    expect((await core.invoke('app.snapshot', {})).playlists).toEqual([]);
  });

  it('that is none is told as such, and nothing is read outside of it', async () => {
    const core = await coreWithSongs();
    await expect(importText(core, '#EXTM3U\n\n# nothing\n')).rejects.toMatchObject({
      wire: { code: 'no-playlist-file', file: 'Mine.m3u8' },
    });
    await expect(importText(core, 'MZ\0\u0001\n')).rejects.toMatchObject({ code: 'no-playlist-file' });
    core.shell.choose(join(core.folder, 'gone.m3u8'));
    await expect(core.invoke('playlists.chooseImport', {})).rejects.toMatchObject({
      wire: { code: 'list-read-gone', file: 'gone.m3u8' },
    });
    core.shell.choose(null);
    expect(await core.invoke('playlists.chooseImport', {})).toBeNull();
    const large = Buffer.alloc(20_000_001, 'a').toString('base64');
    await expect(
      core.invoke('playlists.readImport', { fileName: 'x.m3u', base64: large }),
    ).rejects.toMatchObject({
      code: 'file-too-large',
    });
  });

  it('that was dropped is read without its folder', async () => {
    const core = await coreWithSongs();
    const [first = ''] = pathsIn(core, 'wav');
    const base64 = Buffer.from(`../Flowshelf/${first}\n`).toString('base64');
    expect(await core.invoke('playlists.readImport', { fileName: 'Dropped.m3u', base64 })).toMatchObject({
      name: 'Dropped',
      added: 1,
    });
  });
});

describe('a list of songs', () => {
  async function withList(): Promise<Core> {
    const core = await coreWithSongs();
    const clipIds = [...TITLES.map(clipOf), clipOf('gone')];
    await core.invoke('playlists.create', { id: LIST, name: 'A/B: late', clipIds });
    return core;
  }

  it('goes to a playlist file and comes back from it', async () => {
    const core = await withList();
    const file = join(core.folder, 'out', 'late.m3u8');
    mkdirSync(dirname(file));
    expect(await exportTo(core, file, {})).toEqual({ file: 'late.m3u8', written: 2, leftOut: 2 });
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines.slice(0, 2)).toEqual(['#EXTM3U', '#PLAYLIST:A/B: late']);
    expect(lines[3]).toBe(`${relative(dirname(file), core.library)}/${pathsIn(core, 'audio')[0]}`);
    const imported = await importText(core, readFileSync(file, 'utf8'), file);
    // Two of one name would be told apart by nobody.
    expect(imported).toMatchObject({ name: 'A/B: late 2', titles: TITLES.slice(0, 2), notFoundCount: 0 });
    await exportTo(core, file, { sound: 'wav' });
    expect(readFileSync(file, 'utf8')).toContain(pathsIn(core, 'wav')[1]);
    expect(readdirSync(dirname(file))).toEqual(['late.m3u8']);
  });

  it('goes to a table that no spreadsheet takes for formulas', async () => {
    const core = await withList();
    const file = join(core.folder, 'late.csv');
    expect(await exportTo(core, file, { format: 'csv' })).toEqual({
      file: 'late.csv',
      written: 4,
      leftOut: 0,
    });
    const text = readFileSync(file, 'utf8');
    const [head] = text.split('\r\n');
    expect(head).toBe(
      '\ufeffclip id,job id,title,model,action,made,length,seed,bpm,prompt,lyrics,tags,rating,favourite,plays,last played,files',
    );
    expect(text).toContain(`${clipOf('Low Tide')},${uuid('done')},Low Tide,`);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).toContain('"Åre 海, ""quoted"""');
    expect(text).toContain('"Words of Low Tide\nand more"');
    expect(text).toContain('2026-05-01T12:00:00.000Z');
    // A song that is not in the library any more has its id.
    expect(text).toContain(`\r\n${clipOf('gone')},,,`);
  });

  it('goes to data, also what a search lists, in its order', async () => {
    const core = await coreWithSongs();
    const db = new BetterSqlite3(core.databaseFile);
    db.exec(`
      UPDATE clip SET rating = 4, favourite_at = 1, plays = 7, last_played_at = 0 WHERE clip_id = '${clipOf('Low Tide')}';
      INSERT INTO clip_tag SELECT id, 'sea', 'Sea' FROM clip WHERE clip_id = '${clipOf('Low Tide')}';`);
    db.close();
    const file = join(core.folder, 'songs.json');
    const source = {
      kind: 'listing',
      name: '',
      search: 'has:audio',
      sort: 'title',
      direction: 'desc',
    } as const;
    expect(await exportTo(core, file, { source, format: 'json' })).toEqual({
      file: 'songs.json',
      written: 2,
      leftOut: 0,
    });
    const content = JSON.parse(readFileSync(file, 'utf8')) as { songs: Record<string, unknown>[] };
    expect(content).toMatchObject({ format: 'flowshelf.songs', version: 1, name: 'Songs' });
    expect(content.songs.map(({ title }) => title)).toEqual(['Low Tide', '=HYPERLINK("x")']);
    expect(content.songs[0]).toMatchObject({
      clipId: clipOf('Low Tide'),
      jobId: [uuid('done')],
      made: '2026-05-01T12:00:00.000Z',
      tags: ['Sea'],
      rating: 4,
      favourite: 'yes',
      plays: 7,
      lastPlayed: '1970-01-01T00:00:00.000Z',
      files: [pathsIn(core, 'audio')[0], pathsIn(core, 'wav')[0]],
    });
    await exportTo(core, file, { source: { ...source, search: 'nothing has this' }, format: 'json' });
    expect((JSON.parse(readFileSync(file, 'utf8')) as { songs: unknown[] }).songs).toEqual([]);
    const limited = { ...source, search: 'limit:1' };
    expect(await exportTo(core, file, { source: limited, format: 'json' })).toMatchObject({ written: 1 });
  });

  it('that cannot be written leaves what stood there, and nothing beside it', async () => {
    const core = await withList();
    const file = join(core.folder, 'out', 'late.csv');
    mkdirSync(dirname(file));
    // A folder stands where the file should be.
    mkdirSync(join(file, 'as it was'), { recursive: true });
    world.expectsErrors(/A list of songs could not be written/);
    await expect(exportTo(core, file, { format: 'csv' })).rejects.toMatchObject({
      wire: { code: 'list-write-failed', file: 'late.csv' },
    });
    expect(readdirSync(file)).toEqual(['as it was']);
    expect(readdirSync(dirname(file))).toEqual(['late.csv']);
    const inNoFolder = exportTo(core, join(core.folder, 'no such folder', 'a.csv'), { format: 'csv' });
    await expect(inNoFolder).rejects.toMatchObject({
      wire: { code: 'list-write-folder-gone', file: 'a.csv' },
    });
    core.shell.choose(null);
    expect(
      await core.invoke('playlists.export', {
        source: { kind: 'playlist', id: LIST },
        format: 'csv',
        sound: 'audio',
      }),
    ).toBeNull();
    const none = { source: { kind: 'playlist', id: uuid('none') } } as const;
    await expect(exportTo(core, file, none)).rejects.toMatchObject({ code: 'not-found' });
  });
});
