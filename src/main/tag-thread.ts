import { parentPort } from 'node:worker_threads';
import { serveTagging, type TagOrder } from './ipc/tag-port';
import { writeTagged } from './services/tag-writing';

/**
 * Entry of the thread that writes tags into sound files: reading, hashing and checking a file of a hundred megabytes is
 * too much for main. It holds nothing between two songs.
 */

if (!parentPort) throw new Error('This is the entry of a thread.');
const parent = parentPort;

serveTagging(
  {
    send: (message) => parent.postMessage(message),
    onMessage: (listener) =>
      parent.on('message', (message: TagOrder | 'end') => {
        if (message === 'end') parent.close();
        else listener(message);
      }),
  },
  writeTagged,
);
