import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type RefObject,
} from 'react';
import { ChevronDown, ChevronUp, ListEnd, ListMinus, ListStart, ListMusic, Play, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId } from '@shared/model';
import { formatDuration } from '../../format';
import { translate } from '../../i18n';
import { songAt, type Queue } from '../../player/queue';
import { useShowInList } from '../../player/show-in-list';
import { player } from '../../player/use-player';
import { notifyFailure } from '../../shell/failure-text';
import { dragSongs, moveSongs } from '../../shell/song-drag';
import { SongDropArea } from '../../shell/song-drop-area';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-columns';
import type { GridHandle } from '../../ui/grid-props';
import { NOTHING, isSelected, these, type Selection } from '../../ui/grid-selection';
import { ContextMenu, type ContextMenuAnchor, type MenuItem } from '../../ui/menu';
import { VirtualGrid } from '../../ui/virtual-grid';
import { dropInQueue, moveEntries, moveNext, removeEntries, songsOf } from './queue-actions';
import { QueuedSong } from './queued-song';
import { useSongRows, type KnownSong } from './use-song-rows';
import styles from './queue-panel.module.css';

/** One entry of the queue as a row. */
interface QueueRow {
  readonly entry: number;
  readonly place: number;
  readonly clipId: ClipId;
  readonly song: KnownSong;
  readonly isCurrent: boolean;
  readonly isPast: boolean;
}

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly row: QueueRow | null;
}

/** The whole queue: what was before, what plays, and what comes. */
export function QueueList({ queue }: { readonly queue: Queue }): ReactElement {
  const { t } = useTranslation();
  const grid = useRef<GridHandle>(null);
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
  useCurrentInView(queue, grid);
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

  return (
    <>
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
            const isByKey = event.button !== 2 && event.clientX === 0 && event.clientY === 0;
            const at = (event.target as HTMLElement).closest('[data-index]');
            setMenu({ anchor: isByKey && at ? at : { x: event.clientX, y: event.clientY }, row });
          }}
          onRowKeyDown={(event, row) => {
            if (row === undefined) return;
            const entries = entriesOf(row);
            if (event.key === 'Delete' || event.key === 'Backspace') {
              event.preventDefault();
              removeEntries(entries);
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
      <ContextMenu
        anchor={menu.anchor}
        label={t('queue.menu.label')}
        items={menu.row === null ? [] : menuOf(menu.row)}
        onClose={() => {
          setMenu((last) => ({ ...last, anchor: null }));
        }}
      />
    </>
  );

  function menuOf(row: QueueRow): readonly MenuItem[] {
    const entries = entriesOf(row);
    const { walk } = queue;
    return [
      {
        label: t('queue.menu.play'),
        icon: Play,
        shortcut: 'Enter',
        isDisabled: row.song === null,
        onSelect: () => {
          player.playPlace(row.place);
        },
      },
      {
        label: t('queue.menu.playNext'),
        icon: ListStart,
        isDisabled: row.isCurrent && entries.size === 1,
        onSelect: () => {
          moveNext(queue, entries);
        },
      },
      { kind: 'separator' },
      {
        label: t('queue.menu.moveUp'),
        icon: ChevronUp,
        shortcut: 'Alt+Up',
        isDisabled: walk[0] === row.entry,
        onSelect: () => {
          moveEntries(queue, entries, -1);
        },
      },
      {
        label: t('queue.menu.moveDown'),
        icon: ChevronDown,
        shortcut: 'Alt+Down',
        isDisabled: walk.at(-1) === row.entry,
        onSelect: () => {
          moveEntries(queue, entries, 1);
        },
      },
      { kind: 'separator' },
      {
        label: t('queue.menu.showInList'),
        icon: Search,
        isDisabled: row.song === null,
        onSelect: () => {
          showInList(row.clipId);
        },
      },
      {
        label: t('queue.menu.addToQueue'),
        icon: ListEnd,
        onSelect: () => {
          player.enqueue([row.clipId], 'end');
        },
      },
      {
        label: t('queue.menu.remove', { count: entries.size }),
        icon: ListMinus,
        shortcut: 'Delete',
        onSelect: () => {
          removeEntries(entries);
        },
      },
    ];
  }
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

/** Whoever opens the queue wants to see what comes; whoever has scrolled in it is left alone. */
function useCurrentInView(queue: Queue, grid: RefObject<GridHandle | null>): void {
  const { at } = queue;
  const isOpened = useRef(false);
  useEffect(() => {
    if (isOpened.current) return;
    isOpened.current = true;
    grid.current?.reveal(at, 'center');
  }, [at, grid]);
}
