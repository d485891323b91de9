import type { HandedOver } from '@shared/handed-over';
import type { EventName, Events } from '@shared/ipc/events';
import type { Language } from '@shared/language';
import type { KeyStorage, Loudness, PackageLicence, PlaybackSession, Settings } from '@shared/model';
import type { PlaybackReport } from '@shared/system';
import type { FoundUpdate, NoUpdatesReason, UpdateFailure, UpdateProgress } from '@shared/updates';
import type { AddressRefusal } from './domain/api-address';

/** What the core needs from outside. `electron/` implements these for the program, the tests implement them in memory. */

export interface Clock {
  /** Milliseconds since the epoch; may jump. */
  now(): number;
  /** Calls back once after the delay; the returned function takes the call back. */
  schedule(callback: () => void, delayMs: number): () => void;
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number;
}

/** One line per event. Callers give ids and codes, no titles and no words; keys and addresses are taken out again. */
export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, error: unknown): void;
  /** From now on this text, a key, stands in no line. */
  hide(secret: string): void;
}

/** What the log has kept, for a person who wants to read or send it. */
export interface LogFiles {
  /** The newest first. */
  read(): Promise<readonly { readonly name: string; readonly text: string }[]>;
  /** A text without what must not stand in a log either. */
  redact(text: string): string;
}

/** Settings as they are kept, with the folders, which the renderer may see but not set. */
export interface StoredSettings extends Settings {
  /** Null: the default place. */
  readonly libraryFolder: string | null;
  readonly exportFolder: string | null;
  /** Absolute paths of programs that songs are opened with; the last that was chosen first. */
  readonly programs: readonly string[];
}

export interface SettingsStore {
  read(): StoredSettings;
  write(patch: Partial<StoredSettings>): void;
}

/** Settings given by the environment; they win over the stored ones. */
export interface Environment {
  readonly apiUrl: string | null;
  readonly libraryFolder: string | null;
  readonly apiKey: string | null;
}

/**
 * The environment names an address that a key must not be sent to. To go on with another address would send an
 * administrator's key to a host that was not named.
 */
export class BadEnvironmentError extends Error {
  constructor(readonly reason: AddressRefusal) {
    super(`FLOWSHELF_API_URL cannot be used: ${reason}`);
    this.name = 'BadEnvironmentError';
  }
}

export interface KeptKey {
  readonly key: string;
  /** The origin that the key was given for; it is sent to no other. */
  readonly origin: string;
  readonly storage: Extract<KeyStorage, 'secure' | 'unprotected'>;
}

/** Keeps the API key between starts, in the system's secret store where there is one. */
export interface KeyVault {
  /** Whether the system encrypts what we give it. */
  canEncrypt(): boolean;
  /** Null when nothing is kept or what is kept cannot be read any more. */
  load(): KeptKey | null;
  /** Throws when the key cannot be kept that way. */
  save(kept: KeptKey): void;
  clear(): void;
}

/** How requests leave this machine. */
export interface Network {
  /** In the words of a proxy auto-configuration: `DIRECT`, `PROXY host:port`, `HTTPS host:port`, `SOCKS5 host:port`. */
  resolveProxy(url: string): Promise<string>;
  /** The system's certificate authorities in PEM, besides those that come with the runtime. */
  certificates(): readonly string[];
}

export interface Shell {
  /** Asks the user for a folder; null when the dialog was closed. */
  chooseFolder(options: {
    readonly purpose: 'library' | 'export';
    readonly from: string;
  }): Promise<string | null>;
  /** Asks the user for a file with words; null when the dialog was closed. */
  chooseLyricsFile(): Promise<string | null>;
  /** Asks the user for a file that names songs; null when the dialog was closed. */
  choosePlaylistFile(): Promise<string | null>;
  /** Asks the user for a file with settings; null when the dialog was closed. */
  chooseSettingsFile(): Promise<string | null>;
  /** Asks the user where a new file shall go; null when the dialog was closed. */
  chooseFileToWrite(options: { readonly suggestedName: string }): Promise<string | null>;
  showInFolder(path: string): void;
  openFolder(path: string): Promise<void>;
  copyText(text: string): void;
  /** Asks the user for a program; null when the dialog was closed. */
  chooseProgram(): Promise<string | null>;
  /** Whether a program that was chosen is still there and can be started. */
  hasProgram(path: string): Promise<boolean>;
  /**
   * Opens a file with a program, or with the system's own for null.
   *
   * @throws AppError `program-failed`
   */
  openFile(path: string, program: string | null): Promise<void>;
  /** Moves a file or folder to the system's trash; false when the system has none for it, and nothing was touched. */
  trash(path: string): Promise<boolean>;
}

