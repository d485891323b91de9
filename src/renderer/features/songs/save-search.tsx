import { useMemo, type ReactElement } from 'react';
import { Bookmark, BookmarkPlus, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SongListing } from '@shared/model';
import { isSameListing } from '../../navigation';
import { useSnapshot } from '../../query';
import { dialogs } from '../../shell/dialogs';
import { removeSearch, saveListing } from '../../shell/saved-searches';
import { laterShortcut } from '../../shell/later-shortcuts';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { IconButton } from '../../ui/button';
import { Menu } from '../../ui/menu';
import styles from './save-search.module.css';

/** Keeps the search that is open, or says under which name it is kept. Drawn only while there is a search. */
export function SaveSearch({ listing }: { readonly listing: SongListing }): ReactElement {
  const { t } = useTranslation();
  const { savedSearches } = useSnapshot();
  const wanted = { ...listing, search: listing.search.trim() };
  const position = savedSearches.findIndex((search) => isSameListing(search, wanted));
  const saved = savedSearches[position];

  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      {
        ...laterShortcut('save-search'),
        run: () => {
          if (saved) dialogs.openSavedSearch(saved, position);
          else saveListing(listing, savedSearches);
        },
      },
    ],
    [saved, position, listing, savedSearches],
  );
  useShortcuts(shortcuts);

  if (!saved) {
    return (
      <IconButton
        size="small"
        label={t('savedSearches.save')}
        icon={BookmarkPlus}
        iconSize={15}
        shortcut="save-search"
        onClick={() => {
          saveListing(listing, savedSearches);
        }}
      />
    );
  }
  return (
    <Menu
      align="start"
      trigger={
        <IconButton
          size="small"
          label={t('savedSearches.savedAs', { name: saved.name })}
          icon={Bookmark}
          iconSize={15}
          isFilled
          className={styles.kept}
        />
      }
      items={[
        {
          label: t('savedSearches.menu.rename'),
          icon: Pencil,
          onSelect: () => {
            dialogs.openSavedSearch(saved, position);
          },
        },
        {
          label: t('savedSearches.menu.remove'),
          icon: Trash2,
          isDangerous: true,
          onSelect: () => {
            removeSearch(saved, position);
          },
        },
      ]}
    />
  );
}
