import type { JobId, JobProblem } from '@shared/model';
import { parseRetryAfter } from '../domain/backoff';
import { readKey } from '../domain/key-text';
import type { Http } from './http';
import { speaksOfKey } from './key-messages';
import { networkFailure } from './network-failure';
import { decodeBody, isOfService, messageOf, type RemoteAnswer } from './wire';

/** What one question about a job brought, by what the asker has to do about it. */
export type FetchResult =
  | { readonly kind: 'answer'; readonly answer: RemoteAnswer; readonly raw: string }
  /** The service does not know the id. */
  | { readonly kind: 'not-found'; readonly problem: JobProblem }
  /** The question itself is wrong; asking again changes nothing. */
  | {
      readonly kind: 'refused';
      readonly problem: JobProblem;
      /** The whole of what the service said; null when it said nothing. */
      readonly message: string | null;
      readonly raw: string;
    }
  /** The key or the account; nothing more is asked until the key changes. */
  | { readonly kind: 'key-rejected'; readonly detail: string | null }
  /** A pause for all jobs. */
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null }
  /** Something else than the service answers there; `isJson404`: with what a service might say of an unknown id too. */
  | { readonly kind: 'wrong-address'; readonly problem: JobProblem; readonly isJson404: boolean }
  /** The network does not lead there. */
  | { readonly kind: 'unreachable'; readonly problem: JobProblem }
  /** Anything else: ask again later. `raw` is a body that came as an answer and could not be read as one. */
  | { readonly kind: 'no-answer'; readonly problem: JobProblem; readonly raw: string | null };

export interface FlowClientConfig {
  readonly apiUrl: string;
  readonly key: string;
}

/** Asks the Flow Music API. The key goes to `apiUrl` and nowhere else. */
export interface FlowClient {
  fetchJob(config: FlowClientConfig, jobId: JobId, signal: AbortSignal): Promise<FetchResult>;
}

const TIMEOUTS = {
  lookup: 10_000,
  connect: 10_000,
  secureConnect: 10_000,
  response: 30_000,
  request: 60_000,
};
/** Room for an enormous answer (two clips with 5 MB of words each), an end for an endless one. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MAX_DETAIL_CHARS = 300;

export function createFlowClient(http: Http, now: () => number): FlowClient {
  return {
    async fetchJob({ apiUrl, key }, jobId, signal) {
      // It cannot even be sent.
      if (readKey(key) !== key) return { kind: 'key-rejected', detail: null };
      const url = new URL(`${apiUrl.replace(/\/+$/, '')}/flowmusic/v1/fetch`);
      url.searchParams.set('job_id', jobId);
      const tooLarge = new AbortController();
      try {
        const client = await http.clientFor(url.href);
        const request = client(url, {
          headers: { 'tt-api-key': key, accept: 'application/json' },
          decompress: true,
          timeout: TIMEOUTS,
          signal: AbortSignal.any([signal, tooLarge.signal]),
        });
        void request.on('downloadProgress', ({ transferred }) => {
          if (transferred > MAX_ANSWER_BYTES) tooLarge.abort();
        });
        const response = await request;
        return readResponse(response.statusCode, response.body, response.headers['retry-after'], now());
      } catch (error) {
        if (tooLarge.signal.aborted) return noAnswer('odd-answer', `> ${MAX_ANSWER_BYTES} bytes`);
        const failure = networkFailure(error);
        const problem: JobProblem = {
          code: failure.kind === 'timeout' ? 'timeout' : 'unreachable',
          detail: failure.detail,
        };
        return failure.kind === 'unreachable'
          ? { kind: 'unreachable', problem }
          : { kind: 'no-answer', problem, raw: null };
      }
    },
  };
}

/** What servers and gateways say of their own accord. */
const GENERIC_400 = /^(?:http )?(?:400[ :-]*)?bad request[.!]?$|plain http request was sent to https port/i;

