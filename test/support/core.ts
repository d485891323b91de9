import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Input, Output, Route } from '@shared/ipc/contract';
import type { Envelope, WireError } from '@shared/ipc/errors';
import type { Language } from '@shared/language';
import type { Download, Hold, Job, SongRow } from '@shared/model';
import { createApp, type App } from '../../src/main/app';
import { systemClock } from '../../src/main/adapters/system-clock';
import { systemDisks } from '../../src/main/adapters/system-disks';
import { createPlaybackSession } from '../../src/main/services/playback-session';
import type {
  Clock,
  Disks,
  Environment,
  EventSink,
  LogFiles,
  Network,
  Ports,
  Power,
  SettingsStore,
  SoundMeter,
  StoredSettings,
  Updater,
} from '../../src/main/ports';
import { createFakeClock, type FakeClock } from './fake-clock';
import { createRecordingDesktop, type RecordingDesktop } from './desktop';
import type { FlowServer } from './flow-server';
import { beginInProcess } from './intake-thread';
import { beginExportThreadHere } from './export-thread';
import {
  createMemorySettings,
  inProcessMaintenance,
  createMemoryVault,
  createRecordingEvents,
  createRecordingLog,
  createRecordingShell,
  NO_LICENCES,
  NO_UPDATER,
  type MemoryVault,
  type RecordingEvents,
  type RecordingLog,
  type RecordingShell,
} from './ports';

/** The whole core on a folder of its own: a real SQLite file, a real library folder, everything else in memory. */

export const TEST_KEY = 'tt-test-key-0123456789';

export interface CoreOptions {
  /** The API's address as settings have it. */
  readonly apiUrl?: string;
  /** The key kept for that address; null for none. `TEST_KEY` when absent. */
  readonly key?: string | null;
  readonly settings?: Partial<StoredSettings>;
  readonly environment?: Partial<Environment>;
  readonly vault?: MemoryVault;
  readonly network?: Network;
  /** Called with every event as it is told. */
  readonly onEvent?: EventSink['emit'];
  /** What the disks say; the machine's own when absent. */
  readonly disks?: Disks;
  /** Who hears files; nobody when absent. */
  readonly soundMeter?: SoundMeter;
  /** A copy that has no source of updates when absent. */
  readonly updater?: Updater;
  readonly version?: string;
  /** The mains when absent. */
  readonly power?: Power;
  /** Where database and library live; a new temporary folder when absent. */
  readonly folder?: string;
  /** `fake` (when absent) goes only while a test waits; `system` is the machine's. */
  readonly clock?: 'system' | FakeClock;
  readonly isSample?: boolean;
  /** English when absent. */
  readonly systemLanguage?: Language;
  /** What diagnostics read; the log of the test when absent. */
  readonly logFiles?: LogFiles;
  /** What is large is taken in on a connection of its own, as the program does it in a thread. */
  readonly hasIntakeThread?: boolean;
  /** False leaves the core built but not started. */
  readonly isStarted?: boolean;
}

export interface WaitOptions {
  /** Fake milliseconds that pass with every look. 250 when absent; 0 lets time stand. */
  readonly pace?: number;
  /** Real milliseconds after which the wait has failed. */
  readonly timeoutMs?: number;
}

export interface Core {
  readonly app: App;
  readonly clock: FakeClock;
  readonly events: RecordingEvents;
  readonly log: RecordingLog;
  readonly shell: RecordingShell;
  readonly desktop: RecordingDesktop;
  readonly vault: MemoryVault;
  readonly settings: SettingsStore;
  readonly folder: string;
  readonly databaseFile: string;
  readonly library: string;
  /** How often the program asked for the other profile. */
  readonly profileSwitches: readonly ('enter' | 'leave' | 'reopen')[];
  /** From now on a song is heard, or none is. */
  setAudible(isHeard: boolean): void;
  /** Asks through the router as the window does. Throws a `CoreError` when the answer is a failure. */
  invoke<R extends Route>(route: R, input: Input<R>): Promise<Output<R>>;
  /** As `invoke`, with anything, and gives the envelope back. */
  ask(route: unknown, input: unknown): Promise<Envelope<unknown>>;
  /** Looks again and again while time goes by, until there is something. */
  waitFor<T>(look: () => T | Promise<T>, options?: WaitOptions): Promise<NonNullable<T>>;
  /** Lets time pass and what it set off come to rest. */
  advance(ms: number): Promise<void>;
  /** While time stands: waits until the server has no open request and the program has read the last answers. */
  quiet(server: FlowServer): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops and opens the same folders again, with the same settings, key and clock unless others are given. */
  restart(options?: CoreOptions): Promise<Core>;
  /** Reads rows with a connection of its own. */
  sql<Row = Record<string, unknown>>(statement: string, ...params: readonly unknown[]): Row[];

