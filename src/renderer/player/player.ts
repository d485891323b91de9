import type { ClipId, FoundFiles, Repeat, Settings, Song, SongListing } from '@shared/model';
import type { Engine, EngineEvents } from './engine';
import { createFollower } from './follower';
import { createHeldCommands } from './held-commands';
import { createOpenSong, type Arrival } from './open-song';
import { createPlayHistory } from './play-history';
import { isPlayable } from './playable';
import { createPlaybackOptions, type SavedOptions } from './playback-options';
import { createPlayerStore, type PlayerNotice } from './player-state';
import type { Random } from './queue';
import { createQueueCommands } from './queue-commands';
import { createQueueProgress, type Direction } from './queue-progress';
import { createQueueStart } from './queue-start';
import { repeatWhenAsked } from './repeat';
import { createSongFailures } from './song-failures';
import { createSongLookup } from './song-lookup';
import { createTurns } from './turns';

/** *Previous* begins the song again when it has played for longer than this. */
const RESTART_AFTER_MS = 3_000;

/** What the player needs from outside. */
export interface PlayerDeps {
  readonly createEngine: (events: EngineEvents) => Engine;
  readonly getSong: (clipId: ClipId) => Promise<Song | null>;
  /** Has the disk looked at for files of the song that were missing; those that are back can be played from then on. */
  readonly lookForFiles: (clipId: ClipId) => Promise<Pick<FoundFiles, 'isFolderThere'>>;
  readonly getIds: (listing: SongListing) => Promise<readonly ClipId[]>;
  /** By how many decibels the song is to be louder or softer. */
  readonly getGain: (song: Song) => Promise<number>;
  readonly save: (settings: SavedOptions) => void;
  readonly tell: (notice: PlayerNotice) => void;
  readonly random: Random;
  readonly now: () => number;
}

export type Player = ReturnType<typeof createPlayer>;

