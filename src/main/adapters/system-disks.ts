import { randomBytes } from 'node:crypto';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disks } from '../ports';

/** A song needs its folder, its files and what is written beside them. */
const FEWEST_FILES = 16;
/** Hidden: nobody has to wonder about what is there for a moment. */
const TRIAL_FILE = '.flowshelf-trial';
const PIECE_BYTES = 1024 * 1024;
const NO_ROOM: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** The machine's own disks. */
export const systemDisks: Disks = {
  async room(folder) {
    const { bavail, bsize, blocks, files, ffree } = await statfs(folder);
    // A disk on which no more files can be made is as full as one without bytes. Some do not count them.
    const isOutOfFiles = files > 0 && ffree < FEWEST_FILES;
    return { freeBytes: isOutOfFiles ? 0 : bavail * bsize, totalBytes: blocks * bsize };
  },
  async takes(folder, bytes) {
    const path = join(folder, TRIAL_FILE);
    try {
      await writeTrial(path, bytes);
      return true;
    } catch (error) {
      if (NO_ROOM.has((error as NodeJS.ErrnoException).code)) return false;
      throw error;
    } finally {
      await rm(path, { force: true });
    }
  },
};

async function writeTrial(path: string, bytes: number): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx');
  try {
    // Without a name from the start, where the system can: a killed program leaves nothing.
    await rm(path, { force: true }).catch(() => {});
    // By chance, because some disks keep what is all zeros in no room at all.
    const piece = randomBytes(Math.min(bytes, PIECE_BYTES));
    for (let left = bytes; left > 0; left -= piece.length) {
      await file.writeFile(left < piece.length ? piece.subarray(0, left) : piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}
