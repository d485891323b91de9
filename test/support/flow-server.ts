import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * The Flow Music API and its file host, played by two real HTTP servers on this machine and outside the program. Every
 * job and every file follows a script; every request is written down. The two have ports of their own, so that a test
 * can tell what went to the API and what to the host of files.
 */

// ------------------------------------------------------------------------------------------------------ answers

/** One answer of the API. */
export interface ApiAnswer {
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON; a function is given the id that was asked about. */
  readonly body?: unknown;
  /** `reset` breaks the connection instead of answering; `silence` never answers. */
  readonly fault?: 'reset' | 'silence';
}

/** What an API job answers: a list (its last answer repeats for ever), or a function of the request, from 0. */
export type JobScript =
  | ApiAnswer
  | readonly ApiAnswer[]
  | ((count: number, request: LoggedRequest) => ApiAnswer | Promise<ApiAnswer>);

/** A member of `data.clips` as API.md documents it. Anything may stand in it. */
export type RemoteClipFields = Readonly<Record<string, unknown>>;

interface JobFacts {
  readonly action?: string;
  readonly mv?: string;
  readonly quota?: string | null;
  readonly message?: string;
}

function jobBody(status: string, progress: string | null, clips: readonly unknown[], facts: JobFacts) {
  return (jobId: string) => ({
    status,
    message: facts.message ?? (status === 'SUCCESS' ? 'success' : ''),
    jobId,
    data: {
      jobId,
      action: facts.action ?? 'music',
      progress,
      mv: facts.mv ?? 'FUZZ-2.0',
      quota: facts.quota === undefined ? '1' : facts.quota,
      hookUrl: null,
      clips,
    },
  });
}

/** The job waits. */
export function pending(): ApiAnswer {
  return { body: jobBody('PENDING_QUEUE', '0%', [], { quota: null }) };
}

/** The job is being made. */
export function running(percent: number, clips: readonly RemoteClipFields[] = []): ApiAnswer {
  return { body: jobBody('ON_QUEUE', `${percent}%`, clips, { quota: null }) };
}

/** The job is done. */
export function success(clips: readonly RemoteClipFields[], facts: JobFacts = {}): ApiAnswer {
  return { body: jobBody('SUCCESS', '100%', clips, facts) };
}

/** The job came to nothing. */
export function failed(message: string): ApiAnswer {
  return { body: (jobId: string) => ({ status: 'FAILED', message, jobId, data: null }) };
}

/** A status text that no documentation names. */
export function statusText(status: string): ApiAnswer {
  return { body: jobBody(status, null, [], {}) };
}

