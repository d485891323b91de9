import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat, unlink } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AssetKind, DownloadFailure, DownloadFailureCode, MediaFormat } from '@shared/model';
import { parseRetryAfter } from '../domain/backoff';
import { parseContentRange } from '../domain/byte-range';
import { SNIFF_BYTES, sniffMedia } from '../domain/media-format';
import type { Http } from '../remote/http';
import { networkFailure } from '../remote/network-failure';
import { isErrno } from './whole-file';

/** One try to bring one file into its part file. The key plays no part here: file hosts never get it. */
export interface TransferRequest {
  readonly url: string;
  readonly kind: AssetKind;
  /** Absolute path of the part file. */
  readonly partPath: string;
  /** ETag or Last-Modified of the bytes that the part file holds; without it they are not continued. */
  readonly validator: string | null;
  /** Length of the whole file as told before; null when unknown. */
  readonly totalBytes: number | null;
  readonly signal: AbortSignal;
  /** Called before the first byte is written. May throw a `TransferError` to end the try. */
  readonly onHead: (head: TransferHead) => Promise<void>;
  /** Called for every piece; must be cheap. */
  readonly onProgress: (doneBytes: number) => void;
}

export interface TransferHead {
  /** Where the bytes go on; 0 when the file is fetched from its start. */
  readonly offset: number;
  readonly totalBytes: number | null;
  readonly validator: string | null;
}

export type TransferResult =
  /** The part file is whole, checked and flushed. */
  | {
      readonly kind: 'complete';
      readonly bytes: number;
      readonly sha256: string;
      readonly format: MediaFormat;
    }
  | {
      readonly kind: 'failed';
      readonly failure: DownloadFailure;
      readonly retryAfterMs: number | null;
      /** Whether the bytes so far stay on disk, to be continued. */
      readonly keepsPart: boolean;
    }
  /** Our own signal ended it; the bytes so far stay. */
  | { readonly kind: 'stopped' };

/** Ends a try with a failure of its own; `keepsPart` says whether the bytes so far are worth continuing. */
export class TransferError extends Error {
  constructor(
    readonly failure: DownloadFailure,
    readonly keepsPart: boolean,
    readonly retryAfterMs: number | null = null,
  ) {
    super(failure.code);
    this.name = 'TransferError';
  }
}

const TIMEOUTS = { lookup: 15_000, connect: 15_000, secureConnect: 15_000, response: 30_000, socket: 30_000 };
const MAX_REDIRECTS = 5;

export function createTransfer(http: Http, now: () => number) {
  /** Runs one try. Never throws for what a host, a network or a disk can do. */
  return async function transfer(request: TransferRequest): Promise<TransferResult> {
    try {
      return await attempt(http, now, request);
    } catch (error) {
      if (request.signal.aborted) return { kind: 'stopped' };
      const known = error instanceof TransferError ? error : failureOf(error);
      if (!known.keepsPart) await rm(request.partPath, { force: true });
      const { failure, retryAfterMs, keepsPart } = known;
      return { kind: 'failed', failure, retryAfterMs, keepsPart };
    }
  };
}

export type Transfer = ReturnType<typeof createTransfer>;

