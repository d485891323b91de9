import { useState, type PointerEvent, type ReactElement } from 'react';
import clsx from 'clsx';
import type { SongRating } from '@shared/model';
import { MOST_STARS, STAR_PATHS, STAR_SIZE } from './star-shape';
import styles from './rating.module.css';

/** The picture of a rating. */
export function StarPicture({ rating }: { readonly rating: number }): ReactElement {
  const width = MOST_STARS * STAR_SIZE;
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${width} ${STAR_SIZE}`}
      width={width}
      height={STAR_SIZE}
      aria-hidden
    >
      <path d={STAR_PATHS[MOST_STARS]} className={styles.empty} />
      <path d={STAR_PATHS[rating]} className={styles.full} />
    </svg>
  );
}

/** A rating in the room of one star. */
export function BriefStars({
  rating,
  className,
}: {
  readonly rating: SongRating;
  readonly className: string | undefined;
}): ReactElement {
  return (
    <span aria-hidden className={clsx(styles.brief, className)}>
      {rating}
      <svg viewBox={`0 0 ${STAR_SIZE} ${STAR_SIZE}`} width={STAR_SIZE} height={STAR_SIZE}>
        <path d={STAR_PATHS[1]} className={styles.full} />
      </svg>
    </span>
  );
}

/** Which star the pointer is on, 1 to 5. */
function starUnder({ currentTarget, clientX }: PointerEvent<HTMLElement>): SongRating {
  const { left, width } = currentTarget.getBoundingClientRect();
  const star = Math.ceil(((clientX - left) / width) * MOST_STARS);
  return Math.min(MOST_STARS, Math.max(1, star)) as SongRating;
}

export interface StarsProps {
  readonly rating: SongRating;
  readonly onChange: (rating: SongRating) => void;
}

/** The stars of a row in a list, set by pointer; the star that is set takes all away. For the keyboard the row has keys. */
export function Stars({ rating, onChange }: StarsProps): ReactElement {
  const [pointed, setPointed] = useState<SongRating | null>(null);
  return (
    <span
      aria-hidden
      data-grid-action=""
      className={styles.stars}
      onPointerMove={(event) => {
        setPointed(starUnder(event));
      }}
      onPointerLeave={() => {
        setPointed(null);
      }}
      onPointerUp={(event) => {
        if (event.button !== 0) return;
        const star = starUnder(event);
        setPointed(null);
        onChange(star === rating ? 0 : star);
      }}
    >
      <StarPicture rating={pointed ?? rating} />
    </span>
  );
}
