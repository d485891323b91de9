import type { ReactElement } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import type { ClipId } from '@shared/model';
import { presentAsset } from '../../player/playable';
import { usePlayerValue } from '../../player/use-player';
import { Cover } from '../../ui/cover';
import { Equaliser } from '../../ui/equaliser';
import type { KnownSong } from './use-song-rows';
import styles from './queued-song.module.css';

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
  const detail = song ? (song.model ?? song.subtitle) : '';
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
      <span className={styles.words}>
        <span
          className={clsx(styles.title, isCurrent && styles.current, song === null && styles.gone)}
          dir="auto"
        >
          {song === null ? t('queue.gone') : (song?.title ?? '')}
        </span>
        {detail !== '' && (
          <span className={styles.detail} dir="auto">
            {detail}
          </span>
        )}
      </span>
    </div>
  );
}