async function attempt(http: Http, now: () => number, request: TransferRequest): Promise<TransferResult> {
  const partBytes = await sizeOf(request.partPath);
  const isContinued = partBytes > 0 && request.validator !== null;
  if (isContinued && partBytes === request.totalBytes) return finishPart(request, partBytes);

  const client = await http.clientFor(request.url);
  const stream = client.stream(request.url, {
    headers: {
      'accept-encoding': 'identity',
      ...(isContinued ? { range: `bytes=${partBytes}-`, 'if-range': request.validator ?? '' } : {}),
    },
    followRedirect: true,
    maxRedirects: MAX_REDIRECTS,
    timeout: TIMEOUTS,
    signal: request.signal,
  });
  // Our signal ends the stream and the pipeline both, in either order; what comes second has no listener left.
  stream.on('error', () => {});
  try {
    const response = await responseOf(stream);
    if (response.statusCode === 416 && isContinued) {
      const range = parseContentRange(response.headers['content-range'] ?? null);
      if (range && 'unsatisfied' in range && range.total === partBytes)
        return await finishPart(request, partBytes);
      throw new TransferError({ code: 'bad-range', detail: '416' }, false);
    }
    const head = readHead(response, isContinued ? partBytes : 0, request.totalBytes, now);
    if (head.offset > 0 && namesOtherBytes(response.headers, request.validator)) {
      throw new TransferError({ code: 'changed', detail: null }, false);
    }
    // A 206 need not repeat the tag that it was asked with.
    const validator = head.validator ?? (head.offset > 0 ? request.validator : null);
    // First the old bytes go, then the row names the new ones: a program that ends in between must not continue one with the other.
    if (head.offset === 0 && partBytes > 0) await unlink(request.partPath);
    await request.onHead({ ...head, validator });
    return await receive(stream, head, request);
  } finally {
    stream.destroy();
  }
}

type GotStream = ReturnType<Awaited<ReturnType<Http['clientFor']>>['stream']>;

function responseOf(stream: GotStream): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve);
    stream.once('error', reject);
  });
}

/** Decides from status and headers whether and where the body goes on. */
function readHead(
  response: IncomingMessage,
  partBytes: number,
  knownTotal: number | null,
  now: () => number,
): TransferHead {
  const { headers } = response;
  const status = response.statusCode ?? 0;
  if (status !== 200 && status !== 206) throw refusedStatus(status, headers, now());
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new TransferError({ code: 'encoded', detail: encoding }, false);
  const length = /^\d+$/.test(headers['content-length'] ?? '') ? Number(headers['content-length']) : null;
  const validator = validatorOf(headers);
  if (status === 200) return { offset: 0, totalBytes: length, validator };

  const range = parseContentRange(headers['content-range'] ?? null);
  if (!range || 'unsatisfied' in range || range.start !== partBytes) {
    throw new TransferError({ code: 'bad-range', detail: headers['content-range'] ?? null }, false);
  }
  const isOtherFile = knownTotal !== null && range.total !== null && range.total !== knownTotal;
  if (isOtherFile) throw new TransferError({ code: 'changed', detail: null }, false);
  return { offset: range.start, totalBytes: range.total ?? knownTotal, validator };
}

/** What continues a file must name these very bytes: a weak tag does not. */
function validatorOf(headers: IncomingHttpHeaders): string | null {
  const { etag } = headers;
  if (etag !== undefined && !etag.startsWith('W/')) return etag;
  return headers['last-modified'] ?? null;
}

/** Whether a host that continues a file tells, without having minded `If-Range`, that it is another one by now. */
function namesOtherBytes(headers: IncomingHttpHeaders, validator: string | null): boolean {
  const isTag = validator?.startsWith('"') === true;
  const now = isTag ? headers.etag : headers['last-modified'];
  return now !== undefined && now !== validator;
}

function refusedStatus(status: number, headers: IncomingHttpHeaders, now: number): TransferError {
  const retryAfterMs = parseRetryAfter(headers['retry-after'], now);
  return new TransferError({ code: codeOfStatus(status), detail: String(status) }, true, retryAfterMs);
}

function codeOfStatus(status: number): DownloadFailureCode {
  if ([401, 403, 404, 410].includes(status)) return 'link-expired';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  if (status >= 300 && status < 400) return 'redirected';
  return status >= 500 ? 'server-error' : 'unexpected-status';
}

async function receive(
  stream: GotStream,
  head: TransferHead,
  request: TransferRequest,
): Promise<TransferResult> {
  const hash = createHash('sha256');
  const start = head.offset > 0 ? await hashPart(request.partPath, hash) : Buffer.alloc(0);
  const gate = createGate(head, hash, start, request);
  try {
    await pipeline(
      stream,
      gate.through,
      createWriteStream(request.partPath, { flags: head.offset > 0 ? 'a' : 'w', flush: true }),
      { signal: request.signal },
    );
  } catch (error) {
    const isCut = !(error instanceof TransferError) && !request.signal.aborted && isCutShort(error);
    if (isCut) throw new TransferError({ code: 'short-body', detail: null }, true);
    throw error;
  }
  const bytes = gate.doneBytes();
  if (head.totalBytes !== null && bytes < head.totalBytes) {
    throw new TransferError({ code: 'short-body', detail: `${bytes}/${head.totalBytes}` }, true);
  }
  return { kind: 'complete', bytes, sha256: hash.digest('hex'), format: gate.format() };
}

