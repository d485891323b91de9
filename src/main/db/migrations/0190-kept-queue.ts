import type { Migration } from '../migrate';

/** What the player goes on with after a restart. */
export const keptQueue: Migration = {
  version: 190,
  apply(db) {
    db.exec(`
      -- The songs of a queue in portions, as they came: JSON lists of clip ids. Those of the queue that counts, and of one that
      -- is being kept.
      CREATE TABLE queue_songs (
        queue_id TEXT NOT NULL,
        after    INTEGER NOT NULL,
        clip_ids TEXT NOT NULL,
        PRIMARY KEY (queue_id, after)
      ) STRICT;

      CREATE TABLE queue (
        one         INTEGER PRIMARY KEY CHECK (one = 1),
        queue_id    TEXT NOT NULL,
        -- Numbers of songs with commas.
        walk        TEXT NOT NULL,
        listed      TEXT,
        at          INTEGER NOT NULL,
        position_ms INTEGER NOT NULL,
        -- JSON.
        history     TEXT NOT NULL
      ) STRICT;
    `);
  },
};
