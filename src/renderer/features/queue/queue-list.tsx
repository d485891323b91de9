import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type RefObject,
} from 'react';
import { ArrowDown, ArrowUp, ListMusic } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../format';
import { translate } from '../../i18n';
import { songAt, type Queue } from '../../player/queue';
import { enqueueSongs } from '../../player/player-actions';
import { useShowInList } from '../../player/show-in-list';
import { player } from '../../player/use-player';
import { useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { takeSelectionKey } from '../../shell/selection-keys';
import { dragSongs, moveSongs } from '../../shell/song-drag';
import { SongDropArea } from '../../shell/song-drop-area';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-columns';
import type { GridHandle } from '../../ui/grid-props';
import { NOTHING, isSelected, these, type Selection } from '../../ui/grid-selection';
import { ContextMenu, type ContextMenuAnchor, type MenuItem } from '../../ui/menu';
import { menuAnchor, ROW_PLACE } from '../../ui/menu-anchor';
import { VirtualGrid } from '../../ui/virtual-grid';
import { dropInQueue, moveEntries, moveNext, removeEntries, songsOf } from './queue-actions';
import { queueRowMenu, type QueueRow } from './queue-row-menu';
import { QueuedSong, silenceText } from './queued-song';
import { useCurrentInView } from './use-current-in-view';
import { useSongRows } from './use-song-rows';
import styles from './queue-panel.module.css';

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly row: QueueRow | null;
}

