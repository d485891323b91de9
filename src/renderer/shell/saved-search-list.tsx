import { useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import {
  ArrowDown,
  ArrowUp,
  Ellipsis,
  ListFilter,
  Pencil,
  Play,
  Replace,
  SlidersHorizontal,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import clsx from 'clsx';
import type { SavedSearch } from '@shared/model';
import { isSameListing, listingPath, useListing, usePlace } from '../navigation';
import { setPictureSize } from '../player/picture-size';
import { useSnapshot } from '../query';
import { IconButton } from '../ui/button';
import { ContextMenu, Menu, type ContextMenuAnchor, type MenuItem } from '../ui/menu';
import { menuAnchor } from '../ui/menu-anchor';
import { Tooltip } from '../ui/tooltip';
import { dialogs } from './dialogs';
import { listFileMenu } from './playlist-menus';
import { listingOf, moveSearch, playSearch, removeSearch, replaceSearch } from './saved-searches';
import sidebarStyles from './sidebar.module.css';
import styles from './saved-search-list.module.css';

/** The searches that are kept, one click away; nothing while there are none. */
export function SavedSearchList(): ReactElement | null {
  const { t } = useTranslation();
  const { savedSearches } = useSnapshot();
  const titleId = useId();
  if (savedSearches.length === 0) return null;
  return (
    <>
      <h2 id={titleId} className={styles.title}>
        {t('savedSearches.title')}
      </h2>
      <ul aria-labelledby={titleId} className={clsx(sidebarStyles.list, styles.list)}>
        {savedSearches.map((search, position) => (
          <SavedSearchItem
            key={search.id}
            search={search}
            position={position}
            isLast={position === savedSearches.length - 1}
          />
        ))}
      </ul>
    </>
  );
}

interface SavedSearchItemProps {
  readonly search: SavedSearch;
  readonly position: number;
  readonly isLast: boolean;
}

function SavedSearchItem({ search, position, isLast }: SavedSearchItemProps): ReactElement {
  const { t } = useTranslation();
  const [place] = usePlace();
  const [listing] = useListing();
  const [menuAt, setMenuAt] = useState<ContextMenuAnchor | null>(null);
  const isCurrent = place === 'songs' && isSameListing(listing, search);
  const canReplace = place === 'songs' && listing.search.trim() !== '' && !isCurrent;

  const rename = () => {
    dialogs.openSavedSearch(search, position);
  };
  const remove = () => {
    removeSearch(search, position);
  };
  const move = (step: -1 | 1) => {
    if (step < 0 ? position > 0 : !isLast) moveSearch(search, position + step);
  };

  const items: readonly MenuItem[] = [
    {
      label: t('savedSearches.menu.play'),
      icon: Play,
      onSelect: () => {
        playSearch(search);
      },
    },
    { kind: 'separator' },
    {
      label: t('savedSearches.menu.editRules'),
      icon: SlidersHorizontal,
      onSelect: () => {
        dialogs.openSmartPlaylist(search, position);
      },
    },
    { label: t('savedSearches.menu.rename'), icon: Pencil, shortcut: 'F2', onSelect: rename },
    {
      label: t('savedSearches.menu.replace'),
      icon: Replace,
      isDisabled: !canReplace,
      onSelect: () => {
        replaceSearch(search, position, { ...listing, search: listing.search.trim() });
      },
    },
    listFileMenu({ kind: 'listing', name: search.name, ...listingOf(search) }),
    { kind: 'separator' },
    {
      label: t('savedSearches.menu.up'),
      icon: ArrowUp,
      shortcut: 'Alt+Up',
      isDisabled: position === 0,
      onSelect: () => {
        move(-1);
      },
    },
    {
      label: t('savedSearches.menu.down'),
      icon: ArrowDown,
      shortcut: 'Alt+Down',
      isDisabled: isLast,
      onSelect: () => {
        move(1);
      },
    },
    { kind: 'separator' },
    {
      label: t('savedSearches.menu.remove'),
      icon: Trash2,
      shortcut: 'Delete',
      isDangerous: true,
      onSelect: remove,
    },
  ];

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'F2') rename();
    else if (event.key === 'Delete') remove();
    else if (event.altKey && event.key === 'ArrowUp') move(-1);
    else if (event.altKey && event.key === 'ArrowDown') move(1);
    else return;
    event.preventDefault();
  }

  return (
    <li className={clsx(sidebarStyles.item, styles.item)}>
      <Tooltip
        text={search.name === search.search ? search.name : `${search.name}: ${search.search}`}
        side="right"
      >
        <Link
          href={listingPath(search)}
          onClick={(event) => {
            event.preventDefault();
            setPictureSize('small');
            window.history.pushState(null, '', listingPath(search));
          }}
          onKeyDown={onKeyDown}
          onContextMenu={(event) => {
            event.preventDefault();
            setMenuAt(menuAnchor(event));
          }}
          aria-current={isCurrent ? 'true' : undefined}
          className={clsx(sidebarStyles.link, styles.link, isCurrent && sidebarStyles.current)}
          draggable={false}
        >
          <ListFilter size={16} aria-hidden className={sidebarStyles.icon} />
          <span className={clsx(sidebarStyles.label, styles.name)}>{search.name}</span>
        </Link>
      </Tooltip>
      <Menu
        align="start"
        trigger={
          <IconButton
            size="small"
            className={styles.more}
            label={t('savedSearches.more', { name: search.name })}
            icon={Ellipsis}
            iconSize={15}
          />
        }
        items={items}
      />
      <ContextMenu
        anchor={menuAt}
        items={items}
        label={t('savedSearches.more', { name: search.name })}
        onClose={() => {
          setMenuAt(null);
        }}
      />
    </li>
  );
}
