import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { systemClock } from '../../src/main/adapters/system-clock';
import { systemDisks } from '../../src/main/adapters/system-disks';
import { createApp } from '../../src/main/app';
import type { SettingsStore, StoredSettings } from '../../src/main/ports';
import { createPlaybackSession } from '../../src/main/services/playback-session';
import { refusal, watchSteps, type Moment } from './core-process-steps';
import {
  createMemorySettings,
  createMemoryVault,
  createRecordingShell,
  inProcessMaintenance,
  NO_LICENCES,
  NO_UPDATER,
} from './ports';
import { createRecordingDesktop } from './desktop';
import { beginExportThreadHere } from './export-thread';

/** A whole core in a process of its own, asked over Node's own channel. Started by `core-process.ts`; made to be killed. */

export interface CoreProcessSetup {
  readonly folder: string;
  readonly apiUrl: string;
  readonly key: string;
  /** What the user chooses in every folder dialog; none closes it. */
  readonly chosenFolder?: string;
  /** Where the process kills itself; absent, it does not. */
  readonly crash?: CrashPoint;
  /** Tells every step that is begun and every one that is done. */
  readonly tellsSteps?: boolean;
  /** Whether steps can be refused. */
  readonly canRefuse?: boolean;
}

/** The n-th time (from 1) that a step of this name is about to begin or has just been done. */
export interface CrashPoint {
  readonly step: string;
  readonly moment: Moment;
  readonly count: number;
}

/** What the process holds, after everything that nobody needs any more was let go. */
export interface Vitals {
  /** Bytes of the heap in use. */
  readonly heapBytes: number;
  /** Bytes outside of the heap that belong to objects in it. */
  readonly outsideBytes: number;
  readonly residentBytes: number;
  /** Open files and sockets; null where the system does not tell. */
  readonly openFiles: number | null;
  /** Timers, sockets, requests and the like that are alive. */
  readonly activeResources: number;
}

export type FromCore =
  | { readonly kind: 'ready' }
  | { readonly kind: 'step'; readonly step: string; readonly moment: Moment }
  | { readonly kind: 'answer'; readonly number: number; readonly envelope: unknown }
  | { readonly kind: 'vitals'; readonly number: number; readonly vitals: Vitals }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown }
  | { readonly kind: 'log'; readonly line: string };

export type ToCore =
  | { readonly kind: 'ask'; readonly number: number; readonly route: string; readonly input: unknown }
  | { readonly kind: 'measure'; readonly number: number }
  /** From now on steps that match `step` fail with this code; null ends it. */
  | { readonly kind: 'refuse'; readonly step: string | null; readonly code: string };

/** The service of a test is on this machine: nobody has to be spared. */
const REQUESTS_PER_MINUTE = 6_000;

function send(message: FromCore): void {
  process.send?.(message);
}

function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const setup = JSON.parse(process.argv[2] ?? '{}') as CoreProcessSetup;
let seen = 0;
let refused: { readonly step: RegExp; readonly code: string } | null = null;
if (setup.crash || setup.tellsSteps === true || setup.canRefuse === true) {
  watchSteps((step, moment) => {
    if (setup.tellsSteps === true) send({ kind: 'step', step, moment });
    if (moment === 'before' && refused?.step.test(step) === true) throw refusal(step, refused.code);
    if (step !== setup.crash?.step || moment !== setup.crash.moment) return;
    seen += 1;
    if (seen === setup.crash.count) process.kill(process.pid, 'SIGKILL');
  });
}

/** Settings in a file that outlives the process. */
function createFileSettings(file: string, initial: Partial<StoredSettings>): SettingsStore {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<StoredSettings>) : {};
  const settings = createMemorySettings({ ...initial, ...kept });
  return {
    read: settings.read,
    write(patch) {
      settings.write(patch);
      writeFileSync(`${file}.new`, JSON.stringify(settings.read()));
      renameSync(`${file}.new`, file);
    },
  };
}

const shell = createRecordingShell();
shell.choose(setup.chosenFolder ?? null);
const core = createApp({
  clock: systemClock,
  log: {
    info: () => undefined,
    warn: (message, details) => send({ kind: 'log', line: `${message} ${JSON.stringify(details)}` }),
    error: (message, error) => send({ kind: 'log', line: `${message} ${text(error)}` }),
    hide: () => undefined,
  },
  logFiles: { read: () => Promise.resolve([]), redact: (kept) => kept },
  settingsStore: createFileSettings(`${setup.folder}/settings.json`, {
    apiUrl: setup.apiUrl,
    requestsPerMinute: REQUESTS_PER_MINUTE,
  }),
  environment: { apiUrl: null, libraryFolder: null, apiKey: null },
  keyVault: createMemoryVault({
    kept: { key: setup.key, origin: new URL(setup.apiUrl).origin, storage: 'secure' },
  }),
  network: { resolveProxy: () => Promise.resolve('DIRECT'), certificates: () => [] },
  shell,
  desktop: createRecordingDesktop(),
  playback: { isAudible: () => false },
  events: { emit: (event, payload) => send({ kind: 'event', event, payload }) },
  profile: {
    enterSample: () => Promise.resolve(),
    leaveSample: () => Promise.resolve(),
    reopen: () => Promise.resolve(),
  },
  maintenance: inProcessMaintenance,
  beginIntakeThread: null,
  beginExportThread: () => beginExportThreadHere(),
  soundMeter: null,
  handedOver: { take: () => Promise.resolve(null) },
  playbackSession: createPlaybackSession(),
  licences: NO_LICENCES,
  updater: NO_UPDATER,
  power: { isOnBattery: () => false },
  disks: systemDisks,
  databaseFile: `${setup.folder}/library.sqlite`,
  defaultLibraryFolder: `${setup.folder}/Library`,
  app: {
    version: '0.0.0-test',
    electronVersion: '0',
    chromiumVersion: '0',
    platform: process.platform,
    isSample: false,
    systemLanguage: 'en',
  },
});

function measure(): Vitals {
  const collect: unknown = Reflect.get(globalThis, 'gc');
  if (typeof collect !== 'function') throw new Error('The process was started without --expose-gc.');
  // What the first round finalises the second one frees.
  for (let round = 0; round < 2; round += 1) collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    heapBytes: heapUsed,
    outsideBytes: external,
    residentBytes: rss,
    openFiles: existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : null,
    activeResources: process.getActiveResourcesInfo().length,
  };
}

process.on('message', (message) => {
  const asked = message as ToCore;
  switch (asked.kind) {
    case 'ask':
      void core.router
        .handle(asked.route, JSON.stringify(asked.input))
        .then((envelope) => send({ kind: 'answer', number: asked.number, envelope }));
      return;
    case 'measure':
      send({ kind: 'vitals', number: asked.number, vitals: measure() });
      return;
    case 'refuse':
      refused = asked.step === null ? null : { step: new RegExp(asked.step), code: asked.code };
  }
});
// The test has gone: nobody is left to end us.
process.on('disconnect', () => process.exit(1));

void core.start().then(() => send({ kind: 'ready' }));
