import { mediaUrl } from '@shared/media-url';
import type { AssetKind, ClipId, PlaybackSource, Repeat, Settings, Song, SongListing } from '@shared/model';
import type { Engine, EngineEvents, PlaybackFailureCode } from './engine';
import { chooseFile, isPlayable, whySilent } from './playable';
import { createPlayerStore, type PlayerNotice, type PlayerState, type SkipReason } from './player-state';
import type { Random } from './queue';
import { createQueueProgress, type Direction, type Peek, type QueueSource } from './queue-progress';

/** *Previous* begins the song again when it has played for longer than this. */
export const RESTART_AFTER_MS = 3_000;

/** A song that has gone on for this long does play. */
const PLAYS_AFTER_MS = 400;

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

/** A song that is to be played from a place on. */
interface Arrival {
  readonly song: Song;
  readonly startMs: number;
}

export type Player = ReturnType<typeof createPlayer>;

/** Puts queue and engine together: what plays, what comes next, and what happens when a file does not play. */
export function createPlayer(deps: PlayerDeps) {
  const { get: state, change, subscribe } = createPlayerStore();
  const queue = createQueueProgress({ ...deps, canPlay: isPlayable, onChange: tellNext });
  let isPictureWanted = false;
  /** Songs in a row that did not play although a file of theirs is there. */
  let failed: ReadonlySet<ClipId> = new Set();
  /** Which way the queue goes on where one of them does not play. */
  let direction: Direction = 'on';
  let openedAtMs = 0;
  /** Files of the current song that did not play. */
  let unplayable: ReadonlySet<AssetKind> = new Set();
  /** How many songs were asked for: only the last is opened. */
  let requests = 0;
  /** How often the library was another one: what was asked for before is forgotten. */
  let resets = 0;
  let lookAheads = 0;
  /** What was prepared to follow by itself. */
  let follower: Peek | null = null;
  let turns: Promise<void> = Promise.resolve();
  /** What the queue has come to and is not opened yet. */
  let arrived: Arrival | null = null;

  const timeListeners = new Set<() => void>();

  const engine = deps.createEngine({
    playing: (isPlaying) => {
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
      inTurn(() => recover(clipId, code));
    },
  });

  /** Looks whether a song follows that can be played. Until that is known the answer before stands. */
  function tellNext(): void {
    lookAheads += 1;
    const ahead = lookAheads;
    const isWanted = () => ahead === lookAheads;
    queue
      .hasNext(repeatWhenAsked(state()), undefined, isWanted)
      .then(async (hasNext) => {
        if (!isWanted()) return;
        change({ hasNext });
        const next = await peekFollower();
        if (isWanted()) prepare(next);
      })
      .catch(tellFailure);
  }

  /** What is heard by itself after the current song. */
  async function peekFollower(): Promise<Peek | null> {
    const { repeat, song } = state();
    if (repeat !== 'one') return queue.peek(repeat);
    return song === null ? null : { song, take: () => queue.current() === song.clipId };
  }

  /** Opens what follows ahead, so that it comes without a gap. A moving picture is opened when its time has come. */
  function prepare(next: Peek | null): void {
    const asset = next === null || isPictureWanted ? null : chooseFile(next.song, state().source, false);
    follower = asset === null ? null : next;
    engine.prepare(
      asset === null || next === null || asset.kind === 'cover'
        ? null
        : mediaUrl(next.song.clipId, asset.kind, asset.version),
    );
  }

  /** The engine has gone on with what was prepared. */
  function onFollowed(): void {
    const next = follower;
    follower = null;
    const asset = next === null ? null : chooseFile(next.song, state().source, false);
    if (next === null || asset === null || asset.kind === 'cover' || !next.take()) {
      // Something else is to follow by now.
      step('on', state().repeat);
      return;
    }
    unplayable = new Set();
    direction = 'on';
    openedAtMs = 0;
    change({
      clipId: next.song.clipId,
      song: next.song,
      kind: asset.kind,
      isVideo: false,
      durationMs: next.song.durationMs,
    });
    if (state().repeat === 'one') tellNext();
  }

  function tellFailure(error: unknown): void {
    deps.tell({ kind: 'request-failed', error });
  }

  function tellTime(): void {
    for (const listener of timeListeners) listener();
  }

  /** Opens the song's file at a place; false when there is none. */
  function open(song: Song, startMs: number, isPlaying: boolean): boolean {
    if (song.clipId !== state().clipId) unplayable = new Set();
    const asset = chooseFile(song, state().source, isPictureWanted, unplayable);
    if (asset === null || asset.kind === 'cover') return false;
    change({
      clipId: song.clipId,
      song,
      kind: asset.kind,
      isVideo: isPictureWanted && asset.kind === 'video',
      durationMs: song.durationMs,
    });
    openedAtMs = startMs;
    engine.load(mediaUrl(song.clipId, asset.kind, asset.version), { startMs, isPlaying });
    return true;
  }

  /**
   * Does one thing after the other, each from where the one before has brought the queue to: steps that are asked for
   * quickly go one song further each. The song that the last of them has come to is opened; where there is none,
   * `orElse` is done.
   */
  function inTurn(work: () => Promise<Arrival | null>, orElse?: () => void): void {
    requests += 1;
    const asked = requests;
    const before = resets;
    const turn = async () => {
      if (resets !== before) return;
      arrived = (await work()) ?? arrived;
      if (asked !== requests) return;
      if (arrived === null) orElse?.();
      else open(arrived.song, arrived.startMs, true);
      arrived = null;
    };
    turns = turns.then(turn).catch(tellFailure);
  }

  /** One song on or back, over those that cannot be played. */
  function step(way: Direction, repeat: Repeat, orElse?: () => void): void {
    inTurn(async () => {
      const song = await queue.go(way, repeat);
      if (song === null) return null;
      direction = way;
      return { song, startMs: 0 };
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
      return { song, startMs: positionMs };
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
      return { song, startMs: 0 };
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
    if (state().repeat === 'one') {
      engine.seek(0);
      engine.play();
      return;
    }
    step('on', state().repeat, () => {
      change({ isPlaying: false });
      engine.seek(0);
    });
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
    open(song, engine.positionMs(), isPlaying);
  }

  function seekTo(ms: number): void {
    if (state().clipId === null) return;
    engine.seek(Math.min(Math.max(0, ms), state().durationMs ?? ms));
  }

  function setMuted(isMuted: boolean): void {
    change({ isMuted });
    engine.setVolume(isMuted ? 0 : state().volume);
  }

  /** Begins a queue at a song, or where `canPassOver` at the next that can be played. */
  async function begin(
    source: QueueSource,
    current: ClipId,
    startMs: number,
    canPassOver: boolean,
  ): Promise<Arrival | null> {
    const before = resets;
    const song = await queue.start(source, current, { isShuffled: state().isShuffled, canPassOver });
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
    return { song, startMs: song.clipId === current ? startMs : 0 };
  }

  /** The song that had stopped, once more. */
  async function tryAgain(): Promise<Arrival | null> {
    forgetFailures();
    const clipId = queue.current();
    const song = clipId === null ? null : await deps.getSong(clipId);
    if (song !== null && isPlayable(song)) return { song, startMs: 0 };
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

  return {
    getState: state,
    subscribe,
    /** Called when the place jumped and a few times a second while it goes on. */
    subscribeTime(listener: () => void): () => void {
      timeListeners.add(listener);
      return () => timeListeners.delete(listener);
    },
    positionMs: (): number => (state().kind === null ? 0 : engine.positionMs()),

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

    /** Plays a song, or the first that can be played; the queue is the listing that it stands in. */
    playListing(from: SongListing, clipId: ClipId | null, startMs = 0): void {
      inTurn(async () => {
        const ids = await deps.getIds(from);
        const current = clipId ?? ids[0];
        if (current === undefined) return null;
        return begin({ ids, listing: from }, current, startMs, clipId === null);
      });
    },
    /** Plays just these songs, in this order, from one of them on. */
    playSongs(ids: readonly ClipId[], clipId: ClipId, startMs = 0): void {
      inTurn(() => begin({ ids, listing: null }, clipId, startMs, true));
    },
    /** Goes on or stands still. */
    toggle(): void {
      const { clipId, kind, isPlaying } = state();
      if (clipId === null) return;
      if (kind === null) inTurn(tryAgain);
      else if (isPlaying) engine.pause();
      else engine.play();
    },
    play(): void {
      const { clipId, kind, isPlaying } = state();
      if (clipId !== null && kind !== null && !isPlaying) engine.play();
    },
    pause(): void {
      if (state().isPlaying) engine.pause();
    },
    /** Nothing happens where no song follows that can be played. */
    next(): void {
      failed = new Set();
      step('on', repeatWhenAsked(state()));
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
    setVolume(volume: number): void {
      const next = Math.min(1, Math.max(0, volume));
      change({ volume: next, isMuted: false });
      engine.setVolume(next);
      deps.save({ volume: next });
    },
    setMuted,
    toggleMuted(): void {
      setMuted(!state().isMuted);
    },
    setShuffled(isShuffled: boolean): void {
      queue.setShuffled(isShuffled);
      change({ isShuffled });
      deps.save({ isShuffled });
    },
    setRepeat(repeat: Repeat): void {
      change({ repeat });
      tellNext();
      deps.save({ repeat });
    },
    /** Plays from the lossless or the compressed file, without losing the place. */
    setSource(source: PlaybackSource): void {
      if (source === state().source) return;
      change({ source });
      deps.save({ playbackSource: source });
      reopen();
      tellNext();
    },
    /** Over how long two songs that follow each other are both heard, in milliseconds. */
    setCrossfade: (ms: number): void => {
      engine.setCrossfade(ms);
    },
    /** Shows or hides the moving picture, without losing the place. */
    setVideo(isShown: boolean): void {
      isPictureWanted = isShown;
      reopen();
      tellNext();
    },
    showPictureIn(host: HTMLElement): void {
      engine.showPictureIn(host);
    },

    /** Songs came, went or changed: reads the current song and the list behind the queue again. */
    async refresh(changed: readonly ClipId[]): Promise<void> {
      const { clipId } = state();
      if (clipId !== null && changed.includes(clipId)) {
        const song = await deps.getSong(clipId);
        if (song !== null && state().clipId === clipId) change({ song });
      }
      await queue.refresh(changed);
    },
    /** Another library was opened: nothing of the old one may play on. */
    reset(): void {
      resets += 1;
      arrived = null;
      queue.clear();
      isPictureWanted = false;
      engine.unload();
      change({ clipId: null, song: null, kind: null, isVideo: false, durationMs: null, isPlaying: false });
      tellTime();
    },
  };
}

/** *Repeat: this song* holds only by itself, when the song has ended: who asks for the next song gets it. */
function repeatWhenAsked({ repeat }: PlayerState): Repeat {
  return repeat === 'one' ? 'all' : repeat;
}
