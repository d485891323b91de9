import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { printJournal, readJournal, type JobJournalEntry, type JournaledJob } from './job-journal';
import { isErrno, unfinishedPath } from './whole-file';

/**
 * Job ids that the library folder cannot take just now, in a file beside the database: until they stand in its journal, they
 * would be lost with the database.
 */
export interface SpareJournal {
  /** What was kept last; nothing where there is no such file. Throws what the disk throws. */
  read(): readonly JournaledJob[];
  /** Keeps these and no others, on the disk when it returns. Throws what the disk throws. */
  keep(entries: readonly JobJournalEntry[]): void;
  /** They stand in the library folder. Throws what the disk throws. */
  clear(): void;
}

export function createSpareJournal(path: string): SpareJournal {
  /** What the file holds; null while that is not known. */
  let written: string | null = null;

  return {
    read() {
      try {
        return readJournal(readFileSync(path, 'utf8')).jobs;
      } catch (error) {
        if (isErrno(error, 'ENOENT')) return [];
        throw error;
      }
    },
    keep(entries) {
      const text = printJournal(entries);
      // Asked again and again for as long as the folder is away.
      if (text === written) return;
      const file = openSync(unfinishedPath(path), 'w', 0o600);
      try {
        writeFileSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(unfinishedPath(path), path);
      written = text;
    },
    clear() {
      if (written === '') return;
      rmSync(path, { force: true });
      written = '';
    },
  };
}
