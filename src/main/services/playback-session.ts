import type { PlaybackSession } from '@shared/model';

/** Holds how songs are played while the program runs: its window may be opened anew. */
export interface PlaybackSessionHolder {
  keep(session: PlaybackSession): void;
  /** What was kept last; null before that. */
  current(): PlaybackSession | null;
}

export function createPlaybackSession(): PlaybackSessionHolder {
  let session: PlaybackSession | null = null;
  return {
    keep(next) {
      session = next;
    },
    current: () => session,
  };
}
