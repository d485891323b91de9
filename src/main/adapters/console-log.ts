import type { Log } from '../ports';

/** Writes to the console that the program was started from. Callers give no key and no signed address. */
export const consoleLog: Log = {
  info: (message, details) => console.info(line(message, details)),
  warn: (message, details) => console.warn(line(message, details)),
  error: (message, error) =>
    console.error(`${message}:`, error instanceof Error ? (error.stack ?? error.message) : error),
};

function line(message: string, details?: Readonly<Record<string, unknown>>): string {
  return details === undefined ? message : `${message} ${JSON.stringify(details)}`;
}
