import type { Stats } from 'node:fs';

/** So many addresses are remembered: two are played at a time, nine compared, and covers are small. */
const MOST = 64;

/** What tells a file from another that stands in its place. */
type FileState = Pick<Stats, 'ino' | 'size' | 'mtimeMs'>;

export function isSameFile(one: FileState, other: FileState): boolean {
  return one.ino === other.ino && one.size === other.size && one.mtimeMs === other.mtimeMs;
}

/** Knows which file was opened under an address, so that one that has taken its place is not read on in its midst. */
export interface OpenedFiles {
  /**
   * Whether bytes from there on belong to the file that was opened under this address. What is read from its beginning is
   * opened anew.
   */
  goesOn(address: string, from: number, file: FileState): boolean;
}

export function createOpenedFiles(): OpenedFiles {
  const opened = new Map<string, FileState>();
  return {
    goesOn(address, from, file) {
      const before = opened.get(address);
      if (from > 0 && before !== undefined) return isSameFile(before, file);
      opened.delete(address);
      opened.set(address, file);
      const oldest = opened.keys().next();
      if (opened.size > MOST && oldest.done === false) opened.delete(oldest.value);
      return true;
    },
  };
}
