import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type * as FileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { ClipId, LibraryFolderChoice, LibraryMove, LibraryMovePlan } from '@shared/model';
import { listFiles, type Core } from '../support/core';
import { success, type FlowServer } from '../support/flow-server';
import { audio } from '../support/media';
import { clip, clipWithAudio, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** What the disk does in a test: what it says to have left, and what happens when a file is opened. */
const disk = vi.hoisted(() => ({
  freeBytes: null as number | null,
  onOpen: null as ((path: string, flags: string | number) => Promise<void> | void) | null,
  /** Has one byte of what is written to a path come out wrong. */
  garbles: null as ((path: string) => boolean) | null,
}));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const open: typeof real.open = async (path, flags, mode) => {
    await disk.onOpen?.(String(path), flags ?? 'r');
    const file = await real.open(path, flags, mode);
    if (flags !== 'wx' || disk.garbles?.(String(path)) !== true) return file;
    const write = file.write.bind(file) as (data: Buffer, ...rest: number[]) => Promise<unknown>;
    const garbled = (data: Buffer, ...rest: number[]) =>
      write(Buffer.from(data).fill(0, data.length - 1), ...rest);
    return Object.assign(file, { write: garbled });
  };
  return {
    ...real,
    open,
    statfs: async (path: string) => {
      const info = await real.statfs(path);
      return disk.freeBytes === null ? info : { ...info, bsize: 1, bavail: disk.freeBytes };
    },
  };
});

const world = createWorld();
const JOB = uuid('job');
const OTHER = uuid('other job');
const CLIP = uuid('clip Low Tide') as ClipId;
const FOLDER = `Low Tide [${CLIP.slice(0, 8)}]`;

interface Moving {
  readonly server: FlowServer;
  readonly core: Core;
  /** The folder that the library is in, with links followed. */
  readonly old: string;
}

/** A core with one whole song, and with files in its library that are not the program's. */
async function withSong({ isCopied = false } = {}): Promise<Moving> {
  [disk.freeBytes, disk.onOpen, disk.garbles] = [null, null, null];
  const server = await world.server();
  const { urls } = serveFiles(server, 'Low Tide');
  server.job(JOB, success([clip('Low Tide', { ...urls, lyrics_timing_markers: WORDS })]));
  const folder = world.folder();
  const old = join(folder, 'Old');
  mkdirSync(old);
  // A link is never renamed, so a library behind one is copied, whatever disks there are.
  const root = isCopied ? join(folder, 'Link') : old;
  if (isCopied) symlinkSync(old, root);
  const core = await world.core(server, { settings: { libraryFolder: root } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 1').length === 1);
  await core.settled();
  mkdirSync(join(old, 'My own', 'Empty'), { recursive: true });
  writeFileSync(join(old, 'My own', 'Résumé – ноты.txt'), 'not of the program');
  utimesSync(join(old, 'My own', 'Résumé – ноты.txt'), 1_500_000_000, 1_400_000_000.25);
  writeFileSync(join(old, FOLDER, 'Low Tide.video.part'), 'half a video');
  writeFileSync(join(old, 'nothing'), '');
  return { server, core, old };
}

/** Every file with its hash and its time, every folder: what has to be the same after a move. */
function fingerprint(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    entries
      .filter((path) => !lstatSync(join(root, path)).isSymbolicLink())
      .map((path) => {
        const info = statSync(join(root, path));
        if (info.isDirectory()) return [path, 'folder'];
        const hash = createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest('hex');
        return [path, `${hash} ${Math.round(info.mtimeMs)}`];
      }),
  );
}

async function choose(core: Core, folder: string): Promise<LibraryFolderChoice | null> {
  core.shell.choose(folder);
  return core.invoke('settings.chooseLibraryFolder', {});
}

async function planFor(core: Core, folder: string): Promise<LibraryMovePlan> {
  const choice = await choose(core, folder);
  if (choice?.kind !== 'planned') throw new Error(`No plan: ${JSON.stringify(choice)}`);
  return choice.plan;
}

async function refusal(core: Core, folder: string) {
  const choice = await choose(core, folder);
  return choice?.kind === 'refused' ? choice.refusal : choice;
}

async function begin(core: Core, folder: string): Promise<void> {
  await core.invoke('libraryMove.start', { planId: (await planFor(core, folder)).id });
}

async function snapshot(core: Core) {
  return core.invoke('app.snapshot', {});
}

async function move(core: Core): Promise<LibraryMove | null> {
  return (await snapshot(core)).libraryMove;
}

async function ended(core: Core): Promise<LibraryMove | null> {
  await core.waitFor(async () => (await move(core))?.phase !== 'moving');
  return move(core);
}

async function isMoving(core: Core): Promise<boolean> {
  return (await core.holds()).some((hold) => hold.kind === 'library-moving');
}

/** The library in use is whole and where it should be: it plays from there and nothing holds. */
async function expectInUse(core: Core, root: string): Promise<void> {
  expect((await snapshot(core)).libraryFolder).toBe(root);
  expect(await core.holds()).toEqual([]);
  const file = await core.app.openFile(CLIP, 'wav');
  expect(file?.path).toBe(join(realRoot(root), FOLDER, 'Low Tide.wav'));
  const [song] = await core.songs();
  expect(new Set(song?.assets.map((asset) => asset.state))).toEqual(new Set(['present']));
}

function realRoot(root: string): string {
  return lstatSync(root).isSymbolicLink() ? join(root, '..', 'Old') : root;
}

/** Stops the copy at a file until it is let go. */
function stopAt(name: RegExp) {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isReached = false;
  disk.onOpen = async (path) => {
    if (!name.test(path) || isReached) return;
    isReached = true;
    await gate;
  };
  return {
    letGo: () => letGo(),
    reached: (core: Core) => core.waitFor(() => isReached),
  };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code, errno: -1 });
}

