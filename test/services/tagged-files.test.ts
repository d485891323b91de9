import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createExportClient } from '../../src/main/ipc/export-port';
import type { Log } from '../../src/main/ports';
import { createTaggedFiles } from '../../src/main/services/tagged-files';
import { writeTagged, type TagWriting } from '../../src/main/services/tag-writing';
import { newFolder, removeFolder } from '../support/core';
import { createDiskFaults } from '../support/disk-faults';
import { bigAudio, media, sha256 } from '../support/media';
import { canMountSmallDisk, mountSmallDisk } from '../support/small-disk';
import { songTags } from '../support/sound-files';
import { beginExportThreadHere, type FakeThread } from '../support/export-thread';

/** Copies with tags, tags in the library's own files, and the thread that makes them. */

const disk = createDiskFaults();
const never = new AbortController().signal;
const noLog: Log = { info: () => {}, warn: () => {}, error: () => {}, hide: () => {} };
const files = createTaggedFiles({ write: writeTagged, log: noLog });

function folderWith(name = 'song.m4a', bytes = media('low-tide.m4a')) {
  const folder = newFolder();
  onTestFinished(() => removeFolder(folder));
  const source = join(folder, name);
  writeFileSync(source, bytes);
  return { folder, source, bytes, at: (path: string) => join(folder, path) };
}

const titleIn = async (path: string) => (await parseFile(path)).common.title;

