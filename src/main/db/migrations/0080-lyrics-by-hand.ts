import type { Migration } from '../migrate';

/** Words that people have corrected and timed, and what of that is not saved yet. */
export const lyricsByHand: Migration = {
  version: 80,
  apply(db) {
    db.exec(`
      -- When the lines are sung, as people or files have told it, JSON (LyricsTiming); null where markers tell it, or nothing.
      ALTER TABLE lyrics ADD COLUMN timing TEXT;
      CREATE INDEX lyrics_by_hand ON lyrics (clip) WHERE source <> 'api';

      -- So much later than told the words are shown; below zero: earlier.
      ALTER TABLE clip ADD COLUMN lyrics_offset_ms INTEGER NOT NULL DEFAULT 0;

      CREATE TABLE lyrics_draft (
        clip       INTEGER PRIMARY KEY REFERENCES clip (id) ON DELETE CASCADE,
        text       TEXT NOT NULL,
        -- As in lyrics, never null: where nothing is timed it is empty.
        timing     TEXT NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
