import type { ReactElement } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import type { ClipId, SongRow } from '@shared/model';
import { translate } from '../../i18n';
import { isPlayable, presentAsset, whySilent } from '../../player/playable';
import { usePlayerValue } from '../../player/use-player';
import { Cover } from '../../ui/cover';
import { Equaliser } from '../../ui/equaliser';
import { TitleLines } from '../../ui/title-lines';
import type { KnownSong } from './use-song-rows';
import styles from './queued-song.module.css';

/** Why the song will be passed over; null where it plays. */
export function silenceText(song: SongRow): string | null {
  return isPlayable(song) ? null : translate(`queue.silent.${whySilent(song)}`);
}

export interface QueuedSongProps {
  readonly clipId: ClipId;
  readonly song: KnownSong;
  readonly isCurrent: boolean;
  /** It stands before what plays. */
  readonly isPast: boolean;
}

/** Cover, title and model of a song of the queue. */
export function QueuedSong({ clipId, song, isCurrent, isPast }: QueuedSongProps): ReactElement {
  const { t } = useTranslation();
  const isMoving = usePlayerValue((state) => isCurrent && state.isPlaying);
  const cover = song ? presentAsset(song, 'cover') : null;
  const isSilent = song ? !isPlayable(song) : song === null;
  return (
    <div className={clsx(styles.song, isPast && styles.past)}>
      <span className={styles.cover} aria-hidden>
        <Cover clipId={clipId} hasCover={cover !== null} version={cover?.version ?? null} size={40} />
        {isCurrent && (
          <span className={styles.veil}>
            <Equaliser isMoving={isMoving} />
          </span>
        )}
      </span>
      <TitleLines
        title={song === null ? t('queue.gone') : (song?.title ?? '')}
        mark={song?.isHidden === true ? t('marks.hiddenBadge') : undefined}
        detail={song ? (silenceText(song) ?? song.model ?? song.subtitle) : ''}
        tone={isCurrent ? 'current' : isPast || isSilent ? 'quiet' : 'plain'}
      />
    </div>
  );
}
