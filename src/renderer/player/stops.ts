/** Until when playback goes on: to the end of the song, or for a time. */
export type Stop = { readonly kind: 'song' } | { readonly kind: 'time'; readonly at: number };

/** A timer that has run out lets the sound go away slowly, for whoever has fallen asleep. */
export const SLEEP_FADE_MS = 8_000;

/** Longest wait of a browser's timer that can be trusted through sleep and changes of the clock. */
const LOOK_EVERY_MS = 15_000;

export interface Stops {
  /** Has playback end then; null for never. */
  set(stop: Stop | null): void;
  current(): Stop | null;
}

export interface StopsDeps {
  /** Ends playback, going silent over so many milliseconds. */
  readonly pause: (fadeMs: number) => void;
  readonly onChange: (stop: Stop | null) => void;
  readonly now: () => number;
}

/** Watches the time at which playback is to end. The end of a song is watched by whoever plays it. */
export function createStops({ pause, onChange, now }: StopsDeps): Stops {
  let stop: Stop | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function watch(): void {
    clearTimeout(timer);
    if (stop?.kind !== 'time') return;
    const leftMs = stop.at - SLEEP_FADE_MS - now();
    if (leftMs > 0) {
      timer = setTimeout(watch, Math.min(leftMs, LOOK_EVERY_MS));
      return;
    }
    pause(SLEEP_FADE_MS);
    set(null);
  }

  function set(next: Stop | null): void {
    stop = next;
    onChange(next);
    watch();
  }

  return { set, current: () => stop };
}
