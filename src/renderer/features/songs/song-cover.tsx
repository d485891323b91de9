import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Pause, Play } from 'lucide-react';
import type { SongRow } from '@shared/model';
import { isPlayable, presentAsset } from '../../player/playable';
import { usePlayerValue } from '../../player/use-player';
import { Cover } from '../../ui/cover';
import { Equaliser } from '../../ui/equaliser';
import styles from './song-cover.module.css';

export interface SongCoverProps {
  readonly song: SongRow;
  /** Edge in pixels; null: as wide as what it stands in. */
  readonly size: number | null;
  /** Plays the song, or stops and goes on where it is the one that plays. */
  readonly onPlay: (song: SongRow) => void;
}

/** The cover of a song, which plays by pointer; for the keyboard the whole row does. */
export function SongCover({ song, size, onPlay }: SongCoverProps): ReactElement {
  const isCurrent = usePlayerValue((state) => state.clipId === song.clipId);
  const isMoving = usePlayerValue((state) => state.clipId === song.clipId && state.isPlaying);
  const cover = presentAsset(song, 'cover');
  const Icon = isMoving ? Pause : Play;
  const isLarge = size === null;
  const play = isPlayable(song) && {
    'data-grid-action': '',
    onClick: () => {
      onPlay(song);
    },
  };
  return (
    <span
      className={clsx(styles.cover, isLarge && styles.large, isCurrent && styles.current)}
      aria-hidden
      // A large cover is also where a hand takes hold of the tile: only its button plays.
      {...(!isLarge && play)}
    >
      <Cover clipId={song.clipId} hasCover={cover !== null} version={cover?.version ?? null} size={size} />
      {isCurrent && (
        <span className={clsx(styles.veil, styles.playing)}>
          <Equaliser isMoving={isMoving} />
        </span>
      )}
      {play && (
        <span className={clsx(styles.veil, styles.play)} {...(isLarge && play)}>
          <Icon size={isLarge ? 20 : 16} fill="currentColor" />
        </span>
      )}
    </span>
  );
}