/** Under which licences stands what others have made and the program is made with. */
export interface Licences {
  packages(): Promise<readonly PackageLicence[]>;
  /** What comes with Electron, Chromium's among them: a page for a browser. */
  readonly chromiumFile: string;
}

/** `awake`: the machine, so that music goes on · `picture`: its screen too. */
export type WakeNeed = 'none' | 'awake' | 'picture';

export interface WakeLock {
  /** Keeps the machine from going to sleep by itself, until something else is asked for. */
  keep(need: WakeNeed): void;
}

/** What the tray shows of the player. */
export interface TrayContent extends Pick<PlaybackReport, 'title' | 'isPlaying' | 'hasNext' | 'hasPrevious'> {
  /** The language that it says it in. */
  readonly language: Language;
}
export type TrayAction = 'play-pause' | 'previous' | 'next' | 'show-window' | 'quit';

export interface Tray {
  show(content: TrayContent, act: (action: TrayAction) => void): void;
  hide(): void;
}

/** How far downloads are, from 0 to 1. */
export interface TaskbarProgress {
  readonly fraction: number;
  readonly mode: 'normal' | 'paused' | 'error';
}

/** The program's place in the taskbar or the dock. */
export interface Taskbar {
  showProgress(progress: TaskbarProgress | null): void;
  /** A number at the icon, where the desktop has that; 0 takes it away. */
  showCount(count: number): void;
}

export interface Notifier {
  /** False where the system shows none. */
  isSupported(): boolean;
  notify(text: { readonly title: string; readonly body: string }, onClick: () => void): void;
}

/** Keys that work while another program is in front. */
export interface KeysEverywhere {
  isSupported(): boolean;
  /** False when another program has the chord. */
  take(chord: string, run: () => void): boolean;
  leaveAll(): void;
}

/** The window as the core sees it. */
export interface ProgramWindow {
  isFocused(): boolean;
  /** Brings it to the front, from the tray too. */
  show(): void;
  /** Makes it the mini player or what it was before; nothing happens where it is that already. */
  setMini(isMini: boolean): void;
  /** Hands files to whatever the pointer is let go over. */
  dragFiles(paths: readonly string[]): void;
  quit(): void;
}

/** What hands the program's sound to the system. */
export interface SoundOutput {
  /** Begins it anew: where the system's sound has ended, it does not find it again by itself. */
  renew(): void;
}

/** The desktop around the window. */
export interface Desktop {
  readonly wakeLock: WakeLock;
  readonly tray: Tray;
  readonly taskbar: Taskbar;
  readonly notifier: Notifier;
  readonly keys: KeysEverywhere;
  readonly window: ProgramWindow;
  readonly sound: SoundOutput;
}

/** What the user hears just now. */
export interface Playback {
  /** Whether sound comes from the program. A song that is paused or muted makes none. */
  isAudible(): boolean;
}

/** What the machine runs on. */
export interface Power {
  isOnBattery(): boolean;
}

export type SoundReading =
  | {
      readonly kind: 'heard';
      /** Null of silence, and of less than 0.4 s. */
      readonly loudness: Loudness | null;
      /** `WAVEFORM_COLUMNS` values. */
      readonly waveform: Uint8Array;
    }
  /** It is no sound that can be decoded. */
  | { readonly kind: 'unreadable' }
  /** Whoever was at it crashed or hung. */
  | { readonly kind: 'ended' }
  /** Nobody could begin with it, or it was given up: that says nothing of the file. */
  | { readonly kind: 'unavailable' };

/** Decodes files and tells how loud they are. It takes up no memory while it has nothing to do. */
export interface SoundMeter {
  /**
   * Hears a file as a whole, which has to be one that fits into memory when it is decoded. One at a time.
   *
   * @param sampleRate at which it is decoded, 8,000 to 48,000
   */
  measure(path: string, sampleRate: number): Promise<SoundReading>;
  /** Gives up what is under way. */
  end(): void;
}

/** Changes between the user's own library and the one with sample songs. */
export interface ProfileSwitch {
  enterSample(): Promise<void>;
  leaveSample(): Promise<void>;
  /** Closes the library and opens it again, as at a start. */
  reopen(): Promise<void>;
}

export interface EventSink {
  emit<E extends EventName>(event: E, payload: Events[E]): void;
}

