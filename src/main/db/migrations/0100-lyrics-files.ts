import type { Migration } from '../migrate';

/** Files of words that another program, or a person, has laid beside songs. */
export const lyricsFiles: Migration = {
  version: 100,
  apply(db) {
    db.exec(`
      -- What was read of them last: a file is read again only when it has changed.
      CREATE TABLE lyrics_file (
        clip   INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        path   TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (clip, path)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
