import type { Migration } from '../migrate';

/** Searches that the user keeps, in the user's order. */
export const savedSearches: Migration = {
  version: 70,
  apply(db) {
    db.exec(`
      CREATE TABLE saved_search (
        id        TEXT PRIMARY KEY,
        position  INTEGER NOT NULL,
        name      TEXT NOT NULL,
        search    TEXT NOT NULL,
        sort      TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('asc', 'desc'))
      ) STRICT;
    `);
  },
};