  add(...ids: readonly string[]): Promise<void>;
  jobs(): Promise<readonly Job[]>;
  job(id: string): Promise<Job>;
  songs(search?: string): Promise<readonly SongRow[]>;
  downloads(): Promise<readonly Download[]>;
  holds(): Promise<readonly Hold[]>;
  /** Paths of all files of the library folder relative to it, sorted, without what the program keeps at its root. */
  files(): string[];
  read(relativePath: string): Buffer;
  /** Waits until no job is due any more and no download is left that could go on by itself. */
  settled(options?: WaitOptions): Promise<void>;
}

/** A failure that came back over the router. */
export class CoreError extends Error {
  constructor(
    readonly route: string,
    readonly wire: WireError,
  ) {
    super(`${route}: ${wire.code}: ${wire.message}`);
    this.name = 'CoreError';
  }
  get code(): string {
    return this.wire.code;
  }
}

const DIRECT: Network = { resolveProxy: () => Promise.resolve('DIRECT'), certificates: () => [] };
const NO_ENVIRONMENT: Environment = { apiUrl: null, libraryFolder: null, apiKey: null };
const ROOT_FILES = new Set(['jobs.jsonl', 'library.json']);
/** So many rounds of the event loop are more than an answer on the loopback needs to be read. */
const QUIET_TURNS = 15;
const NOT_ASKED_HERE = 'http://127.0.0.1:9';

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'flowshelf-test-'));
}

export async function startCore(options: CoreOptions = {}): Promise<Core> {
  const folder = options.folder ?? newFolder();
  mkdirSync(folder, { recursive: true });
  const apiUrl = options.apiUrl ?? NOT_ASKED_HERE;
  const key = options.key === undefined ? TEST_KEY : options.key;
  const kept =
    key === null ? {} : { kept: { key, origin: new URL(apiUrl).origin, storage: 'secure' } as const };
  return open(folder, {
    settings: createMemorySettings({ apiUrl, ...options.settings }),
    vault: options.vault ?? createMemoryVault(kept),
    clock: clockOf(options) ?? createFakeClock(),
    options,
  });
}

interface Kept {
  readonly settings: SettingsStore;
  readonly vault: MemoryVault;
  readonly clock: FakeClock;
  readonly options: CoreOptions;
}

function clockOf({ clock }: CoreOptions): FakeClock | null {
  if (clock === undefined) return null;
  return clock === 'system' ? realClock(systemClock) : clock;
}

/** The machine's clock where a fake one is expected: it goes by itself. */
function realClock(clock: Clock): FakeClock {
  return {
    ...clock,
    advance: () => undefined,
    jump: () => undefined,
    nextTimerIn: () => null,
    delays: [],
  };
}