describe('what a chosen folder is', () => {
  it('an empty one: the move is described, and nothing is done before it is confirmed', async () => {
    const { core, old } = await withSong();
    const before = fingerprint(old);
    const to = world.folder();
    const plan = await planFor(core, to);
    const sizes = listFiles(old).map((path) => statSync(join(old, path)).size);
    expect(plan).toMatchObject({
      way: 'rename',
      from: old,
      to,
      isSubfolder: false,
      songs: 1,
      files: sizes.length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      leftOut: 0,
    });
    expect(readdirSync(to)).toEqual([]);
    expect(fingerprint(old)).toEqual(before);
    await expectInUse(core, old);
  });

  it('one with other things in it: a folder of its own is proposed inside', async () => {
    const { core } = await withSong();
    const to = world.folder();
    writeFileSync(join(to, 'taxes.txt'), '');
    expect(await planFor(core, to)).toMatchObject({ to: join(to, 'Flowshelf'), isSubfolder: true });
    mkdirSync(join(to, 'Flowshelf'));
    writeFileSync(join(to, 'Flowshelf', 'something'), '');
    expect(await refusal(core, to)).toEqual({ reason: 'occupied', folder: join(to, 'Flowshelf') });
  });

  it('the folder in use, one inside it, and one that it is inside of are refused', async () => {
    const { core, old } = await withSong();
    expect(await refusal(core, old)).toMatchObject({ reason: 'same' });
    const inside = join(old, 'My own', 'Empty');
    expect(await refusal(core, inside)).toEqual({ reason: 'inside-library', folder: inside });
    expect(await refusal(core, join(old, FOLDER))).toMatchObject({ reason: 'inside-library' });
    // Also by a link that hides where it leads.
    const link = join(world.folder(), 'link');
    symlinkSync(inside, link);
    expect(await refusal(core, link)).toMatchObject({ reason: 'inside-library' });
  });

  it('one whose folder Flowshelf holds the library is refused, never nested', async () => {
    const above = world.folder();
    const root = join(above, 'Flowshelf', 'Songs');
    mkdirSync(root, { recursive: true });
    const core = await world.core(null, { settings: { libraryFolder: root } });
    expect(await refusal(core, above)).toEqual({
      reason: 'contains-library',
      folder: join(above, 'Flowshelf'),
    });
    const flowshelf = join(world.folder(), 'Flowshelf');
    mkdirSync(flowshelf);
    const plain = await world.core(null, { settings: { libraryFolder: flowshelf } });
    expect(await refusal(plain, join(plain.library, '..'))).toMatchObject({ reason: 'same' });
  });

  it('one on a disk with too little room is refused with what is needed', async () => {
    const { core, old } = await withSong({ isCopied: true });
    disk.freeBytes = 100_000;
    const refused = await refusal(core, world.folder());
    expect(refused).toMatchObject({ reason: 'too-little-space', freeBytes: 100_000 });
    const sum = listFiles(old).reduce((bytes, path) => bytes + statSync(join(old, path)).size, 0);
    expect(refused && 'neededBytes' in refused ? refused.neededBytes : 0).toBeGreaterThanOrEqual(sum);
  });

  it('another library is refused, also in the folder Flowshelf of the chosen one', async () => {
    const { core } = await withSong();
    const { core: other, old } = await withSong();
    await other.stop();
    const before = fingerprint(old);
    core.shell.choose(old);
    const chosen = core.invoke('settings.chooseLibraryFolder', {});
    await expect(chosen).rejects.toMatchObject({ code: 'other-library' });
    renameSync(old, join(old, '..', 'Flowshelf'));
    core.shell.choose(join(old, '..'));
    const again = core.invoke('settings.chooseLibraryFolder', {});
    await expect(again).rejects.toMatchObject({ code: 'other-library' });
    expect(fingerprint(join(old, '..', 'Flowshelf'))).toEqual(before);
  });

  it('this library, moved by hand, is in use at once, also when the folder above it is chosen', async () => {
    const { core, old } = await withSong();
    await core.stop();
    const above = world.folder();
    writeFileSync(join(above, 'other'), '');
    renameSync(old, join(above, 'Flowshelf'));
    const again = await world.restart(core);
    expect((await again.holds()).map((hold) => hold.kind)).toEqual(['library-missing']);
    const moved = join(above, 'Flowshelf');
    expect(await choose(again, above)).toEqual({ kind: 'used', libraryFolder: moved });
    await again.settled();
    await expectInUse(again, moved);
  });

  it('a copy that lacks a song of the library in use is refused; a whole one is used', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    await begin(core, to);
    await ended(core);
    expect(await choose(core, old)).toEqual({ kind: 'used', libraryFolder: old });
    expect(await move(core)).toBeNull();
    // As a description is called while it is written again.
    writeFileSync(join(old, FOLDER, 'clip.json.flowshelf.tmp'), '{');
    rmSync(join(to, FOLDER, 'Low Tide.wav'));
    expect(await refusal(core, to)).toEqual({ reason: 'older-copy', folder: to, lackingFiles: 1 });
    expect((await snapshot(core)).libraryFolder).toBe(old);
  });

  it('a library that is not there cannot be moved', async () => {
    const { core, old } = await withSong();
    await core.stop();
    renameSync(old, `${old} away`);
    const again = await world.restart(core);
    expect(await refusal(again, world.folder())).toEqual({ reason: 'library-missing', folder: old });
  });

  it('without a file on disk there is nothing to move: it is used, in a folder of its own once that is confirmed', async () => {
    const core = await world.core(null);
    const to = world.folder();
    writeFileSync(join(to, 'taxes.txt'), '');
    const plan = await planFor(core, to);
    expect(plan).toMatchObject({ way: 'use', to: join(to, 'Flowshelf'), files: 0 });
    expect(readdirSync(to)).toEqual(['taxes.txt']);
    await core.invoke('libraryMove.start', { planId: plan.id });
    expect((await snapshot(core)).libraryFolder).toBe(join(to, 'Flowshelf'));
    expect(existsSync(join(to, 'Flowshelf', 'library.json'))).toBe(true);
  });

  it('a plan that is not the last one is not carried out', async () => {
    const { core, old } = await withSong();
    const first = await planFor(core, world.folder());
    await planFor(core, world.folder());
    await expect(core.invoke('libraryMove.start', { planId: first.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expectInUse(core, old);
  });
});

describe('moving on one disk', () => {
  it('is one renaming: every file is the same, plays, and nothing is left behind', async () => {
    const { core, old } = await withSong();
    const before = fingerprint(old);
    const inode = statSync(join(old, FOLDER, 'Low Tide.wav')).ino;
    const to = world.folder();
    await begin(core, to);
    expect(await ended(core)).toBeNull();
    expect(fingerprint(to)).toEqual(before);
    expect(statSync(join(to, FOLDER, 'Low Tide.wav')).ino).toBe(inode);
    expect(existsSync(old)).toBe(false);
    await expectInUse(core, to);
    expect(core.events.of('notice')).toContainEqual({ kind: 'library-moved', libraryFolder: to });
    expect(core.events.of('library-folder.changed').at(-1)?.libraryFolder).toBe(to);
    const again = await world.restart(core);
    await expectInUse(again, to);
  });

  it('stores what it is about to do first, then sets the new folder', async () => {
    const { core, old } = await withSong();
    const to = world.folder();
    const intents: unknown[] = [];
    const write = core.settings.write.bind(core.settings);
    Object.assign(core.settings, {
      write(patch: Parameters<typeof write>[0]) {
        if ('libraryFolder' in patch) {
          const [kept] = core.sql<{ value: string }>("SELECT value FROM meta WHERE key = 'library-move'");
          intents.push(JSON.parse(kept?.value ?? 'null'));
        }
        write(patch);
      },
    });
    await begin(core, to);
    await ended(core);
    expect(intents).toEqual([expect.objectContaining({ way: 'rename', from: old, to })]);
    expect(core.sql("SELECT value FROM meta WHERE key = 'library-move'")).toEqual([{ value: 'null' }]);
  });

  it('waits until nothing is being written to the old folder', async () => {
    const { server, core, old } = await withSong();
    server.job(OTHER, success([clipWithAudio(server, 'Second', audio())]));
    const gate = stopAt(/clip\.json\..*tmp$/);
    await core.add(OTHER);
    await gate.reached(core);
    const to = world.folder();
    await begin(core, to);
    for (let look = 0; look < 20; look += 1) await core.advance(250);
    expect(existsSync(old)).toBe(true);
    gate.letGo();
    await ended(core);
    expect(existsSync(old)).toBe(false);
    await core.settled();
    expect(listFiles(to).some((path) => path.startsWith('Second') && path.endsWith('clip.json'))).toBe(true);
  });

  it('takes lyrics that are exported into the library along', async () => {
    const { core, old } = await withSong();
    core.shell.choose(join(old, 'My own'));
    await core.invoke('export.chooseFolder', {});
    const to = world.folder();
    await begin(core, to);
    await ended(core);
    expect((await snapshot(core)).exportFolder).toBe(join(to, 'My own'));
  });
});

describe('moving by copying', () => {
  it('every file is the same, bit by bit and in its time; the old folder stays and can go to the trash', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const secret = join(world.folder(), 'secret');
    writeFileSync(secret, 'elsewhere');
    symlinkSync(secret, join(old, 'link'));
    const before = fingerprint(old);
    const to = world.folder();
    const plan = await planFor(core, to);
    expect(plan).toMatchObject({ way: 'copy', from: old, leftOut: 1 });
    await core.invoke('libraryMove.start', { planId: plan.id });
    expect(await ended(core)).toEqual({
      phase: 'copied',
      from: old,
      to,
      files: plan.files,
      bytes: plan.bytes,
      leftOut: 1,
    });
    expect(fingerprint(to)).toEqual(before);
    expect(fingerprint(old)).toEqual(before);
    expect(existsSync(join(to, 'link'))).toBe(false);
    await expectInUse(core, to);

    const again = await world.restart(core);
    await expectInUse(again, to);
    await again.invoke('libraryMove.showOldFolder', {});
    expect(again.shell.shown).toEqual([old]);
    await again.invoke('libraryMove.trashOldFolder', {});
    expect(again.shell.trashed).toEqual([old]);
    expect(await move(again)).toBeNull();
    await expect(again.invoke('libraryMove.trashOldFolder', {})).rejects.toMatchObject({ code: 'not-found' });
  });

  it('the old folder is not offered to the trash any more once it is something else', async () => {
    const { core, old } = await withSong({ isCopied: true });
    await begin(core, world.folder());
    await ended(core);
    rmSync(old, { recursive: true });
    mkdirSync(old);
    writeFileSync(join(old, 'photo.jpg'), 'precious');
    await expect(core.invoke('libraryMove.trashOldFolder', {})).rejects.toMatchObject({ code: 'not-found' });
    expect(core.shell.trashed).toEqual([]);
    expect(await move(core)).toBeNull();
  });

  it('an old folder that leads to the new one by now is never thrown away', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    await begin(core, to);
    await ended(core);
    const before = fingerprint(to);
    rmSync(old, { recursive: true });
    symlinkSync(to, old);
    await expect(core.invoke('libraryMove.trashOldFolder', {})).rejects.toMatchObject({ code: 'not-found' });
    expect(core.shell.trashed).toEqual([]);
    expect(fingerprint(to)).toEqual(before);
  });

  it('its library.json, which makes the copy whole, comes after all others', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    const files = listFiles(old);
    const lacking: string[] = [];
    disk.onOpen = () => {
      if (!existsSync(join(to, 'library.json'))) return;
      lacking.push(...files.filter((path) => !existsSync(join(to, path))));
    };
    await begin(core, to);
    await ended(core);
    expect(lacking).toEqual([]);
    expect(listFiles(to)).toEqual(files);
  });

  it('an id that is noted in the very last moment is in the new folder too', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    const line = `{"jobId":"${OTHER}"}\n`;
    let isNoted = false;
    disk.onOpen = (path) => {
      // Everything was copied and compared; only the folder itself is flushed.
      if (isNoted || path !== to || !existsSync(join(to, 'library.json'))) return;
      isNoted = true;
      appendFileSync(join(old, 'jobs.jsonl'), line);
    };
    await begin(core, to);
    expect(await ended(core)).toMatchObject({ phase: 'copied' });
    expect(isNoted).toBe(true);
    expect(readFileSync(join(to, 'jobs.jsonl'), 'utf8')).toContain(line);
  });

  it('a folder that is not empty any more when the move begins is left as it is', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    const plan = await planFor(core, to);
    writeFileSync(join(to, 'put here meanwhile.txt'), 'mine');
    await core.invoke('libraryMove.start', { planId: plan.id });
    expect(await ended(core)).toMatchObject({
      phase: 'stopped',
      problem: { code: 'occupied', file: 'put here meanwhile.txt' },
    });
    expect(listFiles(to)).toEqual(['put here meanwhile.txt']);
    await expectInUse(core, join(old, '..', 'Link'));
  });

  it('holds downloads, questions and sidecars; what comes meanwhile is fetched after it, into the new folder', async () => {
    const { server, core, old } = await withSong({ isCopied: true });
    const gate = stopAt(/Low Tide\.wav$/);
    const to = world.folder();
    await begin(core, to);
    await gate.reached(core);
    expect(await isMoving(core)).toBe(true);
    const before = fingerprint(old);
    server.job(OTHER, success([clipWithAudio(server, 'Second', audio(), { lyrics_timing_markers: WORDS })]));
    await core.add(OTHER);
    const after = fingerprint(old);
    await core.advance(10 * 60_000);
    await core.quiet(server);
    expect(server.asked(OTHER)).toEqual([]);
    // All that came to the old folder is the line that makes the id safe.
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect((await core.app.openFile(CLIP, 'audio'))?.path).toBe(join(old, FOLDER, 'Low Tide.m4a'));

    gate.letGo();
    await ended(core);
    expect(readFileSync(join(to, 'jobs.jsonl'))).toEqual(readFileSync(join(old, 'jobs.jsonl')));
    expect(readFileSync(join(to, 'jobs.jsonl'), 'utf8')).toContain(OTHER);
    await core.settled();
    await expectInUse(core, to);
    const second = listFiles(to).filter((path) => path.startsWith('Second'));
    expect(second.map((path) => path.split('/')[1]).sort()).toEqual([
      'Second.m4a',
      'Second.txt',
      'clip.json',
    ]);
    expect(listFiles(old).some((path) => path.startsWith('Second'))).toBe(false);
  });

  it('a download under way is taken up after it where it was', async () => {
    const { server, core } = await withSong({ isCopied: true });
    const bytes = audio();
    const url = server.file('/slow.m4a', { bytes, stall: { after: 1_000, times: 1 } });
    server.job(OTHER, success([clip('Second', { audio_url: url })]));
    await core.add(OTHER);
    await core.waitFor(async () => (await core.downloads()).some((each) => each.state === 'running'));
    await core.waitFor(() => server.fetched('/slow.m4a').length === 1, { pace: 0 });
    const to = world.folder();
    await begin(core, to);
    await ended(core);
    await core.settled();
    const path = listFiles(to).find((each) => each.endsWith('Second.m4a')) ?? '';
    expect(readFileSync(join(to, path)).equals(bytes)).toBe(true);
  });

  it('what others change, add and take away in the old folder meanwhile is so in the new one', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const gate = stopAt(/Low Tide\.wav$/);
    const to = world.folder();
    await begin(core, to);
    await gate.reached(core);
    writeFileSync(join(old, 'nothing'), 'something');
    writeFileSync(join(old, FOLDER, 'new.txt'), 'new');
    unlinkSync(join(old, FOLDER, 'Low Tide.video.part'));
    gate.letGo();
    expect(await ended(core)).toMatchObject({ phase: 'copied' });
    expect(fingerprint(to)).toEqual(fingerprint(old));
    expect(readFileSync(join(to, 'nothing'), 'utf8')).toBe('something');
  });

  it('tells how far it is, and the last figures are the whole', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const plan = await planFor(core, world.folder());
    const gate = stopAt(/library\.json$/);
    await core.invoke('libraryMove.start', { planId: plan.id });
    await gate.reached(core);
    await core.advance(1_000);
    gate.letGo();
    await ended(core);
    const told = core.events
      .of('library-move.changed')
      .flatMap(({ move: each }) => (each?.phase === 'moving' ? [each] : []));
    expect(told[0]).toMatchObject({
      from: old,
      files: plan.files,
      bytes: plan.bytes,
      doneFiles: 0,
      doneBytes: 0,
    });
    for (const each of told) {
      expect(each.doneBytes).toBeLessThanOrEqual(each.bytes);
      expect(each.doneFiles).toBeLessThanOrEqual(each.files);
    }
  });
});