/** Counts, hashes and looks at the first bytes as they pass; ends the try as soon as they cannot be the file. */
function createGate(head: TransferHead, hash: Hash, start: Buffer, request: TransferRequest) {
  let done = head.offset;
  let first = start.subarray(0, SNIFF_BYTES);
  let format = first.length >= SNIFF_BYTES ? sniff(first, request.kind) : null;

  const through = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      done += chunk.length;
      if (head.totalBytes !== null && done > head.totalBytes) {
        callback(new TransferError({ code: 'long-body', detail: null }, false));
        return;
      }
      if (format === null) {
        first = Buffer.concat([first, chunk.subarray(0, SNIFF_BYTES - first.length)]);
        if (first.length >= SNIFF_BYTES) {
          try {
            format = sniff(first, request.kind);
          } catch (error) {
            callback(error as TransferError);
            return;
          }
        }
      }
      hash.update(chunk);
      request.onProgress(done);
      callback(null, chunk);
    },
  });
  return {
    through,
    doneBytes: () => done,
    format: () => format ?? sniff(first, request.kind),
  };
}

function sniff(first: Uint8Array, kind: AssetKind): MediaFormat {
  const format = sniffMedia(first, kind);
  if (format === null) throw new TransferError({ code: 'not-media', detail: null }, false);
  return format;
}

/** A part file that holds everything already: only checked. */
async function finishPart(request: TransferRequest, bytes: number): Promise<TransferResult> {
  const hash = createHash('sha256');
  const first = await hashPart(request.partPath, hash);
  const file = await open(request.partPath, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return { kind: 'complete', bytes, sha256: hash.digest('hex'), format: sniff(first, request.kind) };
}

/** Feeds what is on disk to the hash and gives its first bytes back. */
async function hashPart(path: string, hash: Hash): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (first.length < SNIFF_BYTES) first = Buffer.concat([first, chunk.subarray(0, SNIFF_BYTES)]);
    hash.update(chunk);
  }
  return first;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

function isCutShort(error: unknown): boolean {
  return !isDiskError(error) && networkFailure(error).kind === 'cut';
}

function isDiskError(error: unknown): boolean {
  return isErrno(
    error,
    'ENOSPC',
    'EDQUOT',
    'EROFS',
    'EACCES',
    'EPERM',
    'EIO',
    'ENOENT',
    'EISDIR',
    'ENOTDIR',
    'EBUSY',
    'EMFILE',
    'ENFILE',
    'ENAMETOOLONG',
    'EFBIG',
  );
}

function failureOf(error: unknown): TransferError {
  if (isErrno(error, 'ENOSPC', 'EDQUOT')) return new TransferError({ code: 'disk-full', detail: null }, true);
  if (isErrno(error, 'ENAMETOOLONG')) return new TransferError({ code: 'bad-name', detail: null }, true);
  if (isDiskError(error)) {
    return new TransferError(
      { code: 'disk-error', detail: (error as NodeJS.ErrnoException).code ?? null },
      true,
    );
  }
  if (isErrno(error, 'ERR_UNSUPPORTED_PROTOCOL', 'ERR_INVALID_URL', 'ERR_TOO_MANY_REDIRECTS')) {
    return new TransferError(
      { code: 'redirected', detail: (error as NodeJS.ErrnoException).code ?? null },
      true,
    );
  }
  const failure = networkFailure(error);
  const code: DownloadFailureCode = failure.kind === 'cut' ? 'unreachable' : failure.kind;
  return new TransferError({ code, detail: failure.detail }, true);
}
