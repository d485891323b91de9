import type { ReactElement } from 'react';
import type { SongRow } from '@shared/model';
import { setFavourite, setRating } from '../../shell/song-notes';
import { Heartlet } from '../../ui/heart-button';
import { Stars } from '../../ui/stars';

interface RowNoteProps {
  readonly song: SongRow;
}

/** Whether a song of a list is a favourite. */
export function RowHeart({ song: { clipId, isFavourite } }: RowNoteProps): ReactElement {
  return (
    <Heartlet
      isFavourite={isFavourite}
      onChange={(isWanted) => {
        setFavourite([clipId], isWanted, { isShown: true });
      }}
    />
  );
}

/** The stars of a song of a list. */
export function RowStars({ song: { clipId, rating } }: RowNoteProps): ReactElement {
  return (
    <Stars
      rating={rating}
      onChange={(stars) => {
        setRating([clipId], stars, { isShown: true });
      }}
    />
  );
}
