import { systemClock } from './adapters/system-clock';
import { createClipRepository } from './db/clips';
import { openForReading } from './db/database';
import { createLyricsRepository } from './db/lyrics';
import type { SongIndex } from './db/song-index';
import { createChildLog } from './electron/child-log';
import type { ReaderMessage, ReaderOrder } from './electron/library-reader';
import { electronPort } from './electron/message-port';
import { createListMakerClient, type ListMakerClient } from './ipc/list-maker-port';
import { servePort } from './ipc/port-server';
import { createReaderHandlers } from './ipc/reader-handlers';
import { createRouter, type Router } from './ipc/router';
import { createReading, inlineListMaker } from './reading';

/**
 * Entry of the process that reads the library for the window, so that no search waits for what main does, and main for no
 * search. It has a connection of its own that cannot write.
 */

/** Lists of so many songs are made here in a millisecond or two: a further process would cost more than it saves. */
const INLINE_SONGS = 20_000;

const log = createChildLog();
const tell = (message: ReaderMessage) => process.parentPort.postMessage(message);

let router: Router | null = null;
let farMaker: ListMakerClient | null = null;

function open(databaseFile: string): void {
  const db = openForReading(databaseFile, log);
  db.onDamage((error) => tell({ kind: 'damage', message: String(error) }));
  const deps = {
    db,
    clips: createClipRepository(db),
    lyrics: createLyricsRepository(db),
    now: systemClock.now,
  };
  const makerFor = (index: SongIndex) => {
    const inline = inlineListMaker(index);
    const far = createListMakerClient({ begin: () => tell({ kind: 'begin-list-maker' }), inline });
    farMaker = far;
    const nearest = () => (index.count() > INLINE_SONGS ? far : inline);
    return {
      make: (...request: Parameters<typeof far.make>) => nearest().make(...request),
      correct: (...request: Parameters<typeof far.correct>) => nearest().correct(...request),
    };
  };
  router = createRouter(createReaderHandlers(createReading(deps, makerFor)), log);
}

process.parentPort.on('message', ({ data, ports: [port] }) => {
  const order = data as ReaderOrder;
  if (order.kind === 'open') open(order.databaseFile);
  else if (order.kind === 'end') process.exit(0);
  else if (order.kind === 'window' && port && router) servePort(electronPort(port), router);
  else if (order.kind === 'list-maker' && port) farMaker?.connect(electronPort(port));
});
