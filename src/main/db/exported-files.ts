import type { AssetKind, SoundKind } from '@shared/model';
import type { Database } from './database';

/** What an export wrote into a file. */
export interface ExportedContent {
  readonly sha256: string;
  /** Its words have times. */
  readonly isTimed: boolean;
}

/** A file that was being written when the program ended. */
export interface UnfinishedFile {
  /** Absolute. */
  readonly path: string;
  /** How often it could not be told whether it is there. */
  readonly tries: number;
}

/** A sound file of the library that is about to hold other bytes: the same sound, and tags. */
export interface TaggedFileNote {
  readonly clipRow: number;
  readonly kind: SoundKind;
  readonly bytes: number;
  readonly sha256: string;
}

/** Which files we wrote outside of the library's own, and with what content: a file of another hash belongs to somebody. */
export interface ExportedFileRepository {
  /** What of this hash an export of ours wrote at this absolute path; null when that was somebody else. */
  find(path: string, sha256: string): ExportedContent | null;
  /** Whether an export ever wrote there. */
  hasWritten(path: string): boolean;
  /**
   * To be kept before the file gets its name. It outlives the program from now on, and a power cut after `keep`.
   *
   * @param present what of ours stands there until then; null: nothing of ours
   */
  noteComing(path: string, coming: ExportedContent, present: ExportedContent | null): void;
  /** All that was noted is on the disk when it returns. */
  keep(): void;

  /** To be kept before the files are made. It is on the disk when it returns. */
  noteUnfinished(paths: readonly string[]): void;
  /** They are gone, or never were there. */
  forgetUnfinished(paths: readonly string[]): void;
  /** It cannot be told whether they are there. */
  countTry(paths: readonly string[]): void;
  unfinished(): readonly UnfinishedFile[];

  /** To be kept before the file gets its name, and forgotten when the library knows the file. */
  noteTagged(file: TaggedFileNote): void;
  forgetTagged(clipRow: number, kind: AssetKind): void;
  /** Those that a program which ended in between has left. */
  tagged(): TaggedFileNote[];
}

interface ExportedRow {
  sha256: string;
  is_timed: number;
  coming_sha256: string | null;
  coming_is_timed: number | null;
}

interface TaggedRow {
  clip: number;
  kind: SoundKind;
  bytes: number;
  sha256: string;
}

export function createExportedFileRepository(db: Database): ExportedFileRepository {
  const select = db.prepare<ExportedRow>(
    'SELECT sha256, is_timed, coming_sha256, coming_is_timed FROM exported_file WHERE path = ?',
  );
  const upsert = db.prepare(`
    INSERT INTO exported_file (path, sha256, is_timed, coming_sha256, coming_is_timed) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
      sha256 = excluded.sha256, is_timed = excluded.is_timed,
      coming_sha256 = excluded.coming_sha256, coming_is_timed = excluded.coming_is_timed`);
  const insertUnfinished = db.prepare(
    'INSERT INTO unfinished_file (path) VALUES (?) ON CONFLICT DO UPDATE SET tries = 0',
  );
  const deleteUnfinished = db.prepare('DELETE FROM unfinished_file WHERE path = ?');
  const updateTries = db.prepare('UPDATE unfinished_file SET tries = tries + 1 WHERE path = ?');
  const selectUnfinished = db.prepare<UnfinishedFile>('SELECT path, tries FROM unfinished_file');
  const each = (statement: typeof insertUnfinished, paths: readonly string[]) => {
    db.transact(() => {
      for (const path of paths) statement.run([path]);
    });
  };
  const upsertTagged = db.prepare(`
    INSERT INTO tagged_file (clip, kind, bytes, sha256) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET bytes = excluded.bytes, sha256 = excluded.sha256`);
  const deleteTagged = db.prepare('DELETE FROM tagged_file WHERE clip = ? AND kind = ?');
  const selectTagged = db.prepare<TaggedRow>('SELECT clip, kind, bytes, sha256 FROM tagged_file');
  return {
    find(path, sha256) {
      const row = select.get([path]);
      if (row?.coming_sha256 === sha256) return { sha256, isTimed: row.coming_is_timed === 1 };
      return row?.sha256 === sha256 ? { sha256, isTimed: row.is_timed === 1 } : null;
    },
    hasWritten: (path) => select.get([path]) !== undefined,
    noteComing(path, coming, present) {
      const [first, second] = present === null ? [coming, null] : [present, coming];
      const isTimed = second === null ? null : second.isTimed ? 1 : 0;
      upsert.run([path, first.sha256, first.isTimed ? 1 : 0, second?.sha256 ?? null, isTimed]);
    },
    keep: db.flush,
    noteUnfinished(paths) {
      db.transactDurably(() => {
        each(insertUnfinished, paths);
      });
    },
    forgetUnfinished(paths) {
      each(deleteUnfinished, paths);
    },
    countTry(paths) {
      each(updateTries, paths);
    },
    unfinished: () => selectUnfinished.all(),
    noteTagged({ clipRow, kind, bytes, sha256 }) {
      db.transactDurably(() => upsertTagged.run([clipRow, kind, bytes, sha256]));
    },
    forgetTagged: (clipRow, kind) => void deleteTagged.run([clipRow, kind]),
    tagged: () =>
      selectTagged.all().map(({ clip, kind, bytes, sha256 }) => ({ clipRow: clip, kind, bytes, sha256 })),
  };
}
