import { mediaUrl } from '@shared/media-url';
import type { AssetKind, ClipId, PlaybackSource, Repeat, Settings, Song, SongListing } from '@shared/model';
import type { Engine, EngineEvents, PlaybackFailureCode } from './engine';
import { chooseFile, type PlayableKind } from './playable';
import {
  EMPTY_QUEUE,
  currentOf,
  nextOf,
  previousOf,
  startQueue,
  withIds,
  withShuffle,
  type Queue,
  type Random,
} from './queue';

/** *Previous* begins the song again when it has played for longer than this. */
export const RESTART_AFTER_MS = 3_000;

/** A song that has gone on for this long does play. */
const PLAYS_AFTER_MS = 400;

/** Why a song was passed over. `no-file`: nothing of it is on disk. */
export type SkipReason = PlaybackFailureCode | 'no-file' | 'gone';

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
  readonly isShuffled: boolean;
  readonly repeat: Repeat;
  readonly volume: number;
  readonly isMuted: boolean;
  readonly source: PlaybackSource;
}

type Saved = Partial<Pick<Settings, 'volume' | 'isShuffled' | 'repeat' | 'playbackSource'>>;

/** What the player needs from outside. */
export interface PlayerDeps {
  readonly createEngine: (events: EngineEvents) => Engine;
  readonly getSong: (clipId: ClipId) => Promise<Song | null>;
  readonly getIds: (listing: SongListing) => Promise<readonly ClipId[]>;
  readonly save: (settings: Saved) => void;
  readonly tell: (notice: PlayerNotice) => void;
  readonly random: Random;
}

export type Player = ReturnType<typeof createPlayer>;

const INITIAL: PlayerState = {
  clipId: null,
  song: null,
  isPlaying: false,
  kind: null,
  isVideo: false,
  durationMs: null,
  isShuffled: false,
  repeat: 'off',
  volume: 1,
  isMuted: false,
  source: 'audio',
};