describe('a copy with tags', () => {
  it('is whole and checked; the source is as it was', async () => {
    const { folder, source, bytes, at } = folderWith();
    const before = statSync(source);
    const outcome = await files.writeTaggedCopy(source, at('copy.m4a'), songTags(), never);
    const copy = readFileSync(at('copy.m4a'));
    expect(outcome).toEqual({ kind: 'written', bytes: copy.length, sha256: sha256(copy), notes: [] });
    expect(await titleIn(at('copy.m4a'))).toBe(songTags().title);
    expect(readFileSync(source).equals(bytes)).toBe(true);
    expect(statSync(source).mtimeMs).toBe(before.mtimeMs);
    expect(readdirSync(folder).sort()).toEqual(['copy.m4a', 'song.m4a']);
  });

  it('takes the place of what a killed program left', async () => {
    const { folder, source, at } = folderWith();
    writeFileSync(at('copy.m4a'), 'half');
    expect(await files.writeTaggedCopy(source, at('copy.m4a'), songTags(), never)).toMatchObject({
      kind: 'written',
    });
    expect(await titleIn(at('copy.m4a'))).toBe(songTags().title);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('is never written over its source, by whatever way it is named', async () => {
    const { folder, source, bytes, at } = folderWith();
    symlinkSync(folder, at('link'));
    for (const target of [source, at('link/song.m4a')]) {
      await expect(files.writeTaggedCopy(source, target, songTags(), never)).rejects.toThrow('another name');
    }
    expect(readFileSync(source).equals(bytes)).toBe(true);
  });

  it.each([
    ['the source is not there', 'gone.m4a', 'copy.m4a', 'source-gone'],
    ['the source is a folder', 'folder', 'copy.m4a', 'source-unreadable'],
    ['the folder is not there', 'song.m4a', 'gone/copy.m4a', 'folder-gone'],
    ['its name is too long', 'song.m4a', `${'a'.repeat(300)}.m4a`, 'name-too-long'],
  ])('%s', async (_what, source, target, reason) => {
    const { folder, at } = folderWith();
    mkdirSync(at('folder'));
    const before = readdirSync(folder);
    expect(await files.writeTaggedCopy(at(source), at(target), songTags(), never)).toEqual({
      kind: 'failed',
      reason,
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    ['open sidecar', 'EACCES', 'not-permitted'],
    ['open sidecar', 'EROFS', 'read-only'],
    ['flush sidecar', 'EIO', 'unknown'],
    ['write sidecar', 'ENOSPC', 'disk-full'],
    ['open other', 'EACCES', 'source-unreadable'],
  ])('the disk refuses: %s with %s', async (step, code, reason) => {
    const { folder, source, at } = folderWith();
    const tags = songTags();
    disk.fail(new RegExp(`^${step}$`), code);
    expect(await files.writeTaggedCopy(source, at('copy.flowshelf.tmp'), tags, never)).toEqual({
      kind: 'failed',
      reason,
    });
    expect(disk.failed().length).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual(['song.m4a']);
  });

  it.skipIf(!canMountSmallDisk)(
    'a real disk is full: nothing is left on it, and later it works',
    async () => {
      const { source, at } = folderWith('song.wav', bigAudio(4 * 1024 * 1024));
      const small = mountSmallDisk(at('disk'), 8);
      try {
        small.fill(2 * 1024 * 1024);
        const copy = () => files.writeTaggedCopy(source, at('disk/copy.wav'), songTags(), never);
        expect(await copy()).toEqual({ kind: 'failed', reason: 'disk-full' });
        expect(readdirSync(at('disk')).filter((name) => name.startsWith('copy'))).toEqual([]);
        small.empty();
        expect(await copy()).toMatchObject({ kind: 'written' });
      } finally {
        small.unmount();
      }
    },
  );

  it('a cancelled one is not begun', async () => {
    const { folder, source, at } = folderWith();
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    await expect(files.writeTaggedCopy(source, at('copy.m4a'), songTags(), abort.signal)).rejects.toThrow(
      'enough',
    );
    expect(readdirSync(folder)).toEqual(['song.m4a']);
  });
});

describe('a finished file is looked at again', () => {
  /** Has what was written changed before it is looked at, as by a failing disk. */
  async function writtenWith(change: (bytes: Buffer) => Buffer): Promise<TagWriting> {
    const { source, at } = folderWith();
    const target = at('copy.tmp');
    const { open } = fs;
    let times = 0;
    fs.open = async (path, ...rest) => {
      if (path === target) times += 1;
      if (path === target && times === 2) writeFileSync(target, change(readFileSync(target)));
      return open(path, ...rest);
    };
    syncBuiltinESMExports();
    try {
      const writing = await writeTagged(source, target, songTags());
      expect(existsSync(target)).toBe(writing.kind === 'written');
      return writing;
    } finally {
      fs.open = open;
      syncBuiltinESMExports();
    }
  }
  const changed = (bytes: Buffer, find: string, by: number) => {
    const at = bytes.indexOf(find) + by;
    bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);
    return bytes;
  };

  it.each([
    ['as it is', (bytes: Buffer) => bytes, null],
    ['a bit of the sound', (bytes: Buffer) => changed(bytes, 'mdat', 1_000), 'sound'],
    ['the last byte of the sound', (bytes: Buffer) => changed(bytes, 'mdat', 287_199), 'sound'],
    ['where the sound is', (bytes: Buffer) => changed(bytes, 'stco', 15), 'sound'],
    ['the title', (bytes: Buffer) => changed(bytes, 'Low Tide', 0), 'title'],
    ['the clip id', (bytes: Buffer) => changed(bytes, '0f5c1a52', 0), 'clip-id'],
    ['the cover', (bytes: Buffer) => changed(bytes, 'covr', 5_000), 'cover'],
    ['the words', (bytes: Buffer) => changed(bytes, '[00:06.50]', 2), 'lyrics'],
    ['its end', (bytes: Buffer) => bytes.subarray(0, -10), 'sound'],
  ])('%s', async (_what, change, detail) => {
    const writing = await writtenWith(change);
    expect(writing).toMatchObject(
      detail === null ? { kind: 'written' } : { kind: 'failed', reason: 'verification', detail },
    );
  });
});

describe('tags in a file of the library itself', () => {
  const quiet = { signal: never, isPlaying: () => false, onReady: () => Promise.resolve() };

  it('a checked copy takes its place, with the rights that it had', async () => {
    const { folder, source, bytes } = folderWith();
    chmodSync(source, 0o640);
    const outcome = await files.tagInPlace(source, songTags(), quiet);
    const now = readFileSync(source);
    expect(outcome).toEqual({ kind: 'written', bytes: now.length, sha256: sha256(now), notes: [] });
    expect(now.equals(bytes)).toBe(false);
    expect(await titleIn(source)).toBe(songTags().title);
    expect(statSync(source).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['song.m4a']);
  });

  it('never the file that is playing, and not the one that has begun to meanwhile', async () => {
    const { folder, source, bytes } = folderWith();
    for (const answers of [[true], [false, true]]) {
      const isPlaying = () => answers.shift() ?? true;
      expect(await files.tagInPlace(source, songTags(), { ...quiet, isPlaying })).toEqual({
        kind: 'skipped',
        reason: 'playing',
      });
      expect(readFileSync(source).equals(bytes)).toBe(true);
      expect(readdirSync(folder)).toEqual(['song.m4a']);
    }
  });

  it.each([
    ['was written to', (path: string) => writeFileSync(path, 'new', { flag: 'a' })],
    ['was replaced', (path: string) => (unlinkSync(path), writeFileSync(path, media('night-ferry.m4a')))],
    ['has gone', (path: string) => unlinkSync(path)],
  ])('not a file that %s meanwhile', async (_what, change) => {
    const { folder, source } = folderWith();
    const disturbed = createTaggedFiles({
      log: noLog,
      write: async (...order) => {
        const writing = await writeTagged(order[0], order[1], order[2]);
        change(source);
        return writing;
      },
    });
    expect(await disturbed.tagInPlace(source, songTags(), quiet)).toEqual({
      kind: 'skipped',
      reason: 'changed',
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    if (existsSync(source)) expect(await titleIn(source)).not.toBe(songTags().title);
  });

  it('stays as it is where the new one cannot have its name', async () => {
    const { folder, source, bytes } = folderWith();
    disk.fail(/^rename/, 'EBUSY');
    expect(await files.tagInPlace(source, songTags(), quiet)).toEqual({ kind: 'failed', reason: 'unknown' });
    expect(readFileSync(source).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['song.m4a']);
  });

  it('who asked is told what the file will be before it is, and may say no', async () => {
    const { folder, source, bytes } = folderWith();
    const told: unknown[] = [];
    const onReady = (file: unknown) => {
      expect(readFileSync(source).equals(bytes)).toBe(true);
      told.push(file);
      return told.length === 1 ? Promise.reject(new Error('no room for a note')) : Promise.resolve();
    };
    const tagging = () => files.tagInPlace(source, songTags(), { ...quiet, onReady });
    await expect(tagging()).rejects.toThrow('no room for a note');
    expect(readFileSync(source).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['song.m4a']);
    await tagging();
    const now = readFileSync(source);
    expect(told[1]).toEqual({ bytes: now.length, sha256: sha256(now) });
  });

  it('is there although its folder could not be flushed', async () => {
    const { source } = folderWith();
    const tags = songTags();
    disk.fail(/^flush other$/, 'EIO');
    expect(await files.tagInPlace(source, tags, quiet)).toMatchObject({ kind: 'written' });
    expect(disk.failed()).toEqual(['flush other']);
    expect(await titleIn(source)).toBe(tags.title);
  });

  it('a file that is not there', async () => {
    const { at } = folderWith();
    expect(await files.tagInPlace(at('gone.m4a'), songTags(), quiet)).toEqual({
      kind: 'failed',
      reason: 'source-gone',
    });
  });
});

describe('the thread', () => {
  function client(write: typeof writeTagged = writeTagged) {
    const threads: FakeThread[] = [];
    const later: (() => void)[] = [];
    const asked = createExportClient({
      begin() {
        const thread = beginExportThreadHere(write);
        threads.push(thread);
        return thread;
      },
      schedule(work) {
        later.push(work);
        return () => void later.splice(later.indexOf(work), 1);
      },
      log: noLog,
    });
    return { ...asked, threads, later, files: createTaggedFiles({ write: asked.write, log: noLog }) };
  }
  const slowly = () => {
    const begun: string[] = [];
    const finish: (() => void)[] = [];
    const write = (source: string): Promise<TagWriting> => {
      begun.push(source);
      return new Promise((resolve) =>
        finish.push(() => resolve({ kind: 'skipped', reason: 'no-container' })),
      );
    };
    return { begun, finish, write };
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('begins with the first song, serves all of them, and ends a while after the last', async () => {
    const { files: tagged, threads, later } = client();
    const { source, at } = folderWith();
    expect(threads).toHaveLength(0);
    const copies = ['a', 'b', 'c'].map((name) =>
      tagged.writeTaggedCopy(source, at(`${name}.m4a`), songTags({ title: name }), never),
    );
    expect((await Promise.all(copies)).map(({ kind }) => kind)).toEqual(['written', 'written', 'written']);
    expect(await Promise.all(['a', 'b', 'c'].map((name) => titleIn(at(`${name}.m4a`))))).toEqual([
      'a',
      'b',
      'c',
    ]);
    await turn();
    expect(threads).toHaveLength(1);
    expect(later).toHaveLength(1);
    later.pop()?.();
    await turn();
    expect(await tagged.writeTaggedCopy(source, at('d.m4a'), songTags(), never)).toMatchObject({
      kind: 'written',
    });
    expect(threads).toHaveLength(2);
  });

  it('has one song at a time, and none that was cancelled before its turn', async () => {
    const { begun, finish, write } = slowly();
    const { write: ask } = client(write);
    const abort = new AbortController();
    const first = ask('1', 't', songTags(), never);
    const second = ask('2', 't', songTags(), abort.signal);
    const third = ask('3', 't', songTags(), never);
    await turn();
    expect(begun).toEqual(['1']);
    abort.abort(new Error('enough'));
    finish[0]?.();
    await first;
    await expect(second).rejects.toThrow('enough');
    await turn();
    expect(begun).toEqual(['1', '3']);
    finish[1]?.();
    expect(await third).toMatchObject({ kind: 'skipped' });
  });

  it('finishes a song that is cancelled under way', async () => {
    const { finish, write } = slowly();
    const { write: ask } = client(write);
    const abort = new AbortController();
    const first = ask('1', 't', songTags(), abort.signal);
    await turn();
    abort.abort(new Error('enough'));
    finish[0]?.();
    expect(await first).toMatchObject({ kind: 'skipped' });
  });

  it('that crashes fails its song alone; the next one has a new thread', async () => {
    const { finish, write, begun } = slowly();
    const { write: ask, threads } = client(write);
    const first = ask('1', 't', songTags(), never);
    const second = ask('2', 't', songTags(), never);
    await turn();
    threads[0]?.crash();
    expect(await first).toEqual({ kind: 'failed', reason: 'unknown', detail: 'thread' });
    await turn();
    expect(begun).toEqual(['1', '2']);
    finish[1]?.();
    expect(await second).toMatchObject({ kind: 'skipped' });
    expect(threads).toHaveLength(2);
  });

  it('that is stopped finishes its song and begins no other', async () => {
    const { finish, write, begun } = slowly();
    const { write: ask, stop } = client(write);
    const first = ask('1', 't', songTags(), never);
    const second = ask('2', 't', songTags(), never);
    second.catch(() => undefined);
    await turn();
    const stopped = stop();
    finish[0]?.();
    expect(await first).toMatchObject({ kind: 'skipped' });
    await expect(second).rejects.toThrow('ends');
    await stopped;
    expect(begun).toEqual(['1']);
    await expect(ask('3', 't', songTags(), never)).rejects.toThrow('ends');
  });
});
