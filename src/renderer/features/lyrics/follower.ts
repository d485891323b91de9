import { lineElement, placeOfLine } from './line-pages';
import { lineAt, untilNext, wordsBegun, type Timeline } from './timeline';

/** These keys scroll, so a hand is on it. */
const SCROLL_KEYS = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown']);

export interface FollowerOptions {
  /** What scrolls; lines stand in it as `[data-line="<index>"]`. */
  readonly view: HTMLElement;
  readonly timeline: Timeline;
  readonly positionMs: () => number;
  readonly currentClass: string;
  /** Of words of the current line: those that have begun. */
  readonly sungClass: string;
  /** Where in the view the current line comes to rest, from 0 at its top to 1; null: the view is not scrolled. */
  readonly restAt: number | null;
  /** Someone scrolled by hand, or the view is back with the music. */
  readonly onDetached: (isDetached: boolean) => void;
}

export interface Follower {
  /** Moves to the line that is sung now; answers how long it is until the next one, null after the last. */
  readonly update: () => number | null;
  /** Goes back to the current line and follows again. */
  readonly attach: () => void;
  readonly end: () => void;
}

/**
 * Moves one class from line to line with the music, another from word to word where words have times, and keeps the line in
 * view. It works on the page itself: React draws the words once per song.
 */
export function createFollower(options: FollowerOptions): Follower {
  const { view, timeline, currentClass } = options;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  let current: number | null = null;
  let shown: HTMLElement | null = null;
  /** The current line's words that have times. */
  let words: readonly HTMLElement[] = [];
  let isDetached = false;

  function scrollToCurrent(behavior: ScrollBehavior): void {
    if (options.restAt === null) return;
    const place = shown ?? (current === null ? null : placeOfLine(view, current));
    const top = place ? place.offsetTop - view.clientHeight * options.restAt : 0;
    view.scrollTo({ top, behavior: calm.matches ? 'instant' : behavior });
  }

  function mark(index: number | null): void {
    shown?.classList.remove(currentClass);
    shown?.removeAttribute('aria-current');
    markWords(0);
    shown = index === null ? null : lineElement(view, index);
    shown?.classList.add(currentClass);
    shown?.setAttribute('aria-current', 'true');
    words = [...(shown?.querySelectorAll<HTMLElement>('[data-word]') ?? [])];
  }

  function markWords(count: number): void {
    words.forEach((word, index) => {
      word.classList.toggle(options.sungClass, index < count);
    });
  }

  function update(): number | null {
    const positionMs = options.positionMs();
    const next = lineAt(timeline, positionMs);
    // A line far from what was seen is drawn a moment after its place is.
    const isNewlyDrawn = next !== null && shown?.isConnected !== true && lineElement(view, next) !== null;
    if (next !== current || isNewlyDrawn) {
      current = next;
      mark(next);
      if (!isDetached) scrollToCurrent('smooth');
    }
    if (words.length > 0) markWords(wordsBegun(timeline, positionMs));
    return untilNext(timeline, positionMs);
  }

  function detach(): void {
    if (isDetached || timeline.starts.length === 0) return;
    isDetached = true;
    options.onDetached(true);
  }

  const controller = new AbortController();
  const listening = { signal: controller.signal, passive: true } as const;
  view.addEventListener('wheel', detach, listening);
  view.addEventListener('touchmove', detach, listening);
  view.addEventListener(
    'keydown',
    (event) => {
      if (SCROLL_KEYS.has(event.key)) detach();
    },
    listening,
  );
  view.addEventListener(
    'pointerdown',
    (event) => {
      // Beside the content is only the scroll bar.
      if (event.target === view && event.offsetX >= view.clientWidth) detach();
    },
    listening,
  );

  current = lineAt(timeline, options.positionMs());
  mark(current);
  markWords(wordsBegun(timeline, options.positionMs()));
  scrollToCurrent('instant');

  return {
    update,
    attach() {
      isDetached = false;
      options.onDetached(false);
      scrollToCurrent('smooth');
    },
    end() {
      controller.abort();
      mark(null);
    },
  };
}
