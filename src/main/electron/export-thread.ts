import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log, Thread } from '../ports';

/** Begins the thread that prints words and writes tags into sound files. */
export function beginExportThread(log: Log): Thread<unknown, unknown> {
  const worker = new Worker(join(import.meta.dirname, 'export-thread.js'));
  worker.on('error', (error) => log.error('The export thread has failed', error));
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onEnd: (listener) => void worker.once('exit', listener),
    async end() {
      worker.postMessage('end');
      await ended;
    },
  };
}
