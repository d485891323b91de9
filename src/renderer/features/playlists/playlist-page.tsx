import { useCallback, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { ListMusic, SearchX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId, Playlist, PlaylistEntry } from '@shared/model';
import { invoke } from '../../bridge';
import { formatDuration, formatNumber } from '../../format';
import { translate } from '../../i18n';
import { goTo, useNamedPlaylist, useSelectedSong } from '../../navigation';
import { isPlayable } from '../../player/playable';
import { enqueueSongs } from '../../player/player-actions';
import type { QueuePlace } from '../../player/queue';
import { player, usePlayerValue } from '../../player/use-player';
import { PAGE_SIZE, queryKeys, useSnapshot } from '../../query';
import { compareSongs, whenAlone } from '../../shell/compare-songs';
import { dialogs } from '../../shell/dialogs';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { addToPlaylist } from '../../shell/playlists';
import { useSelectionKeys } from '../../shell/selection-keys';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { dragSongs, moveSongs, type DraggedSongs } from '../../shell/song-drag';
import { SongDropArea } from '../../shell/song-drop-area';
import { awaitStep } from '../../shell/undo-history';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import type { GridHandle } from '../../ui/grid-props';
import { isSelected, NOTHING, sizeOf, these, type Selection } from '../../ui/grid-selection';
import { ContextMenu, type ContextMenuAnchor, type MenuItem } from '../../ui/menu';
import { menuAnchor, ROW_PLACE } from '../../ui/menu-anchor';
import { usePagedRows } from '../../ui/paged-rows';
import { useRested } from '../../ui/use-rested';
import { VirtualGrid } from '../../ui/virtual-grid';
import { entryAt, entryIdsOf, idsOfSelection, removeEntries } from './entry-actions';
import { entryColumns, entryTitle } from './entry-cells';
import { entryMenu, type EntryMenuOptions, type EntryMoves } from './entry-menu';
import { moveEntries, stepEntries } from './entry-moves';
import { useRowsThatStay } from './going-entries';
import { PlaylistHead } from './playlist-head';
import styles from './playlist-page.module.css';

/** So long after the last letter the entries are searched. */
const SEARCH_AFTER_MS = 120;

/** The playlist that the address names. */
export function PlaylistPage(): ReactElement {
  const { t } = useTranslation();
  const { playlists } = useSnapshot();
  const id = useNamedPlaylist();
  const playlist = playlists.find((each) => each.id === id);
  if (playlist !== undefined) return <OpenPlaylist key={playlist.id} playlist={playlist} />;
  return (
    <EmptyState
      icon={ListMusic}
      title={t('playlists.notThere.title')}
      text={t('playlists.notThere.text')}
      actions={<ShowAllSongs />}
    />
  );
}

function ShowAllSongs(): ReactElement {
  const { t } = useTranslation();
  return (
    <Button
      onClick={() => {
        goTo('songs');
      }}
    >
      {t('playlists.empty.action')}
    </Button>
  );
}

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly items: readonly MenuItem[];
}

