import type { Migration } from '../migrate';

/** What an ended program leaves between a file and its row is written down beforehand, so that it can be taken up. */
export const crashRecovery: Migration = {
  version: 40,
  apply(db) {
    db.exec(`
      -- What the file's row will say, JSON, written before the part file gets its name.
      ALTER TABLE download ADD COLUMN arrived TEXT;

      -- Part files of cancelled downloads until they are removed. Paths are relative to the library folder.
      CREATE TABLE discarded_part (
        path TEXT PRIMARY KEY
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
