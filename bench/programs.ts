import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { cpuSeconds, proportionalBytes } from './measure/processes';

/** An Electron program under measurement: the floor's or ours. Nothing but a debugging port tells it from a user's. */
export interface MeasuredProgram {
  /** When its process was made, in milliseconds since the epoch, as `performance.timeOrigin` counts. */
  readonly startedAt: number;
  /** Its window. Attaching costs the program time: only when what is measured is over, or has not begun. */
  page(): Promise<Page>;
  /** Lets go of the window: what a debugger makes it keep, such as all that it has loaded, is given back. */
  release(): Promise<void>;
  /** Proportional share of memory of all its processes, in bytes (Linux). */
  memory(): number;
  /** Processor time that all its processes have used so far, in seconds (Linux). */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

export interface MeasuredOptions {
  /** The Electron executable. */
  readonly electron: string;
  /** What to run: a folder with a package.json, or a script. */
  readonly program: string;
  readonly userData: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For Electron, before the program. */
  readonly args?: readonly string[];
}

const LISTENING = /^DevTools listening on (ws:\/\/\S+)/;
/** A program that has not ended so long after it was asked to never will. */
const LONGEST_END_MS = 20_000;
const LONGEST_START_MS = 60_000;
const LONGEST_ATTACH_MS = 10_000;
const MOST_ATTACHES = 5;
const LOOK_MS = 50;

const running = new Set<ChildProcess>();

/** Ends all programs on the spot: for a bench that is cut off. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Arguments that every Electron needs here. Chromium refuses to run its sandbox as root. */
export function electronArgs(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

export async function startMeasured({
  electron,
  program,
  userData,
  env = {},
  args = [],
}: MeasuredOptions): Promise<MeasuredProgram> {
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(
    electron,
    [...electronArgs(), '--remote-debugging-port=0', ...args, program, `--user-data-dir=${userData}`],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  running.add(child);
  child.once('exit', () => running.delete(child));
  const pid = child.pid ?? 0;
  const address = await debuggingAddress(child);
  let browser: Browser | null = null;

  return {
    startedAt,
    async page() {
      browser ??= await attach(address);
      const context = browser.contexts()[0];
      const isWindow = (page: Page) => !page.url().includes(SOUND_METER);
      const page =
        context?.pages().find(isWindow) ?? (await context?.waitForEvent('page', { predicate: isWindow }));
      if (!page) throw new Error('The program has no window.');
      return page;
    },
    async release() {
      await browser?.close();
      browser = null;
    },
    memory: () => proportionalBytes(pid),
    cpuSeconds: () => cpuSeconds(pid),
    async stop() {
      await browser?.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGKILL'), LONGEST_END_MS);
      await ended;
      clearTimeout(killing);
    },
  };
}

/** A page of the program that is none of its windows, and comes and goes. */
const SOUND_METER = '//sound-meter/';

/** Attaching while a window is still being made may never come to an end: it is waited for, and tried again. */
async function attach(address: string): Promise<Browser> {
  await untilWindow(address);
  for (let tries = 1; ; tries += 1) {
    try {
      return await chromium.connectOverCDP(address, { timeout: LONGEST_ATTACH_MS });
    } catch (error) {
      if (tries === MOST_ATTACHES) throw error;
    }
  }
}

/** Waits until the window has its page; Chromium tells it without anybody being attached. */
async function untilWindow(address: string): Promise<void> {
  const deadline = performance.now() + LONGEST_START_MS;
  const list = `http://${new URL(address).host}/json/list`;
  while (performance.now() < deadline) {
    const targets = (await (await fetch(list)).json()) as readonly { type: string; url: string }[];
    if (targets.some(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank')) return;
    await delay(LOOK_MS);
  }
  throw new Error('The program has no window.');
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
    child.once('error', reject);
    child.once('exit', () => {
      reject(
        new Error(`The program ended before its window could be reached:\n${output.slice(-20).join('\n')}`),
      );
    });
  });
}
