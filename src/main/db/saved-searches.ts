import type { SavedSearch, SavedSearchId, SongSort, SortDirection } from '@shared/model';
import type { Database } from './database';

/** The searches that the user keeps, in order. */
export interface SavedSearchRepository {
  list(): readonly SavedSearch[];
  /** Puts this list in the place of what was there. Inside a transaction. */
  replace(searches: readonly SavedSearch[]): void;
}

interface SavedSearchRow {
  readonly id: string;
  readonly name: string;
  readonly search: string;
  readonly sort: string;
  readonly direction: string;
}

export function createSavedSearchRepository(db: Database): SavedSearchRepository {
  const selectAll = db.prepare<SavedSearchRow>(
    'SELECT id, name, search, sort, direction FROM saved_search ORDER BY position',
  );
  const deleteAll = db.prepare('DELETE FROM saved_search');
  const insert = db.prepare(`
    INSERT INTO saved_search (id, position, name, search, sort, direction)
    VALUES (@id, @position, @name, @search, @sort, @direction)`);
  return {
    list: () =>
      selectAll.all().map((row) => ({
        id: row.id as SavedSearchId,
        name: row.name,
        search: row.search,
        sort: row.sort as SongSort,
        direction: row.direction as SortDirection,
      })),
    replace(searches) {
      deleteAll.run();
      for (const [position, { id, name, search, sort, direction }] of searches.entries())
        insert.run({ id, position, name, search, sort, direction });
    },
  };
}
