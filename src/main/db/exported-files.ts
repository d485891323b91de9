import type { AssetKind, SoundKind } from '@shared/model';
import type { Database } from './database';

/** A file as an export wrote it. */
export interface ExportedFileNote {
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  /** Its words have times. */
  readonly isTimed: boolean;
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
  /** What an export wrote there last; null when none did. */
  find(path: string): ExportedFileNote | null;
  note(files: readonly ExportedFileNote[]): void;

  /** To be kept before the file gets its name, and forgotten when the library knows the file. */
  noteTagged(file: TaggedFileNote): void;
  forgetTagged(clipRow: number, kind: AssetKind): void;
  /** Those that a program which ended in between has left. */
  tagged(): TaggedFileNote[];
}

interface ExportedRow {
  path: string;
  sha256: string;
  is_timed: number;
}

interface TaggedRow {
  clip: number;
  kind: SoundKind;
  bytes: number;
  sha256: string;
}

export function createExportedFileRepository(db: Database): ExportedFileRepository {
  const select = db.prepare<ExportedRow>('SELECT path, sha256, is_timed FROM exported_file WHERE path = ?');
  const upsert = db.prepare(`
    INSERT INTO exported_file (path, sha256, is_timed) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, is_timed = excluded.is_timed`);
  const upsertTagged = db.prepare(`
    INSERT INTO tagged_file (clip, kind, bytes, sha256) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET bytes = excluded.bytes, sha256 = excluded.sha256`);
  const deleteTagged = db.prepare('DELETE FROM tagged_file WHERE clip = ? AND kind = ?');
  const selectTagged = db.prepare<TaggedRow>('SELECT clip, kind, bytes, sha256 FROM tagged_file');
  return {
    find(path) {
      const row = select.get([path]);
      return row ? { path: row.path, sha256: row.sha256, isTimed: row.is_timed === 1 } : null;
    },
    note(files) {
      db.transact(() => {
        for (const { path, sha256, isTimed } of files) upsert.run([path, sha256, isTimed ? 1 : 0]);
      });
    },
    noteTagged({ clipRow, kind, bytes, sha256 }) {
      db.transactDurably(() => upsertTagged.run([clipRow, kind, bytes, sha256]));
    },
    forgetTagged: (clipRow, kind) => void deleteTagged.run([clipRow, kind]),
    tagged: () =>
      selectTagged.all().map(({ clip, kind, bytes, sha256 }) => ({ clipRow: clip, kind, bytes, sha256 })),
  };
}
