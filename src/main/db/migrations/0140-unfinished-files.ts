import type { Migration } from '../migrate';

/** What an export is writing, so that nothing of it stays behind when the program ends in the middle. */
export const unfinishedFiles: Migration = {
  version: 140,
  apply(db) {
    db.exec(`
      -- Files that are written under names for the time being, by their absolute path: of a program that ended in the middle
      -- they are left, and the next one removes them.
      CREATE TABLE unfinished_file (
        path  TEXT PRIMARY KEY,
        -- Starts that have looked for it in vain, because its folder was not there.
        tries INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;

      -- What is about to take the file's name: after a crash the one or the other stands there, and both are ours.
      ALTER TABLE exported_file ADD COLUMN coming_sha256 TEXT;
      ALTER TABLE exported_file ADD COLUMN coming_is_timed INTEGER;
    `);
  },
};