function OpenPlaylist({ playlist }: { readonly playlist: Playlist }): ReactElement {
  const { t } = useTranslation();
  const { playlists } = useSnapshot();
  const { id } = playlist;
  const [typed, setTyped] = useState('');
  const isRested = useRested(typed, SEARCH_AFTER_MS);
  const [search, setSearch] = useState('');
  if (isRested && typed.trim() !== search) setSearch(typed.trim());
  const [selection, setSelection] = useState<Selection<number>>(NOTHING);
  const [, showWordsOf] = useSelectedSong();
  const playing = usePlayerValue((state) => state.clipId);
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, items: [] });
  const grid = useRef<GridHandle>(null);
  const seen = useRef({ first: 0, last: 0 });

  const identity = JSON.stringify([id, search]);
  const rows = usePagedRows<PlaylistEntry>({
    identity,
    pageSize: PAGE_SIZE,
    queryKey: (page) => queryKeys.playlistPage(id, search, page),
    fetch: (offset, limit, signal) => invoke('playlists.page', { id, search, offset, limit }, signal),
  });
  const { total, getRow, onRangeChange, error } = useRowsThatStay(id, rows);
  const loadKeys = useMemo(() => entryIdsOf(id, search), [id, search]);
  const count = sizeOf(selection, total ?? 0);

  /** A row that was just drawn, by its key. */
  const drawnRow = useCallback(
    (key: number | null): PlaylistEntry | undefined => {
      for (let index = seen.current.first; key !== null && index <= seen.current.last; index += 1) {
        const row = getRow(index);
        if (row?.entryId === key) return row;
      }
      return undefined;
    },
    [getRow],
  );

  const select = useCallback(
    (next: Selection<number>, active: number | null) => {
      setSelection(next);
      const song = drawnRow(active)?.song;
      if (song) showWordsOf(song.clipId);
    },
    [drawnRow, showWordsOf],
  );

  const selectedIds = useCallback(() => idsOfSelection(selection, loadKeys), [selection, loadKeys]);

  const selectedClipIds = useCallback(async (): Promise<readonly ClipId[]> => {
    const wanted = new Set(await selectedIds());
    const songs: ClipId[] = [];
    for (let offset = 0; wanted.size > 0; offset += CLIPS_AT_ONCE) {
      const { rows } = await invoke('playlists.page', { id, search, offset, limit: CLIPS_AT_ONCE });
      for (const { entryId, song } of rows) {
        if (wanted.delete(entryId) && song !== null) songs.push(song.clipId);
      }
      if (rows.length < CLIPS_AT_ONCE) break;
    }
    return songs;
  }, [id, search, selectedIds]);

  const withClipIds = useCallback(
    (use: (ids: readonly ClipId[]) => void) => {
      awaitStep(selectedClipIds().then(use).catch(notifyFailure));
    },
    [selectedClipIds],
  );

  /** The entry that the keyboard is on while it is moved, and where it will stand. */
  const moving = useRef<{ readonly entryId: number; readonly place: number | null } | null>(null);

  /** The entry at the place of what goes, where that is known; the keyboard and the selection go on to it. */
  const entryInstead = (row: PlaylistEntry, ids: readonly number[]) => {
    const gone = new Set(ids);
    const { first, last } = seen.current;
    const drawn = Array.from({ length: last - first + 1 }, (_, index) => getRow(first + index));
    const from = drawn.findIndex((each) => each?.entryId === row.entryId);
    const isLeft = (each: PlaylistEntry | undefined) => each !== undefined && !gone.has(each.entryId);
    const next = drawn.slice(from).find(isLeft) ?? drawn.slice(0, Math.max(0, from)).findLast(isLeft);
    if (next === undefined) return null;
    const before = drawn.slice(0, drawn.indexOf(next)).filter(isLeft).length;
    // What goes above the rows that are drawn is not counted.
    const isKnown =
      ids.length === drawn.filter((each) => each !== undefined && gone.has(each.entryId)).length;
    return { entryId: next.entryId, place: isKnown ? first + before : null };
  };

  const remove = (row: PlaylistEntry | undefined) => {
    const take = (ids: readonly number[]) => {
      const next = row === undefined ? null : entryInstead(row, ids);
      moving.current = next?.place === null ? null : next;
      setSelection(next === null ? NOTHING : these([next.entryId]));
      removeEntries(playlist, ids);
    };
    // At once wherever the entries are known: the next key means what stands there then.
    if (row !== undefined && !isSelected(selection, row.entryId)) take([row.entryId]);
    else if (selection.kind === 'some') take([...selection.keys]);
    else selectedIds().then(take, notifyFailure);
  };

  useLayoutEffect(() => {
    const { entryId, place } = moving.current ?? { entryId: null, place: null };
    if (place === null || getRow(place)?.entryId !== entryId) return;
    // The rows have changed places: the keyboard stays with the entry, not with the place.
    moving.current = null;
    grid.current?.reveal(place);
  }, [getRow]);

  const step = (way: -1 | 1, active: PlaylistEntry) => {
    // Keys that come quickly mean the entry that is still under way.
    const entryId = moving.current?.entryId ?? active.entryId;
    moving.current = { entryId, place: null };
    (isSelected(selection, entryId) ? selectedIds() : Promise.resolve([entryId]))
      .then((ids) => stepEntries(playlist, ids, way, entryId))
      .then((place) => {
        moving.current = place === null ? null : { entryId, place };
      })
      .catch((error: unknown) => {
        moving.current = null;
        notifyFailure(error);
      });
  };

  const movesFrom = (entry: PlaylistEntry, place: number): EntryMoves => ({
    up: place > 0,
    down: place + 1 < (total ?? 0),
    onMove(way) {
      step(way, entry);
    },
  });

  const play = ({ clipId, song }: PlaylistEntry, place?: number) => {
    if (song === null || !isPlayable(song)) return;
    invoke('playlists.clipIds', { id, search })
      .then((ids) => {
        // A song may stand in it more than once.
        player.playSongs(ids, clipId, place);
      })
      .catch(notifyFailure);
  };

  const enqueue = (place: QueuePlace) => {
    withClipIds((ids) => {
      if (ids.length > 0) enqueueSongs(ids, place);
    });
  };

  /** The entries that are dragged where they come from this playlist; null where songs come from elsewhere. */
  const ownEntries = ({ origin }: DraggedSongs) =>
    origin?.kind === 'playlist' && origin.playlist === id ? origin : null;

  const drop = async (songs: DraggedSongs, place: number) => {
    const before = await entryAt(id, place);
    const own = ownEntries(songs);
    if (own === null) {
      addToPlaylist(playlist, await songs.clipIds(), before);
      return;
    }
    const entryIds = await own.ids();
    if (entryIds.length > 0) await moveEntries(playlist, entryIds, before);
  };

  useSelectionKeys({
    count,
    withClipIds,
    compare: () => {
      withClipIds(compareSongs);
    },
    showsNotes: false,
  });
  useExportOfSelected(count, withClipIds);
  const digits = formatNumber(playlist.count).length;
  const columns = useMemo(() => entryColumns(digits, t), [digits, t]);

  if (error !== null && total === undefined) {
    return <EmptyState icon={TriangleAlert} title={t('errors.load.title')} text={failureText(error)} />;
  }

  return (
    <div className={styles.page}>
      <PlaylistHead
        playlist={playlist}
        search={typed}
        onSearch={setTyped}
        hits={search === '' ? undefined : total}
        selectedCount={count}
        onLeave={() => {
          grid.current?.focus();
        }}
      />
      <SongDropArea
        rowCount={playlist.count}
        isOrdered={search === ''}
        effectOf={(songs) => (ownEntries(songs) === null ? 'copy' : search === '' ? 'move' : null)}
        onDropped={(songs, place) => {
          drop(songs, place).catch(notifyFailure);
        }}
      >
        <VirtualGrid<PlaylistEntry, number>
          ref={grid}
          label={t('playlists.grid')}
          columns={columns}
          rowCount={total}
          getRow={getRow}
          getKey={entryIdOf}
          getRowLabel={rowLabel}
          pendingRowLabel={t('playlists.pendingRow')}
          onRangeChange={(first, last) => {
            seen.current = { first, last };
            onRangeChange(first, last);
          }}
          selection={selection}
          onSelectionChange={select}
          loadKeys={loadKeys}
          onActivate={play}
          onContextMenu={(entry, event) => {
            event.preventDefault();
            const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
            const place = row === null ? undefined : Number(row.dataset['index']);
            const options: EntryMenuOptions = {
              entry,
              count: isSelected(selection, entry.entryId) ? count : 1,
              playlists: playlists.filter((other) => other.id !== id),
              onPlay: () => {
                play(entry, place);
              },
              onRemove: () => {
                remove(entry);
              },
              moves: search === '' && place !== undefined ? movesFrom(entry, place) : null,
              onEnqueue: enqueue,
              withClipIds,
            };
            const items = entryMenu(options);
            setMenu({ anchor: menuAnchor(event, ROW_PLACE), items });
            if (options.count > 1 || entry.song === null) return;
            whenAlone(entry.clipId, () => {
              const known = entryMenu({ ...options, isAlone: true });
              setMenu((last) => (last.items === items ? { ...last, items: known } : last));
            });
          }}
          onRowKeyDown={(event, row) => {
            const way = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
            const isEnqueuing = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
            if (event.key === 'Delete') remove(row);
            else if (isEnqueuing) enqueue(event.shiftKey ? 'end' : 'next');
            else if (event.altKey && way !== null && row !== undefined) {
              if (search === '') step(way, row);
              else notify(() => t('playlists.movesInWhole'));
            } else return;
            event.preventDefault();
          }}
          onRowDragStart={(_entry, event) => {
            const songs = {
              clipIds: selectedClipIds,
              origin: { kind: 'playlist', playlist: id, ids: selectedIds },
            } as const;
            if (event.altKey) dragSongs(event, selectedClipIds, songs);
            else moveSongs(event, songs);
          }}
          isCurrent={(entry) => entry.clipId === playing}
          listKey={identity}
          memoryKey={`playlist ${id}`}
          empty={
            <Nothing
              search={search}
              onShowAll={() => {
                setTyped('');
              }}
            />
          }
        />
      </SongDropArea>
      <ContextMenu
        anchor={menu.anchor}
        items={menu.items}
        label={t('playlists.menu.label')}
        onClose={() => {
          setMenu((last) => ({ ...last, anchor: null }));
        }}
      />
    </div>
  );
}