/** Puts queue and engine together: what plays, what comes next, and what a person does with it. */
export function createPlayer(deps: PlayerDeps) {
  const { tell } = deps;
  const { get: state, change, subscribe } = createPlayerStore();
  const timeListeners = new Set<() => void>();
  const queueListeners = new Set<() => void>();
  const lookup = createSongLookup(deps);
  const history = createPlayHistory(deps.now);
  /** How often the library was another one: what was asked for before is forgotten. */
  let resets = 0;
  /** How often playback has begun, or gone on after it stood. */
  let beginnings = 0;

  const queue = createQueueProgress({
    getSong: lookup.getSong,
    canPlay: isPlayable,
    random: deps.random,
    onChange: () => {
      for (const listener of queueListeners) listener();
      follower.lookAhead();
    },
  });

  const engine = deps.createEngine({
    playing: (isPlaying) => {
      if (isPlaying) history.note(state().clipId);
      if (isPlaying && !state().isPlaying) beginnings += 1;
      change({ isPlaying });
    },
    fadeEnded: () => {
      onFadeEnded();
    },
    duration: (durationMs) => {
      change({ durationMs: durationMs ?? state().song?.durationMs ?? null });
    },
    moved: tellTime,
    ticked: () => {
      failures.notePlayed();
      tellTime();
    },
    ended: onEnded,
    followed: onFollowed,
    exchanged: () => {
      change({ leaving: null });
    },
    failed: ({ code, detail }) => {
      console.warn(`A file did not play (${code}): ${detail}`);
      const { clipId } = state();
      turns.take(() => failures.recover(clipId, code));
    },
    silenced: () => {
      openSong.noteSilenced();
      tell({ kind: 'silenced' });
    },
  });

  const openSong = createOpenSong({
    engine,
    state,
    change,
    history,
    clearLoop: () => {
      options.clearLoop();
    },
    onPictureChange: () => {
      follower.lookAhead();
    },
  });

  const follower = createFollower({
    queue,
    state,
    getGain: deps.getGain,
    prepare: (source, following) => {
      engine.prepare(source);
      change({ following });
    },
    isPictured: (following) => state().isVideo || openSong.isPictured(following),
    onHasNext: (hasNext) => {
      change({ hasNext });
    },
    onFailure: tellFailure,
  });

  const commandsInTime = createHeldCommands(() => {
    change({ isAwaited: commandsInTime.isHeld() });
  });
  const { held } = commandsInTime;

  /** Steps that are asked for quickly go one song further each, and the song that the last has come to is opened. */
  const turns = createTurns<Arrival>({
    onOutcome(arrival) {
      openSong.open(arrival);
      // While commands wait there is no other turn than that of the kept queue.
      commandsInTime.release();
    },
    onFailure(error) {
      tellFailure(error);
      commandsInTime.release();
    },
  });

  const failures = createSongFailures({ queue, openSong, lookup, state, arriveAt, tell });

  const { onFadeEnded, ...options } = createPlaybackOptions({
    engine,
    state,
    change,
    save: deps.save,
    seekTo: openSong.seekTo,
    fadeAway: openSong.fadeAway,
    start: openSong.start,
    onSourceChange: openSong.reopen,
    onFollowerChange: follower.lookAhead,
    tell,
    now: deps.now,
  });

  const { beforeAnother, ...commands } = createQueueCommands({
    queue,
    turns,
    state,
    getSong: lookup.getSong,
    arriveAt,
    unload,
    tellStopped: (song) => {
      tell(lookup.whyStopped(song));
    },
    tellChange: (change) => {
      tell({ kind: 'queue-changed', ...change });
    },
    tellMove: (move) => {
      tell({ kind: 'queue-moved', ...move });
    },
    positionMs: openSong.positionMs,
    random: deps.random,
    onChosen,
    isSameLibrary,
    hasBegun,
  });

  const { tryAgain, restoreQueue, ...starts } = createQueueStart({
    queue,
    turns,
    history,
    lookup,
    state,
    change,
    getIds: deps.getIds,
    arriveAt,
    awaitedMs: openSong.awaitedMs,
    beforeAnother,
    isSameLibrary,
    onChosen,
    forgetFailures,
    onRestored: commandsInTime.release,
    tell,
  });

  function tellFailure(error: unknown): void {
    tell({ kind: 'request-failed', error });
  }

  function tellTime(): void {
    for (const listener of timeListeners) listener();
  }

  async function arriveAt(song: Song, startMs: number, isPlaying = true): Promise<Arrival> {
    return { song, startMs, isPlaying, gainDb: await deps.getGain(song) };
  }

  /** Begins to watch; what is answered says whether the library is still the same one. */
  function isSameLibrary(): () => boolean {
    const before = resets;
    return () => resets === before;
  }

  /** Begins to watch; what is answered says whether playback has begun since. */
  function hasBegun(): () => boolean {
    const before = beginnings;
    return () => beginnings !== before;
  }

  function forgetFailures(): void {
    failures.forget();
    openSong.forgetUnplayable();
  }

  function onChosen(): void {
    forgetFailures();
    failures.head('on');
  }

  /** One song on or back, over those that cannot be played. */
  function step(way: Direction, repeat: Repeat, orElse?: () => void, isPlaying = true): void {
    turns.take(async () => {
      const song = await queue.go(way, repeat);
      if (song === null) return null;
      failures.head(way);
      return arriveAt(song, 0, isPlaying);
    }, orElse);
  }

  /** The engine has gone on with what was prepared. */
  function onFollowed(): void {
    const next = follower.take();
    if (next === null) {
      // Something else is to follow by now.
      step('on', state().repeat);
      return;
    }
    failures.head('on');
    openSong.follow(next);
    if (state().repeat === 'one') follower.lookAhead();
  }

  function onEnded(): void {
    const standAtBeginning = () => {
      change({ isPlaying: false });
      engine.seek(0);
    };
    if (state().stop?.kind === 'song') {
      options.setStop(null);
      // The next song waits for whoever goes on; where this one is repeated, that is this one.
      if (state().repeat === 'one') standAtBeginning();
      else step('on', state().repeat, standAtBeginning, false);
      return;
    }
    // A song may end while it fades out; then the next one waits too.
    const { isPlaying, repeat } = state();
    if (repeat === 'one') {
      engine.seek(0);
      if (isPlaying) engine.play();
      return;
    }
    step('on', repeat, standAtBeginning, isPlaying);
  }

  function unload(): void {
    openSong.close();
    tellTime();
  }

  /** Goes on or stands still. */
  function toggle(): void {
    const { clipId, kind, isPlaying } = state();
    if (clipId === null) return;
    if (kind === null) tryAgain();
    else if (isPlaying) openSong.stand();
    else openSong.start();
  }

  function play(): void {
    const { clipId, kind, isPlaying } = state();
    if (clipId !== null && kind !== null && !isPlaying) openSong.start();
  }

  return {
    ...options,
    enqueue: held(commands.enqueue),
    playNow: held(commands.playNow),
    goOnWith: held(commands.goOnWith),
    playPlace: held(commands.playPlace),
    dequeue: held(commands.dequeue),
    moveInQueue: held(commands.moveInQueue),
    clearQueue: held(commands.clearQueue),
    playListing: held(starts.playListing),
    playSongs: held(starts.playSongs),
    /** What is asked for from now on is done when `restoreQueue` was: nobody's queue is replaced by a press that was meant for it. */
    awaitQueue(): void {
      if (state().clipId === null) commandsInTime.hold();
    },
    restoreQueue,
    getState: state,
    subscribe,
    /** Called when the place jumped and a few times a second while it goes on. */
    subscribeTime(listener: () => void): () => void {
      timeListeners.add(listener);
      return () => timeListeners.delete(listener);
    },
    positionMs: openSong.positionMs,
    queue: queue.queue,
    /** Called when the queue is another one, or stands at another song. */
    subscribeQueue(listener: () => void): () => void {
      queueListeners.add(listener);
      return () => queueListeners.delete(listener);
    },
    /** What was played, the last first. */
    history: history.songs,

    /** Takes over what was saved; before the first song. */
    restore(settings: Pick<Settings, 'volume' | 'isShuffled' | 'repeat' | 'playbackSource'>): void {
      change({
        volume: settings.volume,
        isShuffled: settings.isShuffled,
        repeat: settings.repeat,
        source: settings.playbackSource,
      });
      engine.setVolume(state().isMuted ? 0 : settings.volume);
    },

    toggle: held(toggle),
    /** Goes on; with nothing to go on with, begins with a listing, see `QueueStart`. */
    playOr: held((listing: SongListing, clipId: ClipId | null) => {
      if (state().clipId === null) starts.playListing(listing, clipId);
      else if (!state().isPlaying) toggle();
    }),
    play: held(play),
    pause(): void {
      if (state().isPlaying) openSong.stand();
    },
    /** Nothing happens where no song follows that can be played. */
    next: held(() => {
      failures.forget();
      step('on', repeatWhenAsked(state().repeat));
    }),
    /** Back to the beginning of the song, or to the one before when it has only just begun. */
    previous: held(() => {
      failures.forget();
      const restart = () => {
        openSong.seekTo(0);
      };
      if (engine.positionMs() > RESTART_AFTER_MS) restart();
      else step('back', state().repeat, restart);
    }),
    seekTo: openSong.seekTo,
    seekBy(ms: number): void {
      openSong.seekTo(engine.positionMs() + ms);
    },
    setShuffled(isShuffled: boolean): void {
      queue.setShuffled(isShuffled);
      change({ isShuffled });
      deps.save({ isShuffled });
    },
    /** How loud songs are to be has become known, or is another now. */
    async relevel(): Promise<void> {
      const { song } = state();
      if (song !== null) {
        const gainDb = await deps.getGain(song);
        if (state().song?.clipId === song.clipId) openSong.setGain(gainDb);
      }
      follower.lookAhead();
    },
    analyser: engine.analyser,
    /** Shows or hides the moving picture, without losing the place. */
    setVideo(isShown: boolean): void {
      openSong.setPictured(isShown);
      openSong.reopen();
      follower.lookAhead();
    },
    showPictureIn(host: HTMLElement): void {
      engine.showPictureIn(host);
    },
    picture: engine.picture,

    /** Songs came, went or changed: reads the current song again, and looks again which can be played. */
    async refresh(changed: readonly ClipId[]): Promise<void> {
      const { clipId } = state();
      if (clipId !== null && changed.includes(clipId)) {
        const song = await deps.getSong(clipId);
        if (song !== null && state().clipId === clipId) change({ song });
      }
      queue.refresh(changed);
    },
    /** Another library was opened: nothing of the old one may play on. */
    reset(): void {
      resets += 1;
      turns.forget();
      commandsInTime.forget();
      history.clear();
      queue.clear();
      tell({ kind: 'queue-left' });
      openSong.setPictured(false);
      unload();
    },
  };
}
