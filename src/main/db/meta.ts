import type { Hold, HoldKind } from '@shared/model';
import type { Database } from './database';

/** Single values that belong to this library, and the holds that outlive a restart. */
export interface MetaRepository {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
  loadHolds(): Hold[];
  saveHold(hold: Hold): void;
  deleteHold(kind: HoldKind): void;
}

export function createMetaRepository(db: Database): MetaRepository {
  const select = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = ?');
  const upsert = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const deleteKey = db.prepare('DELETE FROM meta WHERE key = ?');
  const selectHolds = db.prepare<{ data: string }>('SELECT data FROM hold');
  const upsertHold = db.prepare(
    'INSERT INTO hold (kind, data) VALUES (?, ?) ON CONFLICT DO UPDATE SET data = excluded.data',
  );
  const deleteHold = db.prepare('DELETE FROM hold WHERE kind = ?');
  return {
    get: (key) => select.get([key])?.value ?? null,
    set: (key, value) => void upsert.run([key, value]),
    delete: (key) => void deleteKey.run([key]),
    loadHolds: () => selectHolds.all().map((row) => JSON.parse(row.data) as Hold),
    saveHold: (hold) => void upsertHold.run([hold.kind, JSON.stringify(hold)]),
    deleteHold: (kind) => void deleteHold.run([kind]),
  };
}
