import type { ReactElement } from 'react';
import clsx from 'clsx';
import type { SongRow } from '@shared/model';
import { usePlayerValue } from '../../player/use-player';
import { SongCover } from './song-cover';
import styles from './song-title.module.css';

export interface SongTitleProps {
  readonly song: SongRow;
  /** Plays the song, or stops and goes on where it is the one that plays. */
  readonly onPlay: (song: SongRow) => void;
}

/** Cover, title and what the song is about. */
export function SongTitle({ song, onPlay }: SongTitleProps): ReactElement {
  const isCurrent = usePlayerValue((state) => state.clipId === song.clipId);
  return (
    <>
      <SongCover song={song} size={40} onPlay={onPlay} />
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

/** The same while rows go by too fast to be read: without pictures, and without what stands back. */
export function BriefSongTitle({ song }: { readonly song: SongRow }): ReactElement {
  return (
    <>
      <span className={styles.briefCover} />
      <span className={clsx(styles.words, styles.title)}>{song.title}</span>
    </>
  );
}
