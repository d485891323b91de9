import type { Clock } from '../ports';

/** Looks at the library folder again and again while something about it is wrong, so that work goes on by itself. */
export interface FolderWatch {
  /** To be called whenever something may have become wrong or right. */
  update(): void;
  stop(): void;
}

export interface FolderWatchDeps {
  readonly clock: Clock;
  /** Whether the folder, or what has to stand in it, is not as it should be. */
  readonly isTroubled: () => boolean;
  readonly look: () => void;
}

const LOOK_EVERY_MS = 15_000;

export function createFolderWatch({ clock, isTroubled, look }: FolderWatchDeps): FolderWatch {
  let cancel: (() => void) | null = null;

  function update(): void {
    if (!isTroubled()) {
      stop();
      return;
    }
    cancel ??= clock.schedule(() => {
      cancel = null;
      look();
      update();
    }, LOOK_EVERY_MS);
  }

  function stop(): void {
    cancel?.();
    cancel = null;
  }

  return { update, stop };
}
