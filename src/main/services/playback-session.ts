import type { PlaybackSession } from '@shared/model';
import type { PlaybackSessionHolder } from '../ports';

export function createPlaybackSession(): PlaybackSessionHolder {
  let session: PlaybackSession | null = null;
  return {
    keep(next) {
      session = next;
    },
    current: () => session,
  };
}
