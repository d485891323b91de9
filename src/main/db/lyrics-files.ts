import type { Database } from './database';

/** What can be seen of a file without reading it. */
export interface FileLook {
  readonly bytes: number;
  /** Milliseconds since the epoch, as exactly as the file system has it. */
  readonly changedAt: number;
}

/** Files of words beside songs that are not ours, and what was read of each last. */
export interface LyricsFileRepository {
  /** SHA-256 of what was read of this file; null when it never was. */
  lastRead(clipRow: number, path: string): string | null;
  save(clipRow: number, path: string, sha256: string): void;
  /** How the file, also one of ours, was when all that is in it was known; null before that. */
  lastLook(clipRow: number, path: string): FileLook | null;
  saveLook(clipRow: number, path: string, look: FileLook): void;
}

export function createLyricsFileRepository(db: Database): LyricsFileRepository {
  const select = db.prepare<{ sha256: string }>('SELECT sha256 FROM lyrics_file WHERE clip = ? AND path = ?');
  const upsert = db.prepare(`
    INSERT INTO lyrics_file (clip, path, sha256) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET sha256 = excluded.sha256`);
  const selectLook = db.prepare<{ bytes: number; changed_at: number }>(
    'SELECT bytes, changed_at FROM lyrics_look WHERE clip = ? AND path = ?',
  );
  const upsertLook = db.prepare(`
    INSERT INTO lyrics_look (clip, path, bytes, changed_at) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET bytes = excluded.bytes, changed_at = excluded.changed_at`);
  return {
    lastLook(clipRow, path) {
      const row = selectLook.get([clipRow, path]);
      return row === undefined ? null : { bytes: row.bytes, changedAt: row.changed_at };
    },
    saveLook: (clipRow, path, { bytes, changedAt }) => void upsertLook.run([clipRow, path, bytes, changedAt]),
    lastRead: (clipRow, path) => select.get([clipRow, path])?.sha256 ?? null,
    save: (clipRow, path, sha256) => void upsert.run([clipRow, path, sha256]),
  };
}
