import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renamePatiently, writeWholeFile } from '../../src/main/services/whole-file';

/** A disk that refuses so many times with this code. */
function disk(
  refusals: number,
  code: string,
  platform: NodeJS.Platform = 'win32',
  renameReally: typeof rename = () => Promise.resolve(),
) {
  const waits: number[] = [];
  let tries = 0;
  const options = {
    platform,
    rename: (from: string, to: string) => {
      tries += 1;
      if (tries > refusals) return renameReally(from, to);
      return Promise.reject(Object.assign(new Error(code), { code }));
    },
    wait: (ms: number) => Promise.resolve(waits.push(ms)),
  };
  return { options, run: () => renamePatiently('a', 'b', options), tries: () => tries, waits };
}

describe('renaming on Windows', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'is tried again while another program holds the file (%s)',
    async (code) => {
      const { run, tries, waits } = disk(4, code);
      await run();
      expect(tries()).toBe(5);
      expect(waits).toEqual([10, 20, 50, 100]);
    },
  );

  it('fails after about two seconds', async () => {
    const { run, tries, waits } = disk(Infinity, 'EPERM');
    await expect(run()).rejects.toThrow('EPERM');
    expect(tries()).toBe(9);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(1_500);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(2_500);
  });

  it.each(['ENOENT', 'ENOSPC', 'EISDIR'])(
    'is not tried again for what waiting does not mend (%s)',
    async (code) => {
      const { run, tries } = disk(1, code);
      await expect(run()).rejects.toThrow(code);
      expect(tries()).toBe(1);
    },
  );
});

it.each(['linux', 'darwin'] as const)('on %s a refusal is final at once', async (platform) => {
  const { run, tries } = disk(1, 'EPERM', platform);
  await expect(run()).rejects.toThrow('EPERM');
  expect(tries()).toBe(1);
});

describe('a text file written on Windows', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flowshelf-whole-file-'));
    await writeWholeFile(join(folder, 'clip.json'), 'old');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has its name in the end though another program holds it open for a moment', async () => {
    const { options, tries } = disk(3, 'EPERM', 'win32', rename);
    await writeWholeFile(join(folder, 'clip.json'), 'new', options);
    expect(tries()).toBe(4);
    expect(await readFile(join(folder, 'clip.json'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['clip.json']);
  });

  it('is as it was, with nothing beside it, when the other program does not let go', async () => {
    const { options, tries } = disk(Infinity, 'EBUSY');
    await expect(writeWholeFile(join(folder, 'clip.json'), 'new', options)).rejects.toThrow('EBUSY');
    expect(tries()).toBe(9);
    expect(await readFile(join(folder, 'clip.json'), 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['clip.json']);
  });
});
