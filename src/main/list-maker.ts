import { openForReading } from './db/database';
import { createSongIndex } from './db/song-index';
import { createChildLog } from './electron/child-log';
import type { ListMakerOrder } from './electron/library-reader';
import { electronPort } from './electron/message-port';
import { serveListMaker } from './ipc/list-maker-port';

/**
 * Entry of the process that makes long lists, ranks and counts them for the reader, so that the next letter that is typed
 * waits for none of it. It ends when it has had nothing to do for a while.
 */

const IDLE_MS = 30_000;

const log = createChildLog();
let idle: NodeJS.Timeout | null = null;
function stayAwhile(): void {
  if (idle) clearTimeout(idle);
  idle = setTimeout(() => process.exit(0), IDLE_MS);
}

process.parentPort.on('message', ({ data, ports: [port] }) => {
  const order = data as ListMakerOrder;
  if (order.kind === 'end') process.exit(0);
  if (!port) return;
  const index = createSongIndex(openForReading(order.databaseFile, log));
  port.on('message', stayAwhile);
  port.on('close', () => process.exit(0));
  serveListMaker(electronPort(port), index, log);
  stayAwhile();
});
