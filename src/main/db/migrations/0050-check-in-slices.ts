import type { Migration } from '../migrate';

/** *Check library* reads and writes in small pages, however large the library is: what it looks up has its index, what it counts stands ready. */
export const checkInSlices: Migration = {
  version: 50,
  apply(db) {
    db.exec(`
      -- Files with the same bytes stand beside each other; pages of them are read from the index alone.
      DROP INDEX asset_by_present;
      CREATE INDEX asset_by_hash ON asset (present_sha256, kind, clip) WHERE present_sha256 IS NOT NULL;
      CREATE INDEX asset_missing_by_hash ON asset (present_sha256, kind, clip) WHERE is_missing = 1;

      -- Listed findings of each kind. Kept by triggers, because findings also go with their song.
      CREATE TABLE finding_count (
        kind  TEXT PRIMARY KEY,
        count INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      INSERT INTO finding_count (kind, count) SELECT kind, count(*) FROM finding WHERE is_left = 0 GROUP BY kind;

      CREATE TRIGGER finding_added AFTER INSERT ON finding WHEN new.is_left = 0 BEGIN
        INSERT INTO finding_count (kind, count) VALUES (new.kind, 1) ON CONFLICT DO UPDATE SET count = count + 1;
      END;
      CREATE TRIGGER finding_removed AFTER DELETE ON finding WHEN old.is_left = 0 BEGIN
        UPDATE finding_count SET count = count - 1 WHERE kind = old.kind;
      END;
      CREATE TRIGGER finding_left AFTER UPDATE OF is_left ON finding WHEN new.is_left = 1 AND old.is_left = 0 BEGIN
        UPDATE finding_count SET count = count - 1 WHERE kind = new.kind;
      END;
    `);
  },
};