/** The table "HTTP answers of the vendor" of API.md, and what is not in it. */
export function readResponse(
  statusCode: number,
  body: string,
  retryAfter: string | undefined,
  now: number,
): FetchResult {
  if (statusCode >= 300 && statusCode < 400) return noAnswer('redirected', String(statusCode));
  if (statusCode >= 200 && statusCode < 300) return readGoodStatus(body, retryAfter, now);
  return readErrorStatus(statusCode, body, messageOf(body), retryAfter, now);
}

function readGoodStatus(body: string, retryAfter: string | undefined, now: number): FetchResult {
  const decoded = decodeBody(body);
  switch (decoded.kind) {
    case 'unreadable': {
      if (body.trim() === '') return noAnswer('empty-answer', null);
      const message = messageOf(body);
      if (speaksOfKey(message)) return { kind: 'key-rejected', detail: cut(message) };
      return {
        ...noAnswer(body.trimStart().startsWith('<') ? 'not-json' : 'odd-answer', describeBody(body)),
        raw: body,
      };
    }
    case 'error':
      return readErrorStatus(decoded.code, body, decoded.message, retryAfter, now);
    case 'answer': {
      const { answer } = decoded;
      // A state that API.md does not know may be that of a refusal.
      const isWithoutSongs =
        answer.outcome === 'failed' || (answer.outcome === 'in-progress' && answer.clips.length === 0);
      if (isWithoutSongs && speaksOfKey(answer.message)) {
        return { kind: 'key-rejected', detail: cut(answer.message) };
      }
      return { kind: 'answer', answer, raw: body };
    }
  }
}

function readErrorStatus(
  code: number,
  body: string,
  message: string | null,
  retryAfter: string | undefined,
  now: number,
): FetchResult {
  const detail = cut(message);
  // A web page: something between here and the service, which knows nothing of jobs, keys and balances.
  if (code >= 400 && code <= 403 && body.trimStart().startsWith('<')) {
    return wrongAddress(describeBody(body), false);
  }
  switch (code) {
    case 400:
      if (speaksOfKey(message)) return { kind: 'key-rejected', detail };
      // Many a server between here and the service says no more than this; it must end no job.
      if ((message === null || GENERIC_400.test(message)) && !isOfService(body)) {
        return wrongAddress(detail ?? describeBody(body), false);
      }
      return { kind: 'refused', problem: { code: 'bad-request', detail }, message, raw: body };
    case 401:
    case 403:
      return { kind: 'key-rejected', detail };
    case 402:
      return noAnswer('no-balance', detail);
    case 404:
      if (speaksOfKey(message)) return { kind: 'key-rejected', detail };
      // Not the service's words: a wrong address or a service being rebuilt, and no job that is gone.
      if (!isOfService(body)) return wrongAddress(detail ?? describeBody(body), message !== null);
      return { kind: 'not-found', problem: { code: 'not-found', detail } };
    case 429:
      return { kind: 'rate-limited', retryAfterMs: parseRetryAfter(retryAfter, now) };
    case 499:
      return noAnswer('queue-full', detail);
    default: {
      if (code < 500) return noAnswer('unexpected-status', [code, detail].filter(Boolean).join(' '));
      const retryAfterMs = parseRetryAfter(retryAfter, now);
      if (retryAfterMs !== null) return { kind: 'rate-limited', retryAfterMs };
      return noAnswer('server-error', [code, detail].filter(Boolean).join(' '));
    }
  }
}

function wrongAddress(detail: string | null, isJson404: boolean): FetchResult {
  return { kind: 'wrong-address', problem: { code: 'wrong-address', detail }, isJson404 };
}

function noAnswer(
  code: JobProblem['code'],
  detail: string | null,
): Extract<FetchResult, { readonly kind: 'no-answer' }> {
  return { kind: 'no-answer', problem: { code, detail }, raw: null };
}

function cut(message: string | null): string | null {
  return message === null ? null : message.slice(0, MAX_DETAIL_CHARS);
}

/** The title of a page that came instead of data is the best hint at what answered; null for an empty body. */
export function describeBody(body: string): string | null {
  if (body.trim() === '') return null;
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(body.slice(0, 20_000))?.[1];
  return cut((title ?? body.slice(0, 80)).replace(/\s+/g, ' ').trim());
}
