import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDING_KINDS, type CheckMode, type Finding, type FindingKind } from '@shared/library-check';
import type { ClipId } from '@shared/model';
import type { Core } from '../support/core';
import { notFound, success, type FlowServer } from '../support/flow-server';
import { runExport } from '../support/exports';
import { audio, bigAudio, jpg, sha256 } from '../support/media';
import { clip, clipWithAudio, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job');
const folderOf = (name: string) => `${name} [${uuid(`clip ${name}`).slice(0, 8)}]`;
const FOLDER = folderOf('Low Tide');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A core with whole songs, each with its four files and its words. */
async function withSongs(...names: readonly string[]): Promise<{ server: FlowServer; core: Core }> {
  const server = await world.server();
  const clips = names.map((name, index) => {
    const { urls } = serveFiles(server, name);
    // The same picture for all, as takes of one song have it; sound of its own for each.
    const own = server.file(`/${uuid(name)}.own`, bigAudio(40_000 + index * 4_000, index + 1));
    return clip(name, {
      ...urls,
      audio_url: own,
      lyrics_timing_markers: WORDS,
      wav_url: null,
      video_url: null,
    });
  });
  server.job(JOB, success(clips));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await core.settled();
  return { server, core };
}

async function check(core: Core, mode: CheckMode): Promise<readonly Finding[]> {
  await core.invoke('check.start', { mode });
  await core.waitFor(async () => (await core.invoke('check.status', {})).run === null, { pace: 0 });
  return findings(core);
}

async function findings(core: Core): Promise<readonly Finding[]> {
  return (await core.invoke('check.page', { kind: null, offset: 0, limit: 500 })).rows;
}

const shortly = (list: readonly Finding[]) =>
  list.map((each) => [each.kind, each.path, ...(each.otherPath === null ? [] : [each.otherPath])]);

/** Where the host has it. */
const OWN = `/${uuid('Low Tide')}.own`;
const audioState = async (core: Core) =>
  (await core.songs())[0]?.assets.find(({ kind }) => kind === 'audio')?.state;

const at = (core: Core, path: string) => join(core.library, path);
const AUDIO = `${FOLDER}/Low Tide.wav`;

/** Writes other bytes of the same length and leaves the time as it was, as rot on a disk does. */
function rot(path: string): void {
  const { atime, mtime } = statSync(path);
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(path, bytes);
  utimesSync(path, atime, mtime);
}

describe('a check', () => {
  it('finds nothing in a whole library, quick or thorough, and changes nothing on disk', async () => {
    const { core } = await withSongs('Low Tide', 'Second');
    const before = core.files();
    expect(await check(core, 'quick')).toEqual([]);
    expect(await check(core, 'thorough')).toEqual([]);
    expect(core.files()).toEqual(before);
    const status = await core.invoke('check.status', {});
    expect(status.lastQuickAt).toBe(core.clock.now());
    expect(status.lastThoroughAt).toBe(core.clock.now());
    expect(Object.values(status.counts).every((count) => count === 0)).toBe(true);
  });

  it('finds a file that is gone, tells the song, and takes it back when it is there again', async () => {
    const { core } = await withSongs('Low Tide');
    renameSync(at(core, AUDIO), join(core.folder, 'aside'));
    expect(shortly(await check(core, 'quick'))).toEqual([['missing', AUDIO]]);
    expect(await audioState(core)).toBe('missing');
    renameSync(join(core.folder, 'aside'), at(core, AUDIO));
    expect(await check(core, 'quick')).toEqual([]);
    expect(await audioState(core)).toBe('present');
  });

  it('finds other bytes of the same length and time only when it reads them, and does not forget them then', async () => {
    const { core } = await withSongs('Low Tide');
    await check(core, 'quick');
    rot(at(core, AUDIO));
    expect(await check(core, 'quick')).toEqual([]);
    expect(shortly(await check(core, 'thorough'))).toEqual([['changed', AUDIO]]);
    expect(shortly(await check(core, 'quick'))).toEqual([['changed', AUDIO]]);
  });

  it('quickly finds what has another length, and what was written to later', async () => {
    const { core } = await withSongs('Low Tide', 'Second');
    await check(core, 'quick');
    appendFileSync(at(core, AUDIO), 'x');
    const second = at(core, `${folderOf('Second')}/Second.wav`);
    rot(second);
    utimesSync(second, new Date(), new Date(Date.now() + 60_000));
    expect(shortly(await check(core, 'quick'))).toEqual([
      ['changed', AUDIO],
      ['changed', `${folderOf('Second')}/Second.wav`],
    ]);
  });

  it('a file that was only touched is the same', async () => {
    const { core } = await withSongs('Low Tide');
    utimesSync(at(core, AUDIO), new Date(), new Date(Date.now() + 60_000));
    expect(await check(core, 'quick')).toEqual([]);
  });

  it(
    'all kinds of damage at once: each found as what it is, each repaired, all whole again',
    { meta: { cases: FINDING_KINDS.length } },
    async () => {
      const names = ['Low Tide', 'Gone', 'Broken', 'Moved', 'Renamed', 'Unlisted', 'Bare', 'Copied', 'Half'];
      const { core } = await withSongs(...names);
      await core.invoke('songs.remove', {
        clipIds: [uuid('clip Unlisted') as ClipId],
        keepsFiles: true,
      });
      const file = (name: string, ending = 'wav') => `${folderOf(name)}/${name}.${ending}`;
      rmSync(at(core, file('Gone')));
      rmSync(at(core, file('Broken')));
      mkdirSync(at(core, file('Broken')));
      rot(at(core, AUDIO));
      mkdirSync(at(core, 'Old'));
      renameSync(at(core, folderOf('Moved')), at(core, 'Old/Moved away'));
      renameSync(at(core, file('Renamed')), at(core, `${folderOf('Renamed')}/my favourite.wav`));
      rmSync(at(core, `${folderOf('Bare')}/clip.json`));
      cpSync(at(core, file('Copied')), at(core, 'Copy of copied.wav'));
      writeFileSync(at(core, `${folderOf('Half')}/Half.video.part`), 'half');
      mkdirSync(at(core, 'Nothing [abcdef01]'));
      writeFileSync(at(core, 'my notes.txt'), 'mine');
      writeFileSync(at(core, 'library.json'), '{');

      const found = await check(core, 'thorough');
      expect(shortly(found)).toEqual([
        ['missing', file('Gone')],
        ['unreadable', file('Broken')],
        ['changed', AUDIO],
        ['moved-folder', folderOf('Moved'), 'Old/Moved away'],
        ['moved-file', file('Renamed'), `${folderOf('Renamed')}/my favourite.wav`],
        ['unknown-song', folderOf('Unlisted')],
        ['sidecar', `${folderOf('Bare')}/clip.json`],
        ['library-file', 'library (damaged).json'],
        ['duplicate', 'Copy of copied.wav', file('Copied')],
        ['part', `${folderOf('Half')}/Half.video.part`],
        ['empty-folder', 'Nothing [abcdef01]'],
        ['foreign', 'my notes.txt'],
      ]);
      expect(new Set(found.map(({ kind }) => kind)).size).toBe(FINDING_KINDS.length);

      const repairs = {
        missing: 'fetch',
        unreadable: 'fetch',
        changed: 'accept',
        'moved-folder': 'relink',
        'moved-file': 'relink',
        'unknown-song': 'take-in',
        sidecar: 'rewrite',
        'library-file': 'leave',
        duplicate: 'leave',
        part: 'trash',
        'empty-folder': 'remove-folder',
        foreign: 'leave',
      } as const satisfies Record<FindingKind, string>;
      const rotten = sha256(core.read(AUDIO));
      for (const kind of FINDING_KINDS) {
        const report = await core.invoke('check.repair', { kind, repair: repairs[kind], ids: null });
        expect([kind, report]).toEqual([kind, { repaired: 1, failed: 0 }]);
      }
      expect(await findings(core)).toEqual([]);
      await core.settled();

      expect(existsSync(at(core, file('Gone')))).toBe(true);
      expect(statSync(at(core, `${folderOf('Broken')}/Broken (2).wav`)).size).toBeGreaterThan(40_000);
      expect(existsSync(at(core, 'Nothing [abcdef01]'))).toBe(false);
      expect(core.read('my notes.txt').toString()).toBe('mine');
      expect(existsSync(at(core, 'Copy of copied.wav'))).toBe(true);
      expect(core.shell.trashed).toEqual([at(core, `${folderOf('Half')}/Half.video.part`)]);
      const tide = JSON.parse(core.read(`${FOLDER}/clip.json`).toString()) as {
        files: { kind: string; servedSha256: string; presentSha256: string }[];
      };
      const kept = tide.files.find(({ kind }) => kind === 'audio');
      expect(kept?.presentSha256).toBe(rotten);
      expect(kept?.servedSha256).not.toBe(rotten);
      for (const name of names) {
        const opened = await core.app.openFile(uuid(`clip ${name}`) as ClipId, 'audio');
        expect([name, opened !== null && existsSync(opened.path)]).toEqual([name, true]);
      }
      // Moved to where nothing else stood, and no folder was made anew at the old place.
      expect(existsSync(at(core, folderOf('Moved')))).toBe(false);
      expect(await check(core, 'thorough')).toEqual([]);
    },
  );

  it('leaves alone what systems put there, exported lyrics and words that the user changed', async () => {
    const { core } = await withSongs('Low Tide');
    await runExport(core, [uuid('clip Low Tide')]);
    for (const name of ['.DS_Store', 'Thumbs.db', 'desktop.ini', '.Trash-1000/x'].map((each) =>
      at(core, each),
    )) {
      mkdirSync(join(name, '..'), { recursive: true });
      writeFileSync(name, 'x');
    }
    writeFileSync(at(core, `${FOLDER}/Low Tide.txt`), 'my words');
    expect(await check(core, 'thorough')).toEqual([]);
  });

  it('two songs with the same sound are a duplicate; the same cover is none', async () => {
    const server = await world.server();
    server.job(
      JOB,
      success([
        clipWithAudio(server, 'One', audio(), { image_url: server.file('/a.jpg', jpg()) }),
        clipWithAudio(server, 'Two', audio(), { image_url: server.file('/b.jpg', jpg()) }),
      ]),
    );
    const core = await world.core(server, { settings: { isCheckScheduled: false } });
    await core.add(JOB);
    await core.settled();
    const found = await check(core, 'quick');
    expect(found.map(({ kind }) => kind)).toEqual(['duplicate']);
    expect(found[0]?.path).toContain('.m4a');
  });

  it('a folder whose songs are all copies is told as copies, and one of a stranger as a whole', async () => {
    const { core } = await withSongs('Low Tide');
    cpSync(at(core, FOLDER), at(core, 'Backup/Low Tide'), { recursive: true });
    mkdirSync(at(core, 'Demos/deep'), { recursive: true });
    writeFileSync(at(core, 'Demos/deep/a.wav'), 'a');
    writeFileSync(at(core, 'Demos/b.wav'), 'b');
    expect(shortly(await check(core, 'thorough'))).toEqual([
      ['duplicate', 'Backup/Low Tide', FOLDER],
      ['foreign', 'Demos'],
    ]);
  });
});

describe('a library folder that is not there', () => {
  it('refuses to be checked: no file becomes missing', async () => {
    const { core } = await withSongs('Low Tide');
    renameSync(core.library, `${core.library} away`);
    await expect(core.invoke('check.start', { mode: 'quick' })).rejects.toMatchObject({
      code: 'library-unavailable',
    });
    expect((await core.holds()).map(({ kind }) => kind)).toEqual(['library-missing']);
    expect((await core.invoke('check.status', {})).run).toBeNull();
    expect((await core.songs())[0]?.assets.map(({ state }) => state)).not.toContain('missing');
    renameSync(`${core.library} away`, core.library);
  });

  it('refuses while something else stands in its place', async () => {
    const { core } = await withSongs('Low Tide');
    rmSync(at(core, AUDIO));
    renameSync(core.library, `${core.library} away`);
    writeFileSync(core.library, '');
    await expect(core.invoke('check.start', { mode: 'thorough' })).rejects.toMatchObject({
      code: 'library-unavailable',
    });
    expect(core.sql('SELECT 1 FROM asset WHERE is_missing = 1')).toEqual([]);
    rmSync(core.library);
    renameSync(`${core.library} away`, core.library);
  });

  it('that goes away in the middle interrupts the check, which then goes on', async () => {
    const { core } = await withSongs('Low Tide', 'Second', 'Third');
    await core.invoke('check.start', { mode: 'thorough' });
    renameSync(core.library, `${core.library} away`);
    await core.waitFor(async () => (await core.invoke('check.status', {})).run?.state === 'interrupted', {
      pace: 0,
    });
    expect(await findings(core)).toEqual([]);
    expect(core.sql('SELECT 1 FROM asset WHERE is_missing = 1')).toEqual([]);
    renameSync(`${core.library} away`, core.library);
    expect(await check(core, 'thorough')).toEqual([]);
  });
});

describe('a check that is stopped', () => {
  it('goes on after a restart from where it was', async () => {
    const { core } = await withSongs('Low Tide', 'Second', 'Third');
    await core.invoke('check.start', { mode: 'thorough' });
    const again = await world.restart(core);
    const { run } = await again.invoke('check.status', {});
    expect(run).toMatchObject({ mode: 'thorough', state: 'interrupted' });
    await again.advance(MINUTE);
    expect((await again.invoke('check.status', {})).run?.state).toBe('interrupted');
    expect(await check(again, 'thorough')).toEqual([]);
    expect((await again.invoke('check.status', {})).lastThoroughAt).not.toBeNull();
  });

  it('by the user is over, and what it found before stays', async () => {
    const { core } = await withSongs('Low Tide');
    rmSync(at(core, AUDIO));
    await check(core, 'quick');
    await core.invoke('check.start', { mode: 'thorough' });
    const status = await core.invoke('check.cancel', {});
    expect(status.run).toBeNull();
    expect(shortly(await findings(core))).toEqual([['missing', AUDIO]]);
  });

  it('counts no file twice when it goes on, and begins where the cursor stands', async () => {
    const { core } = await withSongs('Low Tide', 'Second');
    await core.stop();
    const rows = core.sql<{ clip: number }>('SELECT DISTINCT clip FROM asset ORDER BY clip');
    const kept = {
      checkId: 1,
      mode: 'thorough',
      startedAt: 0,
      totalFiles: 10,
      totalBytes: 1,
      phase: 'files',
      file: { clipRow: rows[0]?.clip, kind: 'wav' },
      songRow: 0,
      rootName: null,
      doneFiles: 2,
      doneBytes: 0,
    };
    const db = new (await import('better-sqlite3')).default(core.databaseFile);
    db.prepare(`INSERT INTO meta VALUES ('library-check', ?)`).run(JSON.stringify(kept));
    db.close();
    rmSync(at(core, AUDIO));
    rmSync(at(core, `${folderOf('Second')}/Second.wav`));
    const again = await world.restart(core);
    // What stands before the cursor was looked at already; the next check finds it.
    expect(shortly(await check(again, 'thorough'))).toEqual([
      ['missing', `${folderOf('Second')}/Second.wav`],
    ]);
    expect(await check(again, 'quick')).toHaveLength(2);
  });
});

describe('repairs', () => {
  it('fetch a changed file again without touching what is there', async () => {
    const { core } = await withSongs('Low Tide');
    const served = core.read(AUDIO);
    rot(at(core, AUDIO));
    const changed = core.read(AUDIO);
    await check(core, 'thorough');
    await core.invoke('check.repair', { kind: 'changed', repair: 'fetch', ids: null });
    await core.settled();
    expect(core.read(AUDIO).equals(changed)).toBe(true);
    expect(core.read(`${FOLDER}/Low Tide (2).wav`).equals(served)).toBe(true);
    expect((await core.app.openFile(uuid('clip Low Tide') as ClipId, 'audio'))?.path).toContain('(2)');
    expect(shortly(await check(core, 'thorough'))).toEqual([['foreign', AUDIO]]);
  });

  it('of a file that is back by then find it there: nothing is fetched, and nothing is let go', async () => {
    for (const repair of ['fetch', 'forget'] as const) {
      const { server, core } = await withSongs('Low Tide');
      renameSync(at(core, AUDIO), join(core.folder, 'aside'));
      await check(core, 'quick');
      renameSync(join(core.folder, 'aside'), at(core, AUDIO));
      const fetched = server.fetched().length;
      expect(await core.invoke('check.repair', { kind: 'missing', repair, ids: null })).toEqual({
        repaired: 1,
        failed: 0,
      });
      await core.settled();
      expect(server.fetched()).toHaveLength(fetched);
      expect(await audioState(core)).toBe('present');
      expect(await check(core, 'thorough')).toEqual([]);
    }
  });

  it('that cannot fetch a changed file leave it as the song’s, and say again that it is changed', async () => {
    const { server, core } = await withSongs('Low Tide');
    rot(at(core, AUDIO));
    await check(core, 'thorough');
    server.file(OWN, { bytes: Buffer.alloc(0), status: 410 });
    server.job(JOB, notFound());
    await core.invoke('check.repair', { kind: 'changed', repair: 'fetch', ids: null });
    await core.waitFor(async () => (await core.downloads())[0]?.state === 'failed', { pace: 60 * MINUTE });
    expect(await audioState(core)).toBe('present');
    expect(await core.app.openFile(uuid('clip Low Tide') as ClipId, 'audio')).not.toBeNull();
    expect(shortly(await check(core, 'thorough'))).toEqual([['changed', AUDIO]]);
    // Put right by hand: neither the finding stays nor the download that failed.
    rot(at(core, AUDIO));
    expect(await check(core, 'thorough')).toEqual([]);
    expect(await core.downloads()).toEqual([]);
  });

  it('of a missing file that cannot be fetched are undone by the file’s return', async () => {
    const { server, core } = await withSongs('Low Tide');
    renameSync(at(core, AUDIO), join(core.folder, 'aside'));
    await check(core, 'quick');
    server.file(OWN, { bytes: Buffer.alloc(0), status: 410 });
    server.job(JOB, notFound());
    await core.invoke('check.repair', { kind: 'missing', repair: 'fetch', ids: null });
    await core.waitFor(async () => (await core.downloads())[0]?.failure?.code === 'link-lost');
    expect(await check(core, 'quick')).toEqual([]);
    expect(await audioState(core)).toBe('waiting');
    renameSync(join(core.folder, 'aside'), at(core, AUDIO));
    expect(await check(core, 'quick')).toEqual([]);
    expect(await audioState(core)).toBe('present');
    expect(await core.downloads()).toEqual([]);
  });

  it('forget a file: the row lets go, the disk stays, and it is not fetched unasked', async () => {
    const { server, core } = await withSongs('Low Tide');
    rot(at(core, AUDIO));
    await check(core, 'thorough');
    const fetched = server.fetched().length;
    await core.invoke('check.repair', { kind: 'changed', repair: 'forget', ids: null });
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect(server.fetched()).toHaveLength(fetched);
    expect(existsSync(at(core, AUDIO))).toBe(true);
    expect(await audioState(core)).toBe('offered');
  });

  it('only what was chosen, and only what its kind allows', async () => {
    const { core } = await withSongs('Low Tide', 'Second');
    rmSync(at(core, AUDIO));
    rmSync(at(core, `${folderOf('Second')}/Second.wav`));
    const [first] = await check(core, 'quick');
    const ids = [first?.id ?? 0];
    expect(await core.invoke('check.repair', { kind: 'missing', repair: 'accept', ids })).toEqual({
      repaired: 0,
      failed: 1,
    });
    expect(await core.invoke('check.repair', { kind: 'missing', repair: 'forget', ids })).toEqual({
      repaired: 1,
      failed: 0,
    });
    expect(await findings(core)).toHaveLength(1);
  });

  it('never move a file to the trash that is not the program’s own, even if that is asked for', async () => {
    const { core } = await withSongs('Low Tide');
    writeFileSync(at(core, 'notes.txt'), 'mine');
    await check(core, 'quick');
    for (const kind of ['foreign', 'duplicate', 'changed'] as const) {
      const ids = (await findings(core)).map(({ id }) => id);
      expect(await core.invoke('check.repair', { kind, repair: 'trash', ids })).toMatchObject({
        repaired: 0,
      });
    }
    expect(core.shell.trashed).toEqual([]);
    expect(existsSync(at(core, 'notes.txt'))).toBe(true);
  });

  it('tell how far they are, and end where they are cancelled; the rest stays listed', async () => {
    const { core } = await withSongs('Low Tide', 'Second', 'Third', 'Fourth');
    for (let index = 0; index < 8; index += 1) writeFileSync(at(core, `${FOLDER}/x${index}.cover.part`), '');
    await check(core, 'quick');
    let trashed = 0;
    core.shell.onTrash(() => {
      trashed += 1;
      core.clock.advance(250);
      if (trashed === 3) void core.invoke('check.cancelRepair', {});
    });
    expect(await core.invoke('check.repair', { kind: 'part', repair: 'trash', ids: null })).toEqual({
      repaired: 3,
      failed: 0,
    });
    expect(core.events.of('repair.progress')).toEqual([
      { done: 1, total: 8 },
      { done: 2, total: 8 },
    ]);
    expect(await findings(core)).toHaveLength(5);
    expect((await core.invoke('check.status', {})).counts.part).toBe(5);
  });

  it('of all of a kind go through more than one slice, and pass over what fails', async () => {
    const { core } = await withSongs('Low Tide');
    for (let index = 0; index < 100; index += 1) {
      writeFileSync(at(core, `${FOLDER}/x${String(index).padStart(3, '0')}.cover.part`), '');
    }
    await check(core, 'quick');
    expect(await core.invoke('check.ids', { kind: null })).toMatchObject([
      { kind: 'part', ids: expect.any(Array) as unknown },
    ]);
    let tried = 0;
    core.shell.onTrash(() => {
      tried += 1;
      core.shell.setTrash(tried % 10 !== 0);
    });
    expect(await core.invoke('check.repair', { kind: 'part', repair: 'trash', ids: null })).toEqual({
      repaired: 90,
      failed: 10,
    });
    expect(await findings(core)).toHaveLength(10);
  });

  it('of many findings give way in between, also where no file is touched', async () => {
    const { core } = await withSongs('Low Tide');
    for (let index = 0; index < 200; index += 1) writeFileSync(at(core, `mine ${index}.txt`), '');
    await check(core, 'quick');
    let turns = 0;
    let isOver = false;
    (function turn(): void {
      turns += 1;
      if (!isOver) setImmediate(turn);
    })();
    const before = turns;
    expect(await core.invoke('check.repair', { kind: 'foreign', repair: 'leave', ids: null })).toEqual({
      repaired: 200,
      failed: 0,
    });
    isOver = true;
    expect(turns - before).toBeGreaterThan(10);
  });

  it('without a trash an unfinished file stays where it is', async () => {
    const { core } = await withSongs('Low Tide');
    writeFileSync(at(core, `${FOLDER}/Low Tide.wav.part`), 'x');
    writeFileSync(at(core, `${FOLDER}/Low Tide.video.part`), 'x');
    await check(core, 'quick');
    core.shell.setTrash(false);
    expect(await core.invoke('check.repair', { kind: 'part', repair: 'trash', ids: null })).toEqual({
      repaired: 0,
      failed: 2,
    });
    expect(await findings(core)).toHaveLength(2);
  });

  it('a folder that filled meanwhile is not removed', async () => {
    const { core } = await withSongs('Low Tide');
    mkdirSync(at(core, 'Nothing [abcdef01]'));
    await check(core, 'quick');
    writeFileSync(at(core, 'Nothing [abcdef01]/new.txt'), 'x');
    world.expectsErrors(/could not be removed/);
    const report = await core.invoke('check.repair', {
      kind: 'empty-folder',
      repair: 'remove-folder',
      ids: null,
    });
    expect(report).toEqual({ repaired: 0, failed: 1 });
    expect(existsSync(at(core, 'Nothing [abcdef01]/new.txt'))).toBe(true);
  });

  it('what was left as it is comes back only when it was gone in between', async () => {
    const { core } = await withSongs('Low Tide');
    writeFileSync(at(core, 'notes.txt'), 'x');
    await check(core, 'quick');
    await core.invoke('check.repair', { kind: 'foreign', repair: 'leave', ids: null });
    expect(await check(core, 'quick')).toEqual([]);
    rmSync(at(core, 'notes.txt'));
    await check(core, 'quick');
    writeFileSync(at(core, 'notes.txt'), 'x');
    expect(await check(core, 'quick')).toHaveLength(1);
  });
});

describe('by itself', () => {
  /** As `withSongs`, with the schedule on. */
  async function scheduled() {
    const { server, core } = await withSongs('Low Tide');
    const again = await world.restart(core, { settings: {} });
    await again.invoke('settings.update', { isCheckScheduled: true });
    return { server, core: again };
  }
  const quickAt = async (core: Core) => (await core.invoke('check.status', {})).lastQuickAt;

  it('a quick check comes when the program has run for ten minutes, then daily; one notice only for what is new', async () => {
    const { core } = await scheduled();
    rmSync(at(core, AUDIO));
    await core.advance(9 * MINUTE);
    expect(await quickAt(core)).toBeNull();
    await core.advance(2 * MINUTE);
    await core.waitFor(async () => (await quickAt(core)) !== null, { pace: 0 });
    expect(core.events.of('notice').filter(({ kind }) => kind === 'check-found')).toEqual([
      { kind: 'check-found', count: 1 },
    ]);
    const first = await quickAt(core);
    await core.advance(12 * 60 * MINUTE);
    expect(await quickAt(core)).toBe(first);
    await core.advance(DAY);
    await core.waitFor(async () => (await quickAt(core)) !== first, { pace: 0 });
    expect(core.events.of('notice').filter(({ kind }) => kind === 'check-found')).toHaveLength(1);
  });

  it('a thorough one comes after a month', async () => {
    const { core } = await scheduled();
    await core.advance(20 * MINUTE);
    await core.waitFor(async () => (await quickAt(core)) !== null, { pace: 0 });
    core.clock.jump(31 * DAY);
    await core.advance(11 * MINUTE);
    await core.waitFor(async () => (await core.invoke('check.status', {})).lastThoroughAt !== null, {
      pace: 0,
    });
  });

  it('none begins while a song is heard; the next look after it does', async () => {
    const { core } = await scheduled();
    core.setAudible(true);
    for (let hour = 0; hour < 24; hour += 1) {
      await core.advance(60 * MINUTE);
      // The disk would be looked at in the machine's own time.
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect((await core.invoke('check.status', {})).run).toBeNull();
    }
    expect(await quickAt(core)).toBeNull();
    core.setAudible(false);
    await core.advance(11 * MINUTE);
    await core.waitFor(async () => (await quickAt(core)) !== null, { pace: 0 });
  });

  it('none comes when it is switched off, and a check that the user started brings no notice', async () => {
    const { core } = await withSongs('Low Tide');
    await core.advance(2 * DAY);
    expect(await quickAt(core)).toBeNull();
    rmSync(at(core, AUDIO));
    await check(core, 'quick');
    expect(core.events.of('notice')).toEqual([]);
  });
});
