import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Copies of the database that are kept in a folder beside it, each named by its number and the moment it was made. */
export interface DatabaseCopy {
  readonly file: string;
  /**
   * Which copy it is, from 1: each has a higher number than all that were there when it was made. It alone says which one is
   * newer, for the machine's clock may have been wrong when one of them was made. 0 where the name tells none.
   */
  readonly number: number;
  /** When it was made by the machine's clock, as its name tells: no clock of a file system is asked. */
  readonly madeAt: number;
}

const FOLDER = 'Backups';
const KEPT = 2;
const ENDING = '.sqlite';
/** `library 12 2026-11-22T16-54-50.123Z.sqlite` */
const NAME = /^(?:(\d{1,9}) )?(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)$/;

const folderOf = (file: string) => join(dirname(file), FOLDER);
const stemOf = (file: string) => basename(file, ENDING);

/** Where a copy made now goes. Its folder is made. */
export function pathForCopy(file: string, now: number): string {
  mkdirSync(folderOf(file), { recursive: true });
  const number = (listCopies(file)[0]?.number ?? 0) + 1;
  return join(folderOf(file), `${stemOf(file)} ${number} ${stampOf(now)}${ENDING}`);
}

/** All copies, the newest first. */
export function listCopies(file: string): DatabaseCopy[] {
  if (!existsSync(folderOf(file))) return [];
  const start = `${stemOf(file)} `;
  return readdirSync(folderOf(file))
    .filter((name) => name.startsWith(start) && name.endsWith(ENDING))
    .flatMap((name) => {
      const told = readName(name.slice(start.length, -ENDING.length));
      return told === null ? [] : { file: join(folderOf(file), name), ...told };
    })
    .sort((a, b) => b.number - a.number || b.madeAt - a.madeAt);
}

/** Removes all but the newest copies. */
export function pruneCopies(file: string): void {
  for (const copy of listCopies(file).slice(KEPT)) rmSync(copy.file, { force: true });
}

/** A moment as part of a file name on every system, for example `2026-11-22T16-54-50.123Z`. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(':', '-');
}

function readName(name: string): Pick<DatabaseCopy, 'number' | 'madeAt'> | null {
  const [, number = '0', day, hour, minute, rest] = NAME.exec(name) ?? [];
  const madeAt = Date.parse(`${day}T${hour}:${minute}:${rest}`);
  return Number.isNaN(madeAt) ? null : { number: Number(number), madeAt };
}
