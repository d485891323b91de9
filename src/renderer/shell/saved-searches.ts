import {
  MAX_SAVED_SEARCH_NAME,
  MAX_SELECTION,
  type SavedSearch,
  type SavedSearchId,
  type SongListing,
} from '@shared/model';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { dialogs } from './dialogs';
import { notifyFailure } from './failure-text';
import { notify, undoAction } from './notices';
import { playIds } from './playlists';
import { createUndoGroup, lastFirst } from './undo-group';

/** Stores a search at its place from the top. The list that comes of it arrives as an event. */
export async function storeSearch(search: SavedSearch, position: number): Promise<void> {
  await invoke('savedSearches.put', { ...search, position });
}

/** Asks for the name under which a listing is kept, after all that are kept already. */
export function saveListing({ search, sort, direction }: SongListing, present: readonly SavedSearch[]): void {
  const id = crypto.randomUUID() as SavedSearchId;
  const name = search.trim().slice(0, MAX_SAVED_SEARCH_NAME);
  dialogs.openSavedSearch({ id, name, search: search.trim(), sort, direction }, present.length);
}

/** Puts a search at another place. */
export function moveSearch(search: SavedSearch, position: number): void {
  storeSearch(search, position).catch(notifyFailure);
}

/** Has a saved search look for what is listed now; can be undone. */
export function replaceSearch(saved: SavedSearch, position: number, listing: SongListing): void {
  storeSearch({ ...saved, ...listing }, position)
    .then(() => {
      const run = () => {
        storeSearch(saved, position).catch(notifyFailure);
      };
      notify(() => translate('savedSearches.replaced', { name: saved.name }), {
        action: undoAction(run),
      });
    })
    .catch(notifyFailure);
}

/** Deletes a saved search; can be undone. */
export function removeSearch(saved: SavedSearch, position: number): void {
  invoke('savedSearches.remove', { id: saved.id })
    .then(() => {
      removed.tell({ saved, position }, 1, (count) =>
        count === 1
          ? translate('savedSearches.removed', { name: saved.name })
          : translate('playlists.removedMany', { count }),
      );
    })
    .catch(notifyFailure);
}

const removed = createUndoGroup<{ readonly saved: SavedSearch; readonly position: number }>((searches) =>
  lastFirst(searches, ({ saved, position }) => storeSearch(saved, position)),
);

/** What a saved search lists. */
export function listingOf({ search, sort, direction }: SavedSearch): SongListing {
  return { search, sort, direction };
}

/** Plays what a saved search finds just now, from the first on. */
export function playSearch(saved: SavedSearch): void {
  invoke('songs.ids', { ...listingOf(saved), offset: 0, limit: MAX_SELECTION })
    .then((ids) => {
      if (ids.length === 0) notify(() => translate('playlists.smart.nothingToPlay', { name: saved.name }));
      else playIds(ids, false);
    })
    .catch(notifyFailure);
}