/** A web page instead of data. */
export function html(title = 'Just a moment...', status = 200): ApiAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<!doctype html><html><head><title>${title}</title></head><body><p>Please wait.</p></body></html>`,
  };
}

/** An HTTP status with a small JSON body. */
export function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): ApiAnswer {
  return { status, headers, body: { status: 'FAILED', message, data: null } };
}

/** A body that carries its own code under HTTP 200. */
export function codeInBody(code: number, message: string): ApiAnswer {
  return { body: { code, message, data: null } };
}

export function unauthorised(message = 'Invalid API key'): ApiAnswer {
  return refusal(401, message);
}

/** 429; `Retry-After` as given, or none. */
export function rateLimited(retryAfter: number | string | null): ApiAnswer {
  return refusal(429, 'Too many requests', retryAfter === null ? {} : { 'retry-after': String(retryAfter) });
}

export function notFound(message = 'The job does not exist'): ApiAnswer {
  return refusal(404, message);
}

// -------------------------------------------------------------------------------------------------------- files

export interface FileScript {
  /** The bytes; a function is given the number of the request for this file, from 0: content that changes. */
  readonly bytes: Buffer | ((count: number) => Buffer);
  /** `application/octet-stream` when absent. */
  readonly type?: string;
  /** A tag made from the bytes when absent; null sends none. */
  readonly etag?: string | null;
  readonly lastModified?: string;
  /** False: the host ignores ranges. */
  readonly ranges?: boolean;
  /** False: a range is served although `If-Range` names other bytes, as careless hosts do. */
  readonly heedsIfRange?: boolean;
  /** Ranges begin at the start of a block of so many bytes, wherever they were asked from; `Content-Range` says so. */
  readonly rangeBlock?: number;
  readonly bytesPerSecond?: number;
  readonly cut?: FileCut;
  /** Length told in `Content-Length`; null tells none (chunked). The true one when absent. */
  readonly length?: number | null;
  /** Statuses of the first requests for this file; later ones are served. */
  readonly statuses?: readonly number[];
  /** Status of every request. */
  readonly status?: number;
  /** Headers of the answers that `statuses` and `status` name, for example `retry-after`. */
  readonly statusHeaders?: Readonly<Record<string, string>>;
  /** A web page with status 200 instead of the file. */
  readonly html?: boolean;
  /** Sent as `Content-Range` with every 206; null leaves it out. */
  readonly contentRange?: string | null;
  /** Added to or put in place of the headers of a good answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `Location` of a 302. */
  readonly redirect?: string;
  /** So many bytes of the body and then nothing, for ever; for the first answers, or for all. */
  readonly stall?: { readonly after: number; readonly times?: number };
}

export interface FileCut {
  /** Bytes of the body that are sent before the connection ends. */
  readonly after: number;
  /**
   * `end` closes the connection in order, `reset` breaks it; with a chunked body (`length: null`) `whole` ends the body as
   * if that were all.
   */
  readonly how?: 'end' | 'reset' | 'whole';
  /** Only so many answers are cut; all when absent. */
  readonly times?: number;
  /** The cut comes in the same breath as the bytes before it, which may then never be read; else a moment later. */
  readonly isAbrupt?: boolean;
  /** The cut waits until this is true of the place in the file up to which was sent: for tests that count every byte. */
  readonly isDue?: (offset: number) => boolean;
}

// ------------------------------------------------------------------------------------------------------- server

export interface LoggedRequest {
  readonly host: 'api' | 'files';
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly search: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** When it came, by the clock that the server was given. */
  readonly at: number;
  /** The job it asked about; null for files. */
  readonly jobId: string | null;
  /** Status of the answer; null while it is not answered. */
  status: number | null;
  /** Bytes of the body that were written. */
  sentBytes: number;
  isOver: boolean;
}

/** What is wrong with every answer for a while. */
export interface Disturbance {
  /** What the API answers, whatever was asked. */
  readonly api?: JobScript;
  /** Called for each request for a file: what is different from the file's own script. */
  readonly files?: () => Partial<FileScript>;
}

export interface FlowServerOptions {
  /** Only this key is taken; any when absent, but one there must be. */
  readonly key?: string;
  /** The time in the log. The machine's when absent. */
  readonly now?: () => number;
  readonly port?: number;
  readonly filePort?: number;
}

export interface FlowServer {
  /** The address to use as the API's. */
  readonly url: string;
  /** The host of files, another origin. */
  readonly fileUrl: string;
  /** Every request, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Requests of the API, all or those about one job. */
  asked(jobId?: string): readonly LoggedRequest[];
  /** Requests for files, all or those for one path. */
  fetched(path?: string): readonly LoggedRequest[];
  /** Most requests that were open at the same time. */
  mostAtOnce(host: LoggedRequest['host']): number;
  /** Requests that are open now. */
  openCount(host: LoggedRequest['host']): number;
  /** Sets or replaces what a job answers. Unknown jobs get `notFound()`, or what `unknownJobs` set. */
  job(id: string, script: JobScript): void;
  unknownJobs(script: JobScript): void;
  /** From now on, until null is given, answers are not what they should be. */
  disturb(disturbance: Disturbance | null): void;
  /** Forgets the requests that are over: for tests that make very many. */
  forget(): void;
  /** The key that is taken from now on. */
  setKey(key: string | undefined): void;
  /** Sets or replaces a file; returns its address. */
  file(path: string, script: FileScript | Buffer): string;
  /** API answers wait until `release`. Files are not touched. */
  hold(): void;
  release(): void;
  /** Nobody answers any more: new connections are refused, open ones break. The ports can be taken again by `open`. */
  close(): Promise<void>;
  /** Answers again, at the same addresses. */
  open(): Promise<void>;
}

const FETCH_PATH = '/flowmusic/v1/fetch';
const SLICE_MS = 10;
/** Long enough for everything that was sent to be read. */
const CUT_PAUSE_MS = 25;
const HTML_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in to go on</body></html>';

export async function startFlowServer(options: FlowServerOptions = {}): Promise<FlowServer> {
  const now = options.now ?? (() => Date.now());
  const requests: LoggedRequest[] = [];
  const jobs = new Map<string, JobScript>();
  const jobCounts = new Map<string, number>();
  const files = new Map<string, FileScript>();
  const fileCounts = new Map<string, number>();
  const cutCounts = new Map<string, number>();
  const stallCounts = new Map<string, number>();
  const most = { api: 0, files: 0 };
  let unknown: JobScript = notFound();
  let disturbance: Disturbance | null = null;
  let key = options.key;
  let held: Promise<void> | null = null;
  let release: () => void = () => undefined;

  function log(host: LoggedRequest['host'], request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://host');
    const logged: LoggedRequest = {
      host,
      method: request.method ?? '',
      path: url.pathname,
      search: url.searchParams,
      headers: request.headers,
      at: now(),
      jobId: host === 'api' ? url.searchParams.get('job_id') : null,
      status: null,
      sentBytes: 0,
      isOver: false,
    };
    requests.push(logged);
    most[host] = Math.max(most[host], openCount(host));
    response.once('close', () => {
      logged.isOver = true;
    });
    return logged;
  }

  function openCount(host: LoggedRequest['host']): number {
    return requests.filter((each) => each.host === host && !each.isOver).length;
  }

  // ---------------------------------------------------------------------------------------------------- the API

  async function answerApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const logged = log('api', request, response);
    if (held) await held;
    if (response.destroyed) return;
    const answer = await answerFor(logged);
    if (answer.fault === 'reset') {
      breakConnection(response.socket);
      return;
    }
    if (answer.fault === 'silence') return;
    const body: unknown =
      typeof answer.body === 'function'
        ? (answer.body as (jobId: string) => unknown)(logged.jobId ?? '')
        : answer.body;
    const isText = typeof body === 'string';
    const text = isText ? body : JSON.stringify(body ?? {});
    logged.status = answer.status ?? 200;
    logged.sentBytes = Buffer.byteLength(text);
    response.writeHead(logged.status, {
      'content-type': isText ? 'text/plain' : 'application/json',
      'content-length': logged.sentBytes,
      ...answer.headers,
    });
    response.end(text);
  }

  async function answerFor(logged: LoggedRequest): Promise<ApiAnswer> {
    if (logged.method !== 'GET' || logged.path !== FETCH_PATH) return refusal(404, 'No such address');
    const given = logged.headers['tt-api-key'];
    if (given === undefined || (key !== undefined && given !== key)) return unauthorised();
    const id = logged.jobId ?? '';
    const count = countUp(jobCounts, id);
    return play(disturbance?.api ?? jobs.get(id) ?? unknown, count, logged);
  }

  async function play(script: JobScript, count: number, logged: LoggedRequest): Promise<ApiAnswer> {
    if (typeof script === 'function') return script(count, logged);
    if (!Array.isArray(script)) return script as ApiAnswer;
    const list = script as readonly ApiAnswer[];
    return list[Math.min(count, list.length - 1)] ?? notFound();
  }

  // -------------------------------------------------------------------------------------------------- the files

  function answerFile(request: IncomingMessage, response: ServerResponse): void {
    const logged = log('files', request, response);
    const own = files.get(logged.path);
    const script = own && { ...own, ...disturbance?.files?.() };
    if (!script) {
      endWith(logged, response, 404, {}, Buffer.from('{"message":"No such file"}'));
      return;
    }
    const count = countUp(fileCounts, logged.path);
    const status = script.status ?? script.statuses?.[count];
    if (status !== undefined) {
      endWith(logged, response, status, script.statusHeaders ?? {}, Buffer.from('<Error>no</Error>'));
      return;
    }
    if (script.redirect !== undefined) {
      endWith(logged, response, 302, { location: script.redirect }, Buffer.alloc(0));
      return;
    }
    if (script.html === true) {
      endWith(logged, response, 200, { 'content-type': 'text/html' }, Buffer.from(HTML_PAGE));
      return;
    }
    void serve(logged, request, response, script, count).catch(() => response.destroy());
  }

  async function serve(
    logged: LoggedRequest,
    request: IncomingMessage,
    response: ServerResponse,
    script: FileScript,
    count: number,
  ): Promise<void> {
    const bytes = typeof script.bytes === 'function' ? script.bytes(count) : script.bytes;
    const etag = script.etag === undefined ? etagOf(bytes) : script.etag;
    const start = script.ranges === false ? null : startOf(request, script, etag);
    const tags = {
      ...(etag === null ? {} : { etag }),
      ...(script.lastModified === undefined ? {} : { 'last-modified': script.lastModified }),
    };
    if (start !== null && start >= bytes.length) {
      const contentRange = { 'content-range': `bytes */${bytes.length}` };
      endWith(logged, response, 416, { ...tags, ...contentRange }, Buffer.alloc(0));
      return;
    }
    const body = bytes.subarray(start ?? 0);
    const rangeText = `bytes ${start ?? 0}-${bytes.length - 1}/${bytes.length}`;
    const contentRange = script.contentRange === undefined ? rangeText : script.contentRange;
    const length = script.length === undefined ? body.length : script.length;
    logged.status = start === null ? 200 : 206;
    response.writeHead(logged.status, {
      'content-type': script.type ?? 'application/octet-stream',
      ...(length === null ? {} : { 'content-length': length }),
      ...(script.ranges === false ? {} : { 'accept-ranges': 'bytes' }),
      ...(start === null || contentRange === null ? {} : { 'content-range': contentRange }),
      ...tags,
      ...script.headers,
    });
    response.flushHeaders();
    if (script.stall && countUp(stallCounts, logged.path) < (script.stall.times ?? Infinity)) {
      await write(logged, response, body.subarray(0, script.stall.after));
      return;
    }
    await sendBody(logged, response, script, body, start ?? 0, length);
  }

  async function sendBody(
    logged: LoggedRequest,
    response: ServerResponse,
    script: FileScript,
    body: Buffer,
    start: number,
    toldLength: number | null,
  ): Promise<void> {
    const cut = isCut(logged.path, script.cut) ? script.cut : undefined;
    const sent = cut ? body.subarray(0, cut.after) : body;
    if (script.bytesPerSecond === undefined) await write(logged, response, sent);
    else await writeSlowly(logged, response, sent, script.bytesPerSecond);
    if (cut && cut.isAbrupt !== true) await pause(CUT_PAUSE_MS);
    while (cut?.isDue?.(start + sent.length) === false && !response.destroyed) await pause(1);
    if (response.destroyed) return;
    if (cut?.how === 'reset') breakConnection(response.socket);
    else if (cut && cut.how !== 'whole') response.socket?.end();
    else if (toldLength !== null && toldLength > sent.length) response.socket?.end();
    else response.end();
  }

  function isCut(path: string, cut: FileCut | undefined): boolean {
    if (!cut) return false;
    return countUp(cutCounts, path) < (cut.times ?? Infinity);
  }

  // ---------------------------------------------------------------------------------------------- the two servers

  let apiPort = options.port ?? 0;
  let filePort = options.filePort ?? 0;
  let servers: Server[] = [];

  async function open(): Promise<void> {
    if (servers.length > 0) return;
    const api = createServer((request, response) => {
      void answerApi(request, response).catch(() => response.destroy());
    });
    const host = createServer(answerFile);
    [apiPort, filePort] = await Promise.all([listen(api, apiPort), listen(host, filePort)]);
    servers = [api, host];
  }

  async function close(): Promise<void> {
    const closing = servers;
    servers = [];
    release();
    held = null;
    await Promise.all(
      closing.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
  }

  await open();
  return {
    get url() {
      return `http://127.0.0.1:${apiPort}`;
    },
    get fileUrl() {
      return `http://127.0.0.1:${filePort}`;
    },
    requests,
    asked: (jobId) =>
      requests.filter((each) => each.host === 'api' && (jobId === undefined || each.jobId === jobId)),
    fetched: (path) =>
      requests.filter((each) => each.host === 'files' && (path === undefined || each.path === path)),
    mostAtOnce: (host) => most[host],
    openCount,
    job(id, script) {
      jobs.set(id, script);
      jobCounts.delete(id);
    },
    unknownJobs(script) {
      unknown = script;
    },
    disturb(next) {
      disturbance = next;
    },
    forget() {
      requests.splice(0, requests.length, ...requests.filter((each) => !each.isOver));
    },
    setKey(next) {
      key = next;
    },
    file(path, script) {
      files.set(path, Buffer.isBuffer(script) ? { bytes: script } : script);
      fileCounts.delete(path);
      cutCounts.delete(path);
      stallCounts.delete(path);
      return `http://127.0.0.1:${filePort}${path}`;
    },
    hold() {
      held ??= new Promise((resolve) => {
        release = resolve;
      });
    },
    release() {
      release();
      held = null;
    },
    close,
    open,
  };
}

