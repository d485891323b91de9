import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { NOTE_ENDING } from '../../src/main/db/write-ahead-log';

/** Everything that belongs to an open database, by the endings of the files' names. */
const PARTS = ['', '-wal', NOTE_ENDING];

/**
 * Remembers what a kill at this moment would leave of a database; to be put back when the program has ended in order. What
 * SQLite shares between processes is not left by a kill that ends the last of them.
 */
export function rememberDatabase(file: string): { putBack(): void } {
  const contents = PARTS.map((part) => {
    const path = `${file}${part}`;
    return [path, existsSync(path) ? readFileSync(path) : null] as const;
  });
  return {
    putBack() {
      rmSync(`${file}-shm`, { force: true });
      for (const [path, bytes] of contents) {
        if (bytes === null) rmSync(path, { force: true });
        else writeFileSync(path, bytes);
      }
    },
  };
}
