import { randomBytes } from 'node:crypto';
import type { Log } from '../ports';

/** Logs a failure that nobody expected, a bug, and gives the short id under which a person can find it in the log. */
export function logUnexpected(log: Log, what: string, error: unknown): string {
  const logId = randomBytes(3).toString('hex');
  log.error(`${what} (${logId})`, error);
  return logId;
}
