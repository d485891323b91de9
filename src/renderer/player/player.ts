import { mediaUrl } from '@shared/media-url';
import type { AssetKind, ClipId, PlayedSong, Repeat, Settings, Song, SongListing } from '@shared/model';
import type { Engine, EngineEvents, PlaybackFailureCode } from './engine';
import { createFollower } from './follower';
import { withPlayed } from './play-history';
import { chooseFile, isPlayable, whySilent } from './playable';
import { createPlaybackOptions, type SavedOptions } from './playback-options';
import { createPlayerStore, type PlayerNotice, type SkipReason } from './player-state';
import { EMPTY_QUEUE, isShuffled as isQueueShuffled, type Queue, type Random } from './queue';
import { createQueueCommands } from './queue-commands';
import { createQueueProgress, type Direction } from './queue-progress';
import { repeatWhenAsked } from './repeat';
import { createTurns } from './turns';

/** *Previous* begins the song again when it has played for longer than this. */
export const RESTART_AFTER_MS = 3_000;

/** A song that has gone on for this long does play. */
const PLAYS_AFTER_MS = 400;

/** What the player needs from outside. */
export interface PlayerDeps {
  readonly createEngine: (events: EngineEvents) => Engine;
  readonly getSong: (clipId: ClipId) => Promise<Song | null>;
  readonly getIds: (listing: SongListing) => Promise<readonly ClipId[]>;
  /** By how many decibels the song is to be louder or softer. */
  readonly getGain: (song: Song) => Promise<number>;
  readonly save: (settings: SavedOptions) => void;
  readonly tell: (notice: PlayerNotice) => void;
  readonly random: Random;
  readonly now: () => number;
}

/** A song that is to be played from a place on. */
export interface Arrival {
  readonly song: Song;
  readonly gainDb: number;
  readonly startMs: number;
  readonly isPlaying: boolean;
}

interface BeginOptions {
  readonly startMs: number;
  /** Begins with the next song that can be played where the one that is meant cannot. */
  readonly canPassOver: boolean;
  /** Where the song stands, of songs that stand there more than once. */
  readonly at?: number | undefined;
}

/** What is kept of playback when the window closes. */
export interface KeptPlayback {
  readonly queue: Queue;
  readonly history: readonly PlayedSong[];
  readonly positionMs: number;
  readonly isPlaying: boolean;
}

export type Player = ReturnType<typeof createPlayer>;

