import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Pause, Play } from 'lucide-react';
import type { SongRow } from '@shared/model';
import { isPlayable, presentAsset } from '../../player/playable';
import { usePlayerValue } from '../../player/use-player';
import { Cover } from '../../ui/cover';
import { Equaliser } from './equaliser';
import styles from './song-title.module.css';

export interface SongTitleProps {
  readonly song: SongRow;
  /** Plays the song, or stops and goes on where it is the one that plays. */
  readonly onPlay: (song: SongRow) => void;
}

/** Cover, title and what the song is about. The cover plays by pointer; for the keyboard the whole row does. */
export function SongTitle({ song, onPlay }: SongTitleProps): ReactElement {
  const isCurrent = usePlayerValue((state) => state.clipId === song.clipId);
  const isMoving = usePlayerValue((state) => state.clipId === song.clipId && state.isPlaying);
  const cover = presentAsset(song, 'cover');
  const Icon = isMoving ? Pause : Play;
  return (
    <>
      <span
        className={clsx(styles.cover, isCurrent && styles.current)}
        data-grid-action={isPlayable(song) ? '' : undefined}
        aria-hidden
        onClick={
          isPlayable(song)
            ? () => {
                onPlay(song);
              }
            : undefined
        }
      >
        <Cover clipId={song.clipId} hasCover={cover !== null} version={cover?.sha256 ?? null} size={40} />
        {isCurrent && (
          <span className={styles.veil}>
            <Equaliser isMoving={isMoving} />
          </span>
        )}
        {isPlayable(song) && (
          <span className={clsx(styles.veil, styles.play)}>
            <Icon size={16} fill="currentColor" />
          </span>
        )}
      </span>
      <span className={styles.words}>
        <span className={clsx(styles.title, isCurrent && styles.playing)} dir="auto">
          {song.title}
        </span>
        {song.subtitle !== '' && (
          <span className={styles.subtitle} dir="auto">
            {song.subtitle}
          </span>
        )}
      </span>
    </>
  );
}
