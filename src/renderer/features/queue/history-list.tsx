import { useCallback, useMemo, useState, useSyncExternalStore, type ReactElement } from 'react';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId } from '@shared/model';
import { formatPast } from '../../format';
import { translate } from '../../i18n';
import { enqueueSongs } from '../../player/player-actions';
import { useShowInList } from '../../player/show-in-list';
import { player } from '../../player/use-player';
import { useSnapshot } from '../../query';
import { takeSelectionKey } from '../../shell/selection-keys';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-columns';
import { isSelected, NOTHING, type Selection } from '../../ui/grid-selection';
import { ContextMenu, type ContextMenuAnchor, type MenuItem } from '../../ui/menu';
import { menuAnchor, ROW_PLACE } from '../../ui/menu-anchor';
import { VirtualGrid } from '../../ui/virtual-grid';
import { playedMenu } from './played-menu';
import { QueuedSong } from './queued-song';
import { useSongRows, type KnownSong } from './use-song-rows';
import styles from './queue-panel.module.css';

interface PlayedRow {
  readonly place: number;
  readonly clipId: ClipId;
  readonly at: number;
  readonly song: KnownSong;
}

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly items: readonly MenuItem[];
}

/** What was played, the last first. A song of it is played right away, and the queue goes on behind it. */
export function HistoryList(): ReactElement {
  const { t } = useTranslation();
  const history = useSyncExternalStore(player.subscribe, player.history);
  const { playlists } = useSnapshot();
  const showInList = useShowInList();
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, items: [] });
  const [selection, setSelection] = useState<Selection<number>>(NOTHING);
  const idAt = useCallback((place: number) => history[place]?.clipId ?? null, [history]);
  const { songAt, onRangeChange } = useSongRows(idAt, history.length);
  const getRow = useCallback(
    (place: number): PlayedRow | undefined => {
      const played = history[place];
      const song = songAt(place);
      return played === undefined || song === undefined ? undefined : { ...played, place, song };
    },
    [history, songAt],
  );
  const columns = useMemo<readonly GridColumn<PlayedRow>[]>(
    () => [
      {
        key: 'song',
        header: t('queue.column.song'),
        width: 'minmax(0, 1fr)',
        minWidth: 120,
        render: ({ clipId, song }) => (
          <QueuedSong clipId={clipId} song={song} isCurrent={false} isPast={false} />
        ),
      },
      {
        key: 'played',
        header: t('queue.column.played'),
        width: '92px',
        align: 'end',
        render: ({ at }) => <span className={styles.duration}>{formatPast(at)}</span>,
      },
    ],
    [t],
  );
  /** The songs that are selected, each once, or where the row is none of them its own. */
  const songsFor = (row: PlayedRow): readonly ClipId[] => {
    if (!isSelected(selection, row.at)) return [row.clipId];
    return [...new Set(history.filter(({ at }) => isSelected(selection, at)).map(({ clipId }) => clipId))];
  };
  return (
    <>
      <VirtualGrid<PlayedRow, number>
        label={t('queue.historyGrid')}
        isHeadHidden
        columns={columns}
        rowCount={history.length}
        getRow={getRow}
        getKey={({ at }) => at}
        getRowLabel={rowLabel}
        pendingRowLabel={t('queue.pendingRow')}
        onRangeChange={onRangeChange}
        selection={selection}
        onSelectionChange={setSelection}
        loadKeys={async (first, last) => history.slice(first, last + 1).map(({ at }) => at)}
        onActivate={({ clipId }) => {
          player.playNow([clipId]);
        }}
        onContextMenu={(row, event) => {
          event.preventDefault();
          const anchor = menuAnchor(event, ROW_PLACE);
          setMenu({ anchor, items: playedMenu(row.song, songsFor(row), playlists, showInList) });
        }}
        onRowKeyDown={(event, row) => {
          if (row === undefined) return;
          const isEnqueuing = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (isEnqueuing) enqueueSongs(songsFor(row), event.shiftKey ? 'end' : 'next');
          else if (!takeSelectionKey(event.nativeEvent, () => songsFor(row))) return;
          event.preventDefault();
        }}
        empty={
          <EmptyState
            icon={History}
            title={t('queue.emptyHistory.title')}
            text={t('queue.emptyHistory.text')}
          />
        }
      />
      <ContextMenu
        anchor={menu.anchor}
        label={t('queue.menu.played')}
        items={menu.items}
        onClose={() => {
          setMenu((last) => ({ ...last, anchor: null }));
        }}
      />
    </>
  );
}

function rowLabel({ song, at }: PlayedRow): string {
  const title = song ? song.title : translate('queue.gone');
  return translate('queue.rowLabel', { title, details: formatPast(at) });
}
