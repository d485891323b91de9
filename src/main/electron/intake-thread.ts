import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { IntakeAnswer } from '../ipc/intake-port';
import type { IntakeThreadData, Log, Thread } from '../ports';
import { logOfChild, type LogMessage } from './child-log';

export type IntakeThreadMessage = IntakeAnswer | LogMessage;

/**
 * Begins the thread that takes in much. A thread and no process: the two that write to the database then agree in shared
 * memory whose turn it is.
 */
export function beginIntakeThread(data: IntakeThreadData, log: Log): Thread<unknown, unknown> {
  const worker = new Worker(join(import.meta.dirname, 'intake-thread.js'), { workerData: data });
  const listeners: ((message: unknown) => void)[] = [];
  worker.on('message', (message: IntakeThreadMessage) => {
    if (message.kind === 'log') logOfChild(log, message);
    else for (const listener of listeners) listener(message);
  });
  worker.on('error', (error) => log.error('The thread that takes songs in has failed', error));
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void listeners.push(listener),
    onEnd: (listener) => void worker.once('exit', listener),
    async end() {
      worker.postMessage('end');
      await ended;
    },
  };
}
