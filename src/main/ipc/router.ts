import { contract, type Output, type ParsedInput, type Route } from '@shared/ipc/contract';
import { MAX_REQUEST_CHARS } from '@shared/ipc/bridge';
import { AppError, type Envelope } from '@shared/ipc/errors';
import type { Log } from '../ports';
import { isDiskFull } from '../services/whole-file';
import { logUnexpected } from './unexpected';

/** One function for each of some routes of the contract. `signal` is aborted when nobody waits for the answer any more. */
export type Handlers<Routes extends Route = Route> = {
  readonly [R in Routes]: (input: ParsedInput<R>, signal: AbortSignal) => Output<R> | Promise<Output<R>>;
};

export interface Router {
  /** Answers one request. Never throws: whatever goes wrong becomes an envelope. */
  handle(route: unknown, inputJson: unknown, signal?: AbortSignal): Promise<Envelope<unknown>>;
}

const NEVER_ABORTED = new AbortController().signal;

/** Parses what comes in, calls the route's handler, and puts the answer or the failure into an envelope. */
export function createRouter<Routes extends Route>(handlers: Handlers<Routes>, log: Log): Router {
  async function answer(route: Routes, input: unknown, signal: AbortSignal): Promise<Envelope<unknown>> {
    const parsed = contract[route].input.safeParse(input);
    if (!parsed.success) {
      const places = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'input');
      return refuse('bad-input', `${route}: ${places.join(', ')}`);
    }
    try {
      // The schema of this very route has parsed the input.
      return { ok: true, value: await handlers[route](parsed.data as ParsedInput<Routes>, signal) };
    } catch (error) {
      if (signal.aborted) return refuse('cancelled', `${route}: nobody waits for it`);
      if (error instanceof AppError) return refuse(error.code, error.message, error.file);
      if (isDiskFull(error)) {
        log.warn('There was no room to store something', { route });
        return refuse('disk-full', 'There is no room on the disk.');
      }
      const logId = logUnexpected(log, `Request ${route} failed`, error);
      return { ok: false, error: { code: 'internal', message: 'Unexpected failure', logId } };
    }
  }

  function isServed(route: string): route is Routes {
    return Object.hasOwn(handlers, route);
  }

  return {
    async handle(route, inputJson, signal = NEVER_ABORTED) {
      if (typeof route !== 'string' || !isServed(route)) return refuse('bad-input', 'Unknown route');
      if (typeof inputJson !== 'string' || inputJson.length > MAX_REQUEST_CHARS) {
        return refuse('bad-input', `${route}: request`);
      }
      let input: unknown;
      try {
        input = JSON.parse(inputJson);
      } catch {
        return refuse('bad-input', `${route}: JSON`);
      }
      return answer(route, input, signal);
    },
  };
}

function refuse(code: AppError['code'], message: string, file: string | null = null): Envelope<never> {
  return { ok: false, error: { code, message, ...(file !== null && { file }) } };
}
