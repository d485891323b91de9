import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { parseFile } from 'music-metadata';
import { describe, expect, it } from 'vitest';
import type { ClipId, SoundKind } from '@shared/model';
import type { Core } from '../support/core';
import { endedExport, runExport, type EndedExport } from '../support/exports';
import { success } from '../support/flow-server';
import { isInstalled } from '../support/installed';
import { loseDatabase } from '../support/library-state';
import { mp3, sha256 } from '../support/media';
import { clip, serveFiles, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Songs' sound with what is known of them in its tags: as copies, and in the library's own files. */

const world = createWorld();
const JOB = uuid('job');
const idOf = (name: string) => uuid(`clip ${name}`) as ClipId;
const TEXT = '[Verse 1]\nSalt on the railing\nLight on the bay';
const TIMED = {
  lyrics: TEXT,
  lyrics_timing_markers: [
    [TEXT.indexOf('Salt'), 1.5],
    [TEXT.indexOf('Light'), 4.25],
  ],
};

async function library() {
  const server = await world.server();
  const tide = serveFiles(server, 'Low Tide');
  server.job(
    JOB,
    success([
      clip('Low Tide', { ...tide.urls, ...TIMED }),
      clip('No words', {
        audio_url: server.file('/plain.mp3', { bytes: mp3(), type: 'audio/mpeg' }),
      }),
      clip('Nothing', { lyrics: 'Words alone' }),
    ]),
  );
  const core = await world.core(server);
  await core.add(JOB);
  await core.settled({ timeoutMs: 30_000 });
  const folder = world.folder();
  core.shell.choose(folder);
  await core.invoke('export.chooseFolder', {});
  return { core, folder, server, bytes: tide.bytes };
}

const ids = ['Low Tide', 'No words', 'Nothing'].map(idOf);

function outcomes({ songs }: EndedExport): Record<string, unknown> {
  return Object.fromEntries(
    songs.flatMap(({ title, files }) =>
      files.map(({ part, outcome }) => [
        `${title} ${part}`,
        'reason' in outcome ? outcome.reason : outcome.kind,
      ]),
    ),
  );
}

describe('copies of sound', () => {
  it('have all that is known in their tags, beside the words or alone; a song without words has them too', async () => {
    const { core, folder, bytes } = await library();
    const report = await runExport(core, ids, { formats: ['lrc'], sounds: ['audio', 'wav'] });
    expect(outcomes(report)).toEqual({
      'Low Tide lrc': 'written',
      'Low Tide audio': 'written',
      'Low Tide wav': 'written',
      'No words lrc': 'no-words',
      'No words audio': 'written',
      'No words wav': 'no-sound',
      'Nothing lrc': 'no-times',
      'Nothing audio': 'no-sound',
      'Nothing wav': 'no-sound',
    });
    expect(readdirSync(folder).sort()).toEqual([
      'Low Tide.lrc',
      'Low Tide.m4a',
      'Low Tide.wav',
      'No words.mp3',
    ]);

    const m4a = await parseFile(join(folder, 'Low Tide.m4a'));
    expect(m4a.common).toMatchObject({ title: 'Low Tide' });
    expect(m4a.common.picture?.[0]?.data).toHaveLength(bytes.cover.length);
    const items = Object.fromEntries((m4a.native['iTunes'] ?? []).map(({ id, value }) => [id, value]));
    expect(items['©lyr']).toContain('[00:04.25]Light on the bay');
    expect(items['----:com.apple.iTunes:Flowshelf Clip Id']).toBe(idOf('Low Tide'));
    expect(String(items['©day'])).toContain('2026-05-01');

    const wav = await parseFile(join(folder, 'Low Tide.wav'));
    const frames = Object.values(wav.native).flat();
    const { value } = frames.find(({ id }) => id === 'SYLT') ?? {};
    const { syncText } = value as { readonly syncText: readonly { readonly timestamp: number }[] };
    expect(syncText.map(({ timestamp }) => timestamp)).toEqual([1_500, 4_250]);
    expect((await parseFile(join(folder, 'No words.mp3'))).common.title).toBe('No words');
  });

  it.runIf(isInstalled('ffprobe'))('are what another program reads', async () => {
    const { core, folder } = await library();
    await runExport(core, ids.slice(0, 1), { formats: [], sounds: ['audio', 'wav'] });
    for (const name of ['Low Tide.m4a', 'Low Tide.wav']) {
      const told = execFileSync(
        'ffprobe',
        ['-v', 'error', '-show_format', '-of', 'json', join(folder, name)],
        {
          encoding: 'utf8',
        },
      );
      expect(told, name).toContain('"title": "Low Tide"');
      expect(told, name).toContain('Light on the bay');
    }
  });

  it('are the same when nothing has changed, and keep their times when words have lost theirs', async () => {
    const { core, folder } = await library();
    const request = { formats: [], sounds: ['audio'], onExisting: 'replace' } as const;
    await runExport(core, ids.slice(0, 1), request);
    const first = readFileSync(join(folder, 'Low Tide.m4a'));
    expect(outcomes(await runExport(core, ids.slice(0, 1), request))).toEqual({
      'Low Tide audio': 'unchanged',
    });
    await core.invoke('lyrics.save', { clipId: idOf('Low Tide'), text: 'Plain words', timing: [] });
    expect(outcomes(await runExport(core, ids.slice(0, 1), request))).toEqual({
      'Low Tide audio': 'timed-there',
    });
    expect(readFileSync(join(folder, 'Low Tide.m4a')).equals(first)).toBe(true);
    expect(readdirSync(folder)).toEqual(['Low Tide.m4a']);
  });

  it('of a damaged file are not made, and the reason is told', async () => {
    const { core, folder } = await library();
    const [path = ''] = core.files().filter((each) => each.endsWith('Low Tide.m4a'));
    writeFileSync(join(core.library, path), readFileSync(join(core.library, path)).subarray(0, 900));
    expect(outcomes(await runExport(core, ids.slice(0, 1), { sounds: ['audio'] }))).toEqual({
      'Low Tide txt': 'written',
      'Low Tide audio': 'damaged',
    });
    expect(readdirSync(folder)).toEqual(['Low Tide.txt']);
  });
});

async function writeTags(core: Core, clipIds: readonly ClipId[], sounds: readonly SoundKind[]) {
  await core.invoke('export.nameSongs', { clipIds: [...clipIds], after: 0 });
  await core.invoke('export.writeTags', { count: clipIds.length, sounds: [...sounds] });
  return endedExport(core);
}

async function findings(core: Core): Promise<readonly string[]> {
  await core.invoke('check.start', { mode: 'thorough' });
  await core.waitFor(async () => (await core.invoke('check.status', {})).run === null, { pace: 0 });
  return (await core.invoke('check.page', { kind: null, offset: 0, limit: 50 })).rows.map(({ kind }) => kind);
}

const pathOf = (core: Core, ending: string) =>
  core.files().find((path) => path.endsWith(ending) && path.startsWith('Low Tide')) ?? '';

describe('tags in the library’s own files', () => {
  it('are written, and the library knows the file afterwards, also when its database is lost', async () => {
    const { core, bytes } = await library();
    const report = await writeTags(core, ids, ['audio', 'wav']);
    expect(report.status.purpose).toBe('tags');
    expect(outcomes(report)).toMatchObject({
      'Low Tide audio': 'written',
      'Low Tide wav': 'written',
      'No words audio': 'written',
      'Nothing audio': 'no-sound',
    });
    await core.settled({ timeoutMs: 30_000 });
    const path = pathOf(core, '.m4a');
    const tagged = core.read(path);
    expect((await parseFile(join(core.library, path))).common.title).toBe('Low Tide');
    const [told] = (
      JSON.parse(core.read(pathOf(core, 'clip.json')).toString()) as {
        files: { kind: string; servedSha256: string; presentSha256: string; bytes: number }[];
      }
    ).files.filter(({ kind }) => kind === 'audio');
    expect(told).toMatchObject({
      servedSha256: sha256(bytes.audio),
      presentSha256: sha256(tagged),
      bytes: tagged.length,
    });
    expect(await findings(core)).toEqual([]);
    expect(outcomes(await writeTags(core, ids.slice(0, 1), ['audio']))).toEqual({
      'Low Tide audio': 'unchanged',
    });

    await core.stop();
    await loseDatabase(core);
    const again = await world.restart(core);
    await again.settled({ timeoutMs: 30_000 });
    expect(await findings(again)).toEqual([]);
    expect(again.read(path).equals(tagged)).toBe(true);
  });

  it('are not written into a file that is loaded in the player', async () => {
    const { core, bytes } = await library();
    const loaded = { clipId: idOf('Low Tide'), kind: 'audio' } as const;
    await core.invoke('player.loaded', { files: [{ clipId: idOf('Low Tide'), kind: 'cover' }, loaded] });
    expect(outcomes(await writeTags(core, ids.slice(0, 1), ['audio', 'wav']))).toEqual({
      'Low Tide audio': 'playing',
      'Low Tide wav': 'written',
    });
    expect(core.read(pathOf(core, '.m4a')).equals(bytes.audio)).toBe(true);
    await core.invoke('player.loaded', { files: [] });
    expect(outcomes(await writeTags(core, ids.slice(0, 1), ['audio']))).toEqual({
      'Low Tide audio': 'written',
    });
  });

  it('are not written into a file that somebody has changed: it stays to be found', async () => {
    const { core } = await library();
    const path = join(core.library, pathOf(core, '.m4a'));
    appendFileSync(path, 'x');
    const changed = readFileSync(path);
    expect(outcomes(await writeTags(core, ids.slice(0, 1), ['audio']))).toEqual({
      'Low Tide audio': 'changed',
    });
    expect(readFileSync(path).equals(changed)).toBe(true);
    expect(await findings(core)).toEqual(['changed']);
  });

  it('that a program wrote which ended right then are known at the next start', async () => {
    const { core } = await library();
    await writeTags(core, ids.slice(0, 1), ['audio']);
    await core.settled({ timeoutMs: 30_000 });
    const path = pathOf(core, '.m4a');
    const [row] = core.sql<{ clip: number; served: string; present: string; bytes: number }>(
      "SELECT clip, served_sha256 AS served, present_sha256 AS present, bytes FROM asset WHERE path = ? AND kind = 'audio'",
      path,
    );
    await core.stop();
    // As it stands when the file has its name and the library has not been told yet.
    const db = new BetterSqlite3(core.databaseFile);
    db.prepare('UPDATE asset SET present_sha256 = served_sha256, bytes = 1 WHERE path = ?').run(path);
    db.prepare('INSERT INTO tagged_file (clip, kind, bytes, sha256) VALUES (?, ?, ?, ?)').run(
      row?.clip,
      'audio',
      row?.bytes,
      row?.present,
    );
    db.close();
    const again = await world.restart(core);
    await again.settled({ timeoutMs: 30_000 });
    expect(await findings(again)).toEqual([]);
    expect(again.sql('SELECT * FROM tagged_file')).toEqual([]);
  });

  it('wait for the library folder', async () => {
    const { core } = await library();
    renameSync(core.library, `${core.library} away`);
    await expect(writeTags(core, ids.slice(0, 1), ['audio'])).rejects.toMatchObject({
      code: 'library-unavailable',
    });
  });
});
