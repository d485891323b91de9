import { mediaUrl } from '@shared/media-url';
import type { AssetKind, Song } from '@shared/model';
import type { Engine } from './engine';
import type { PlayHistory } from './play-history';
import { chooseFile, type PlayableKind } from './playable';
import type { PlayerState } from './player-state';

/** A song that is to be played from a place on. */
export interface Arrival {
  readonly song: Song;
  readonly gainDb: number;
  readonly startMs: number;
  readonly isPlaying: boolean;
}

/** A song that is heard by itself after the one before. */
export interface Successor {
  readonly song: Song;
  readonly kind: PlayableKind;
  readonly gainDb: number;
}

/** The song that the engine has open: from which of its files, from where, and whether it is to be heard. */
export interface OpenSong {
  /** Opens a file of the song; nothing happens where there is none. */
  open(arrival: Arrival): void;
  /** The engine has gone on with this one. */
  follow(successor: Successor): void;
  /** Goes on with another file of the song, at the same place, where another is meant by now. */
  reopen(): void;
  /** Shows the moving pictures of songs that have one, or none; `reopen` has to be told. */
  setPictured(isPictured: boolean): void;
  /** The moving picture would be shown of this song. */
  isPictured(song: Song): boolean;
  /**
   * A file of the song does not play: the one from which it is to be played instead; null where none is left. It is not tried again
   * until another song is opened, or `forgetUnplayable`.
   */
  withoutFile(song: Song, kind: PlayableKind): PlayableKind | null;
  /** Files that did not play are tried again. */
  forgetUnplayable(): void;
  /** No file is open any more; the song stands where it is to go on when somebody tries it again. */
  standWithoutFile(atMs?: number): void;
  /** No song is open any more. */
  close(): void;
  /** Where a song that stands without a file is to go on. */
  awaitedMs(): number;
  positionMs(): number;
  /** Where a file stood that has failed. */
  failedAtMs(): number;
  /** How far it has gone on since it was opened. */
  playedMs(): number;
  /** Bounded to the song. */
  seekTo(ms: number): void;
  start(): void;
  stand(): void;
  /** Goes silent over so many milliseconds, and stands then. */
  fadeAway(ms: number): void;
  /** It stands, without anybody having asked for it. */
  noteSilenced(): void;
  /** It was to be heard when it was opened, or later. */
  isMeantToPlay(): boolean;
  setGain(gainDb: number): void;
}

export interface OpenSongDeps {
  readonly engine: Engine;
  readonly state: () => PlayerState;
  readonly change: (patch: Partial<PlayerState>) => void;
  readonly history: PlayHistory;
  readonly clearLoop: () => void;
  /** A moving picture has come or gone. */
  readonly onPictureChange: () => void;
}

export function createOpenSong({ engine, state, change, history, ...deps }: OpenSongDeps): OpenSong {
  let isPictureWanted = false;
  /** Files of the song that did not play. */
  let unplayable: ReadonlySet<AssetKind> = new Set();
  let openedAtMs = 0;
  let isMeantToPlay = false;
  /** By how much it is made louder or softer. */
  let gainDb = 0;
  let awaitedMs = 0;

  function fileOf(song: Song) {
    const asset = chooseFile(song, state().source, isPictureWanted, unplayable);
    return asset === null || asset.kind === 'cover' ? null : { kind: asset.kind, version: asset.version };
  }

  function open(arrival: Arrival): void {
    const { song, startMs, isPlaying } = arrival;
    const isOther = song.clipId !== state().clipId;
    if (isOther) unplayable = new Set();
    const file = fileOf(song);
    if (file === null) return;
    if (isOther || startMs === 0) history.expect();
    isMeantToPlay = isPlaying;
    awaitedMs = 0;
    ({ gainDb } = arrival);
    const wasVideo = state().isVideo;
    change({
      clipId: song.clipId,
      song,
      kind: file.kind,
      leaving: null,
      isVideo: isPictureWanted && file.kind === 'video',
      durationMs: song.durationMs,
    });
    if (state().isVideo !== wasVideo) deps.onPictureChange();
    openedAtMs = startMs;
    engine.load({ address: mediaUrl(song.clipId, file.kind, file.version), gainDb }, { startMs, isPlaying });
    if (isOther) deps.clearLoop();
    else engine.setLoop(state().loop);
  }

  return {
    open,
    follow(successor) {
      const { song, kind } = successor;
      unplayable = new Set();
      openedAtMs = 0;
      history.expect();
      ({ gainDb } = successor);
      change({
        clipId: song.clipId,
        song,
        kind,
        leaving: null,
        following: null,
        isVideo: false,
        durationMs: song.durationMs,
        loop: null,
        loopFromMs: null,
      });
      history.note(song.clipId);
    },
    reopen() {
      const { song, kind, leaving, isPlaying } = state();
      if (song === null) return;
      const file = fileOf(song);
      const isVideo = isPictureWanted && file?.kind === 'video';
      if (file === null || file.kind === kind) {
        change({ isVideo });
        return;
      }
      if (kind === null || isVideo) {
        // Sound that is held back for a joint would be behind its picture.
        open({ song, gainDb, startMs: engine.positionMs(), isPlaying });
        return;
      }
      change({ kind: file.kind, leaving: file.kind === leaving ? null : (leaving ?? kind), isVideo: false });
      engine.exchange({ address: mediaUrl(song.clipId, file.kind, file.version), gainDb });
    },
    setPictured(isPictured) {
      isPictureWanted = isPictured;
    },
    isPictured: (song) =>
      isPictureWanted && chooseFile(song, state().source, isPictureWanted)?.kind === 'video',
    withoutFile(song, kind) {
      unplayable = new Set([...unplayable, kind]);
      return fileOf(song)?.kind ?? null;
    },
    forgetUnplayable() {
      unplayable = new Set();
    },
    standWithoutFile(atMs = 0) {
      engine.unload();
      awaitedMs = atMs;
      change({ kind: null, leaving: null, following: null, isVideo: false });
    },
    close() {
      engine.unload();
      awaitedMs = 0;
      change({
        clipId: null,
        song: null,
        kind: null,
        leaving: null,
        following: null,
        isVideo: false,
        durationMs: null,
        isPlaying: false,
        loop: null,
        loopFromMs: null,
      });
    },
    awaitedMs: () => awaitedMs,
    positionMs: () => (state().kind === null ? awaitedMs : engine.positionMs()),
    failedAtMs: () => Math.max(openedAtMs, engine.positionMs()),
    playedMs: () => engine.positionMs() - openedAtMs,
    seekTo(ms) {
      if (state().clipId === null) return;
      engine.seek(Math.min(Math.max(0, ms), state().durationMs ?? ms));
    },
    start() {
      isMeantToPlay = true;
      engine.play();
    },
    stand() {
      isMeantToPlay = false;
      engine.pause();
    },
    fadeAway(ms) {
      isMeantToPlay = false;
      engine.fadeAway(ms);
    },
    noteSilenced() {
      isMeantToPlay = false;
    },
    isMeantToPlay: () => isMeantToPlay,
    setGain(next) {
      gainDb = next;
      engine.setGain(next);
    },
  };
}
