import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from '@playwright/test';

/** An Electron program under measurement: the floor's or ours. Nothing but a debugging port tells it from a user's. */
export interface Measured {
  /** When its process was made, in milliseconds since the epoch, as `performance.timeOrigin` counts. */
  readonly startedAt: number;
  /** Its window. Attaching costs the program time: only when what is measured is over, or has not begun. */
  page(): Promise<Page>;
  /** Proportional share of memory of all its processes, in bytes (Linux). */
  memory(): number;
  stop(): Promise<void>;
}

export interface MeasuredOptions {
  /** The Electron executable. */
  readonly electron: string;
  /** What to run: a folder with a package.json, or a script. */
  readonly program: string;
  readonly userData: string;
  readonly env?: Readonly<Record<string, string>>;
}

const LISTENING = /^DevTools listening on (ws:\/\/\S+)/;

export async function startMeasured({
  electron,
  program,
  userData,
  env = {},
}: MeasuredOptions): Promise<Measured> {
  const isRoot = process.getuid?.() === 0;
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(
    electron,
    [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--remote-debugging-port=0',
      program,
      `--user-data-dir=${userData}`,
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const address = await debuggingAddress(child);
  let browser: Browser | null = null;

  return {
    startedAt,
    async page() {
      browser ??= await chromium.connectOverCDP(address);
      const context = browser.contexts()[0];
      const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
      if (!page) throw new Error('The program has no window.');
      return page;
    },
    memory: () => processTree(child.pid ?? 0).reduce((sum, pid) => sum + proportionalBytes(pid), 0),
    async stop() {
      await browser?.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  const output: string[] = [];
  return new Promise((resolve, reject) => {
    if (child.stderr === null) throw new Error('The program was started without its standard error.');
    // Read to the end: a program whose output nobody reads comes to a halt.
    createInterface(child.stderr).on('line', (line) => {
      const address = LISTENING.exec(line)?.[1];
      if (address === undefined) output.push(line);
      else resolve(address);
    });
    child.once('exit', () => {
      reject(
        new Error(`The program ended before its window could be reached:\n${output.slice(-20).join('\n')}`),
      );
    });
  });
}

/** A process and all that it has started. */
function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = /^PPid:\s+(\d+)/m.exec(readQuietly(`/proc/${name}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

function proportionalBytes(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+)/m.exec(readQuietly(`/proc/${pid}/smaps_rollup`))?.[1] ?? '0';
  return Number(kilobytes) * 1024;
}

/** A process may be gone by now. */
function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
