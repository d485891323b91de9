import { useCallback, useMemo, useState, useSyncExternalStore, type ReactElement } from 'react';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId } from '@shared/model';
import { formatPast } from '../../format';
import { translate } from '../../i18n';
import { player } from '../../player/use-player';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-columns';
import { NOTHING, type Selection } from '../../ui/grid-selection';
import { VirtualGrid } from '../../ui/virtual-grid';
import { QueuedSong } from './queued-song';
import { useSongRows, type KnownSong } from './use-song-rows';
import styles from './queue-panel.module.css';

interface PlayedRow {
  readonly place: number;
  readonly clipId: ClipId;
  readonly at: number;
  readonly song: KnownSong;
}

/** What was played, the last first. A song of it is played right away, and the queue goes on behind it. */
export function HistoryList(): ReactElement {
  const { t } = useTranslation();
  const history = useSyncExternalStore(player.subscribe, player.history);
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
  return (
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
      empty={
        <EmptyState
          icon={History}
          title={t('queue.emptyHistory.title')}
          text={t('queue.emptyHistory.text')}
        />
      }
    />
  );
}

function rowLabel({ song, at }: PlayedRow): string {
  const title = song ? song.title : translate('queue.gone');
  return translate('queue.rowLabel', { title, details: formatPast(at) });
}