/** Puts queue and engine together: what plays, what comes next, and what happens when a file does not play. */
export function createPlayer(deps: PlayerDeps) {
  const { get: state, change, subscribe } = createPlayerStore();
  let isPictureWanted = false;
  /** Songs in a row that did not play although a file of theirs is there. */
  let failed: ReadonlySet<ClipId> = new Set();
  /** Which way the queue goes on where one of them does not play. */
  let direction: Direction = 'on';
  let openedAtMs = 0;
  /** Whether the file that is open was to be heard. */
  let isMeantToPlay = false;
  /** Files of the current song that did not play. */
  let unplayable: ReadonlySet<AssetKind> = new Set();
  /** How often the library was another one: what was asked for before is forgotten. */
  let resets = 0;
  let history: readonly PlayedSong[] = [];
  /** Begun when it is heard first: a song that stands there since the start of the program has not been played. */
  let isNoted = false;
  /** By how much the current song is made louder or softer. */
  let gainDb = 0;

  const timeListeners = new Set<() => void>();
  const queueListeners = new Set<() => void>();

  const queue = createQueueProgress({
    ...deps,
    canPlay: isPlayable,
    onChange: () => {
      for (const listener of queueListeners) listener();
      follower.lookAhead();
    },
  });

  const engine = deps.createEngine({
    playing: (isPlaying) => {
      if (isPlaying) notePlayed();
      change({ isPlaying });
    },
    duration: (durationMs) => {
      change({ durationMs: durationMs ?? state().song?.durationMs ?? null });
    },
    moved: tellTime,
    ticked: () => {
      if (engine.positionMs() - openedAtMs > PLAYS_AFTER_MS) failed = new Set();
      tellTime();
    },
    ended: onEnded,
    followed: onFollowed,
    failed: ({ code, detail }) => {
      console.warn(`A file did not play (${code}): ${detail}`);
      const { clipId } = state();
      turns.take(() => recover(clipId, code));
    },
  });

  const follower = createFollower({
    queue,
    state,
    getGain: deps.getGain,
    prepare: engine.prepare,
    isPictureWanted: () => isPictureWanted,
    onHasNext: (hasNext) => {
      change({ hasNext });
    },
    onFailure: tellFailure,
  });

  /** Steps that are asked for quickly go one song further each, and the song that the last has come to is opened. */
  const turns = createTurns<Arrival>({
    onOutcome: (arrival) => {
      open(arrival);
    },
    onFailure: tellFailure,
  });

  function notePlayed(): void {
    const { clipId } = state();
    if (clipId === null || isNoted) return;
    isNoted = true;
    history = withPlayed(history, { clipId, at: deps.now() });
  }

  /** The engine has gone on with what was prepared. */
  function onFollowed(): void {
    const next = follower.take();
    if (next === null) {
      // Something else is to follow by now.
      step('on', state().repeat);
      return;
    }
    unplayable = new Set();
    direction = 'on';
    openedAtMs = 0;
    isNoted = false;
    ({ gainDb } = next);
    change({
      clipId: next.song.clipId,
      song: next.song,
      kind: next.kind,
      isVideo: false,
      durationMs: next.song.durationMs,
      loop: null,
      loopFromMs: null,
    });
    notePlayed();
    if (state().repeat === 'one') follower.lookAhead();
  }

  function tellFailure(error: unknown): void {
    deps.tell({ kind: 'request-failed', error });
  }

  function tellTime(): void {
    for (const listener of timeListeners) listener();
  }

  async function arriveAt(song: Song, startMs: number, isPlaying = true): Promise<Arrival> {
    return { song, startMs, isPlaying, gainDb: await deps.getGain(song) };
  }

  /** Opens the song's file at a place; false when there is none. */
  function open(arrival: Arrival): boolean {
    const { song, startMs, isPlaying } = arrival;
    const isOther = song.clipId !== state().clipId;
    if (isOther) unplayable = new Set();
    const asset = chooseFile(song, state().source, isPictureWanted, unplayable);
    if (asset === null || asset.kind === 'cover') return false;
    if (isOther || startMs === 0) isNoted = false;
    isMeantToPlay = isPlaying;
    ({ gainDb } = arrival);
    change({
      clipId: song.clipId,
      song,
      kind: asset.kind,
      isVideo: isPictureWanted && asset.kind === 'video',
      durationMs: song.durationMs,
    });
    openedAtMs = startMs;
    engine.load(
      { address: mediaUrl(song.clipId, asset.kind, asset.version), gainDb },
      { startMs, isPlaying },
    );
    if (isOther) options.clearLoop();
    else engine.setLoop(state().loop);
    return true;
  }

  /** One song on or back, over those that cannot be played. */
  function step(way: Direction, repeat: Repeat, orElse?: () => void, isPlaying = true): void {
    turns.take(async () => {
      const song = await queue.go(way, repeat);
      if (song === null) return null;
      direction = way;
      return arriveAt(song, 0, isPlaying);
    }, orElse);
  }

  /** A file did not play: the song goes on from another of its files, else the queue goes on with another song. */
  async function recover(clipId: ClipId | null, code: PlaybackFailureCode): Promise<Arrival | null> {
    const { kind, song: old } = state();
    // Another song has been asked for meanwhile: the failure is of no interest any more.
    if (clipId === null || kind === null || queue.current() !== clipId) return null;
    const positionMs = Math.max(openedAtMs, engine.positionMs());
    // Main has noticed meanwhile when the file is not there any more.
    const song = await deps.getSong(clipId);
    if (song === null) return passOver(clipId, old?.title ?? '', 'gone');
    unplayable = new Set([...unplayable, kind]);
    const asset = chooseFile(song, state().source, isPictureWanted, unplayable);
    if (asset !== null && asset.kind !== 'cover') {
      deps.tell({ kind: 'replaced', title: song.title, failed: kind, playing: asset.kind });
      return arriveAt(song, positionMs, isMeantToPlay);
    }
    const isMissing = song.assets.some((each) => each.kind === kind && each.state === 'missing');
    return passOver(clipId, song.title, isMissing ? 'missing' : code);
  }

  /** The current song does not play: says so, and the queue goes on the way that it came, until all have been tried. */
  async function passOver(clipId: ClipId, title: string, reason: SkipReason): Promise<Arrival | null> {
    failed = new Set([...failed, clipId]);
    const { repeat } = state();
    let song = await queue.go(direction, repeat, failed);
    if (song === null && direction === 'back') {
      // Nothing before it plays: the song that was gone back from is the nearest.
      direction = 'on';
      song = await queue.go(direction, repeat, failed);
    }
    if (song !== null) {
      deps.tell({ kind: 'skipped', title, reason });
      return arriveAt(song, 0, isMeantToPlay);
    }
    engine.unload();
    // Without a file: the play button tries the song again.
    change({ kind: null, isVideo: false });
    const isOneOfSome = failed.size === 1 || (await queue.hasNext('all', failed));
    deps.tell(isOneOfSome ? { kind: 'stopped', title, reason } : { kind: 'nothing-playable' });
    failed = new Set();
    return null;
  }

  function onEnded(): void {
    const standAtBeginning = () => {
      change({ isPlaying: false });
      engine.seek(0);
    };
    if (state().stop?.kind === 'song') {
      options.setStop(null);
      // The next song waits for whoever goes on.
      step('on', state().repeat, standAtBeginning, false);
      return;
    }
    if (state().repeat === 'one') {
      engine.seek(0);
      engine.play();
      return;
    }
    step('on', state().repeat, standAtBeginning);
  }

  /** The same song from another of its files, at the same place. */
  function reopen(): void {
    const { song, kind, source, isPlaying } = state();
    if (song === null) return;
    const asset = chooseFile(song, source, isPictureWanted, unplayable);
    const isVideo = isPictureWanted && asset?.kind === 'video';
    if (asset === null || asset.kind === kind) {
      change({ isVideo });
      return;
    }
    open({ song, gainDb, startMs: engine.positionMs(), isPlaying });
  }

  function seekTo(ms: number): void {
    if (state().clipId === null) return;
    engine.seek(Math.min(Math.max(0, ms), state().durationMs ?? ms));
  }

  function start(): void {
    isMeantToPlay = true;
    engine.play();
  }

  function stand(fadeMs?: number): void {
    isMeantToPlay = false;
    engine.pause(fadeMs);
  }

  /** Begins a queue at a song, or where `canPassOver` at the next that can be played. */
  async function begin(
    ids: readonly ClipId[],
    current: ClipId,
    { startMs, canPassOver, at }: BeginOptions,
  ): Promise<Arrival | null> {
    const before = resets;
    const song = await queue.start(ids, current, { isShuffled: state().isShuffled, canPassOver, at });
    if (resets !== before) return null;
    if (song === null) {
      if (canPassOver) deps.tell({ kind: 'nothing-playable' });
      else tellStopped(await deps.getSong(current));
      return null;
    }
    // Turned on or off meanwhile.
    queue.setShuffled(state().isShuffled);
    forgetFailures();
    direction = 'on';
    return arriveAt(song, song.clipId === current ? startMs : 0);
  }

  /** The song that had stopped, once more. */
  async function tryAgain(): Promise<Arrival | null> {
    forgetFailures();
    const clipId = queue.current();
    const song = clipId === null ? null : await deps.getSong(clipId);
    if (song !== null && isPlayable(song)) return arriveAt(song, 0);
    tellStopped(song);
    return null;
  }

  /** Why a song that was asked for cannot be played. */
  function tellStopped(song: Song | null): void {
    const reason = song === null ? 'gone' : whySilent(song);
    deps.tell({ kind: 'stopped', title: song?.title ?? '', reason });
  }

  function forgetFailures(): void {
    failed = new Set();
    unplayable = new Set();
  }

  function unload(): void {
    engine.unload();
    change({
      clipId: null,
      song: null,
      kind: null,
      isVideo: false,
      durationMs: null,
      isPlaying: false,
      loop: null,
      loopFromMs: null,
    });
    tellTime();
  }

  const options = createPlaybackOptions({
    engine,
    state,
    change,
    save: deps.save,
    seekTo,
    stand,
    onSourceChange: reopen,
    onFollowerChange: follower.lookAhead,
    now: deps.now,
  });
  const commands = createQueueCommands({
    queue,
    turns,
    state,
    getSong: deps.getSong,
    arriveAt,
    unload,
    tellStopped,
    onChosen() {
      forgetFailures();
      direction = 'on';
    },
    isSameLibrary() {
      const before = resets;
      return () => resets === before;
    },
  });

  return {
    ...options,
    ...commands,
    getState: state,
    subscribe,
    /** Called when the place jumped and a few times a second while it goes on. */
    subscribeTime(listener: () => void): () => void {
      timeListeners.add(listener);
      return () => timeListeners.delete(listener);
    },
    positionMs: (): number => (state().kind === null ? 0 : engine.positionMs()),
    queue: queue.queue,
    /** Called when the queue is another one, or stands at another song. */
    subscribeQueue(listener: () => void): () => void {
      queueListeners.add(listener);
      return () => queueListeners.delete(listener);
    },
    /** What was played, the last first. */
    history: (): readonly PlayedSong[] => history,

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
    /** Stands where the queue stood, at the same place of the song; where somebody has begun to play, nothing happens. */
    restoreQueue(kept: KeptPlayback): void {
      turns.take(async () => {
        if (state().clipId !== null || queue.queue().walk.length > 0) return null;
        history = kept.history;
        queue.set(kept.queue);
        change({ isShuffled: isQueueShuffled(kept.queue) });
        const clipId = queue.current();
        const song = clipId === null ? null : await deps.getSong(clipId);
        if (song !== null && isPlayable(song)) return arriveAt(song, kept.positionMs, kept.isPlaying);
        const other = await queue.go('on', 'off');
        return other === null ? null : arriveAt(other, 0, false);
      });
    },

    /** Plays a song, or the first that can be played; the queue is the listing that it stands in. */
    playListing(from: SongListing, clipId: ClipId | null, startMs = 0): void {
      turns.take(async () => {
        const ids = await deps.getIds(from);
        const current = clipId ?? ids[0];
        return current === undefined ? null : begin(ids, current, { startMs, canPassOver: clipId === null });
      });
    },
    /**
     * Plays just these songs, in this order, from one of them on.
     *
     * @param at where that one stands, of songs that stand there more than once
     */
    playSongs(ids: readonly ClipId[], clipId: ClipId, at?: number): void {
      turns.take(() => begin(ids, clipId, { startMs: 0, canPassOver: true, at }));
    },
    /** Goes on or stands still. */
    toggle(): void {
      const { clipId, kind, isPlaying } = state();
      if (clipId === null) return;
      if (kind === null) turns.take(tryAgain);
      else if (isPlaying) stand();
      else start();
    },
    play(): void {
      const { clipId, kind, isPlaying } = state();
      if (clipId !== null && kind !== null && !isPlaying) start();
    },
    pause(): void {
      if (state().isPlaying) stand();
    },
    /** Nothing happens where no song follows that can be played. */
    next(): void {
      failed = new Set();
      step('on', repeatWhenAsked(state().repeat));
    },
    /** Back to the beginning of the song, or to the one before when it has only just begun. */
    previous(): void {
      failed = new Set();
      const restart = () => {
        seekTo(0);
      };
      if (engine.positionMs() > RESTART_AFTER_MS) restart();
      else step('back', state().repeat, restart);
    },
    seekTo,
    seekBy(ms: number): void {
      seekTo(engine.positionMs() + ms);
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
        const next = await deps.getGain(song);
        if (state().song?.clipId === song.clipId) {
          gainDb = next;
          engine.setGain(gainDb);
        }
      }
      follower.lookAhead();
    },
    analyser: engine.analyser,
    /** Shows or hides the moving picture, without losing the place. */
    setVideo(isShown: boolean): void {
      isPictureWanted = isShown;
      reopen();
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
      history = [];
      queue.clear();
      queue.set(EMPTY_QUEUE);
      isPictureWanted = false;
      unload();
    },
  };
}