async function open(folder: string, kept: Kept): Promise<Core> {
  const { settings, vault, clock, options } = kept;
  const events = createRecordingEvents(options.onEvent);
  const log = createRecordingLog();
  const shell = createRecordingShell();
  const desktop = createRecordingDesktop();
  let isAudible = false;
  const profileSwitches: ('enter' | 'leave' | 'reopen')[] = [];
  const databaseFile = join(folder, 'library.sqlite');
  const library =
    options.environment?.libraryFolder ?? settings.read().libraryFolder ?? join(folder, 'Library');
  const ports: Ports = {
    clock,
    log,
    logFiles: options.logFiles ?? log,
    settingsStore: settings,
    environment: { ...NO_ENVIRONMENT, ...options.environment },
    keyVault: vault,
    network: options.network ?? DIRECT,
    shell,
    desktop,
    playback: { isAudible: () => isAudible },
    events,
    profile: {
      enterSample: () => Promise.resolve(void profileSwitches.push('enter')),
      leaveSample: () => Promise.resolve(void profileSwitches.push('leave')),
      reopen: () => Promise.resolve(void profileSwitches.push('reopen')),
    },
    maintenance: inProcessMaintenance,
    beginIntakeThread: options.hasIntakeThread ? (data) => beginInProcess(data, { clock, log }) : null,
    beginExportThread: () => beginExportThreadHere(),
    soundMeter: options.soundMeter ?? null,
    handedOver: { take: () => Promise.resolve(null) },
    playbackSession: createPlaybackSession(),
    licences: NO_LICENCES,
    updater: options.updater ?? NO_UPDATER,
    power: options.power ?? { isOnBattery: () => false },
    disks: options.disks ?? systemDisks,
    databaseFile,
    defaultLibraryFolder: join(folder, 'Library'),
    app: {
      version: options.version ?? '0.0.0-test',
      electronVersion: '0',
      chromiumVersion: '0',
      platform: process.platform,
      isSample: options.isSample ?? false,
      systemLanguage: options.systemLanguage ?? 'en',
    },
  };
  const app = createApp(ports);
  let isOpen = true;
  /** A connection of the test's own, kept while the core is open: looking often must cost little. */
  let reader: BetterSqlite3.Database | null = null;

  async function ask(route: unknown, input: unknown): Promise<Envelope<unknown>> {
    return app.router.handle(route, JSON.stringify(input));
  }

  async function invoke<R extends Route>(route: R, input: Input<R>): Promise<Output<R>> {
    const envelope = await ask(route, input);
    if (!envelope.ok) throw new CoreError(route, envelope.error);
    // What crosses to the window is text; what is no JSON would be lost there.
    return JSON.parse(JSON.stringify(envelope.value)) as Output<R>;
  }

  async function waitFor<T>(
    look: () => T | Promise<T>,
    { pace = 250, timeoutMs = 30_000 }: WaitOptions = {},
  ): Promise<NonNullable<T>> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen;
      if (performance.now() > deadline) {
        throw new Error(`Waited in vain for ${look.toString()}\n${log.text()}`);
      }
      await turn();
      if (pace > 0) clock.advance(pace);
    }
  }

  async function jobs(): Promise<readonly Job[]> {
    return (await invoke('jobs.page', { offset: 0, limit: 500 })).rows;
  }

  const core: Core = {
    app,
    clock,
    events,
    log,
    shell,
    desktop,
    vault,
    settings,
    folder,
    databaseFile,
    library,
    profileSwitches,
    setAudible(isHeard) {
      isAudible = isHeard;
    },
    invoke,
    ask,
    waitFor,
    async advance(ms) {
      clock.advance(ms);
      for (let count = 0; count < 5; count += 1) await turn();
    },
    async quiet(server) {
      for (let still = 0; still < QUIET_TURNS; still += 1) {
        if (server.openCount('api') + server.openCount('files') > 0) still = 0;
        await turn();
      }
    },
    start: () => app.start(),
    async stop() {
      if (!isOpen) return;
      isOpen = false;
      reader?.close();
      reader = null;
      await app.stop();
    },
    async restart(next = {}) {
      await core.stop();
      return open(folder, {
        settings,
        vault: next.vault ?? vault,
        clock: clockOf(next) ?? clock,
        options: { ...options, ...next },
      });
    },
    sql<Row>(statement: string, ...params: readonly unknown[]): Row[] {
      if (!isOpen) return readRows(databaseFile, statement, params);
      reader ??= new BetterSqlite3(databaseFile, { readonly: true });
      return reader.prepare<unknown[], Row>(statement).all(...params);
    },
    add: async (...ids) => void (await invoke('jobs.add', { text: ids.join('\n') })),
    jobs,
    async job(id) {
      const found = (await jobs()).find((job) => job.id === id);
      if (!found) throw new Error(`There is no job ${id}.`);
      return found;
    },
    songs: async (search = '') =>
      (await invoke('songs.page', { search, sort: 'arrived', direction: 'asc', offset: 0, limit: 500 })).rows,
    downloads: async () => (await invoke('downloads.page', { offset: 0, limit: 500 })).rows,
    holds: async () => (await invoke('app.snapshot', {})).holds,
    files: () => listFiles(library).filter((path) => !ROOT_FILES.has(path)),
    read: (path) => readFileSync(join(library, path)),
    async settled(wait) {
      const open = `SELECT 1 FROM job WHERE next_poll_at IS NOT NULL
        UNION ALL SELECT 1 FROM download WHERE state IN ('running', 'queued')
        UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0`;
      const isAtRest = async () => core.sql(open).length === 0 && !(await jobs()).some((job) => job.isAsking);
      await waitFor(isAtRest, wait);
    },
  };
  if (options.isStarted !== false) await app.start();
  return core;
}

/** One round of the event loop with its timers, so that sockets and files get on. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

function readRows<Row>(file: string, statement: string, params: readonly unknown[]): Row[] {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    return db.prepare<unknown[], Row>(statement).all(...params);
  } finally {
    db.close();
  }
}

/** Paths of all files below a folder, relative to it, with `/`, sorted. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile())
    .map((path) => relative(folder, join(folder, path)).split(sep).join('/'))
    .sort();
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
