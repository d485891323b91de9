import { mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createFileLog } from '../../src/main/adapters/file-log';
import { systemDisks } from '../../src/main/adapters/system-disks';
import type { Disks, LogFiles } from '../../src/main/ports';
import { TEST_KEY, type Core, type CoreOptions } from '../support/core';
import { success, unauthorised } from '../support/flow-server';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const JOB = uuid('job');

async function saved(core: Core): Promise<Record<string, string>> {
  const file = join(core.folder, 'diagnostics.zip');
  core.shell.choose(file);
  expect(await core.invoke('diagnostics.save', {})).toEqual({ file });
  const entries = unzipSync(readFileSync(file));
  return Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** Other programs write to the machine's own disks while the report is read twice. */
const STEADY: Disks = {
  ...systemDisks,
  room: async (folder) => ({ ...(await systemDisks.room(folder)), freeBytes: 5e9 }),
};

async function coreWithSong(options: CoreOptions = {}) {
  const server = await world.server();
  const { urls } = serveFiles(server, 'Low Tide');
  // The last of the files is none: something has failed.
  const page = `${server.file('/cover', {
    bytes: Buffer.from('<html>'),
    type: 'text/html',
  })}?Signature=signed-4711`;
  server.job(JOB, success([clip('Low Tide', { ...urls, image_url: page, lyrics_timing_markers: WORDS })]));
  const core = await world.core(server, { disks: STEADY, ...options });
  await core.add(JOB);
  await core.waitFor(
    () => core.sql(`SELECT 1 FROM download WHERE state = 'failed' AND failure_code = 'not-media'`).length > 0,
  );
  await core.waitFor(() => core.sql('SELECT 1 FROM asset WHERE path IS NOT NULL').length === 3);
  // What still writes to the log would write between two looks at it.
  await core.waitFor(
    () => core.sql('SELECT 1 FROM clip WHERE is_measured = 1 AND is_sidecar_due = 0').length > 0,
  );
  return { core, server };
}

describe('the zip of diagnostics', () => {
  it('holds versions, settings, counts, holds, disks, what failed and the log, and nothing that is nobody’s business', async () => {
    const { core } = await coreWithSong();
    await core.invoke('downloads.pauseAll', {});
    const files = await saved(core);
    expect(Object.keys(files)).toEqual(['report.txt', 'logs/test.log']);
    const report = files['report.txt'] ?? '';
    for (const words of [
      'Flowshelf 0.0.0-test',
      /database schema: \d+/,
      'songs: 1',
      'requestsPerMinute: 20',
      'storage: secure',
      '{"kind":"downloads-paused"}',
      /library folder: \d+ MB/,
      /program's own data: \d+ MB/,
      new RegExp(`download cover ${uuid('clip Low Tide')} \\w+ not-media \\d+ tries`),
    ]) {
      expect(report).toMatch(words);
    }
    const everything = JSON.stringify(files);
    for (const secret of [TEST_KEY, TEST_KEY.slice(-4), 'Low Tide', 'Salt on the railing', 'signed-4711']) {
      expect([secret, everything.includes(secret)]).toEqual([secret, false]);
    }
    if (process.platform !== 'win32') {
      expect(statSync(join(core.folder, 'diagnostics.zip')).mode & 0o077).toBe(0);
    }
  });

  it('is what the preview shows', async () => {
    // The log of a busy machine has a line more at the second look.
    const logFiles: LogFiles = {
      read: () => Promise.resolve([{ name: 'test.log', text: 'info  Started\n' }]),
      redact: (text) => text,
    };
    const { core } = await coreWithSong({ logFiles });
    const preview = await core.invoke('diagnostics.preview', {});
    const files = await saved(core);
    expect(preview.report).toBe(files['report.txt']);
    expect(preview.files).toEqual(
      Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) })),
    );
  });

  it('tells at most fifty failures of the log, the newest first', async () => {
    const folder = world.folder();
    const log = createFileLog({ folder, homeFolder: null, isOnConsole: false });
    for (let number = 0; number < 60; number += 1) log.warn('Download failed', { number });
    log.info('Jobs added');
    const core = await world.core(null, { logFiles: log });
    const { report } = await core.invoke('diagnostics.preview', {});
    const told = [...report.matchAll(/Download failed \{"number":(\d+)\}/g)].map((hit) => Number(hit[1]));
    expect(told).toEqual(Array.from({ length: 50 }, (_, index) => 59 - index));
    expect(report).not.toContain('Jobs added');
  });

  it('a library folder that is away is told, and not made anew', async () => {
    world.expectsErrors(/files beside a song/);
    const { core } = await coreWithSong();
    renameSync(core.library, `${core.library} away`);
    const { report } = await core.invoke('diagnostics.preview', {});
    expect(report).toContain('library folder: not there');
    expect(report).toContain('"kind":"library-missing"');
    renameSync(`${core.library} away`, core.library);
  });

  it('what the service says of a key stays out', async () => {
    const server = await world.server();
    server.job(JOB, unauthorised(`The key ${TEST_KEY} of ada@example.com is not valid`));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).some((hold) => hold.kind === 'key-rejected'));
    const files = await saved(core);
    expect(files['report.txt']).toContain('key-rejected');
    expect(JSON.stringify(files)).not.toContain(TEST_KEY);
    expect(files['report.txt']).not.toContain('ada@example.com');
  });

  it('names nobody by the folders that are told', async () => {
    const libraryFolder = join(world.folder(), 'home', 'mara', 'Music');
    const core = await world.core(null, { environment: { libraryFolder } });
    const { report } = await core.invoke('diagnostics.preview', {});
    expect(report).toContain(join('home', '~', 'Music'));
    expect(report).not.toContain('mara');
  });
});

describe('saving it', () => {
  it('is nothing when the user closes the dialog, and then nothing is shown', async () => {
    const core = await world.core(null);
    core.shell.choose(null);
    expect(await core.invoke('diagnostics.save', {})).toBeNull();
    await core.invoke('diagnostics.show', {});
    expect(core.shell.shown).toEqual([]);
  });

  it('shows the file that was written', async () => {
    const core = await world.core(null);
    await saved(core);
    await core.invoke('diagnostics.show', {});
    expect(core.shell.shown).toEqual([join(core.folder, 'diagnostics.zip')]);
  });

  it('fails with its own code where nothing can be written', async () => {
    const core = await world.core(null);
    mkdirSync(join(core.folder, 'folder.zip'));
    core.shell.choose(join(core.folder, 'folder.zip'));
    expect(await core.ask('diagnostics.save', {})).toMatchObject({
      ok: false,
      error: { code: 'file-failed' },
    });
  });
});
