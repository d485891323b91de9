import { useEffect, useMemo, useRef, useState, type MouseEvent, type ReactElement } from 'react';
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
function starUnder({ currentTarget, clientX }: MouseEvent<HTMLElement>): SongRating {
  const { left, width } = currentTarget.getBoundingClientRect();
  const star = Math.ceil(((clientX - left) / width) * MOST_STARS);
  return Math.min(MOST_STARS, Math.max(1, star)) as SongRating;
}

export interface StarsProps {
  readonly rating: SongRating;
  readonly onChange: (rating: SongRating) => void;
}

/** By then no second press comes that would make it a double click. */
const DOUBLE_CLICK_MS = 500;

interface SinglePress {
  /** Does what a press means, unless a second one comes in time. */
  readonly await: (run: () => void) => void;
  /** Does it now: no second press can come. */
  readonly settle: () => void;
  /** The second press has come. */
  readonly forget: () => void;
}

/** What is done by a press, where a double click means something else. */
function useSinglePress(): SinglePress {
  const waiting = useRef<{ readonly run: () => void; readonly timer: number } | null>(null);
  const press = useMemo(() => {
    const take = () => {
      const taken = waiting.current;
      waiting.current = null;
      window.clearTimeout(taken?.timer);
      return taken;
    };
    return {
      await: (run: () => void) => {
        take();
        waiting.current = { run, timer: window.setTimeout(() => take()?.run(), DOUBLE_CLICK_MS) };
      },
      settle: () => {
        take()?.run();
      },
      forget: () => {
        take();
      },
    };
  }, []);
  useEffect(() => press.settle, [press]);
  return press;
}

/** Whether the row in which the stars stand is the only one that is selected. */
function isInChosenRow(element: Element): boolean {
  const chosen = element.closest('[role=grid]')?.querySelectorAll('[data-index][aria-selected=true]');
  return chosen?.length === 1 && chosen[0]?.contains(element) === true;
}

/**
 * The stars of a row in a list, set by pointer; the star that is set takes all away. They stand in the midst of rows: the press that
 * selects a row alone is the row's, and so is a double click. For the keyboard the row has keys.
 */
export function Stars({ rating, onChange }: StarsProps): ReactElement {
  const [pointed, setPointed] = useState<SongRating | null>(null);
  const [isPressed, setPressed] = useState(false);
  const singlePress = useSinglePress();
  return (
    <span
      aria-hidden
      {...(isPressed ? { 'data-grid-action': '' } : {})}
      className={styles.stars}
      onPointerMove={(event) => {
        setPointed(isInChosenRow(event.currentTarget) ? starUnder(event) : null);
      }}
      onPointerLeave={() => {
        singlePress.settle();
        setPointed(null);
        setPressed(false);
      }}
      onPointerDown={(event) => {
        setPressed(event.button === 0 && isInChosenRow(event.currentTarget));
      }}
      onClick={(event) => {
        if (event.detail > 1) {
          singlePress.forget();
          setPressed(false);
          setPointed(null);
        } else if (isPressed) {
          const star = starUnder(event);
          const next = star === rating ? 0 : star;
          setPointed(next);
          singlePress.await(() => {
            onChange(next);
          });
        }
      }}
    >
      <StarPicture rating={pointed ?? rating} />
    </span>
  );
}
