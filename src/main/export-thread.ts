import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import { serveExports, type ExportOrder } from './ipc/export-port';
import { printSong } from './services/song-printing';
import { writeTagged } from './services/tag-writing';

/**
 * Entry of the thread that prints words and writes tags into sound files: reading, hashing and checking a file of a hundred
 * megabytes is too much for main, and so are words of some megabytes. It holds nothing between two songs.
 */

if (!parentPort) throw new Error('This is the entry of a thread.');
const parent = parentPort;

// Of the window and of main nobody waits for it. Only on Linux a thread has a priority of its own; elsewhere it would be everybody's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

serveExports(
  {
    send: (message) => parent.postMessage(message),
    onMessage: (listener) =>
      parent.on('message', (message: ExportOrder | 'end') => {
        if (message === 'end') parent.close();
        else listener(message);
      }),
  },
  { write: writeTagged, print: printSong },
);