/** How often this was counted before. */
function countUp(counts: Map<string, number>, name: string): number {
  const count = counts.get(name) ?? 0;
  counts.set(name, count + 1);
  return count;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** A strong tag that names these bytes. */
export function etagOf(bytes: Buffer): string {
  return `"${createHash('sha1').update(bytes).digest('hex').slice(0, 20)}"`;
}

/** The first byte that a range asks for; null when the whole file is to be served. */
function startOf(request: IncomingMessage, script: FileScript, etag: string | null): number | null {
  const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  if (!match) return null;
  const ifRange = request.headers['if-range'];
  const namesTheseBytes = ifRange === undefined || ifRange === etag || ifRange === script.lastModified;
  if (script.heedsIfRange !== false && !namesTheseBytes) return null;
  const asked = Number(match[1]);
  return script.rangeBlock === undefined ? asked : asked - (asked % script.rangeBlock);
}

function endWith(
  logged: LoggedRequest,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): void {
  logged.status = status;
  logged.sentBytes = body.length;
  response.writeHead(status, { 'content-length': body.length, ...headers });
  response.end(body);
}

function breakConnection(socket: Socket | null): void {
  socket?.resetAndDestroy();
}

/** Writes everything and waits until it has left the program. */
function write(logged: LoggedRequest, response: ServerResponse, body: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed || body.length === 0) {
      resolve();
      return;
    }
    const done = () => {
      response.off('close', done);
      resolve();
    };
    response.once('close', done);
    response.write(body, (error) => {
      if (!error) logged.sentBytes += body.length;
      done();
    });
  });
}

async function writeSlowly(
  logged: LoggedRequest,
  response: ServerResponse,
  body: Buffer,
  bytesPerSecond: number,
): Promise<void> {
  const slice = Math.max(1, Math.round((bytesPerSecond * SLICE_MS) / 1_000));
  for (let at = 0; at < body.length && !response.destroyed; at += slice) {
    await write(logged, response, body.subarray(at, at + slice));
    await pause(SLICE_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
