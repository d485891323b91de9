import type { ClipId, PlaybackSource, Repeat, Song } from '@shared/model';
import type { Loop, PlaybackFailureCode } from './engine';
import type { PlayableKind, SilenceReason } from './playable';
import type { Stop } from './stops';

/** Why a song does not play. `gone`: it is no longer in the library. */
export type SkipReason = PlaybackFailureCode | SilenceReason | 'gone';

/** Something that the person has to be told about playback. */
export type PlayerNotice =
  | { readonly kind: 'skipped'; readonly title: string; readonly reason: SkipReason }
  | { readonly kind: 'stopped'; readonly title: string; readonly reason: SkipReason }
  /** Another file of the same song plays on. */
  | {
      readonly kind: 'replaced';
      readonly title: string;
      readonly failed: PlayableKind;
      readonly playing: PlayableKind;
    }
  | { readonly kind: 'nothing-playable' }
  /** So many songs in a row did not play that the rest of the queue was not tried. */
  | { readonly kind: 'many-failed'; readonly count: number }
  /** What it was heard on is not there any more; playback stands. */
  | { readonly kind: 'device-gone'; readonly label: string }
  | { readonly kind: 'request-failed'; readonly error: unknown };

/** What changes now and then. What changes all the time is `positionMs` and `subscribeTime`. */
export interface PlayerState {
  readonly clipId: ClipId | null;
  /** Everything known of the current song; null while there is none. */
  readonly song: Song | null;
  readonly isPlaying: boolean;
  /** The file that plays. */
  readonly kind: PlayableKind | null;
  /** The picture of a video is shown. */
  readonly isVideo: boolean;
  readonly durationMs: number | null;
  /** A song that can be played follows for someone who asks for the next one. */
  readonly hasNext: boolean;
  readonly isShuffled: boolean;
  readonly repeat: Repeat;
  readonly volume: number;
  readonly isMuted: boolean;
  readonly source: PlaybackSource;
  /** How much faster than it was made it is played, 0.5 to 2. */
  readonly speed: number;
  /** Where a part that is to be repeated begins, in milliseconds of the song, while its end is not set. */
  readonly loopFromMs: number | null;
  /** The part of the song that is heard again and again. */
  readonly loop: Loop | null;
  /** When playback is to end. */
  readonly stop: Stop | null;
}

export interface PlayerStore {
  get(): PlayerState;
  /** Tells the listeners when a value of the patch is another one than before. */
  change(patch: Partial<PlayerState>): void;
  subscribe(listener: () => void): () => void;
}

const INITIAL: PlayerState = {
  clipId: null,
  song: null,
  isPlaying: false,
  kind: null,
  isVideo: false,
  durationMs: null,
  hasNext: false,
  isShuffled: false,
  repeat: 'off',
  volume: 1,
  isMuted: false,
  source: 'audio',
  speed: 1,
  loopFromMs: null,
  loop: null,
  stop: null,
};

/** Holds the player's state for everyone who shows it. */
export function createPlayerStore(): PlayerStore {
  let state = INITIAL;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    change(patch) {
      const next = { ...state, ...patch };
      const keys = Object.keys(patch) as (keyof PlayerState)[];
      if (keys.every((key) => next[key] === state[key])) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
