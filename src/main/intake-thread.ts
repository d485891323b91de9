import { parentPort, workerData } from 'node:worker_threads';
import type { Settings } from '@shared/model';
import { systemClock } from './adapters/system-clock';
import { openBeside } from './db/database';
import { createWriteTurns } from './db/write-turns';
import { childLog } from './electron/child-log';
import type { IntakeThreadMessage } from './electron/intake-thread';
import { createIntake } from './intake';
import { serveIntake, type IntakeOrder } from './ipc/intake-port';
import type { IntakeThreadData } from './ports';
import { createLibraryFolder } from './services/library-folder';
import { DEFAULT_SETTINGS } from './services/settings';
import { restOneTurn } from './services/slices';

/**
 * Entry of the thread that takes in pasted answers and library folders of any size. It has a connection of its own, writes
 * in long transactions, which is what makes it fast, and stands back whenever the program itself has something to write.
 */

/** The longer, the fewer; and for so long at most the program would wait, were it not for the turns. */
const TRANSACTION_MS = 30;
/** Pages in the log after which it is emptied here. */
const MANY_PAGES = 1_000;

if (!parentPort) throw new Error('This is the entry of a thread.');
const parent = parentPort;
const { databaseFile, turnsMemory, ownFolders } = workerData as IntakeThreadData;
const tell = (message: IntakeThreadMessage) => parent.postMessage(message);
const log = childLog(tell);
const turns = createWriteTurns(turnsMemory);
const db = openBeside(databaseFile, log, turns);

let settings: Settings = DEFAULT_SETTINGS;
let folder = createLibraryFolder('/');

async function rest(): Promise<void> {
  if (db.pagesInLog() > MANY_PAGES) db.emptyLog();
  turns.standBack();
  await restOneTurn();
}

const intake = createIntake({
  db,
  settings: () => settings,
  folder: () => folder,
  isOwnFolder: (path) => ownFolders.includes(path),
  longestMs: TRANSACTION_MS,
  rest,
  clock: systemClock,
  log,
});

serveIntake(
  {
    send: tell,
    onMessage: (listener) =>
      parent.on('message', (message: IntakeOrder | 'end') => {
        if (message !== 'end') return listener(message);
        db.emptyLog();
        db.close();
        parent.close();
      }),
  },
  intake,
  (place) => {
    settings = place.settings;
    if (place.libraryFolder !== null) folder = createLibraryFolder(place.libraryFolder);
  },
);