/** Puts queue and engine together: what plays, what comes next, and what happens when a file does not play. */
export function createPlayer(deps: PlayerDeps) {
  let state = INITIAL;
  let queue: Queue = EMPTY_QUEUE;
  let listing: SongListing | null = null;
  let isPictureWanted = false;
  /** Songs in a row that did not play; as many as the queue has means that none will. */
  let failuresInARow = 0;
  let openedAtMs = 0;
  /** Files of the current song that did not play. */
  let unplayable: ReadonlySet<AssetKind> = new Set();
  /** Which song was asked for last: an answer for an earlier one is thrown away. */
  let request = 0;

  const listeners = new Set<() => void>();
  const timeListeners = new Set<() => void>();

  const engine = deps.createEngine({
    playing: (isPlaying) => {
      change({ isPlaying });
    },
    duration: (durationMs) => {
      change({ durationMs: durationMs ?? state.song?.durationMs ?? null });
    },
    moved: tellTime,
    ticked: () => {
      if (engine.positionMs() - openedAtMs > PLAYS_AFTER_MS) failuresInARow = 0;
      tellTime();
    },
    ended: onEnded,
    failed: ({ code, detail }) => {
      console.warn(`A file did not play (${code}): ${detail}`);
      // Another song has been asked for meanwhile: the failure is of no interest any more.
      if (currentOf(queue) === state.clipId) run(recover(code));
    },
  });

  function change(patch: Partial<PlayerState>): void {
    const next = { ...state, ...patch };
    const keys = Object.keys(patch) as (keyof PlayerState)[];
    if (keys.every((key) => next[key] === state[key])) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function tellTime(): void {
    for (const listener of timeListeners) listener();
  }

  /** Opens the song's file at a place; false when there is none. */
  function open(song: Song, startMs: number, isPlaying: boolean): boolean {
    if (song.clipId !== state.clipId) unplayable = new Set();
    const asset = chooseFile(song, state.source, isPictureWanted, unplayable);
    if (asset === null || asset.kind === 'cover') return false;
    change({
      clipId: song.clipId,
      song,
      kind: asset.kind,
      isVideo: isPictureWanted && asset.kind === 'video',
      durationMs: song.durationMs,
    });
    openedAtMs = startMs;
    engine.load(mediaUrl(song.clipId, asset.kind, asset.sha256), { startMs, isPlaying });
    return true;
  }

  /** Plays the queue's current song, passing over those that have no file. */
  async function playCurrent(startMs = 0): Promise<void> {
    const clipId = currentOf(queue);
    if (clipId === null) return;
    request += 1;
    const asked = request;
    const song = await deps.getSong(clipId);
    if (asked !== request) return;
    if (song === null) {
      await passOver(null, 'gone');
    } else if (!open(song, startMs, true)) {
      change({ clipId, song, kind: null, isVideo: false, durationMs: song.durationMs });
      await passOver(song, 'no-file');
    }
  }

  /** A file did not play: the song goes on from another of its files, else the queue goes on with another song. */
  async function recover(code: PlaybackFailureCode): Promise<void> {
    const { clipId, kind } = state;
    if (clipId === null || kind === null) return;
    const positionMs = Math.max(openedAtMs, engine.positionMs());
    request += 1;
    const asked = request;
    // Main has noticed meanwhile when the file is not there any more.
    const song = await deps.getSong(clipId);
    if (asked !== request) return;
    if (song === null) {
      await passOver(state.song, 'gone');
      return;
    }
    unplayable = new Set([...unplayable, kind]);
    if (open(song, positionMs, true)) {
      deps.tell({ kind: 'replaced', title: song.title, failed: kind, playing: state.kind ?? kind });
      return;
    }
    const isMissing = song.assets.some((asset) => asset.kind === kind && asset.state === 'missing');
    await passOver(song, isMissing ? 'missing' : code);
  }

  /** The current song does not play: says so and goes on with the next, until all have been tried. */
  async function passOver(song: Song | null, reason: SkipReason): Promise<void> {
    failuresInARow += 1;
    const title = song?.title ?? '';
    const next = nextOf(queue, state.repeat, deps.random);
    if (next === null || failuresInARow >= queue.ids.length) {
      engine.unload();
      // Without a file: the play button tries the song again.
      change({ kind: null, isVideo: false });
      deps.tell(
        failuresInARow > 1 && failuresInARow >= queue.ids.length
          ? { kind: 'nothing-playable' }
          : { kind: 'stopped', title, reason },
      );
      failuresInARow = 0;
      return;
    }
    // Songs of which nothing is on disk yet are no news: the list shows it.
    if (reason !== 'no-file' || failuresInARow === 1) deps.tell({ kind: 'skipped', title, reason });
    queue = next;
    await playCurrent();
  }

  function onEnded(): void {
    if (state.repeat === 'one') {
      engine.seek(0);
      engine.play();
      return;
    }
    const next = nextOf(queue, state.repeat, deps.random);
    if (next === null) {
      change({ isPlaying: false });
      engine.seek(0);
      return;
    }
    queue = next;
    run(playCurrent());
  }

  /** Moves on where a person asked for it. */
  function goTo(next: Queue | null): void {
    if (next === null) return;
    queue = next;
    failuresInARow = 0;
    run(playCurrent());
  }

  function run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      deps.tell({ kind: 'request-failed', error });
    });
  }

  /** The same song from another of its files, at the same place. */
  function reopen(): void {
    if (state.song === null) return;
    const asset = chooseFile(state.song, state.source, isPictureWanted, unplayable);
    const isVideo = isPictureWanted && asset?.kind === 'video';
    if (asset === null || asset.kind === state.kind) {
      change({ isVideo });
      return;
    }
    open(state.song, engine.positionMs(), state.isPlaying);
  }

  function seekTo(ms: number): void {
    if (state.clipId === null) return;
    engine.seek(Math.min(Math.max(0, ms), state.durationMs ?? ms));
  }

  function setMuted(isMuted: boolean): void {
    change({ isMuted });
    engine.setVolume(isMuted ? 0 : state.volume);
  }

  async function startListing(from: SongListing, chosen: ClipId | null, startMs: number): Promise<void> {
    request += 1;
    const asked = request;
    const ids = await deps.getIds(from);
    const clipId = chosen ?? ids[0];
    if (asked !== request || clipId === undefined) return;
    unplayable = new Set();
    listing = from;
    queue = startQueue(ids, clipId, state.isShuffled, deps.random);
    failuresInARow = 0;
    await playCurrent(startMs);
  }

  return {
    getState: (): PlayerState => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Called when the place jumped and a few times a second while it goes on. */
    subscribeTime(listener: () => void): () => void {
      timeListeners.add(listener);
      return () => timeListeners.delete(listener);
    },
    positionMs: (): number => (state.kind === null ? 0 : engine.positionMs()),

    /** Takes over what was saved; before the first song. */
    restore(settings: Pick<Settings, 'volume' | 'isShuffled' | 'repeat' | 'playbackSource'>): void {
      change({
        volume: settings.volume,
        isShuffled: settings.isShuffled,
        repeat: settings.repeat,
        source: settings.playbackSource,
      });
      engine.setVolume(state.isMuted ? 0 : settings.volume);
    },

    /** Plays a song, or the first one; the queue is the listing that it stands in. */
    playListing(from: SongListing, clipId: ClipId | null, startMs = 0): void {
      run(startListing(from, clipId, startMs));
    },
    /** Plays just these songs, in this order. */
    playSongs(ids: readonly ClipId[], clipId: ClipId, startMs = 0): void {
      listing = null;
      goToSongs(ids, clipId, startMs);
    },
    /** Goes on or stands still. */
    toggle(): void {
      if (state.clipId === null) return;
      if (state.kind === null) {
        unplayable = new Set();
        run(playCurrent());
      } else if (state.isPlaying) engine.pause();
      else engine.play();
    },
    play(): void {
      if (state.clipId !== null && state.kind !== null && !state.isPlaying) engine.play();
    },
    pause(): void {
      if (state.isPlaying) engine.pause();
    },
    next(): void {
      goTo(nextOf(queue, state.repeat === 'one' ? 'all' : state.repeat, deps.random));
    },
    /** Back to the beginning of the song, or to the one before when it has only just begun. */
    previous(): void {
      const before = previousOf(queue, state.repeat);
      if (before === null || engine.positionMs() > RESTART_AFTER_MS) seekTo(0);
      else goTo(before);
    },
    seekTo,
    seekBy(ms: number): void {
      seekTo(engine.positionMs() + ms);
    },
    setVolume(volume: number): void {
      const next = Math.min(1, Math.max(0, volume));
      change({ volume: next, isMuted: false });
      engine.setVolume(next);
      deps.save({ volume: next });
    },
    setMuted,
    toggleMuted(): void {
      setMuted(!state.isMuted);
    },
    setShuffled(isShuffled: boolean): void {
      queue = withShuffle(queue, isShuffled, deps.random);
      change({ isShuffled });
      deps.save({ isShuffled });
    },
    setRepeat(repeat: Repeat): void {
      change({ repeat });
      deps.save({ repeat });
    },
    /** Plays from the lossless or the compressed file, without losing the place. */
    setSource(source: PlaybackSource): void {
      change({ source });
      deps.save({ playbackSource: source });
      reopen();
    },
    /** Shows or hides the moving picture, without losing the place. */
    setVideo(isShown: boolean): void {
      isPictureWanted = isShown;
      reopen();
    },
    showPictureIn(host: HTMLElement): void {
      engine.showPictureIn(host);
    },

    /** Songs came, went or changed: reads the current song and the list behind the queue again. */
    async refresh(changed: readonly ClipId[]): Promise<void> {
      const clipId = state.clipId;
      if (clipId !== null && changed.includes(clipId)) {
        const song = await deps.getSong(clipId);
        if (song !== null && state.clipId === clipId) change({ song });
      }
      const behind = listing;
      if (behind === null || clipId === null) return;
      const ids = await deps.getIds(behind);
      if (listing === behind) queue = withIds(queue, ids, deps.random);
    },
    /** Another library was opened: nothing of the old one may play on. */
    reset(): void {
      request += 1;
      queue = EMPTY_QUEUE;
      listing = null;
      isPictureWanted = false;
      engine.unload();
      change({ clipId: null, song: null, kind: null, isVideo: false, durationMs: null, isPlaying: false });
      tellTime();
    },
  };

  function goToSongs(ids: readonly ClipId[], clipId: ClipId, startMs: number): void {
    queue = startQueue(ids, clipId, state.isShuffled, deps.random);
    failuresInARow = 0;
    run(playCurrent(startMs));
  }
}
