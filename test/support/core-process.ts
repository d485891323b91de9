import { fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { Input, Output, Route } from '@shared/ipc/contract';
import type { Envelope } from '@shared/ipc/errors';
import { CoreError, TEST_KEY, turn } from './core';
import type { CoreProcessSetup, CrashPoint, FromCore, ToCore, Vitals } from './core-process-entry';
import type { Moment } from './core-process-steps';

/** A core in a process of its own, which a test can kill in the middle of anything. */
export interface CoreProcess {
  invoke<R extends Route>(route: R, input: Input<R>): Promise<Output<R>>;
  /** Looks again and again, in real time, until there is something. */
  waitFor<T>(look: () => T | Promise<T>, timeoutMs?: number): Promise<NonNullable<T>>;
  /** What the core told its window, oldest first. */
  readonly events: readonly { readonly event: string; readonly payload: unknown }[];
  /** What the core did to its disk, oldest first; empty unless it was started with `tellsSteps`. */
  readonly steps: readonly { readonly step: string; readonly moment: Moment }[];
  readonly log: readonly string[];
  /** What it holds just now; only where it was started with `isMeasured`. */
  measure(): Promise<Vitals>;
  /** From now on steps that match fail with this code, until null is given; only where it was started with `canRefuse`. */
  refuse(step: RegExp | null, code?: string): void;
  /** Stops it in its tracks, as a machine that falls asleep does; `wake` lets it go on. */
  sleep(): void;
  wake(): void;
  isReady(): boolean;
  hasEnded(): boolean;
  /** Resolves when the process is gone and its last word has been read. */
  readonly ended: Promise<void>;
  /** SIGKILL; resolves as `ended` does. */
  kill(): Promise<void>;
  /** Closes the channel, whereupon the process ends by itself; resolves as `ended` does. */
  hangUp(): Promise<void>;
}

export interface CoreProcessOptions {
  readonly crash?: CrashPoint;
  readonly tellsSteps?: boolean;
  readonly canRefuse?: boolean;
  /** Whether it can be measured. */
  readonly isMeasured?: boolean;
  /** What the user chooses in every folder dialog; none closes it. */
  readonly chosenFolder?: string;
  /** Called for every event, and for every step, as it is told. */
  readonly onTold?: (message: FromCore) => void;
  /** A program with its arguments that runs the process, for example a tracer. */
  readonly under?: readonly [string, ...string[]];
}

/** The bundled core and how to be rid of it. */
export interface CoreBundle {
  readonly file: string;
  remove(): void;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Bundles the core for plain Node, inside `node_modules` so that its packages are found. Takes about a second. */
export async function bundleCore(): Promise<CoreBundle> {
  const folder = join(ROOT, 'node_modules', '.cache', 'flowshelf-tests', `${process.pid}-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(ROOT, 'src/shared') } },
    build: {
      ssr: join(ROOT, 'test/support/core-process-entry.ts'),
      outDir: folder,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'core.mjs' } },
    },
  });
  return { file: join(folder, 'core.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts a core on a folder that outlives it, and waits until it works. */
export async function startCoreProcess(
  bundle: CoreBundle,
  folder: string,
  apiUrl: string,
  options: CoreProcessOptions = {},
): Promise<CoreProcess> {
  const core = launchCoreProcess(bundle, folder, apiUrl, options);
  await core.waitFor(core.isReady);
  return core;
}

/** As `startCoreProcess`, but waits for nothing. */
export function launchCoreProcess(
  bundle: CoreBundle,
  folder: string,
  apiUrl: string,
  { crash, tellsSteps, canRefuse, isMeasured, chosenFolder, onTold, under }: CoreProcessOptions = {},
): CoreProcess {
  const setup: CoreProcessSetup = {
    folder,
    apiUrl,
    key: TEST_KEY,
    ...(crash ? { crash } : {}),
    ...(tellsSteps === true ? { tellsSteps } : {}),
    ...(canRefuse === true ? { canRefuse } : {}),
    ...(chosenFolder === undefined ? {} : { chosenFolder }),
  };
  const child = fork(bundle.file, [JSON.stringify(setup)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(isMeasured === true ? { execArgv: ['--expose-gc'] } : {}),
    ...(under ? { execPath: under[0], execArgv: [...under.slice(1), process.execPath] } : {}),
  });
  const events: { event: string; payload: unknown }[] = [];
  const steps: { step: string; moment: Moment }[] = [];
  const log: string[] = [];
  const waiting = new Map<number, { answer(told: unknown): void; fail(error: Error): void }>();
  let isReady = false;
  let hasEnded = false;
  let count = 0;

  child.stderr?.on('data', (chunk: Buffer) => void log.push(chunk.toString()));
  child.on('message', (raw) => {
    const message = raw as FromCore;
    if (message.kind === 'ready') isReady = true;
    if (message.kind === 'event') events.push({ event: message.event, payload: message.payload });
    if (message.kind === 'step') steps.push({ step: message.step, moment: message.moment });
    if (message.kind === 'log') log.push(message.line);
    if (message.kind === 'answer') waiting.get(message.number)?.answer(message.envelope);
    if (message.kind === 'vitals') waiting.get(message.number)?.answer(message.vitals);
    onTold?.(message);
  });
  // What was told before the end may be read after it: the process is gone only when its channel is empty too.
  const ended = Promise.all([
    new Promise((gone) => child.once('exit', gone)),
    new Promise((gone) => child.once('disconnect', gone)),
  ]).then(() => {
    hasEnded = true;
    for (const { fail } of waiting.values()) fail(new Error('The core ended before it answered.'));
    waiting.clear();
  });

  async function waitFor<T>(look: () => T | Promise<T>, timeoutMs = 15_000): Promise<NonNullable<T>> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen;
      if (performance.now() > deadline)
        throw new Error(`Waited in vain for ${look.toString()}\n${log.join('\n')}`);
      if (hasEnded) throw new Error(`The core ended by itself\n${log.join('\n')}`);
      await turn();
    }
  }

  /** Sends a message that is answered under its number. */
  async function send<Told>(message: (number: number) => ToCore): Promise<Told> {
    const number = (count += 1);
    const told = await new Promise<unknown>((answer, fail) => {
      if (!child.connected) {
        fail(new Error('The core has ended.'));
        return;
      }
      waiting.set(number, { answer, fail });
      child.send(message(number), (error) => {
        if (error) fail(error);
      });
    });
    waiting.delete(number);
    return told as Told;
  }

  return {
    events,
    steps,
    log,
    waitFor,
    isReady: () => isReady,
    hasEnded: () => hasEnded,
    ended,
    async invoke(route, input) {
      const envelope = await send<Envelope<unknown>>((number) => ({ kind: 'ask', number, route, input }));
      if (!envelope.ok) throw new CoreError(route, envelope.error);
      return envelope.value as Output<typeof route>;
    },
    measure: () => send<Vitals>((number) => ({ kind: 'measure', number })),
    refuse: (step, code = 'ENOSPC') =>
      void child.send({ kind: 'refuse', step: step?.source ?? null, code } satisfies ToCore),
    sleep: () => void child.kill('SIGSTOP'),
    wake: () => void child.kill('SIGCONT'),
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
    hangUp() {
      if (child.connected) child.disconnect();
      return ended;
    },
  };
}
