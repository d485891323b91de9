import type { PlaybackFailure } from './playback-failure';

/* What makes the sound, as the player knows it. No React and no songs here: it is given addresses. */

export interface EngineEvents {
  /** Sound runs or stands; told also while a file is being opened. */
  readonly playing: (isPlaying: boolean) => void;
  /** What `fadeAway` has begun is over: it is silent and stands, or sounds on because somebody wanted something else. */
  readonly fadeEnded: () => void;
  /** The length became known; null while it is not. */
  readonly duration: (durationMs: number | null) => void;
  /** The place jumped: a seek, another file. */
  readonly moved: () => void;
  /** The place went on; a few times a second. */
  readonly ticked: () => void;
  /** The file came to its end, and none was prepared, or nothing is to follow: it was being paused. */
  readonly ended: () => void;
  /** Playback has gone on with the file that was prepared, which is the current one from now on. */
  readonly followed: () => void;
  /** The other file of the song is heard from now on; the one before is closed in a moment. */
  readonly exchanged: () => void;
  readonly failed: (failure: PlaybackFailure) => void;
  /** The system takes no sound any more; playback stands, and may be tried again. */
  readonly silenced: () => void;
}

/** A file that can be heard. */
export interface Source {
  readonly address: string;
  /** By how much it is made louder or softer, in decibels. */
  readonly gainDb: number;
}

/** A part of a song that is heard again and again, in milliseconds of the song. */
export interface Loop {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Engine {
  /** Opens a file at a place and, when told, begins to play as soon as it can. A loop ends. */
  load(source: Source, options: { readonly startMs: number; readonly isPlaying: boolean }): void;
  /**
   * Goes on with another file of the same song: while it plays over a crossfade of a few milliseconds at the same place, else at
   * once. Handed the file that plays, it takes back what was asked for before.
   */
  exchange(source: Source): void;
  /** Forgets the file, and the one that was prepared. */
  unload(): void;
  /** The file that follows by itself when this one ends; null for none. */
  prepare(source: Source | null): void;
  /** Makes the current file louder or softer while it plays. */
  setGain(gainDb: number): void;
  /** Over how long two files that follow each other are both heard; 0 for one behind the other without a gap. */
  setCrossfade(ms: number): void;
  /** 0.5 to 2 times as fast as it was made; the pitch stays. */
  setSpeed(speed: number): void;
  /** Comes back to the part's beginning at its end, until it is set to null. */
  setLoop(loop: Loop | null): void;
  /** Takes `fadeAway` back too. */
  play(): void;
  /** At once, over a fade that is too short to be noticed. */
  pause(): void;
  /** Goes silent over so many milliseconds and stands then; until then it plays, and nothing that follows begins. */
  fadeAway(ms: number): void;
  seek(ms: number): void;
  /** Where playback is just now, exact at every call. */
  positionMs(): number;
  /** How loud, 0 to 1, as a person turns a knob. */
  setVolume(volume: number): void;
  /** Where it is heard; see `AudioGraph.setDevice`. */
  setDevice(deviceId: string): Promise<void>;
  /** What is heard just now, to be looked at; null while there is nothing to hear. */
  analyser(): AnalyserNode | null;
  /** Puts the moving picture into `host`; it stays there for good. */
  showPictureIn(host: HTMLElement): void;
  /** The element whose picture is shown. */
  picture(): HTMLVideoElement;
}
