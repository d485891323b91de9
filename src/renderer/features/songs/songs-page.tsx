import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type ReactElement,
  type RefObject,
} from 'react';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MAX_SELECTION, type ClipId, type SongListing, type SongRow, type SongSort } from '@shared/model';
import { parseSongQuery } from '@shared/song-query/parse';
import { invoke } from '../../bridge';
import { formatDate, formatDuration, formatFullDate } from '../../format';
import { translate } from '../../i18n';
import { useListing, useSelectedSong } from '../../navigation';
import { usePlayerValue } from '../../player/use-player';
import { PAGE_SIZE, queryKeys } from '../../query';
import { dialogs } from '../../shell/dialogs';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-parts';
import type { GridHandle } from '../../ui/grid-props';
import { ContextMenu, type ContextMenuAnchor, type MenuItem } from '../../ui/menu';
import { usePagedRows } from '../../ui/paged-rows';
import { VirtualGrid } from '../../ui/virtual-grid';
import { badgeText, FileBadges } from './file-badges';
import { FilterBar } from './filter-bar';
import { ListHead } from './list-head';
import { NoSongs } from './no-songs';
import { fetchFiles, playOrPause, playSong } from './song-actions';
import { fileBadges } from './song-files';
import { songMenu, songsMenu } from './song-menu';
import { orderBy } from './song-order';
import { useRemoved } from './removed-songs';
import { SongTitle } from './song-title';
import styles from './songs-page.module.css';

const NONE: ReadonlySet<ClipId> = new Set();

/** Which song the page showed last: a song that the address names anew is looked up in the list. */
let lastShown: ClipId | null = null;

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly items: readonly MenuItem[];
}

/** All songs: search, order, selection, and what can be done with them. */
export function SongsPage(): ReactElement {
  const { t } = useTranslation();
  const [listing, changeListing] = useListing();
  const [selectedSong, setSelectedSong] = useSelectedSong();
  const playing = usePlayerValue((state) => state.clipId);
  const [several, setSeveral] = useState<ReadonlySet<ClipId>>(NONE);
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, items: [] });
  const grid = useRef<GridHandle>(null);
  const filterButton = useRef<HTMLButtonElement>(null);
  const query = useMemo(() => parseSongQuery(listing.search), [listing.search]);

  const identity = JSON.stringify(listing);
  const { total, getRow, onRangeChange, error } = usePagedRows<SongRow>({
    identity,
    pageSize: PAGE_SIZE,
    queryKey: (page) => queryKeys.songsPage(listing, page),
    fetch: (offset, limit) => invoke('songs.page', { ...listing, offset, limit }),
  });

  const selection = useMemo<ReadonlySet<ClipId>>(
    () => (several.size > 1 ? several : selectedSong === null ? NONE : new Set([selectedSong])),
    [several, selectedSong],
  );
  const onSelectionChange = useCallback(
    (next: ReadonlySet<ClipId>, active: ClipId | null) => {
      setSeveral(next);
      const shown = active !== null && next.has(active) ? active : ([...next].at(-1) ?? null);
      lastShown = shown;
      setSelectedSong(shown);
    },
    [setSelectedSong],
  );

  useRemoved(
    useCallback((gone) => {
      setSeveral((old) => new Set([...old].filter((clipId) => !gone.has(clipId))));
    }, []),
  );
  useRevealed(selectedSong, listing, total !== undefined, grid);
  useExportShortcut(selection);

  const columns = useMemo(() => songColumns(listing), [listing]);
  const loadKeys = useCallback(
    () => invoke('songs.ids', { ...listing, offset: 0, limit: MAX_SELECTION }),
    [listing],
  );

  if (error !== null && total === undefined) {
    return <EmptyState icon={TriangleAlert} title={t('errors.load.title')} text={failureText(error)} />;
  }

  return (
    <div className={styles.page}>
      <ListHead
        listing={listing}
        query={query}
        total={total}
        onListing={changeListing}
        filterButton={filterButton}
        selection={selection}
        onClearSelection={() => {
          onSelectionChange(selectedSong === null ? NONE : new Set([selectedSong]), selectedSong);
          grid.current?.focus();
        }}
      />
      <FilterBar listing={listing} query={query} onListing={changeListing} fallbackFocus={filterButton} />
      <VirtualGrid<SongRow, ClipId>
        ref={grid}
        label={t('songs.grid')}
        columns={columns}
        rowCount={total}
        getRow={getRow}
        getKey={clipIdOf}
        getRowLabel={rowLabel}
        pendingRowLabel={t('songs.pendingRow')}
        onRangeChange={onRangeChange}
        selection={selection}
        onSelectionChange={onSelectionChange}
        loadKeys={loadKeys}
        onActivate={(song) => {
          playSong(listing, song);
        }}
        onJump={(prefix, after) => invoke('songs.jump', { ...listing, prefix, after })}
        onContextMenu={(song, event) => {
          event.preventDefault();
          const chosen = selection.has(song.clipId) ? selection : NONE;
          setMenu({
            anchor: menuAnchor(event),
            items: chosen.size > 1 ? songsMenu(listing, chosen) : songMenu(listing, song),
          });
        }}
        onRowKeyDown={(event, song) => {
          if (event.key !== 'Delete') return;
          event.preventDefault();
          dialogs.openRemoveSongs(selection.size > 0 ? [...selection] : song ? [song.clipId] : []);
        }}
        isCurrent={(song) => song.clipId === playing}
        sortKey={listing.sort}
        sortDirection={listing.direction}
        onSort={(key) => {
          changeListing(orderBy(listing, key as SongSort));
        }}
        listKey={identity}
        memoryKey="songs"
        newRowsText={(count) => t('songs.newRows', { count })}
        empty={
          <NoSongs
            search={listing.search.trim()}
            query={query}
            onSearch={(search) => changeListing({ search })}
          />
        }
      />
      <ContextMenu
        anchor={menu.anchor}
        items={menu.items}
        label={t('songs.menu.label')}
        onClose={() => {
          setMenu((last) => ({ ...last, anchor: null }));
        }}
      />
    </div>
  );
}