/** The whole queue: what was before, what plays, and what comes. */
export function QueueList({ queue }: { readonly queue: Queue }): ReactElement {
  const { t } = useTranslation();
  const grid = useRef<GridHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { playlists } = useSnapshot();
  const showInList = useShowInList();
  const [selection, setSelection] = useState<Selection<number>>(NOTHING);
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, row: null });
  const idAt = useCallback((place: number) => songAt(queue, place), [queue]);
  const { songAt: songRowAt, onRangeChange } = useSongRows(idAt, queue.walk.length);

  const getRow = useCallback(
    (place: number): QueueRow | undefined => {
      const entry = queue.walk[place];
      const clipId = songAt(queue, place);
      const song = songRowAt(place);
      if (entry === undefined || clipId === null || song === undefined) return undefined;
      return { entry, place, clipId, song, isCurrent: place === queue.at, isPast: place < queue.at };
    },
    [queue, songRowAt],
  );
  const isCurrentAway = useCurrentInView(queue, grid, frame);
  const moved = useMovedInView(queue, grid);

  const columns = useMemo<readonly GridColumn<QueueRow>[]>(
    () => [
      {
        key: 'song',
        header: t('queue.column.song'),
        width: 'minmax(0, 1fr)',
        minWidth: 120,
        render: (row) => <QueuedSong {...row} />,
      },
      {
        key: 'duration',
        header: t('queue.column.duration'),
        width: '48px',
        align: 'end',
        render: ({ song }) => (
          <span className={styles.duration}>{song ? formatDuration(song.durationMs) : ''}</span>
        ),
      },
    ],
    [t],
  );

  /** The selected entries, or where the row is none of them, the row alone. */
  const entriesOf = (row: QueueRow): ReadonlySet<number> => {
    if (!isSelected(selection, row.entry)) return new Set([row.entry]);
    return new Set(queue.walk.filter((entry) => isSelected(selection, entry)));
  };

  /** The keyboard and the selection go on to what stands there then. */
  const remove = (row: QueueRow) => {
    const next = removeEntries(queue, entriesOf(row), row.place);
    moved.current = next;
    setSelection(next === null ? NOTHING : these([next]));
  };

  const menuItems = (row: QueueRow): readonly MenuItem[] =>
    queueRowMenu({
      queue,
      row,
      entries: entriesOf(row),
      playlists,
      onShowInList: showInList,
      onRemove: () => {
        remove(row);
        // The menu gives the keyboard back to its row, which has gone.
        window.requestAnimationFrame(() => grid.current?.focus());
      },
    });

  return (
    <div ref={frame} className={styles.list}>
      <SongDropArea
        rowCount={queue.walk.length}
        effectOf={({ origin }) => (origin?.kind === 'queue' ? 'move' : 'copy')}
        onDropped={(songs, place) => {
          dropInQueue(songs, place).catch(notifyFailure);
        }}
      >
        <VirtualGrid<QueueRow, number>
          ref={grid}
          label={t('queue.grid')}
          isHeadHidden
          columns={columns}
          rowCount={queue.walk.length}
          getRow={getRow}
          getKey={entryOf}
          getRowLabel={rowLabel}
          pendingRowLabel={t('queue.pendingRow')}
          onRangeChange={onRangeChange}
          selection={selection}
          onSelectionChange={setSelection}
          loadKeys={async (first, last) => queue.walk.slice(first, last + 1)}
          onActivate={({ place }) => {
            player.playPlace(place);
          }}
          onContextMenu={(row, event) => {
            event.preventDefault();
            setMenu({ anchor: menuAnchor(event, ROW_PLACE), row });
          }}
          onRowKeyDown={(event, row) => {
            if (row === undefined) return;
            const entries = entriesOf(row);
            const songs = () => [...new Set(songsOf(queue, entries))];
            if (takeSelectionKey(event.nativeEvent, songs)) {
              event.preventDefault();
            } else if (event.key === 'Delete' || event.key === 'Backspace') {
              event.preventDefault();
              remove(row);
            } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              if (event.shiftKey) enqueueSongs(songsOf(queue, entries), 'end');
              else {
                moved.current = row.entry;
                moveNext(queue, entries);
              }
            } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
              event.preventDefault();
              moved.current = row.entry;
              setSelection(these(entries));
              moveEntries(queue, entries, event.key === 'ArrowUp' ? -1 : 1);
            }
          }}
          onRowDragStart={(row, event) => {
            const entries = entriesOf(row);
            const clipIds = () => Promise.resolve(songsOf(queue, entries));
            const songs = { clipIds, origin: { kind: 'queue', entries } } as const;
            if (event.altKey) dragSongs(event, () => songsOf(queue, entries), songs);
            else moveSongs(event, songs);
          }}
          isCurrent={(row) => row.isCurrent}
          empty={<EmptyState icon={ListMusic} title={t('queue.empty.title')} text={t('queue.empty.text')} />}
        />
      </SongDropArea>
      {isCurrentAway !== null && (
        <button
          type="button"
          className={styles.toCurrent}
          onClick={() => {
            grid.current?.reveal(queue.at, 'center');
            window.requestAnimationFrame(() => grid.current?.focus());
          }}
        >
          {isCurrentAway === 'above' ? (
            <ArrowUp size={14} aria-hidden />
          ) : (
            <ArrowDown size={14} aria-hidden />
          )}
          {t('queue.goToCurrent')}
        </button>
      )}
      <ContextMenu
        anchor={menu.anchor}
        label={t('queue.menu.label')}
        items={menu.row === null ? [] : menuItems(menu.row)}
        onClose={() => {
          setMenu((last) => ({ ...last, anchor: null }));
        }}
      />
    </div>
  );
}

function entryOf({ entry }: QueueRow): number {
  return entry;
}

/** What a screen reader says of a row. */
function rowLabel({ song, isCurrent, isPast }: QueueRow): string {
  const details = [
    isCurrent ? translate('queue.isCurrent') : isPast ? translate('queue.wasPlayed') : null,
    song ? song.model : null,
    song ? formatDuration(song.durationMs) : null,
    song?.isHidden === true ? translate('marks.hiddenBadge') : null,
    song ? silenceText(song) : null,
  ].filter((detail) => detail !== null);
  const title = song ? song.title : translate('queue.gone');
  return translate('queue.rowLabel', { title, details: details.join(', ') });
}

/** The keyboard goes with the entry that it has moved: put its number into what is answered before it is moved. */
function useMovedInView(queue: Queue, grid: RefObject<GridHandle | null>): RefObject<number | null> {
  const moved = useRef<number | null>(null);
  const { walk } = queue;
  useLayoutEffect(() => {
    if (moved.current === null) return;
    grid.current?.reveal(walk.indexOf(moved.current));
    moved.current = null;
  }, [walk, grid]);
  return moved;
}
