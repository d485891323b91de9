import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { SONG_RATINGS, type SongRating } from '@shared/model';
import { translate } from '../i18n';
import { MOST_STARS } from './star-shape';
import { StarPicture } from './stars';
import { VisuallyHidden } from './visually-hidden';
import styles from './rating.module.css';

export interface RatingProps {
  readonly label: string;
  /** Null where several things are rated in several ways. */
  readonly value: SongRating | null;
  readonly onChange: (rating: SongRating) => void;
}

/** The rating after a key; null when the key means none. */
export function ratingAfter(key: string, rating: SongRating): SongRating | null {
  const to = (stars: number) => Math.min(MOST_STARS, Math.max(0, stars)) as SongRating;
  if (/^[0-5]$/.test(key)) return Number(key) as SongRating;
  if (key === 'ArrowRight' || key === 'ArrowUp') return to(rating + 1);
  if (key === 'ArrowLeft' || key === 'ArrowDown') return to(rating - 1);
  if (key === 'Home' || key === 'Delete' || key === 'Backspace') return 0;
  return key === 'End' ? MOST_STARS : null;
}

/**
 * A choice of stars: one stop of the keyboard, arrows and digits set it, 0 takes all away. A press on the star that is
 * set does so too.
 */
export function Rating({ label, value, onChange }: RatingProps): ReactElement {
  const options = useRef<(HTMLSpanElement | null)[]>([]);
  const set = (rating: SongRating) => {
    options.current[rating]?.focus();
    if (rating !== value) onChange(rating);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = ratingAfter(event.key, value ?? 0);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    set(next);
  };
  return (
    <span role="radiogroup" aria-label={label} className={styles.rating} onKeyDown={onKeyDown}>
      <StarPicture rating={value ?? 0} />
      {SONG_RATINGS.map((rating) => (
        <span
          key={rating}
          ref={(element) => {
            options.current[rating] = element;
          }}
          role="radio"
          aria-checked={value === rating}
          tabIndex={rating === (value ?? 0) ? 0 : -1}
          className={rating === 0 ? styles.none : styles.option}
          onClick={() => {
            set(rating === value ? 0 : rating);
          }}
        >
          <VisuallyHidden>{ratingText(rating)}</VisuallyHidden>
        </span>
      ))}
    </span>
  );
}

/** A rating in words: `4 stars`. */
export function ratingText(rating: SongRating): string {
  return rating === 0 ? translate('marks.rating.none') : translate('marks.rating.stars', { count: rating });
}
