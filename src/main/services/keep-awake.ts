import type { PlaybackReport } from '@shared/system';
import type { WakeLock, WakeNeed } from '../ports';

/** Music keeps the machine awake while it plays, a picture that is shown large its screen too. A pause keeps nothing. */
export function wakeNeed({ isPlaying, isVideoLarge }: PlaybackReport): WakeNeed {
  if (!isPlaying) return 'none';
  return isVideoLarge ? 'picture' : 'awake';
}

export interface KeepAwake {
  update(report: PlaybackReport): void;
  stop(): void;
}

export function createKeepAwake(wakeLock: WakeLock): KeepAwake {
  let kept: WakeNeed = 'none';
  function keep(need: WakeNeed): void {
    if (need === kept) return;
    kept = need;
    wakeLock.keep(need);
  }
  return {
    update: (report) => keep(wakeNeed(report)),
    stop: () => keep('none'),
  };
}
