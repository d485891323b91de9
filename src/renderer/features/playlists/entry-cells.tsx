import type { ReactElement } from 'react';
import { Music2 } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { PlaylistEntry, SongRow } from '@shared/model';
import { formatDate, formatDuration, formatFullDate, formatNumber } from '../../format';
import { translate } from '../../i18n';
import { isPlayable, presentAsset } from '../../player/playable';
import { usePlayerValue } from '../../player/use-player';
import { Cover } from '../../ui/cover';
import type { GridColumn } from '../../ui/grid-columns';
import { BriefTitle, TitleLines } from '../../ui/title-lines';
import styles from './entry-cells.module.css';

/** What an entry is called: as its song, or as that was called when it was put in. */
export function entryTitle({ song, title }: PlaylistEntry): string {
  if (song !== null) return song.title;
  return title === '' ? translate('playlists.goneUntitled') : title;
}

/**
 * The columns of a playlist.
 *
 * @param digits of the largest number of an entry
 */
export function entryColumns(digits: number, t: TFunction): readonly GridColumn<PlaylistEntry>[] {
  return [
    {
      key: 'number',
      header: t('playlists.column.number'),
      isHeaderHidden: true,
      width: `${Math.max(2, digits) * 8}px`,
      align: 'end',
      render: (_entry, index) => <span className={styles.number}>{formatNumber(index + 1)}</span>,
    },
    {
      key: 'title',
      header: t('playlists.column.title'),
      width: 'minmax(0, 1fr)',
      minWidth: 200,
      isHeaderBesideCover: true,
      render: (entry) => <EntryTitle entry={entry} />,
      renderBrief: (entry) => <BriefTitle title={entryTitle(entry)} />,
    },
    quiet(t, 'model', '90px', 2, (song) => song.model),
    quiet(t, 'duration', '56px', 3, (song) => formatDuration(song.durationMs)),
    quiet(
      t,
      'created',
      '82px',
      1,
      (song) => formatDate(song.createdAt),
      (song) => formatFullDate(song.createdAt),
    ),
  ];
}

/** What stands back behind the title; a dash where nothing is known. */
function quiet(
  t: TFunction,
  key: 'model' | 'duration' | 'created',
  width: string,
  dropOrder: number,
  textOf: (song: SongRow) => string | null,
  hintOf?: (song: SongRow) => string,
): GridColumn<PlaylistEntry> {
  return {
    key,
    header: t(`playlists.column.${key}`),
    width,
    minWidth: Number.parseInt(width, 10),
    dropOrder,
    render: ({ song }) => (
      <span className={styles.quiet} title={song === null ? undefined : hintOf?.(song)}>
        {(song === null ? null : textOf(song)) ?? translate('common.none')}
      </span>
    ),
  };
}

function EntryTitle({ entry }: { readonly entry: PlaylistEntry }): ReactElement {
  const { t } = useTranslation();
  const { song, clipId } = entry;
  const isPlaying = usePlayerValue((state) => state.clipId === clipId);
  if (song === null) {
    return (
      <>
        <span className={styles.goneCover} aria-hidden>
          <Music2 size={16} />
        </span>
        <TitleLines
          title={entryTitle(entry)}
          detail={t('playlists.gone')}
          tone="quiet"
          hint={t('playlists.goneHint')}
        />
      </>
    );
  }
  const cover = presentAsset(song, 'cover');
  return (
    <>
      <Cover
        clipId={clipId}
        hasCover={cover !== null}
        version={cover?.version ?? null}
        size={40}
        className={styles.cover}
      />
      <TitleLines
        title={song.title}
        mark={song.isHidden ? t('marks.hiddenBadge') : undefined}
        detail={song.subtitle}
        tone={!isPlayable(song) ? 'quiet' : isPlaying ? 'current' : 'plain'}
      />
    </>
  );
}
