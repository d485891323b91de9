import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Copies of the database that are kept in a folder beside it, each named by the moment it was made. */
export interface DatabaseCopy {
  readonly file: string;
  /** When it was made, as its name tells: no clock of a file system is asked. */
  readonly madeAt: number;
}

const FOLDER = 'Backups';
const KEPT = 2;
const ENDING = '.sqlite';

const folderOf = (file: string) => join(dirname(file), FOLDER);
const stemOf = (file: string) => basename(file, ENDING);

/** Where a copy made now goes. Its folder is made. */
export function pathForCopy(file: string, now: number): string {
  mkdirSync(folderOf(file), { recursive: true });
  return join(folderOf(file), `${stemOf(file)} ${stampOf(now)}${ENDING}`);
}

/** All copies, the newest first. */
export function listCopies(file: string): DatabaseCopy[] {
  if (!existsSync(folderOf(file))) return [];
  return readdirSync(folderOf(file))
    .flatMap((name) => {
      const stamp = name.startsWith(`${stemOf(file)} `) && name.endsWith(ENDING) ? timeOf(name) : null;
      return stamp === null ? [] : { file: join(folderOf(file), name), madeAt: stamp };
    })
    .sort((a, b) => b.madeAt - a.madeAt);
}

/** Removes all but the newest copies. */
export function pruneCopies(file: string): void {
  for (const copy of listCopies(file).slice(KEPT)) rmSync(copy.file, { force: true });
}

/** A moment as part of a file name on every system, for example `2026-11-22T16-54-50.123Z`. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(':', '-');
}

function timeOf(name: string): number | null {
  const found = /(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)/.exec(name);
  if (!found) return null;
  const [, day, hour, minute, rest] = found;
  const at = Date.parse(`${day}T${hour}:${minute}:${rest}`);
  return Number.isNaN(at) ? null : at;
}
