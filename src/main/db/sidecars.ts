import type { Database } from './database';

/** Which files we wrote beside a song, and with what content: a file of another hash belongs to the user. */
export interface SidecarRepository {
  hash(clipRow: number, path: string): string | null;
  save(clipRow: number, path: string, sha256: string): void;
  /** The file is not beside the song any more. */
  forget(clipRow: number, path: string): void;
  /** Whether anything was written beside the song. */
  hasAny(clipRow: number): boolean;
  /** The library begins anew in another folder, in which nothing was written yet. */
  forgetAll(): void;
}

export function createSidecarRepository(db: Database): SidecarRepository {
  const select = db.prepare<{ sha256: string }>('SELECT sha256 FROM sidecar WHERE clip = ? AND path = ?');
  const selectAny = db.prepare<{ path: string }>('SELECT path FROM sidecar WHERE clip = ? LIMIT 1');
  const deleteOne = db.prepare('DELETE FROM sidecar WHERE clip = ? AND path = ?');
  const deleteAll = db.prepare('DELETE FROM sidecar');
  const upsert = db.prepare(`
    INSERT INTO sidecar (clip, path, sha256) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET sha256 = excluded.sha256`);
  return {
    hash: (clipRow, path) => select.get([clipRow, path])?.sha256 ?? null,
    forget: (clipRow, path) => void deleteOne.run([clipRow, path]),
    forgetAll: () => void deleteAll.run(),
    hasAny: (clipRow) => selectAny.get([clipRow]) !== undefined,
    save: (clipRow, path, sha256) => void upsert.run([clipRow, path, sha256]),
  };
}
