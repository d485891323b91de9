import type { Migration } from '../migrate';

/** What exports wrote, and what is about to be written into the library's own sound files. */
export const exportedFiles: Migration = {
  version: 110,
  apply(db) {
    db.exec(`
      -- Files that an export wrote, by their absolute path: one of another hash was changed by somebody since.
      CREATE TABLE exported_file (
        path     TEXT PRIMARY KEY,
        sha256   TEXT NOT NULL,
        -- Its words have times: words without any do not take its place.
        is_timed INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Sound files of the library that are about to get tags, and what they will hold then: after a crash in between
      -- the file is known all the same.
      CREATE TABLE tagged_file (
        clip   INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        kind   TEXT NOT NULL,
        bytes  INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (clip, kind)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
