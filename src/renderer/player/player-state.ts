import type { ClipId, PlaybackSource, PlaybackStop, Repeat, Song } from '@shared/model';
import type { OpenFile } from '@shared/system';
import type { Loop } from './engine';
import type { PlaybackFailureCode } from './playback-failure';
import type { PlayableKind, SilenceReason } from './playable';

/** Why a song does not play. `gone`: it is no longer in the library. */
export type SkipReason = PlaybackFailureCode | SilenceReason | 'gone';

/** Songs went out of the queue, and how they come back. */
export interface QueueChange {
  /** `replaced`: another queue was begun in place of one that was put together by hand. */
  readonly change: 'removed' | 'cleared' | 'replaced';
  /** How many songs went; of a queue that was replaced those that were to come. */
  readonly count: number;
  /** What else was put in stays. Of several changes the last is to be undone first. */
  readonly undo: () => void;
}

/** Entries of the queue were moved, and how they go back. */
export interface QueueMove {
  /** The order that they were moved in: another one for each queue, and where that is shuffled. */
  readonly order: string;
  readonly entries: ReadonlySet<number>;
  readonly undo: () => void;
  /** Whether that would change anything now. */
  readonly hasEffect: () => boolean;
}

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
  /** The library folder is not there; playback stands until it is. */
  | { readonly kind: 'folder-away' }
  /** So many songs in a row did not play that the rest of the queue was not tried. */
  | { readonly kind: 'many-failed'; readonly count: number }
  /** What it was heard on is not there any more; playback stands. */
  | { readonly kind: 'device-gone'; readonly label: string }
  /** The chosen device is not there; `instead` is what it is heard on, where that is known. */
  | { readonly kind: 'device-away'; readonly label: string; readonly instead: string | null }
  /** The chosen device is there again; `isElsewhere`: what sounds stays where it is until somebody asks. */
  | { readonly kind: 'device-back'; readonly label: string; readonly isElsewhere: boolean }
  /** What was heard has stopped by itself; why is still to be looked for. */
  | { readonly kind: 'silenced' }
  /** The system takes no sound any more; playback stands. */
  | { readonly kind: 'sound-failed' }
  /** The sleep timer lets what plays go away; `playOn` has it heard on. */
  | { readonly kind: 'sleeping'; readonly playOn: () => void }
  /** It has gone away, or plays on. */
  | { readonly kind: 'sleep-over' }
  | ({ readonly kind: 'queue-changed' } & QueueChange)
  | ({ readonly kind: 'queue-moved' } & QueueMove)
  /** There is another library: what was done with the queue before cannot be undone any more. */
  | { readonly kind: 'queue-left' }
  | { readonly kind: 'request-failed'; readonly error: unknown };

/** What changes now and then. What changes all the time is `positionMs` and `subscribeTime`. */
export interface PlayerState {
  readonly clipId: ClipId | null;
  /** Everything known of the current song; null while there is none. */
  readonly song: Song | null;
  readonly isPlaying: boolean;
  /** The queue of before is still being read: what is asked for waits for it. */
  readonly isAwaited: boolean;
  /** The file that plays, or takes over in a moment. */
  readonly kind: PlayableKind | null;
  /** The file of the same song that is still open until `kind` has taken over; null where none is. */
  readonly leaving: PlayableKind | null;
  /** The file that is open already for when this song ends; null where none is. */
  readonly following: OpenFile | null;
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
  /** When playback is to end; stays until it has gone silent. */
  readonly stop: PlaybackStop | null;
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
  isAwaited: false,
  kind: null,
  leaving: null,
  following: null,
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
