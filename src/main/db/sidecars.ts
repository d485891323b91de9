import type { Database } from './database';

/** Which files we wrote beside a song, and with what content: a file of another hash belongs to the user. */
export interface SidecarRepository {
  hash(clipRow: number, path: string): string | null;
  save(clipRow: number, path: string, sha256: string): void;
}

export function createSidecarRepository(db: Database): SidecarRepository {
  const select = db.prepare<{ sha256: string }>('SELECT sha256 FROM sidecar WHERE clip = ? AND path = ?');
  const upsert = db.prepare(`
    INSERT INTO sidecar (clip, path, sha256) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET sha256 = excluded.sha256`);
  return {
    hash: (clipRow, path) => select.get([clipRow, path])?.sha256 ?? null,
    save: (clipRow, path, sha256) => void upsert.run([clipRow, path, sha256]),
  };
}
