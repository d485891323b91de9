import type { Migration } from '../migrate';

/**
 * Lists of songs that the user makes. An entry names its song by the clip id and not by its row: it outlives a song that is
 * removed, and is whole again when that is brought back.
 */
export const playlists: Migration = {
  version: 180,
  apply(db) {
    db.exec(`
      CREATE TABLE playlist (
        id          INTEGER PRIMARY KEY,
        playlist_id TEXT NOT NULL UNIQUE,
        position    INTEGER NOT NULL,
        name        TEXT NOT NULL,
        created_at  INTEGER NOT NULL,
        updated_at  INTEGER NOT NULL,
        revision    INTEGER NOT NULL DEFAULT 1,
        count       INTEGER NOT NULL DEFAULT 0,
        -- 1 when it was deleted and can still be had back.
        is_removed  INTEGER NOT NULL DEFAULT 0
      ) STRICT;

      CREATE TABLE playlist_entry (
        id       INTEGER PRIMARY KEY AUTOINCREMENT,
        playlist INTEGER NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
        -- With room between two neighbours, so that what is put there moves nobody else.
        position INTEGER NOT NULL,
        clip_id  TEXT NOT NULL,
        -- What the song was called when it was put in.
        title    TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        -- Null while the entry stands; else the removal by which it can still be had back.
        removal  INTEGER
      ) STRICT;
      CREATE INDEX playlist_entry_by_position ON playlist_entry (playlist, position, removal, clip_id);
      CREATE INDEX playlist_entry_removed ON playlist_entry (removal) WHERE removal IS NOT NULL;
    `);
  },
};
