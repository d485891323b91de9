import type { ReactElement } from 'react';
import clsx from 'clsx';
import type { SongRow } from '@shared/model';
import { usePlayerValue } from '../../player/use-player';
import { translate } from '../../i18n';
import { BriefStars } from '../../ui/stars';
import { TitleLines } from '../../ui/title-lines';
import { RowHeart, RowStars } from './row-notes';
import { SongCover } from './song-cover';
import styles from './song-title.module.css';

export interface SongTitleProps {
  readonly song: SongRow;
  /** Plays the song, or stops and goes on where it is the one that plays. */
  readonly onPlay: (song: SongRow) => void;
  /** What is noted has no column of its own, and stands here. */
  readonly hasHeart: boolean;
  readonly hasStars: boolean;
}

/** Cover, title and what the song is about. */
export function SongTitle({ song, onPlay, hasHeart, hasStars }: SongTitleProps): ReactElement {
  const isCurrent = usePlayerValue((state) => state.clipId === song.clipId);
  return (
    <span className={styles.whole}>
      <SongCover song={song} size={40} onPlay={onPlay} />
      <TitleLines
        title={song.title}
        mark={song.isHidden ? translate('marks.hiddenBadge') : undefined}
        detail={song.subtitle}
        tone={isCurrent ? 'current' : 'plain'}
      />
      {hasStars && (
        <span className={clsx(styles.note, styles.stars, song.rating > 0 && styles.set)}>
          <RowStars song={song} />
        </span>
      )}
      {hasStars && song.rating > 0 && <BriefStars rating={song.rating} className={styles.briefStars} />}
      {hasHeart && (
        <span className={clsx(styles.note, song.isFavourite && styles.set)}>
          <RowHeart song={song} />
        </span>
      )}
    </span>
  );
}
