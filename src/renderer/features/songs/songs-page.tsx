import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId, SongColumn, SongListing, SongRow, SongSort, SongView } from '@shared/model';
import { parseSongQuery } from '@shared/song-query/parse';
import { invoke } from '../../bridge';
import { formatDate, formatDuration } from '../../format';
import { translate } from '../../i18n';
import { useListing, useSelectedSong, useSongView } from '../../navigation';
import { isPlayable } from '../../player/playable';
import { enqueueSongs } from '../../player/player-actions';
import { usePlayerValue } from '../../player/use-player';
import { fetchSongs, PAGE_SIZE, queryKeys, useSnapshot, useSystemState } from '../../query';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { whenAlone } from '../../shell/compare-songs';
import { useSelectionKeys } from '../../shell/selection-keys';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { dragSongs, moveSongs } from '../../shell/song-drag';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { EmptyState } from '../../ui/empty-state';
import type { GridHandle, TileView } from '../../ui/grid-props';
import { isSelected, NOTHING, these } from '../../ui/grid-selection';
import { ContextMenu, type ContextMenuAnchor, type MenuItem } from '../../ui/menu';
import { menuAnchor, ROW_PLACE } from '../../ui/menu-anchor';
import { usePagedRows } from '../../ui/paged-rows';
import { ratingText } from '../../ui/rating';
import { VirtualGrid } from '../../ui/virtual-grid';
import {
  compareChosen,
  enqueueChosen,
  exportChosen,
  idsOfChosen,
  idsOfListing,
  idsToDrag,
  removeChosen,
  withIds,
  type ChosenSongs,
} from './chosen-songs';
import { badgeText } from './file-badges';
import { BulkLines } from './bulk-lines';
import { FilterBar } from './filter-bar';
import { ListHead } from './list-head';
import { NoSongs } from './no-songs';
import { fetchFiles, playOrPause, playSong } from './song-actions';
import { columnItems, columnWidthItems, songColumns, withColumnWidth, withoutRoom } from './song-columns';
import { fileBadges, newsBadges } from './song-files';
import { askToRemove } from './removed-songs';
import { songMenu, songsMenu } from './song-menu';
import { orderBy } from './song-order';
import { BriefSongTile, SONG_TILE, SongTile } from './song-tile';
import { useSongSelection } from './use-song-selection';
import styles from './songs-page.module.css';

/** Which song the page showed last: a song that the address names anew is looked up in the list. */
let lastShown: ClipId | null = null;
function setLastShown(clipId: ClipId | null): void {
  lastShown = clipId;
}

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  /** Null for the choice of columns, which changes while it is open. */
  readonly items: readonly MenuItem[] | null;
  /** The head that the choice of columns was asked for on. */
  readonly column?: string | null;
}

