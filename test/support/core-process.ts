import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { Input, Output, Route } from '@shared/ipc/contract';
import type { Envelope } from '@shared/ipc/errors';
import { CoreError, TEST_KEY, turn } from './core';
import type { CoreProcessSetup, FromCore, ToCore } from './core-process-entry';

/** A core in a process of its own, which a test can kill in the middle of anything. */
export interface CoreProcess {
  invoke<R extends Route>(route: R, input: Input<R>): Promise<Output<R>>;
  /** Looks again and again, in real time, until there is something. */
  waitFor<T>(look: () => T | Promise<T>, timeoutMs?: number): Promise<NonNullable<T>>;
  /** What the core told its window, oldest first. */
  readonly events: readonly { readonly event: string; readonly payload: unknown }[];
  readonly log: readonly string[];
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
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

/** Starts a core on a folder that outlives it. */
export async function startCoreProcess(
  bundle: CoreBundle,
  folder: string,
  apiUrl: string,
  { chosenFolder }: Pick<CoreProcessSetup, 'chosenFolder'> = {},
): Promise<CoreProcess> {
  const setup: CoreProcessSetup = { folder, apiUrl, key: TEST_KEY, chosenFolder };
  const child = fork(bundle.file, [JSON.stringify(setup)], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const events: { event: string; payload: unknown }[] = [];
  const log: string[] = [];
  const waiting = new Map<number, (envelope: Envelope<unknown>) => void>();
  let isReady = false;
  let count = 0;
  child.stderr?.on('data', (chunk: Buffer) => void log.push(chunk.toString()));
  child.on('message', (raw) => {
    const message = raw as FromCore;
    if (message.kind === 'ready') isReady = true;
    if (message.kind === 'event') events.push({ event: message.event, payload: message.payload });
    if (message.kind === 'log') log.push(message.line);
    if (message.kind === 'answer') waiting.get(message.number)?.(message.envelope as Envelope<unknown>);
  });

  async function waitFor<T>(look: () => T | Promise<T>, timeoutMs = 15_000): Promise<NonNullable<T>> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen;
      if (performance.now() > deadline)
        throw new Error(`Waited in vain for ${look.toString()}\n${log.join('\n')}`);
      if (isGone(child)) throw new Error(`The core ended by itself\n${log.join('\n')}`);
      await turn();
    }
  }

  const core: CoreProcess = {
    events,
    log,
    waitFor,
    async invoke(route, input) {
      const number = (count += 1);
      const envelope = await new Promise<Envelope<unknown>>((answer) => {
        waiting.set(number, answer);
        child.send({ number, route, input } satisfies ToCore);
      });
      waiting.delete(number);
      if (!envelope.ok) throw new CoreError(route, envelope.error);
      return envelope.value as Output<typeof route>;
    },
    kill: () =>
      new Promise((gone) => {
        if (isGone(child)) {
          gone();
          return;
        }
        child.once('exit', () => gone());
        child.kill('SIGKILL');
      }),
  };
  await waitFor(() => isReady);
  return core;
}

function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
