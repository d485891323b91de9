import type { Migration } from '../migrate';

/** How the files of words beside songs were when nothing new was found in them. */
export const lyricsLooks: Migration = {
  version: 150,
  apply(db) {
    db.exec(`
      -- Ours too: one that has the same length and time is not read again, which with a library of songs is a read for each.
      CREATE TABLE lyrics_look (
        clip       INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        path       TEXT NOT NULL,
        bytes      INTEGER NOT NULL,
        changed_at REAL NOT NULL,
        PRIMARY KEY (clip, path)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
