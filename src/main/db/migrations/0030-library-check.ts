import type { Migration } from '../migrate';

/** What *Check library* remembers and found, and the songs that the user removed. */
export const libraryCheck: Migration = {
  version: 30,
  apply(db) {
    db.exec(`
      -- When the file was last changed, as the disk said when its bytes were known to be right; null before the first check.
      ALTER TABLE asset ADD COLUMN present_changed_at INTEGER;
      -- A file found on disk is looked for among the known ones: by its place, its length, its hash.
      CREATE INDEX asset_by_path ON asset (path) WHERE path IS NOT NULL;
      CREATE INDEX asset_by_bytes ON asset (bytes) WHERE path IS NOT NULL;
      CREATE INDEX asset_by_present ON asset (present_sha256, kind) WHERE path IS NOT NULL;

      CREATE TABLE finding (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        kind       TEXT NOT NULL,
        clip       INTEGER REFERENCES clip (id) ON DELETE CASCADE,
        asset_kind TEXT,
        path       TEXT NOT NULL,
        other_path TEXT,
        found_at   INTEGER NOT NULL,
        -- Numbers of the checks that saw it first and last: what the newest whole check did not see is gone.
        found_in   INTEGER NOT NULL,
        seen_in    INTEGER NOT NULL,
        -- 1 when the user said that it is fine as it is: not listed, and not found anew.
        is_left    INTEGER NOT NULL DEFAULT 0,
        UNIQUE (kind, path)
      ) STRICT;
      CREATE INDEX finding_by_kind ON finding (is_left, kind, id);
      CREATE INDEX finding_by_clip ON finding (clip) WHERE clip IS NOT NULL;

      -- Songs that the user removed: no answer of a job brings them back unasked.
      CREATE TABLE removed_clip (
        clip_id      TEXT PRIMARY KEY,
        title        TEXT NOT NULL,
        removed_at   INTEGER NOT NULL,
        -- 1 once the removal stands in the library folder's journal.
        is_journaled INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX removed_clip_not_journaled ON removed_clip (removed_at) WHERE is_journaled = 0;

      -- The jobs that can bring them back.
      CREATE TABLE removed_clip_job (
        job_id  TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        clip_id TEXT NOT NULL REFERENCES removed_clip (clip_id) ON DELETE CASCADE,
        PRIMARY KEY (job_id, clip_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX removed_clip_job_by_clip ON removed_clip_job (clip_id);
    `);
  },
};
