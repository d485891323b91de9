import type { Song } from '@shared/model';
import type { OpenFile } from '@shared/system';
import type { Player } from './player';

/** What a stand-in does just now. */
export interface StandInState {
  /** The song that is heard; null while none can be. */
  readonly song: Song | null;
  readonly isPlaying: boolean;
  /** There is another one to go to. */
  readonly canStep: boolean;
  /** 0 while it is not known. */
  readonly durationMs: number;
}

/** Something that is heard instead of the player, which stands meanwhile: the system shows it, and its keys mean it. */
export interface StandIn extends Pick<Player, 'play' | 'pause' | 'previous' | 'next' | 'seekBy' | 'seekTo'> {
  getState(): StandInState;
  positionMs(): number;
  /** Where the player's own music stands, which has gone on in it: a window that is loaded anew goes on there. Null where it has not. */
  playersPlace(): { readonly positionMs: number; readonly isPlaying: boolean } | null;
  /** The files that it has open. */
  readonly files: readonly OpenFile[];
  subscribe(listener: () => void): () => void;
}

let current: StandIn | null = null;
let endListening: (() => void) | null = null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Has something be heard instead of the player from now on; null for the player itself. */
export function setStandIn(next: StandIn | null): void {
  endListening?.();
  current = next;
  endListening = next?.subscribe(tell) ?? null;
  tell();
}

export function standIn(): StandIn | null {
  return current;
}

/** Called when another one, or none, stands in, and when it does something else; the returned function ends it. */
export function onStandIn(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
