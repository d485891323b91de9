import { useEffect } from 'react';
import { invoke } from '../bridge';
import { countPlays } from './play-count';
import { player } from './use-player';

/** Has the library know which songs were heard. One that could not be noted is no matter for a notice. */
export function usePlayCount(): void {
  useEffect(
    () =>
      countPlays({
        player,
        now: () => performance.now(),
        onHeard(clipId) {
          invoke('songs.notePlayed', { clipId }).catch(console.error);
        },
      }),
    [],
  );
}
