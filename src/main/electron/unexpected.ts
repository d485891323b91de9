import { app } from 'electron';
import { logUnexpected } from '../ipc/unexpected';
import type { EventSink, Log } from '../ports';

/** Telling is for people: however many failures follow each other, one notice in so long is enough. */
const TOLD_EVERY_MS = 30_000;

/**
 * Writes down what nobody caught, in main and of the processes around it. The program goes on: a bug in one service is
 * no reason to stop the others, and without a listener Electron would stop everything behind a dialog.
 */
export function logWhatNobodyCaught(log: Log, events: EventSink): void {
  let toldAt = -Infinity;

  function tell(what: string, error: unknown): void {
    const logId = logUnexpected(log, what, error);
    const now = performance.now();
    if (now - toldAt < TOLD_EVERY_MS) return;
    toldAt = now;
    events.emit('notice', { kind: 'unexpected-failure', logId });
  }

  process.on('uncaughtException', (error) => tell('Unexpected failure', error));
  process.on('unhandledRejection', (reason) => tell('Unexpected failure of a promise', reason));
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') log.warn('The window’s process has gone', { reason, exitCode });
  });
  app.on('child-process-gone', (_event, { type, name, serviceName, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn('A process of the program has gone', { type, name: name ?? serviceName, reason, exitCode });
  });
}