/** Entries whose songs are asked for at once. */
const CLIPS_AT_ONCE = 500;

function entryIdOf({ entryId }: PlaylistEntry): number {
  return entryId;
}

/** What a screen reader says of a row. */
function rowLabel(entry: PlaylistEntry): string {
  const { song } = entry;
  const details =
    song === null
      ? [translate('playlists.gone')]
      : [
          song.model,
          song.durationMs === null ? null : formatDuration(song.durationMs),
          song.isHidden ? translate('marks.hiddenBadge') : null,
        ];
  return translate('songs.rowLabel', {
    title: entryTitle(entry),
    details: details.filter((detail) => detail !== null).join(', '),
  });
}

interface NothingProps {
  readonly search: string;
  readonly onShowAll: () => void;
}

function Nothing({ search, onShowAll }: NothingProps): ReactElement {
  const { t } = useTranslation();
  if (search === '') {
    return (
      <EmptyState
        icon={ListMusic}
        title={t('playlists.empty.title')}
        text={t('playlists.empty.text')}
        actions={<ShowAllSongs />}
      />
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={t('playlists.empty.noHit', { search })}
      text={t('playlists.empty.noHitText')}
      actions={<Button onClick={onShowAll}>{t('playlists.empty.showAll')}</Button>}
    />
  );
}

/** The window's export means the selected songs. */
function useExportOfSelected(
  count: number,
  withClipIds: (use: (ids: readonly ClipId[]) => void) => void,
): void {
  const hasSelection = count > 0;
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    if (!hasSelection) return [];
    const run = () => {
      withClipIds(dialogs.openExport);
    };
    return [{ id: 'export-selection', keys: [], group: 'general', label: null, run }];
  }, [hasSelection, withClipIds]);
  useShortcuts(shortcuts);
}
