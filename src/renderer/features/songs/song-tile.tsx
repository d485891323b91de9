import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Heart } from 'lucide-react';
import type { ClipId, SongRow } from '@shared/model';
import { formatDuration } from '../../format';
import { translate } from '../../i18n';
import { usePlayerValue } from '../../player/use-player';
import type { TileMeasures } from '../../ui/row-scroll';
import { FileBadges } from './file-badges';
import { SongCover } from './song-cover';
import { newsBadges } from './song-files';
import styles from './song-tile.module.css';

/** A cover of at least 148 with eight pixels around it; under it two lines of 18. */
export const SONG_TILE: TileMeasures = { minWidth: 164, extraHeight: 46, gap: 4, inset: 10 };

export interface SongTileProps {
  readonly song: SongRow;
  readonly onPlay: (song: SongRow) => void;
  readonly onFetch: (clipId: ClipId) => void;
}

/** A song by its cover. The second line is quiet unless something is going on with the song's files. */
export function SongTile({ song, onPlay, onFetch }: SongTileProps): ReactElement {
  const isCurrent = usePlayerValue((state) => state.clipId === song.clipId);
  const details = [song.model, song.durationMs === null ? null : formatDuration(song.durationMs)];
  return (
    <>
      <SongCover song={song} size={null} onPlay={onPlay} />
      <span className={clsx(styles.title, isCurrent && styles.playing)} dir="auto">
        {song.title}
      </span>
      {/* Two words for those who are read the tile. */}{' '}
      {newsBadges(song).length > 0 ? (
        <FileBadges song={song} onFetch={onFetch} isNewsOnly />
      ) : (
        <span className={styles.details}>
          {song.isFavourite && <Heart size={11} fill="currentColor" className={styles.heart} aria-hidden />}
          {details.filter((detail) => detail !== null).join(translate('common.separator'))}
        </span>
      )}
    </>
  );
}

/** The same while tiles go by too fast to be looked at: without pictures. */
export function BriefSongTile({ song }: Pick<SongTileProps, 'song'>): ReactElement {
  return (
    <>
      <span className={styles.briefCover} />
      <span className={styles.title} dir="auto">
        {song.title}
      </span>
    </>
  );
}
