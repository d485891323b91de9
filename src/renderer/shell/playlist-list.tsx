import { useId, useState, type DragEvent, type KeyboardEvent, type ReactElement } from 'react';
import {
  ArrowDown,
  ArrowUp,
  CopyPlus,
  Ellipsis,
  FileInput,
  ListFilter,
  ListMusic,
  Pencil,
  Play,
  Plus,
  Shuffle,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import clsx from 'clsx';
import type { Playlist, PlaylistId } from '@shared/model';
import { formatNumber } from '../format';
import { playlistPath, useNamedPlaylist, usePlace } from '../navigation';
import { setPictureSize } from '../player/picture-size';
import { useSnapshot } from '../query';
import { IconButton } from '../ui/button';
import { ContextMenu, Menu, type ContextMenuAnchor, type MenuItem } from '../ui/menu';
import { menuAnchor } from '../ui/menu-anchor';
import { Tooltip } from '../ui/tooltip';
import { dialogs } from './dialogs';
import { notifyFailure } from './failure-text';
import { listFileMenu } from './playlist-menus';
import {
  addToPlaylist,
  duplicatePlaylist,
  importPlaylist,
  playPlaylist,
  removePlaylist,
  useMovePlaylist,
} from './playlists';
import { draggedSongs } from './song-drag';
// In this order: what comes later refines what came before.
import sidebarStyles from './sidebar.module.css';
import listStyles from './saved-search-list.module.css';
import styles from './playlist-list.module.css';

/** Says that a playlist is dragged to another place of the list. */
const PLAYLIST_TYPE = 'application/x-flowshelf-playlist';
let draggedPlaylist: PlaylistId | null = null;

/** A larger number takes more of the name's room. */
const MOST_NARROW = 99;

/** Where what is dragged over a playlist would go: into it, or before or behind it. */
type DropPlace = 'into' | 'before' | 'behind';

/** The playlists that are filled by hand, in the user's order; songs can be dropped on them. */
export function PlaylistList(): ReactElement {
  const { t } = useTranslation();
  const { playlists, savedSearches } = useSnapshot();
  const titleId = useId();
  return (
    <>
      <div className={styles.head}>
        <h2 id={titleId} className={clsx(listStyles.title, styles.title)}>
          {t('playlists.title')}
        </h2>
        <Menu
          align="start"
          trigger={
            <IconButton
              size="small"
              className={styles.make}
              label={t('playlists.make')}
              icon={Plus}
              iconSize={15}
              tooltipSide="right"
            />
          }
          items={[
            {
              label: t('playlists.makeMenu.plain'),
              icon: ListMusic,
              onSelect: () => {
                dialogs.openPlaylistName(null);
              },
            },
            {
              label: t('playlists.makeMenu.smart'),
              icon: ListFilter,
              onSelect: () => {
                dialogs.openSmartPlaylist(null, savedSearches.length);
              },
            },
            { kind: 'separator' },
            { label: t('playlists.makeMenu.import'), icon: FileInput, onSelect: importPlaylist },
          ]}
        />
      </div>
      {playlists.length > 0 && (
        <ul aria-labelledby={titleId} className={clsx(sidebarStyles.list, listStyles.list)}>
          {playlists.map((playlist, position) => (
            <PlaylistItem key={playlist.id} playlist={playlist} position={position} playlists={playlists} />
          ))}
        </ul>
      )}
    </>
  );
}

interface PlaylistItemProps {
  readonly playlist: Playlist;
  readonly position: number;
  readonly playlists: readonly Playlist[];
}

function PlaylistItem({ playlist, position, playlists }: PlaylistItemProps): ReactElement {
  const { t } = useTranslation();
  const [place] = usePlace();
  const named = useNamedPlaylist();
  const [menuAt, setMenuAt] = useState<ContextMenuAnchor | null>(null);
  const [dropPlace, setDropPlace] = useState<DropPlace | null>(null);
  const countId = useId();
  const { id, name, count } = playlist;
  const isCurrent = place === 'playlist' && named === id;
  const isLast = position === playlists.length - 1;
  const movePlaylist = useMovePlaylist();
  const items = menuItems(playlist, position, isLast);

  const move = (step: -1 | 1) => {
    if (step < 0 ? position > 0 : !isLast) movePlaylist(id, position + step);
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'F2') dialogs.openPlaylistName(playlist);
    else if (event.key === 'Delete') {
      const item = event.currentTarget.closest('li');
      const beside = item?.nextElementSibling ?? item?.previousElementSibling;
      beside?.querySelector('a')?.focus();
      removePlaylist(playlist);
    } else if (event.altKey && event.key === 'ArrowUp') move(-1);
    else if (event.altKey && event.key === 'ArrowDown') move(1);
    else return;
    event.preventDefault();
  }

  /** What a drag over this playlist would do; null when it is none of ours. */
  function placeOf(event: DragEvent<HTMLElement>): DropPlace | null {
    if (draggedSongs() !== null) return 'into';
    if (!event.dataTransfer.types.includes(PLAYLIST_TYPE) || draggedPlaylist === id) return null;
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return event.clientY < top + height / 2 ? 'before' : 'behind';
  }

  function onDragOver(event: DragEvent<HTMLElement>): void {
    const next = placeOf(event);
    setDropPlace(next);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = next === 'into' ? 'copy' : 'move';
  }

  function onDrop(event: DragEvent<HTMLElement>): void {
    const target = placeOf(event);
    setDropPlace(null);
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    const songs = draggedSongs();
    if (target === 'into') {
      songs?.clipIds().then((ids) => {
        addToPlaylist(playlist, ids);
      }, notifyFailure);
    } else if (draggedPlaylist !== null) {
      const others = playlists.filter((other) => other.id !== draggedPlaylist);
      const at = others.findIndex((other) => other.id === id);
      movePlaylist(draggedPlaylist, target === 'before' ? at : at + 1);
    }
  }

  return (
    <li
      className={clsx(sidebarStyles.item, listStyles.item, styles.item, dropPlace && styles[dropPlace])}
      onDragOver={onDragOver}
      onDragLeave={() => {
        setDropPlace(null);
      }}
      onDrop={onDrop}
    >
      <Tooltip text={name} side="right">
        <Link
          href={playlistPath(id)}
          onClick={(event) => {
            event.preventDefault();
            setPictureSize('small');
            window.history.pushState(null, '', playlistPath(id));
          }}
          onKeyDown={onKeyDown}
          onContextMenu={(event) => {
            event.preventDefault();
            setMenuAt(menuAnchor(event));
          }}
          draggable
          onDragStart={(event) => {
            draggedPlaylist = id;
            event.dataTransfer.clearData();
            event.dataTransfer.setData(PLAYLIST_TYPE, '');
            event.dataTransfer.effectAllowed = 'move';
          }}
          aria-current={isCurrent ? 'page' : undefined}
          aria-describedby={countId}
          className={clsx(
            sidebarStyles.link,
            listStyles.link,
            count > MOST_NARROW && styles.wide,
            isCurrent && sidebarStyles.current,
          )}
        >
          <ListMusic size={16} aria-hidden className={sidebarStyles.icon} />
          <span className={clsx(sidebarStyles.label, listStyles.name)} dir="auto">
            {name}
          </span>
        </Link>
      </Tooltip>
      {count > 0 && (
        <span aria-hidden className={styles.count}>
          {formatNumber(count)}
        </span>
      )}
      <span id={countId} hidden>
        {t('playlists.summary', { count })}
      </span>
      <Menu
        align="start"
        trigger={
          <IconButton
            size="small"
            className={listStyles.more}
            label={t('playlists.more', { name })}
            icon={Ellipsis}
            iconSize={15}
          />
        }
        items={items}
      />
      <ContextMenu
        anchor={menuAt}
        items={items}
        label={t('playlists.more', { name })}
        onClose={() => {
          setMenuAt(null);
        }}
      />
    </li>
  );

  function menuItems(of: Playlist, at: number, isAtEnd: boolean): readonly MenuItem[] {
    return [
      {
        label: t('playlists.menu.playList'),
        icon: Play,
        isDisabled: of.count === 0,
        onSelect: () => {
          playPlaylist(of, false);
        },
      },
      {
        label: t('playlists.menu.shuffle'),
        icon: Shuffle,
        isDisabled: of.count === 0,
        onSelect: () => {
          playPlaylist(of, true);
        },
      },
      { kind: 'separator' },
      {
        label: t('playlists.menu.rename'),
        icon: Pencil,
        shortcut: 'F2',
        onSelect: () => {
          dialogs.openPlaylistName(of);
        },
      },
      {
        label: t('playlists.menu.duplicate'),
        icon: CopyPlus,
        onSelect: () => {
          duplicatePlaylist(of, playlists);
        },
      },
      listFileMenu({ kind: 'playlist', id: of.id }),
      { kind: 'separator' },
      {
        label: t('playlists.menu.up'),
        icon: ArrowUp,
        shortcut: 'Alt+Up',
        isDisabled: at === 0,
        onSelect: () => {
          move(-1);
        },
      },
      {
        label: t('playlists.menu.down'),
        icon: ArrowDown,
        shortcut: 'Alt+Down',
        isDisabled: isAtEnd,
        onSelect: () => {
          move(1);
        },
      },
      { kind: 'separator' },
      {
        label: t('playlists.menu.remove'),
        icon: Trash2,
        shortcut: 'Delete',
        isDangerous: true,
        onSelect: () => {
          removePlaylist(of);
        },
      },
    ];
  }
}