/** All songs: search, order, selection, and what can be done with them. */
export function SongsPage(): ReactElement {
  const { t } = useTranslation();
  const { settings, playlists } = useSnapshot();
  const updateSettings = useUpdateSettings();
  const [listing, changeListing] = useListing();
  const [selectedSong] = useSelectedSong();
  const [view, showView] = useSongView(settings.songView);
  const { programs } = useSystemState();
  const playing = usePlayerValue((state) => state.clipId);
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, items: [] });
  const grid = useRef<GridHandle>(null);
  const filterButton = useRef<HTMLButtonElement>(null);
  const query = useMemo(() => parseSongQuery(listing.search), [listing.search]);

  const identity = JSON.stringify(listing);
  const { total, isTotalExact, getRow, onRangeChange, error } = usePagedRows<SongRow>({
    identity,
    pageSize: PAGE_SIZE,
    queryKey: (page) => queryKeys.songsPage(listing, page),
    fetch: (offset, limit, signal) => fetchSongs(listing, offset, limit, signal),
    count: (signal) => invoke('songs.count', listing, signal),
  });

  const { chosen, select } = useSongSelection(listing, total, setLastShown);
  const { selection } = chosen;
  useRevealed(selectedSong, listing, total !== undefined, grid);
  useExportOfSeveral(chosen);
  useSelectionKeys({
    count: chosen.count,
    withClipIds: (use) => {
      withIds(chosen, use);
    },
    compare: () => {
      compareChosen(chosen);
    },
    showsNotes: true,
  });

  const onPlay = useCallback(
    (song: SongRow) => {
      playOrPause(listing, song);
    },
    [listing],
  );
  const { songColumns: shownColumns, songColumnWidths } = settings;
  const columnSettings = useMemo(
    () => ({ songColumns: shownColumns, songColumnWidths }),
    [shownColumns, songColumnWidths],
  );
  const columns = useMemo(
    () => songColumns(columnSettings, onPlay, fetchFiles, t),
    [columnSettings, onPlay, t],
  );
  const [fitting, setFitting] = useState<ReadonlySet<string> | null>(null);
  const [spare, setSpare] = useState(0);
  const noteFitting = useCallback((keys: readonly string[], spareWidth: number) => {
    setFitting(new Set(keys));
    setSpare(spareWidth);
  }, []);
  const tiles = useMemo<TileView<SongRow>>(
    () => ({
      ...SONG_TILE,
      render: (song) => <SongTile song={song} onPlay={onPlay} onFetch={fetchFiles} />,
      renderBrief: (song) => <BriefSongTile song={song} />,
    }),
    [onPlay],
  );
  const loadKeys = useMemo(() => idsOfListing(listing), [listing]);
  const onView = useCallback(
    (next: SongView) => {
      showView(next);
      updateSettings({ songView: next });
    },
    [showView, updateSettings],
  );

  if (error !== null && total === undefined) {
    return <EmptyState icon={TriangleAlert} title={t('errors.load.title')} text={failureText(error)} />;
  }
  const roomless = withoutRoom(columnSettings, view === 'list' ? fitting : null);
  const columnMenu = columnItems(columnSettings, roomless, updateSettings);
  const changeWidth = (column: SongColumn, px: number | null): void => {
    updateSettings({ songColumnWidths: withColumnWidth(songColumnWidths, column, px) });
  };
  const headMenu = [...columnWidthItems(columns, menu.column ?? '', spare, changeWidth), ...columnMenu];

  return (
    <div className={styles.page}>
      <ListHead
        query={query}
        filterButton={filterButton}
        total={total}
        isTotalExact={isTotalExact}
        onListing={changeListing}
        chosen={chosen}
        onClearSelection={() => {
          select(selectedSong === null ? NOTHING : these([selectedSong]), selectedSong);
          grid.current?.focus();
        }}
        view={view}
        onView={onView}
        columnItems={columnMenu}
        roomlessColumns={roomless.size}
      />
      <BulkLines />
      <FilterBar listing={listing} query={query} onListing={changeListing} fallbackFocus={filterButton} />
      <VirtualGrid<SongRow, ClipId>
        ref={grid}
        label={t('songs.grid')}
        columns={columns}
        onFittingColumns={noteFitting}
        tiles={view === 'grid' ? tiles : undefined}
        rowCount={total}
        getRow={getRow}
        getKey={clipIdOf}
        getRowLabel={rowLabel}
        pendingRowLabel={t('songs.pendingRow')}
        onRangeChange={onRangeChange}
        selection={selection}
        onSelectionChange={select}
        loadKeys={loadKeys}
        onActivate={(song) => {
          playSong(listing, song);
        }}
        onJump={(prefix, after) => invoke('songs.jump', { ...listing, prefix, after })}
        onContextMenu={(song, event) => {
          event.preventDefault();
          const isOneOfMany = chosen.count > 1 && isSelected(selection, song.clipId);
          const options = { listing, song, programs, playlists };
          const items = isOneOfMany ? songsMenu(chosen, playlists) : songMenu(options);
          setMenu({ anchor: menuAnchor(event, ROW_PLACE), items });
          if (isOneOfMany) return;
          whenAlone(song.clipId, () => {
            const known = songMenu({ ...options, isAlone: true });
            setMenu((last) => (last.items === items ? { ...last, items: known } : last));
          });
        }}
        onRowDragStart={(song, event) => {
          const isOneOfMany = chosen.count > 1 && isSelected(selection, song.clipId);
          const clipIds = isOneOfMany ? () => idsOfChosen(chosen) : () => Promise.resolve([song.clipId]);
          const songs = { clipIds, origin: null };
          const hasFile = song.assets.some(({ state }) => state === 'present');
          if (!isOneOfMany && !hasFile) moveSongs(event, songs);
          else dragSongs(event, () => (isOneOfMany ? idsToDrag(chosen) : [song.clipId]), songs);
        }}
        onHeadContextMenu={(event, column) => {
          event.preventDefault();
          setMenu({ anchor: menuAnchor(event, '[role=columnheader]'), items: null, column });
        }}
        onRowKeyDown={(event, song) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            const place = event.shiftKey ? 'end' : 'next';
            if (chosen.count > 0) enqueueChosen(chosen, place);
            else if (song && isPlayable(song)) enqueueSongs([song.clipId], place);
            return;
          }
          if (event.key !== 'Delete') return;
          event.preventDefault();
          if (chosen.count > 0) removeChosen(chosen);
          else if (song) askToRemove([song.clipId]);
        }}
        isCurrent={(song) => song.clipId === playing}
        sortKey={listing.sort}
        sortDirection={listing.direction}
        onSort={(key) => {
          changeListing(orderBy(listing, key as SongSort));
        }}
        onColumnWidth={(key, px) => {
          changeWidth(key as SongColumn, px);
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
        items={menu.items ?? headMenu}
        label={menu.items === null ? t('songs.columns.label') : t('songs.menu.label')}
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

/** What a screen reader says of a row: what of its files is news, then what is seen in it, from left to right. */
function rowLabel(song: SongRow): string {
  const details = [
    ...newsBadges(song).map(badgeText),
    song.model,
    song.durationMs === null ? null : formatDuration(song.durationMs),
    song.createdAt === null ? null : formatDate(song.createdAt),
    song.isFavourite ? translate('marks.favourite.is') : null,
    song.rating === 0 ? null : ratingText(song.rating),
    ...song.tags,
    song.isHidden ? translate('marks.hiddenBadge') : null,
    ...fileBadges(song)
      .filter(({ kind }) => kind === 'present')
      .map(badgeText),
  ].filter((detail) => detail !== null);
  return translate('songs.rowLabel', { title: song.title, details: details.join(', ') });
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
function useExportOfSeveral(chosen: ChosenSongs): void {
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    if (chosen.count < 2) return [];
    const run = () => {
      exportChosen(chosen);
    };
    return [{ id: 'export-selection', keys: [], group: 'general', label: null, run }];
  }, [chosen]);
  useShortcuts(shortcuts);
}