/** How much can be written to a disk, in bytes. */
export interface DiskRoom {
  /** What the system lets this user write; 0 also where no more files can be made. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** The disks that folders are on. */
export interface Disks {
  /**
   * What the system says of the disk that holds a folder. It may promise too much: of a user's quota most systems say
   * nothing here.
   *
   * @throws what the system says, `ENOENT` when the folder is not there
   */
  room(folder: string): Promise<DiskRoom>;
  /**
   * Whether so many bytes can be written into a folder: they are, down to the disk itself, and are taken away again. Of
   * two tries at once in one folder the result is not certain.
   *
   * @throws what the system says, but for want of room
   */
  takes(folder: string, bytes: number): Promise<boolean>;
}

/** Work on the whole database; done outside this process, because it takes long and cannot be interrupted. */
export interface DatabaseMaintenance {
  /** What is wrong with the file; empty when it is sound. */
  inspect(file: string): Promise<readonly string[]>;
  /** Writes a sound copy that is whole or not there. */
  copy(file: string, to: string): Promise<void>;
  /** Brings what stands in the log beside the file into the file. */
  checkpoint(file: string): Promise<void>;
}

/** What the thread that takes in much is begun with. */
export interface IntakeThreadData {
  readonly databaseFile: string;
  /** In which main and the thread agree whose turn it is to write. */
  readonly turnsMemory: SharedArrayBuffer;
  /** Folders of the library that are the program's own and hold no songs. */
  readonly ownFolders: readonly string[];
}

/** A thread beside main. Messages are copied on their way. */
export interface Thread<Sent, Received> {
  send(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
  /** It has ended, as it was asked to or not. */
  onEnd(listener: () => void): void;
  /** Has it close what it holds; resolves when it has ended. */
  end(): Promise<void>;
}

/** What the desktop has handed to the program: links and files that were opened with it. */
export interface HandedOverSource {
  /** The next that waits; it waits no more then. Null when nothing does. */
  take(): Promise<HandedOver | null>;
}

/** A failure of the updater, as it is told to people. */
export class UpdateError extends Error {
  constructor(
    readonly reason: UpdateFailure,
    options?: ErrorOptions,
  ) {
    super(`Update: ${reason}`, options);
    this.name = 'UpdateError';
  }
}

export interface FetchUpdateOptions {
  /** It is put in place when the program ends, without a further word. */
  readonly atQuit: boolean;
  readonly onProgress: (progress: UpdateProgress) => void;
  /** Gives it up; nothing of it is kept then. */
  readonly signal: AbortSignal;
}

/** Brings the program itself up to date. It belongs to the program, not to a library: it outlives the core. */
export interface Updater {
  /** Why this copy is never brought up to date by itself; null where it can be. Nothing else is called unless it is null. */
  readonly refusal: NoUpdatesReason | null;
  /** The host that is asked; null where there is none. */
  readonly host: string | null;
  /** What was fetched since the program was started. */
  fetched(): { readonly update: FoundUpdate; readonly atQuit: boolean } | null;
  /**
   * Asks for a newer version; null where there is none.
   *
   * @throws UpdateError
   */
  look(): Promise<FoundUpdate | null>;
  /**
   * Fetches what was found last, and makes sure that it is the file that the source names.
   *
   * @throws UpdateError; also when it is given up
   */
  fetch(options: FetchUpdateOptions): Promise<void>;
  /** Ends the program as the user does, puts what was fetched in its place, and starts it again. */
  restart(): void;
}

/** Holds how songs are played while the program runs: its window may be opened anew, and another library opened. */
export interface PlaybackSessionHolder {
  keep(session: PlaybackSession): void;
  /** What was kept last; null before that. */
  current(): PlaybackSession | null;
}

/** Everything from outside, and where things live. */
export interface Ports {
  readonly clock: Clock;
  readonly log: Log;
  readonly logFiles: LogFiles;
  readonly settingsStore: SettingsStore;
  readonly environment: Environment;
  readonly keyVault: KeyVault;
  readonly network: Network;
  readonly shell: Shell;
  readonly desktop: Desktop;
  readonly playback: Playback;
  readonly events: EventSink;
  readonly profile: ProfileSwitch;
  readonly maintenance: DatabaseMaintenance;
  /** Begins the thread that takes in much at once; null where main does it by itself. */
  readonly beginIntakeThread: ((data: IntakeThreadData) => Thread<unknown, unknown>) | null;
  /** Begins the thread that prints words and writes tags into sound files. */
  readonly beginExportThread: () => Thread<unknown, unknown>;
  /** Null where nothing can be decoded. */
  readonly soundMeter: SoundMeter | null;
  readonly handedOver: HandedOverSource;
  readonly playbackSession: PlaybackSessionHolder;
  readonly licences: Licences;
  readonly updater: Updater;
  readonly power: Power;
  readonly disks: Disks;
  readonly databaseFile: string;
  /** Where the library is unless settings or environment say otherwise. */
  readonly defaultLibraryFolder: string;
  readonly app: {
    readonly version: string;
    readonly electronVersion: string;
    readonly chromiumVersion: string;
    readonly platform: string;
    readonly isSample: boolean;
    /** The language that the user prefers in the system, of those that the program speaks. */
    readonly systemLanguage: Language;
  };
}
