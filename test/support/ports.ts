import { existsSync, rmSync } from 'node:fs';
import type { EventName, Events } from '@shared/ipc/events';
import { checkpointDatabase, copyDatabase, inspectDatabase } from '../../src/main/db/inspection';
import type {
  DatabaseMaintenance,
  EventSink,
  KeptKey,
  Licences,
  KeyVault,
  Log,
  LogFiles,
  SettingsStore,
  Shell,
  StoredSettings,
  Updater,
} from '../../src/main/ports';
import { redact } from '../../src/main/domain/redact';
import { DEFAULT_SETTINGS } from '../../src/main/services/settings';

/** What the core needs from outside, in memory, and written down. */

export interface RecordingEvents extends EventSink {
  readonly emitted: readonly { readonly event: EventName; readonly payload: unknown }[];
  /** The payloads of one event, oldest first. */
  of<E extends EventName>(event: E): readonly Events[E][];
}

/** @param onEvent called with every event as it is told */
export function createRecordingEvents(onEvent: EventSink['emit'] = () => undefined): RecordingEvents {
  const emitted: { event: EventName; payload: unknown }[] = [];
  return {
    emitted,
    emit(event, payload) {
      emitted.push({ event, payload });
      onEvent(event, payload);
    },
    of: <E extends EventName>(event: E) =>
      emitted.filter((each) => each.event === event).map((each) => each.payload as Events[E]),
  };
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly details: unknown;
}

export interface RecordingLog extends Log, LogFiles {
  readonly lines: readonly LogLine[];
  /** Texts that must never be written. */
  readonly hidden: readonly string[];
  errors(): readonly LogLine[];
  /** Everything as text, errors with their stacks and causes: to look for what must not stand there. */
  text(): string;
}

export function createRecordingLog(): RecordingLog {
  const lines: LogLine[] = [];
  const hidden: string[] = [];
  const text = () =>
    lines.map((line) => `${line.level} ${line.message} ${describe(line.details)}`).join('\n');
  return {
    lines,
    info: (message, details) => void lines.push({ level: 'info', message, details }),
    warn: (message, details) => void lines.push({ level: 'warn', message, details }),
    error: (message, error) => void lines.push({ level: 'error', message, details: error }),
    hide: (secret) => void hidden.push(secret),
    hidden,
    errors: () => lines.filter((line) => line.level === 'error'),
    text,
    read: () => Promise.resolve([{ name: 'test.log', text: text() }]),
    redact: (kept) => redact(kept, { secrets: hidden, homeFolder: null }),
  };
}

function describe(details: unknown): string {
  if (details instanceof Error) {
    const own = JSON.stringify(details, Object.getOwnPropertyNames(details));
    return `${details.stack ?? details.message} ${own} ${describe(details.cause)}`;
  }
  return details === undefined ? '' : JSON.stringify(details);
}

export function createMemorySettings(initial: Partial<StoredSettings> = {}): SettingsStore {
  let settings: StoredSettings = { ...DEFAULT_SETTINGS, ...initial };
  return {
    read: () => settings,
    write(patch) {
      settings = { ...settings, ...patch };
    },
  };
}

export interface MemoryVault extends KeyVault {
  kept(): KeptKey | null;
}

export interface MemoryVaultOptions {
  /** Whether the system has a secret store. True when absent. */
  readonly canEncrypt?: boolean;
  readonly kept?: KeptKey;
  /** What is kept cannot be decrypted any more. */
  readonly isUnreadable?: boolean;
}

export function createMemoryVault(options: MemoryVaultOptions = {}): MemoryVault {
  const canEncrypt = options.canEncrypt ?? true;
  let kept = options.kept ?? null;
  return {
    kept: () => kept,
    canEncrypt: () => canEncrypt,
    load() {
      if (options.isUnreadable === true) throw new Error('The secret store gave nothing readable back.');
      return kept;
    },
    save(key) {
      if (key.storage === 'secure' && !canEncrypt) throw new Error('This system has no secret store.');
      kept = key;
    },
    clear() {
      kept = null;
    },
  };
}

export interface RecordingShell extends Shell {
  /** What was moved to the trash: absolute paths, in order. */
  readonly trashed: readonly string[];
  /** From now on the system has no trash (or has one again). */
  setTrash(isThere: boolean): void;
  /** Called whenever something is about to be moved to the trash. */
  onTrash(listener: () => void): void;
  readonly shown: readonly string[];
  readonly opened: readonly string[];
  readonly copied: readonly string[];
  /** What the user chooses in the next dialog, a folder or a file; null closes it. */
  choose(folder: string | null): void;
  /** Files that were opened, and with what. */
  readonly openedWith: readonly { readonly path: string; readonly program: string | null }[];
  /** From now on this program is on no disk. */
  removeProgram(path: string): void;
}

export function createRecordingShell(): RecordingShell {
  const shown: string[] = [];
  const opened: string[] = [];
  const copied: string[] = [];
  const trashed: string[] = [];
  let hasTrash = true;
  let tellTrash: () => void = () => undefined;
  let chosen: string | null = null;
  const openedWith: { path: string; program: string | null }[] = [];
  const gone = new Set<string>();
  return {
    openedWith,
    removeProgram: (path) => void gone.add(path),
    chooseProgram: () => Promise.resolve(chosen),
    hasProgram: (path) => Promise.resolve(!gone.has(path)),
    openFile: (path, program) => Promise.resolve(void openedWith.push({ path, program })),
    trashed,
    setTrash(isThere) {
      hasTrash = isThere;
    },
    onTrash(listener) {
      tellTrash = listener;
    },
    trash(path) {
      tellTrash();
      if (!hasTrash || !existsSync(path)) return Promise.resolve(false);
      trashed.push(path);
      rmSync(path, { recursive: true });
      return Promise.resolve(true);
    },
    shown,
    opened,
    copied,
    choose(folder) {
      chosen = folder;
    },
    chooseFolder: () => Promise.resolve(chosen),
    chooseLyricsFile: () => Promise.resolve(chosen),
    choosePlaylistFile: () => Promise.resolve(chosen),
    chooseSettingsFile: () => Promise.resolve(chosen),
    chooseFileToWrite: () => Promise.resolve(chosen),
    showInFolder: (path) => void shown.push(path),
    openFolder(path) {
      opened.push(path);
      return Promise.resolve();
    },
    copyText: (text) => void copied.push(text),
  };
}

/** Of a working copy. */
export const NO_UPDATER: Updater = {
  refusal: 'no-feed',
  host: null,
  fetched: () => null,
  look: () => Promise.reject(new Error('There is no source to be asked.')),
  fetch: () => Promise.reject(new Error('There is no source to be asked.')),
  restart: () => undefined,
};

/** Of a program that was not built. */
export const NO_LICENCES: Licences = {
  packages: () => Promise.resolve([]),
  chromiumFile: '/nowhere/chromium.html',
};

/** The work that the program has done in a process of its own, done here. */
export const inProcessMaintenance: DatabaseMaintenance = {
  inspect: (file) => Promise.resolve().then(() => inspectDatabase(file)),
  copy: (file, to) => Promise.resolve().then(() => copyDatabase(file, to)),
  checkpoint: (file) => Promise.resolve().then(() => checkpointDatabase(file)),
};
