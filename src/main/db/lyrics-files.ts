import type { Database } from './database';

/** Files of words beside songs that are not ours, and what was read of each last. */
export interface LyricsFileRepository {
  /** SHA-256 of what was read of this file; null when it never was. */
  lastRead(clipRow: number, path: string): string | null;
  save(clipRow: number, path: string, sha256: string): void;
}

export function createLyricsFileRepository(db: Database): LyricsFileRepository {
  const select = db.prepare<{ sha256: string }>('SELECT sha256 FROM lyrics_file WHERE clip = ? AND path = ?');
  const upsert = db.prepare(`
    INSERT INTO lyrics_file (clip, path, sha256) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET sha256 = excluded.sha256`);
  return {
    lastRead: (clipRow, path) => select.get([clipRow, path])?.sha256 ?? null,
    save: (clipRow, path, sha256) => void upsert.run([clipRow, path, sha256]),
  };
}
