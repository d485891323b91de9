import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { ClipId } from '@shared/model';
import { useSelectedSong } from '../../navigation';
import { usePlayerValue } from '../../player/use-player';

/** The song that the list has selected and the one that is in the player. */
export interface SongsInSight {
  readonly selected: ClipId | null;
  readonly playing: ClipId | null;
}

/**
 * Whether the words follow what plays after a step. Choosing another song by hand ends it; playing the chosen one, or
 * choosing the one that plays, begins it again.
 */
export function followsAfter(isFollowing: boolean, before: SongsInSight, now: SongsInSight): boolean {
  const { selected, playing } = now;
  const isNewChoice = before.selected !== selected;
  const isNewInPlayer = playing !== null && before.playing !== playing;
  if (selected === playing && (isNewChoice || isNewInPlayer)) return true;
  if (isNewChoice && selected !== null && playing !== null) return false;
  return isFollowing;
}

let isFollowing = true;
const listeners = new Set<() => void>();

function setFollowing(next: boolean): void {
  if (next === isFollowing) return;
  isFollowing = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function useSongsInSight(): SongsInSight {
  const [selected] = useSelectedSong();
  const playing = usePlayerValue((state) => state.clipId);
  return { selected, playing };
}

/** Keeps up with choices and with what plays also while the panel is closed; once in the window. */
export function useShownSongTracking(): void {
  const { selected, playing } = useSongsInSight();
  const before = useRef<SongsInSight>({ selected, playing });
  // Before anything is painted: the panel must not show the wrong words for a moment.
  useLayoutEffect(() => {
    setFollowing(followsAfter(isFollowing, before.current, { selected, playing }));
    before.current = { selected, playing };
  }, [selected, playing]);
}

/** Which song's words are shown: while it follows, the one that plays. */
export function useShownSong(): {
  readonly clipId: ClipId | null;
  readonly isFollowing: boolean;
  readonly setFollowing: (isFollowing: boolean) => void;
} {
  const { selected, playing } = useSongsInSight();
  const follows = useSyncExternalStore(subscribe, () => isFollowing);
  const clipId = follows ? (playing ?? selected) : (selected ?? playing);
  return { clipId, isFollowing: follows, setFollowing };
}
