import { mediaUrl } from '@shared/media-url';
import type { AssetKind, ClipId, PlaybackSource, Repeat, Settings, Song, SongListing } from '@shared/model';
import type { Engine, EngineEvents, PlaybackFailureCode } from './engine';
import { chooseFile } from './playable';
import { createPlayerStore, type PlayerNotice, type PlayerState, type SkipReason } from './player-state';
import type { Random } from './queue';
import { createQueueProgress } from './queue-progress';

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

export type Player = ReturnType<typeof createPlayer>;

/** Puts queue and engine together: what plays, what comes next, and what happens when a file does not play. */
export function createPlayer(deps: PlayerDeps) {
  const { get: state, change, subscribe } = createPlayerStore();
  const queue = createQueueProgress({ ...deps, onChange: tellNext });
  let isPictureWanted = false;
  /** Songs in a row that did not play; as many as the queue has means that none will. */
  let failuresInARow = 0;
  let openedAtMs = 0;
  /** Files of the current song that did not play. */
  let unplayable: ReadonlySet<AssetKind> = new Set();
  /** Which song was asked for last: an answer for an earlier one is thrown away. */
  let request = 0;

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
      if (engine.positionMs() - openedAtMs > PLAYS_AFTER_MS) failuresInARow = 0;
      tellTime();
    },
    ended: onEnded,
    failed: ({ code, detail }) => {
      console.warn(`A file did not play (${code}): ${detail}`);
      // Another song has been asked for meanwhile: the failure is of no interest any more.
      if (queue.current() === state().clipId) run(recover(code));
    },
  });

  function tellNext(): void {
    change({ hasNext: queue.hasNext(repeatWhenAsked(state())) });
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
    engine.load(mediaUrl(song.clipId, asset.kind, asset.sha256), { startMs, isPlaying });
    return true;
  }

  /** Plays the queue's current song, passing over those that have no file. */
  async function playCurrent(startMs = 0): Promise<void> {
    const clipId = queue.current();
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
    const { clipId, kind } = state();
    if (clipId === null || kind === null) return;
    const positionMs = Math.max(openedAtMs, engine.positionMs());
    request += 1;
    const asked = request;
    // Main has noticed meanwhile when the file is not there any more.
    const song = await deps.getSong(clipId);
    if (asked !== request) return;
    if (song === null) {
      await passOver(state().song, 'gone');
      return;
    }
    unplayable = new Set([...unplayable, kind]);
    if (open(song, positionMs, true)) {
      deps.tell({ kind: 'replaced', title: song.title, failed: kind, playing: state().kind ?? kind });
      return;
    }
    const isMissing = song.assets.some((asset) => asset.kind === kind && asset.state === 'missing');
    await passOver(song, isMissing ? 'missing' : code);
  }

  /** The current song does not play: says so and goes on with the next, until all have been tried. */
  async function passOver(song: Song | null, reason: SkipReason): Promise<void> {
    failuresInARow += 1;
    const title = song?.title ?? '';
    if (failuresInARow >= queue.size() || !queue.advance(state().repeat)) {
      engine.unload();
      // Without a file: the play button tries the song again.
      change({ kind: null, isVideo: false });
      deps.tell(
        failuresInARow > 1 && failuresInARow >= queue.size()
          ? { kind: 'nothing-playable' }
          : { kind: 'stopped', title, reason },
      );
      failuresInARow = 0;
      return;
    }
    // Songs of which nothing is on disk yet are no news: the list shows it.
    if (reason !== 'no-file' || failuresInARow === 1) deps.tell({ kind: 'skipped', title, reason });
    await playCurrent();
  }

  function onEnded(): void {
    if (state().repeat === 'one') {
      engine.seek(0);
      engine.play();
      return;
    }
    if (queue.advance(state().repeat)) {
      run(playCurrent());
      return;
    }
    change({ isPlaying: false });
    engine.seek(0);
  }

  /** Plays what the queue has come to because a person asked for it. */
  function playChosen(startMs = 0): void {
    failuresInARow = 0;
    run(playCurrent(startMs));
  }

  function run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      deps.tell({ kind: 'request-failed', error });
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

  async function startListing(from: SongListing, chosen: ClipId | null, startMs: number): Promise<void> {
    request += 1;
    const asked = request;
    const ids = await deps.getIds(from);
    const clipId = chosen ?? ids[0];
    if (asked !== request || clipId === undefined) return;
    unplayable = new Set();
    queue.start({ ids, listing: from }, clipId, state().isShuffled);
    failuresInARow = 0;
    await playCurrent(startMs);
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

    /** Plays a song, or the first one; the queue is the listing that it stands in. */
    playListing(from: SongListing, clipId: ClipId | null, startMs = 0): void {
      run(startListing(from, clipId, startMs));
    },
    /** Plays just these songs, in this order. */
    playSongs(ids: readonly ClipId[], clipId: ClipId, startMs = 0): void {
      queue.start({ ids, listing: null }, clipId, state().isShuffled);
      playChosen(startMs);
    },
    /** Goes on or stands still. */
    toggle(): void {
      const { clipId, kind, isPlaying } = state();
      if (clipId === null) return;
      if (kind === null) {
        unplayable = new Set();
        run(playCurrent());
      } else if (isPlaying) engine.pause();
      else engine.play();
    },
    play(): void {
      const { clipId, kind, isPlaying } = state();
      if (clipId !== null && kind !== null && !isPlaying) engine.play();
    },
    pause(): void {
      if (state().isPlaying) engine.pause();
    },
    /** Nothing happens where no song follows. */
    next(): void {
      if (queue.advance(repeatWhenAsked(state()))) playChosen();
    },
    /** Back to the beginning of the song, or to the one before when it has only just begun. */
    previous(): void {
      if (engine.positionMs() > RESTART_AFTER_MS || !queue.stepBack(state().repeat)) seekTo(0);
      else playChosen();
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
      const { clipId } = state();
      if (clipId !== null && changed.includes(clipId)) {
        const song = await deps.getSong(clipId);
        if (song !== null && state().clipId === clipId) change({ song });
      }
      if (clipId !== null) await queue.refresh();
    },
    /** Another library was opened: nothing of the old one may play on. */
    reset(): void {
      request += 1;
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