describe('a move that does not get to its end', () => {
  it('cancelled: the old folder is in use and whole, and only what the move wrote is gone', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const before = fingerprint(old);
    const to = world.folder();
    const gate = stopAt(/Low Tide\.wav$/);
    await begin(core, to);
    await gate.reached(core);
    expect(listFiles(to).length).toBeGreaterThan(3);
    writeFileSync(join(to, 'My own', 'put here meanwhile.txt'), 'mine');
    const cancelled = core.invoke('libraryMove.cancel', {});
    await core.waitFor(async () => (await move(core))?.phase === 'moving');
    gate.letGo();
    await cancelled;
    expect(await move(core)).toBeNull();
    expect(listFiles(to)).toEqual(['My own/put here meanwhile.txt']);
    expect(readdirSync(to)).toEqual(['My own']);
    expect(fingerprint(old)).toEqual(before);
    await expectInUse(core, join(old, '..', 'Link'));
    expect((await world.restart(core).then(move))?.phase).toBeUndefined();
  });

  it('cancelled in a folder that was made for it: that goes too', async () => {
    const { core } = await withSong({ isCopied: true });
    const above = world.folder();
    writeFileSync(join(above, 'other'), '');
    const gate = stopAt(/Low Tide\.wav$/);
    await begin(core, above);
    await gate.reached(core);
    const cancelled = core.invoke('libraryMove.cancel', {});
    gate.letGo();
    await cancelled;
    expect(readdirSync(above)).toEqual(['other']);
  });

  it('a file that cannot be read: told by name, the old folder in use, and it can be gone on with', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const before = fingerprint(old);
    disk.onOpen = (path) => {
      if (path === join(old, FOLDER, 'Low Tide.wav')) throw failure('EIO');
    };
    const to = world.folder();
    await begin(core, to);
    expect(await ended(core)).toEqual({
      phase: 'stopped',
      from: old,
      to,
      problem: { code: 'unreadable', file: `${FOLDER}/Low Tide.wav` },
    });
    expect(core.events.of('notice')).toContainEqual({ kind: 'library-move-stopped' });
    expect(fingerprint(old)).toEqual(before);
    await expectInUse(core, join(old, '..', 'Link'));
    expect(await refusal(core, world.folder())).toMatchObject({ reason: 'move-unfinished' });

    disk.onOpen = null;
    await core.invoke('libraryMove.resume', {});
    expect(await ended(core)).toMatchObject({ phase: 'copied', from: old, to });
    expect(fingerprint(to)).toEqual(before);
    await expectInUse(core, to);
  });

  it('what was written comes back different: it is never used', async () => {
    const { core, old } = await withSong({ isCopied: true });
    let writes = 0;
    disk.garbles = () => (writes += 1) === 4;
    const to = world.folder();
    await begin(core, to);
    expect(await ended(core)).toMatchObject({ phase: 'stopped', problem: { code: 'differs' } });
    await expectInUse(core, join(old, '..', 'Link'));
    disk.garbles = null;
    expect(await core.invoke('libraryMove.discard', {})).toEqual({ left: 0 });
    expect(readdirSync(to)).toEqual([]);
    expect(await move(core)).toBeNull();
  });

  it('its target is taken away: nothing is begun anew in the mount point, and it goes on when the disk is back', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const before = fingerprint(old);
    const to = join(world.folder(), 'disk');
    mkdirSync(to);
    const gate = stopAt(/Low Tide\.wav$/);
    await begin(core, to);
    await gate.reached(core);
    renameSync(to, `${to} away`);
    mkdirSync(to);
    // What is copied next would find its folders here.
    mkdirSync(join(to, FOLDER));
    gate.letGo();
    expect(await ended(core)).toMatchObject({ phase: 'stopped', problem: { code: 'target-gone' } });
    expect(listFiles(to)).toEqual([]);
    await expectInUse(core, join(old, '..', 'Link'));
    await core.invoke('libraryMove.resume', {});
    expect(await ended(core)).toMatchObject({ phase: 'stopped', problem: { code: 'target-gone' } });
    expect(listFiles(to)).toEqual([]);

    rmSync(to, { recursive: true });
    renameSync(`${to} away`, to);
    await core.invoke('libraryMove.resume', {});
    expect(await ended(core)).toMatchObject({ phase: 'copied' });
    expect(fingerprint(to)).toEqual(before);
  });

  it('its source is taken away: the library is told as missing, not as empty', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const gate = stopAt(/Low Tide\.wav$/);
    await begin(core, world.folder());
    await gate.reached(core);
    renameSync(old, `${old} away`);
    gate.letGo();
    expect(await ended(core)).toMatchObject({ phase: 'stopped', problem: { code: 'source-gone' } });
    expect((await core.holds()).map((hold) => hold.kind)).toEqual(['library-missing']);
    renameSync(`${old} away`, old);
    await core.invoke('holds.tryAgain', { kind: 'library-missing' });
    await expectInUse(core, join(old, '..', 'Link'));
  });

  it('goes on over what it wrote itself, but not over what another hand put there', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    const gate = stopAt(/Low Tide\.wav$/);
    await begin(core, to);
    await gate.reached(core);
    const stopped = core.stop();
    gate.letGo();
    await stopped;
    const again = await world.restart(core);
    expect(await move(again)).toEqual({ phase: 'stopped', from: old, to, problem: null });
    await expectInUse(again, join(old, '..', 'Link'));

    const notes = join('My own', 'Résumé – ноты.txt');
    writeFileSync(join(old, notes), 'changed since it was copied');
    writeFileSync(join(to, 'nothing'), 'written by another hand');
    await again.invoke('libraryMove.resume', {});
    expect(await ended(again)).toMatchObject({ problem: { code: 'occupied', file: 'nothing' } });
    expect(readFileSync(join(to, 'nothing'), 'utf8')).toBe('written by another hand');
    unlinkSync(join(to, 'nothing'));
    await again.invoke('libraryMove.resume', {});
    expect(await ended(again)).toMatchObject({ phase: 'copied' });
    expect(fingerprint(to)).toEqual(fingerprint(old));
  });

  it('dropped after a restart: what another hand has put or changed there stays', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    const gate = stopAt(/Low Tide\.wav$/);
    await begin(core, to);
    await gate.reached(core);
    const stopped = core.stop();
    gate.letGo();
    await stopped;
    writeFileSync(join(to, 'My own', 'Résumé – ноты.txt'), 'changed there');
    writeFileSync(join(to, FOLDER, 'new.txt'), 'put there');
    const again = await world.restart(core);
    expect(await again.invoke('libraryMove.discard', {})).toEqual({ left: 2 });
    expect(listFiles(to)).toEqual([`${FOLDER}/new.txt`, 'My own/Résumé – ноты.txt'].sort());
    expect(await move(again)).toBeNull();
    await expectInUse(again, join(old, '..', 'Link'));
  });
});

