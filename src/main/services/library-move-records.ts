import type { MetaRepository } from '../db/meta';

/** A move that was begun. As long as it is kept, the next start finds out which folder is whole. */
export interface MoveIntent {
  readonly way: 'rename' | 'copy';
  readonly from: string;
  readonly to: string;
  /** The folder `to` was made for the move. */
  readonly isOwnFolder: boolean;
  /** Something may have been written to `to`. */
  readonly isBegun: boolean;
}

/** A library that was moved by copying: its old folder is still there. */
export interface OldFolder {
  readonly from: string;
  readonly to: string;
  readonly files: number;
  readonly bytes: number;
  readonly leftOut: number;
}

/** What the database keeps of moves. */
export interface MoveRecords {
  intent(): MoveIntent | null;
  saveIntent(intent: MoveIntent | null): void;
  oldFolder(): OldFolder | null;
  saveOldFolder(old: OldFolder | null): void;
}

const INTENT = 'library-move';
const OLD_FOLDER = 'library-old-folder';

export function createMoveRecords(meta: MetaRepository): MoveRecords {
  // Written by the program itself, so it is read as what was written.
  const read = <T>(key: string) => JSON.parse(meta.get(key) ?? 'null') as T | null;
  const write = (key: string, value: unknown) => meta.set(key, JSON.stringify(value));
  return {
    intent: () => read<MoveIntent>(INTENT),
    saveIntent: (intent) => write(INTENT, intent),
    oldFolder: () => read<OldFolder>(OLD_FOLDER),
    saveOldFolder: (old) => write(OLD_FOLDER, old),
  };
}
