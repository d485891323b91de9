// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { Stop, say } from './messages.mjs';

/** Larger than the smallest window of the program, small enough for screenshots that can be looked at. */
const SCREEN = '1440x900x24';

/** @returns {boolean} whether a window needs a virtual display, for there is no other */
export function needsOwnDisplay() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/**
 * Does something that opens windows, on the display that is there or on a virtual one of its own.
 *
 * @template T
 * @param {(environment: Record<string, string>) => Promise<T>} body is given what the windows' programs need to find
 *   the virtual display
 * @returns {Promise<T>}
 */
export async function withDisplay(body) {
  return withDisplays(1, ([display]) => body(display === undefined ? {} : { DISPLAY: display }));
}

/**
 * Does something whose windows must not stand in each other's way, on virtual displays of its own.
 *
 * @template T
 * @param {number} count
 * @param {(displays: readonly string[]) => Promise<T>} body is given their names; none where the display that is there
 *   has to serve
 * @returns {Promise<T>}
 */
export async function withDisplays(count, body) {
  if (!needsOwnDisplay()) return body([]);
  const servers = await Promise.all(Array.from({ length: count }, startVirtualDisplay));
  const displays = servers.map(({ display }) => display);
  say(
    `no display here: windows open on virtual displays (${displays.join(', ')}), which end with this command`,
  );
  try {
    return await body(displays);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** Starts an Xvfb, which picks a free display number by itself. */
async function startVirtualDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'];
  // Detached, for Ctrl-C must not take the display from under the program that is just closing its windows.
  const server = spawn('Xvfb', args, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let complaints = '';
  server.stderr?.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  const closed = once(server, 'close');
  const number = await Promise.race([
    firstLine(/** @type {any} */ (server.stdio[3])),
    closed.then(() => undefined),
  ]);
  if (number === undefined) throw new Stop(`The virtual display did not start:\n${complaints.trim()}`);
  return {
    display: `:${number}`,
    stop: async () => {
      server.kill('SIGTERM');
      await closed;
    },
  };
}

/**
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<string>}
 */
function firstLine(stream) {
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
}