function clipIdOf(song: SongRow): ClipId {
  return song.clipId;
}

/** What a screen reader says of a row: what is seen in it, from left to right. */
function rowLabel(song: SongRow): string {
  const details = [
    song.model,
    song.durationMs === null ? null : formatDuration(song.durationMs),
    song.createdAt === null ? null : formatDate(song.createdAt),
    ...fileBadges(song).map(badgeText),
  ].filter((detail) => detail !== null);
  return translate('songs.rowLabel', { title: song.title, details: details.join(', ') });
}

function songColumns(listing: SongListing): readonly GridColumn<SongRow>[] {
  return [
    {
      key: 'title',
      header: translate('songs.column.title'),
      width: 'minmax(0, 3fr)',
      isSortable: true,
      isHeaderBesideCover: true,
      render: (song) => (
        <SongTitle
          song={song}
          onPlay={(pressed) => {
            playOrPause(listing, pressed);
          }}
        />
      ),
    },
    {
      key: 'model',
      header: translate('songs.column.model'),
      width: '76px',
      isSortable: true,
      minGridWidth: 560,
      render: (song) => <span className={styles.quiet}>{song.model ?? translate('common.none')}</span>,
    },
    {
      key: 'duration',
      header: translate('songs.column.length'),
      width: '48px',
      isSortable: true,
      minGridWidth: 460,
      render: (song) => <span className={styles.quiet}>{formatDuration(song.durationMs)}</span>,
    },
    {
      key: 'created',
      header: translate('songs.column.created'),
      width: '82px',
      isSortable: true,
      minGridWidth: 660,
      render: (song) => (
        <span className={styles.quiet} title={formatFullDate(song.createdAt ?? song.arrivedAt)}>
          {formatDate(song.createdAt)}
        </span>
      ),
    },
    {
      key: 'files',
      header: translate('songs.column.files'),
      isHeaderHidden: true,
      width: 'minmax(150px, 1fr)',
      align: 'end',
      render: (song) => (
        <FileBadges
          song={song}
          onFetch={(clipId) => {
            fetchFiles([clipId]);
          }}
        />
      ),
    },
  ];
}

/** At the pointer; by key, at the row that has the focus. */
function menuAnchor(event: MouseEvent<HTMLElement>): ContextMenuAnchor {
  const isByKey = event.button !== 2 && event.clientX === 0 && event.clientY === 0;
  const row = (event.target as HTMLElement).closest('[role=row]');
  return isByKey && row ? row : { x: event.clientX, y: event.clientY };
}

/** Brings the song that the address names into view when something else than this list chose it. */
function useRevealed(
  song: ClipId | null,
  listing: SongListing,
  isLoaded: boolean,
  grid: RefObject<GridHandle | null>,
): void {
  useEffect(() => {
    if (!isLoaded || song === null || song === lastShown) return;
    lastShown = song;
    invoke('songs.position', { ...listing, clipId: song })
      .then((index) => {
        if (index !== null && lastShown === song) grid.current?.reveal(index, 'center');
      })
      .catch(notifyFailure);
  }, [song, listing, isLoaded, grid]);
}

/** With several songs selected, the window's export means all of them, from the keyboard and from the lyrics panel. */
function useExportShortcut(selection: ReadonlySet<ClipId>): void {
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    if (selection.size < 2) return [];
    const run = () => {
      dialogs.openExport([...selection]);
    };
    return [
      { id: 'export-selection', keys: [], group: 'general', label: null, run },
      { id: 'export-lyrics', keys: ['Ctrl+E'], group: 'general', label: null, run },
    ];
  }, [selection]);
  useShortcuts(shortcuts);
}