/** Mounting takes rights; where there are none, the tests on a disk of its own are left out. */
const SMALL_DISK = join(tmpdir(), `flowshelf-small-disk-${process.pid}`);
const canMount = mountSmallDisk();

function mountSmallDisk(): boolean {
  mkdirSync(SMALL_DISK);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', SMALL_DISK]);
  if (status !== 0) rmSync(SMALL_DISK, { recursive: true });
  return status === 0;
}

afterAll(() => {
  if (!canMount) return;
  spawnSync('umount', [SMALL_DISK]);
  rmSync(SMALL_DISK, { recursive: true });
});

describe.runIf(canMount)('a disk of eight megabytes', () => {
  it('takes a library that fits, from another file system, and is then the library folder', async () => {
    const { core, old } = await withSong();
    const before = fingerprint(old);
    expect(await planFor(core, SMALL_DISK)).toMatchObject({ way: 'copy', to: SMALL_DISK });
    await begin(core, SMALL_DISK);
    expect(await ended(core)).toMatchObject({ phase: 'copied', from: old });
    expect(fingerprint(SMALL_DISK)).toEqual(before);
    await expectInUse(core, SMALL_DISK);
    await core.stop();
    for (const name of readdirSync(SMALL_DISK)) rmSync(join(SMALL_DISK, name), { recursive: true });
  });

  it('becomes full in the middle: told with what is needed, nothing lost, and it goes on when there is room', async () => {
    const { core, old } = await withSong();
    const large = join(old, 'My own', 'large');
    writeFileSync(large, randomBytes(12_000_000));
    const before = fingerprint(old);
    disk.freeBytes = 1_000_000_000;
    await begin(core, SMALL_DISK);
    disk.freeBytes = null;
    const stopped = await ended(core);
    expect(stopped).toMatchObject({ phase: 'stopped', to: SMALL_DISK, problem: { code: 'disk-full' } });
    const problem = stopped?.phase === 'stopped' ? stopped.problem : null;
    expect(problem?.code === 'disk-full' ? problem.neededBytes : 0).toBeGreaterThan(2_000_000);
    expect(fingerprint(old)).toEqual(before);
    await expectInUse(core, old);

    rmSync(large);
    await core.invoke('libraryMove.resume', {});
    expect(await ended(core)).toMatchObject({ phase: 'copied' });
    expect(fingerprint(SMALL_DISK)).toEqual(fingerprint(old));
    await expectInUse(core, SMALL_DISK);
  });
});

