import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A real disk of a few megabytes that a test can fill to its last byte or its last file. */
export interface SmallDisk {
  /** Writes until only so many bytes are left. */
  fill(leaveBytes: number): void;
  /** Makes empty files until only so many more can be made. */
  fillFiles(leaveFiles: number): void;
  /** Makes room again. */
  empty(): void;
  remount(mode: 'ro' | 'rw'): void;
  unmount(): void;
}

/** Whether this run may mount one: Linux, as root. */
export const canMountSmallDisk = process.platform === 'linux' && process.getuid?.() === 0;

const BALLAST = 'ballast';

/** Mounts one at the folder, which is made. */
export function mountSmallDisk(folder: string, megabytes: number, files = 4_000): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,nr_inodes=${files}`, 'tmpfs', folder]);
  return {
    fill(leaveBytes) {
      const { bavail, bsize } = statfsSync(folder);
      const bytes = Math.max(0, bavail * bsize - leaveBytes);
      try {
        writeFileSync(join(folder, BALLAST), Buffer.alloc(bytes), { flag: 'a' });
      } catch (error) {
        // Others write too: it is full by now.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    },
    fillFiles(leaveFiles) {
      const { ffree } = statfsSync(folder);
      for (let left = ffree; left > leaveFiles; left -= 1) {
        writeFileSync(join(folder, `${BALLAST}-${left}`), '');
      }
    },
    empty() {
      for (const name of readdirSync(folder)) if (name.startsWith(BALLAST)) rmSync(join(folder, name));
    },
    remount: (mode) => void execFileSync('mount', ['-o', `remount,${mode}`, folder]),
    unmount: () => void execFileSync('umount', ['-l', folder]),
  };
}
