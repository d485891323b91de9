import type { Migration } from '../migrate';

/** How loud songs are, and their waveforms. */
export const sounds: Migration = {
  version: 160,
  apply(db) {
    const isSoundOnDisk = (row: string) =>
      `${row}.kind <> 'cover' AND ${row}.path IS NOT NULL AND ${row}.is_missing = 0`;
    const markDue = 'INSERT INTO sound_due (clip) VALUES (new.clip) ON CONFLICT DO NOTHING;';
    db.exec(`
      -- What was heard in a file of a song, or why nothing was. It can be measured again, so no file beside the song tells it.
      CREATE TABLE sound (
        clip         INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        kind         TEXT NOT NULL CHECK (kind IN ('audio', 'wav', 'video')),
        -- The first digits of the hash of what was served.
        version      TEXT NOT NULL,
        -- Null of silence, of less than 0.4 s, and where it failed.
        lufs         REAL,
        true_peak_db REAL,
        -- A byte for each column; null where it failed.
        waveform     BLOB,
        failure      TEXT,
        measured_at  INTEGER NOT NULL,
        PRIMARY KEY (clip, kind)
      ) STRICT;
      CREATE INDEX sound_measured ON sound (clip, failure) WHERE failure IS NULL;
      CREATE INDEX sound_failed ON sound (clip, failure) WHERE failure IS NOT NULL;

      -- Songs of which a file came, came back or changed since it was last looked whether there is something to measure.
      CREATE TABLE sound_due (
        clip INTEGER PRIMARY KEY REFERENCES clip (id) ON DELETE CASCADE
      ) STRICT;
      INSERT INTO sound_due (clip) SELECT DISTINCT clip FROM asset WHERE ${isSoundOnDisk('asset')};
      CREATE TRIGGER sound_added AFTER INSERT ON asset WHEN ${isSoundOnDisk('new')} BEGIN ${markDue} END;
      CREATE TRIGGER sound_changed AFTER UPDATE OF path, is_missing, served_sha256 ON asset
        WHEN ${isSoundOnDisk('new')}
          AND (old.path IS NULL OR old.is_missing = 1 OR old.served_sha256 IS NOT new.served_sha256)
      BEGIN ${markDue} END;
    `);
  },
};
