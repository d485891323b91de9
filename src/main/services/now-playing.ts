import type { PlaybackReport } from '@shared/system';

/** What the player of the window does, as the window tells it. */
export interface NowPlaying {
  current(): PlaybackReport;
  report(report: PlaybackReport): void;
  /** There is no window any more that could play. */
  forget(): void;
}

export const NOTHING_PLAYS: PlaybackReport = {
  clipId: null,
  title: '',
  isPlaying: false,
  hasNext: false,
  hasPrevious: false,
  isVideoLarge: false,
};

/** @param onChange called when a value of the report is another one than before */
export function createNowPlaying(onChange: (report: PlaybackReport) => void): NowPlaying {
  let current = NOTHING_PLAYS;

  function take(next: PlaybackReport): void {
    const names = Object.keys(next) as (keyof PlaybackReport)[];
    if (names.every((name) => next[name] === current[name])) return;
    current = next;
    onChange(next);
  }

  return {
    current: () => current,
    report: take,
    forget: () => take(NOTHING_PLAYS),
  };
}