/** The states that a crash can leave behind, made by hand, and what the next start makes of them. */
describe('a start after a crash', () => {
  function setIntent(core: Core, intent: unknown, usedFolder?: string): void {
    const db = new BetterSqlite3(core.databaseFile);
    const set = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
    set.run('library-move', JSON.stringify(intent));
    set.run('library-old-folder', 'null');
    if (usedFolder !== undefined) set.run('library-folder', usedFolder);
    db.close();
  }
  const intentOf = (way: string, from: string, to: string) => ({
    way,
    from,
    to,
    isOwnFolder: false,
    isBegun: true,
  });

  it('before the renaming: the old folder', async () => {
    const { core, old } = await withSong();
    await core.stop();
    setIntent(core, intentOf('rename', old, world.folder()));
    const again = await world.restart(core);
    await expectInUse(again, old);
    expect(await move(again)).toBeNull();
  });

  it('after the renaming, before the setting: the new folder', async () => {
    const { core, old } = await withSong();
    const to = join(world.folder(), 'New');
    await core.stop();
    renameSync(old, to);
    setIntent(core, intentOf('rename', old, to));
    const again = await world.restart(core);
    await expectInUse(again, to);
    expect(await move(again)).toBeNull();
    await expectInUse(await world.restart(again), to);
  });

  it('renamed, but its disk is not there at the next start: found at the one after', async () => {
    const { core, old } = await withSong();
    const to = join(world.folder(), 'New');
    await core.stop();
    renameSync(old, `${to} away`);
    setIntent(core, intentOf('rename', old, to));
    const again = await world.restart(core);
    expect((await again.holds()).map((hold) => hold.kind)).toEqual(['library-missing']);
    await again.stop();
    renameSync(`${to} away`, to);
    await expectInUse(await world.restart(again), to);
  });

  it('copied whole, before the setting: the old folder, and the copy can be taken or dropped', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    await begin(core, to);
    await ended(core);
    await core.stop();
    const link = join(old, '..', 'Link');
    core.settings.write({ libraryFolder: link });
    setIntent(core, intentOf('copy', old, to), link);
    const again = await world.restart(core);
    await expectInUse(again, link);
    expect(await move(again)).toMatchObject({ phase: 'stopped', to, problem: null });
    await again.invoke('libraryMove.resume', {});
    expect(await ended(again)).toMatchObject({ phase: 'copied' });
    await expectInUse(again, to);
  });

  it('after the setting, before the database: the new folder, and the old one is offered', async () => {
    const { core, old } = await withSong({ isCopied: true });
    const to = world.folder();
    await begin(core, to);
    await ended(core);
    await core.stop();
    setIntent(core, intentOf('copy', old, to), join(old, '..', 'Link'));
    const again = await world.restart(core);
    await expectInUse(again, to);
    expect(await move(again)).toMatchObject({ phase: 'copied', from: old, to });
  });
});
