import { existsSync, readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemDisks } from '../../src/main/adapters/system-disks';
import { newFolder, removeFolder } from '../support/core';
import { canMountSmallDisk, mountSmallDisk } from '../support/small-disk';

const MEGABYTE = 1024 * 1024;

function folder(): string {
  const path = newFolder();
  onTestFinished(() => removeFolder(path));
  return path;
}

describe('the disk of a folder', () => {
  it('has room in bytes, and takes what is written for a trial and leaves nothing of it', async () => {
    const path = folder();
    const { freeBytes, totalBytes } = await systemDisks.room(path);
    const { blocks, bsize } = statfsSync(path);
    expect(totalBytes).toBe(blocks * bsize);
    expect(freeBytes).toBeGreaterThan(MEGABYTE);
    expect(freeBytes).toBeLessThanOrEqual(totalBytes);
    expect(await systemDisks.takes(path, 2.5 * MEGABYTE)).toBe(true);
    expect(readdirSync(path)).toEqual([]);
  });

  it('is nothing to be told of where the folder is not there', async () => {
    const away = join(folder(), 'away');
    await expect(systemDisks.room(away)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(systemDisks.takes(away, 1)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(existsSync(away)).toBe(false);
  });
});

describe.skipIf(!canMountSmallDisk)('a real disk of 8 MB', () => {
  function smallDisk() {
    const path = folder();
    const disk = mountSmallDisk(path, 8, 100);
    onTestFinished(() => disk.unmount());
    return { path, disk };
  }

  it('takes what it has room for and no more, and is as full afterwards as it was', async () => {
    const { path, disk } = smallDisk();
    disk.fill(3 * MEGABYTE);
    const before = await systemDisks.room(path);
    expect(before.freeBytes).toBe(3 * MEGABYTE);
    expect(await systemDisks.takes(path, 2 * MEGABYTE)).toBe(true);
    expect(await systemDisks.takes(path, 4 * MEGABYTE)).toBe(false);
    expect(await systemDisks.room(path)).toEqual(before);
  });

  it('on which hardly a file more can be made is full', async () => {
    const { path, disk } = smallDisk();
    disk.fillFiles(10);
    expect((await systemDisks.room(path)).freeBytes).toBe(0);
    disk.fillFiles(0);
    expect(await systemDisks.takes(path, 1)).toBe(false);
  });
});
