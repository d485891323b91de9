import type { Log } from '../ports';

/** What a process of ours tells main for the log, which has one writer. */
export interface LogMessage {
  readonly kind: 'log';
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>> | string | null;
}

/** The log of a process that has none of its own. */
export function createChildLog(): Log {
  return childLog((message) => process.parentPort.postMessage(message));
}

/** A log whose lines are told to somebody who writes them. */
export function childLog(send: (message: LogMessage) => void): Log {
  const tell = (level: LogMessage['level'], message: string, details: LogMessage['details']) =>
    send({ kind: 'log', level, message, details });
  return {
    info: (message, details) => tell('info', message, details ?? null),
    warn: (message, details) => tell('warn', message, details ?? null),
    error: (message, error) =>
      tell('error', message, error instanceof Error ? (error.stack ?? error.message) : String(error)),
    hide: () => undefined,
  };
}

/** Writes what a process of ours told into the log. */
export function logOfChild(log: Log, { level, message, details }: LogMessage): void {
  if (level === 'error') log.error(message, details);
  else log[level](message, typeof details === 'string' ? { details } : (details ?? {}));
}
