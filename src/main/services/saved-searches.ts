import { AppError } from '@shared/ipc/errors';
import { MAX_SAVED_SEARCHES, type SavedSearch, type SavedSearchId } from '@shared/model';
import { isDamage } from '../db/damage';
import type { SavedSearchRepository } from '../db/saved-searches';
import type { KeptLists } from './kept-lists';

/** Searches that the user keeps. */
export interface SavedSearches {
  list(): readonly SavedSearch[];
  /**
   * Adds one, or changes the one with its id.
   *
   * @param position its place from the top; one past the end is the end
   * @throws AppError `too-many-saved-searches`
   */
  put(search: SavedSearch, position: number): void;
  remove(id: SavedSearchId): void;
  /** Tells the window what there is. */
  tell(): void;
}

export interface SavedSearchesDeps {
  readonly rows: SavedSearchRepository;
  readonly kept: Pick<KeptLists, 'change'>;
  readonly onChange: (searches: readonly SavedSearch[]) => void;
}

export function createSavedSearches({ rows, kept, onChange }: SavedSearchesDeps): SavedSearches {
  /** What was listed last: a damaged database must not keep the window from opening. */
  let lastListed: readonly SavedSearch[] = [];
  function list(): readonly SavedSearch[] {
    try {
      lastListed = rows.list();
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    return lastListed;
  }

  function change(searches: readonly SavedSearch[]): void {
    kept.change(() => {
      rows.replace(searches);
    });
    onChange(searches);
  }

  return {
    list,
    put(search, position) {
      const present = rows.list();
      const others = present.filter(({ id }) => id !== search.id);
      if (others.length >= MAX_SAVED_SEARCHES)
        throw new AppError('too-many-saved-searches', `There are ${present.length} saved searches.`);
      change(others.toSpliced(position, 0, search));
    },
    remove(id) {
      const present = rows.list();
      const others = present.filter((search) => search.id !== id);
      if (others.length < present.length) change(others);
    },
    tell: () => {
      onChange(list());
    },
  };
}
