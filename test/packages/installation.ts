import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { proportionalBytes } from '../../bench/measure/processes';
import { ROWS_PAINTED } from '../../src/shared/performance-marks';

/** The clean system that the package is installed in, and how it is entered. */
export interface Proof {
  /** Its folder, as this process sees it. */
  readonly root: string;
  /** What stands before a command that root runs in there. */
  readonly enter: readonly string[];
  readonly user: string;
  /** Names of the packages in /srv: the version before and the one after. */
  readonly debs: readonly [string, string];
}

export function readProof(): Proof {
  const text = process.env['FLOWSHELF_PROOF'];
  if (text === undefined) throw new Error('Run it with: npm run package:prove');
  return JSON.parse(text) as Proof;
}

/** A session of the user: a display, a bus, and an unlocked secret store, as somebody has who has logged in. */
export interface Session {
  /** Starts a program as the user; attached when its window is there. */
  start(command: readonly string[], env?: Readonly<Record<string, string>>): Promise<InstalledProgram>;
  /** Runs a command as the user to its end. */
  run(command: readonly string[]): { readonly code: number | null; readonly output: string };
  end(): void;
}

export interface InstalledProgram {
  readonly window: Page;
  /** From the command to the first rows on the screen, in milliseconds. */
  paintedMs(): Promise<number>;
  /** Proportional share of memory of all its processes, in bytes. */
  memory(): number;
  /** Asks it to end, as a desktop does that is logged out of. */
  quit(): Promise<void>;
}

/** Runs a command in there as root. */
export function asRoot({ enter }: Proof, command: readonly string[]) {
  const [program = '', ...args] = [...enter, ...command];
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 100_000_000 });
  return { code: status, output: `${stdout}${stderr}` };
}

const LISTENING = /^DevTools listening on (ws:\/\/\S+)/;
const PASSWORD = 'of-the-proof';

export async function logIn({ enter, user }: Proof): Promise<Session> {
  const asUser = [
    ...enter,
    'setpriv',
    '--reuid',
    user,
    '--regid',
    user,
    '--init-groups',
    'env',
    `HOME=/home/${user}`,
  ];
  const [command = '', ...before] = asUser;
  const session = spawn(
    command,
    [
      ...before,
      'XDG_CURRENT_DESKTOP=GNOME',
      'dbus-run-session',
      'sh',
      '-c',
      `mkdir -p ~/.cache && exec 3>/tmp/display && Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 2>/dev/null &
       printf %s ${PASSWORD} | gnome-keyring-daemon --unlock --components=secrets >/dev/null
       until [ -s /tmp/display ]; do sleep 0.2; done
       echo "session $DBUS_SESSION_BUS_ADDRESS :$(cat /tmp/display)"
       exec sleep infinity`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(session.stdout).on('line', (text) => {
      if (text.startsWith('session ')) resolve(text);
    });
    session.once('exit', () => reject(new Error('The session did not begin.')));
  });
  const [, bus = '', display = ''] = line.split(' ');
  const variables = [
    `DBUS_SESSION_BUS_ADDRESS=${bus}`,
    `DISPLAY=${display}`,
    'XDG_CURRENT_DESKTOP=GNOME',
    'XDG_SESSION_TYPE=x11',
  ];

  return {
    run(wanted) {
      const { status, stdout, stderr } = spawnSync(command, [...before, ...variables, ...wanted], {
        encoding: 'utf8',
      });
      return { code: status, output: `${stdout}${stderr}` };
    },
    async start([program = '', ...args], env = {}) {
      const own = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      const startedAt = performance.timeOrigin + performance.now();
      const child = spawn(
        command,
        [...before, ...variables, ...own, program, '--remote-debugging-port=0', ...args],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      );
      const address = await debuggingAddress(child);
      await untilWindow(address);
      const browser = await chromium.connectOverCDP(address);
      const window = browser.contexts()[0]?.pages()[0];
      if (window === undefined) throw new Error('The program has no window.');
      return {
        window,
        async paintedMs() {
          const painted = await window.waitForFunction((mark) => {
            const entry = performance.getEntriesByName(mark)[0];
            return entry && performance.timeOrigin + entry.startTime;
          }, ROWS_PAINTED);
          return Number(await painted.jsonValue()) - startedAt;
        },
        memory: () => proportionalBytes(child.pid ?? 0),
        async quit() {
          await browser.close();
          const ended = once(child, 'exit');
          // The oldest with this name that has not ended: nobody there sees to those that have, among processes that are all the clean system's own.
          const name = program.split('/').at(-1) ?? '';
          const [root = '', ...entered] = [
            ...enter,
            'sh',
            '-c',
            `kill -TERM "$(pgrep -o -x -r D,R,S ${name})"`,
          ];
          spawnSync(root, entered);
          await ended;
        },
      };
    },
    end: () => void session.kill('SIGTERM'),
  };
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  const output: string[] = [];
  return new Promise((resolve, reject) => {
    if (child.stderr === null) throw new Error('The program was started without its standard error.');
    createInterface(child.stderr).on('line', (line) => {
      const address = LISTENING.exec(line)?.[1];
      if (address === undefined) output.push(line);
      else resolve(address);
    });
    child.once('exit', (code) => {
      reject(new Error(`The program ended with ${code} before it had a window:\n${output.join('\n')}`));
    });
  });
}

async function untilWindow(address: string): Promise<void> {
  const list = `http://${new URL(address).host}/json/list`;
  for (let tries = 0; tries < 600; tries += 1) {
    const targets = (await (await fetch(list)).json()) as readonly { type: string; url: string }[];
    if (targets.some(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The program has no window.');
}
