import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHandedOverBox, isHandedOver } from '../../src/main/services/handed-over';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowshelf-handed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function box() {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), hide: vi.fn() };
  const onReceived = vi.fn();
  return { ...createHandedOverBox(log, onReceived), log, onReceived };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('arguments of a start', () => {
  it('of which none is for the program itself are passed over', async () => {
    const { receive, take, onReceived, log } = box();
    receive(
      ['-r', '/x/loader.js', '.', '--user-data-dir=/x.lrc', '--sample', '/etc/passwd', 'a.txt', ''],
      '/',
    );
    expect(onReceived).not.toHaveBeenCalled();
    expect(log.warn).not.toHaveBeenCalled();
    expect(await take()).toBeNull();
  });

  it('with links are jobs, one at a time and each once', async () => {
    const { receive, take, onReceived } = box();
    receive(['.', 'flowshelf://job/a1', 'flowshelf://job/b2', 'flowshelf://job/a1'], folder);
    expect(onReceived).toHaveBeenCalledTimes(1);
    expect(await take()).toEqual({ kind: 'job', jobId: 'a1' });
    expect(await take()).toEqual({ kind: 'job', jobId: 'b2' });
    expect(await take()).toBeNull();
  });

  it('with a link to something else are refused, and the log does not repeat it', async () => {
    const { receive, take, log, onReceived } = box();
    receive(['flowshelf://settings/key=secret', 'FLOWSHELF://job/x1'], folder);
    expect(onReceived).toHaveBeenCalledTimes(1);
    expect(log.warn).toHaveBeenCalledTimes(2);
    expect(JSON.stringify(log.warn.mock.calls)).not.toContain('secret');
    // The window says that there was one, and nothing of what stood in it.
    expect(await take()).toEqual({ kind: 'refused-links', reason: 'no-job' });
    expect(await take()).toBeNull();
  });

  it('with very many links are no person’s doing', async () => {
    const { receive, take } = box();
    receive(
      Array.from({ length: 1_000 }, (_, index) => `flowshelf://job/id${index}`),
      folder,
    );
    for (let taken = 0; taken < 20; taken += 1) expect(await take()).toMatchObject({ kind: 'job' });
    expect(await take()).toEqual({ kind: 'refused-links', reason: 'too-many' });
    expect(await take()).toBeNull();
  });

  it('with files are read together, wherever they begin', async () => {
    const { receive, take } = box();
    const spaced = file('Low Tide (live) #1.LRC', '[00:01.00]Salt');
    file('b.lrc', '[00:02.00]Light');
    receive([pathToFileURL(spaced).href, 'b.lrc', join(folder, 'b.lrc')], folder);
    expect(await take()).toEqual({
      kind: 'lyrics',
      files: [
        { name: 'Low Tide (live) #1.LRC', base64: base64('[00:01.00]Salt') },
        { name: 'b.lrc', base64: base64('[00:02.00]Light') },
      ],
      unread: [],
    });
    expect(await take()).toBeNull();
  });

  it('that name no file, too large a one, or one elsewhere, are told', async () => {
    const { receive, take } = box();
    const large = file('large.lrc', '');
    truncateSync(large, 20_000_001);
    mkdirSync(join(folder, 'folder.lrc'));
    const good = file('good.lrc', 'x');
    receive(
      [large, 'gone.lrc', 'folder.lrc', good, 'file://other-host/x.lrc', `/${'x'.repeat(5_000)}.lrc`],
      folder,
    );
    expect(await take()).toEqual({
      kind: 'lyrics',
      files: [{ name: 'good.lrc', base64: base64('x') }],
      unread: [
        { name: 'large.lrc', reason: 'file-too-large' },
        { name: 'gone.lrc', reason: 'file-failed' },
        { name: 'folder.lrc', reason: 'file-failed' },
      ],
    });
  });

  it.skipIf(process.platform === 'win32')('that name a pipe keep nobody waiting', async () => {
    const { receive, take } = box();
    const pipe = join(folder, 'pipe.lrc');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    receive([pipe], folder);
    expect(await take()).toMatchObject({ files: [], unread: [{ name: 'pipe.lrc', reason: 'file-failed' }] });
  });

  it('are known before they are taken in', () => {
    expect(['flowshelf://x', 'a.lrc', '--x.lrc', '.', 'a.txt'].map(isHandedOver)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
