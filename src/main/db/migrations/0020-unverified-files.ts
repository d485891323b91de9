import type { Migration } from '../migrate';

/** Files whose end nobody vouched for: the host told no length, and their container none either. */
export const unverifiedFiles: Migration = {
  version: 20,
  apply(db) {
    db.exec('ALTER TABLE asset ADD COLUMN is_unverified INTEGER NOT NULL DEFAULT 0');
  },
};
