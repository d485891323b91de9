import process from 'node:process';
import { systemClock } from '../../src/main/adapters/system-clock';
import { createApp } from '../../src/main/app';
import { createMemorySettings, createMemoryVault, createRecordingShell } from './ports';

/** A whole core in a process of its own, asked over Node's own channel. Started by `core-process.ts`; made to be killed. */

export interface CoreProcessSetup {
  readonly folder: string;
  readonly apiUrl: string;
  readonly key: string;
}

export type FromCore =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly number: number; readonly envelope: unknown }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown }
  | { readonly kind: 'log'; readonly line: string };

export interface ToCore {
  readonly number: number;
  readonly route: string;
  readonly input: unknown;
}

function send(message: FromCore): void {
  process.send?.(message);
}

function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const setup = JSON.parse(process.argv[2] ?? '{}') as CoreProcessSetup;
const core = createApp({
  clock: systemClock,
  log: {
    info: () => undefined,
    warn: (message, details) => send({ kind: 'log', line: `${message} ${JSON.stringify(details)}` }),
    error: (message, error) => send({ kind: 'log', line: `${message} ${text(error)}` }),
    hide: () => undefined,
  },
  logFiles: { read: () => Promise.resolve([]), redact: (kept) => kept },
  settingsStore: createMemorySettings({ apiUrl: setup.apiUrl, requestsPerMinute: 120 }),
  environment: { apiUrl: null, libraryFolder: null, apiKey: null },
  keyVault: createMemoryVault({
    kept: { key: setup.key, origin: new URL(setup.apiUrl).origin, storage: 'secure' },
  }),
  network: { resolveProxy: () => Promise.resolve('DIRECT'), certificates: () => [] },
  shell: createRecordingShell(),
  events: { emit: (event, payload) => send({ kind: 'event', event, payload }) },
  profile: { enterSample: () => Promise.resolve(), leaveSample: () => Promise.resolve() },
  databaseFile: `${setup.folder}/library.sqlite`,
  defaultLibraryFolder: `${setup.folder}/Library`,
  app: { version: '0.0.0-test', electronVersion: '0', platform: process.platform, isSample: false },
});

process.on('message', (message) => {
  const { number, route, input } = message as ToCore;
  void core.router
    .handle(route, JSON.stringify(input))
    .then((envelope) => send({ kind: 'answer', number, envelope }));
});
// The test has gone: nobody is left to end us.
process.on('disconnect', () => process.exit(1));

void core.start().then(() => send({ kind: 'ready' }));
