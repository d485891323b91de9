import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm, truncate } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AssetKind, DownloadFailure, MediaFormat } from '@shared/model';
import { parseContentRange } from '../domain/byte-range';
import { sniffMedia } from '../domain/media-format';
import { LONGEST_FILE_BYTES } from '../domain/transfer-limits';
import type { Clock } from '../ports';
import type { Http } from '../remote/http';
import { flushPart, hashPart, partBytes, structureOfPart } from './part-file';
import { bodyErrorOf, TransferError, transferErrorOf } from './transfer-failure';
import { createTransferGate } from './transfer-gate';
import { readHead, type HeldPart, type TransferHead } from './transfer-head';
import { watchTransfer, type TransferWatch } from './transfer-watch';

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

export type TransferResult =
  /** The part file is whole, checked and flushed. */
  | {
      readonly kind: 'complete';
      readonly bytes: number;
      readonly sha256: string;
      readonly format: MediaFormat;
      /** Whether a told length or the file's own structure vouches for its end. */
      readonly isVerified: boolean;
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

/** For getting a connection; from there on `TransferWatch` minds the time. */
const TIMEOUTS = { lookup: 15_000, connect: 15_000, secureConnect: 15_000 };
const MAX_REDIRECTS = 5;

export function createTransfer(http: Http, clock: Clock) {
  /** Runs one try. Never throws for what a host, a network or a disk can do. */
  return async function transfer(request: TransferRequest): Promise<TransferResult> {
    const watch = watchTransfer(clock);
    try {
      return await attempt(http, clock, watch, request);
    } catch (error) {
      if (request.signal.aborted) return { kind: 'stopped' };
      const slow = watch.verdict();
      const known =
        slow === null ? transferErrorOf(error) : new TransferError({ code: slow, detail: null }, true);
      // One that cannot be removed is not continued either: its row forgets whose bytes they are.
      if (!known.keepsPart) await rm(request.partPath, { force: true }).catch(() => {});
      const { failure, retryAfterMs, keepsPart } = known;
      return { kind: 'failed', failure, retryAfterMs, keepsPart };
    } finally {
      watch.rest();
    }
  };
}

export type Transfer = ReturnType<typeof createTransfer>;

async function attempt(
  http: Http,
  clock: Clock,
  watch: TransferWatch,
  request: TransferRequest,
): Promise<TransferResult> {
  const held = await heldPart(request);
  if (held.bytes > 0 && held.bytes === held.totalBytes) return finishPart(request, held.bytes);

  const signal = AbortSignal.any([request.signal, watch.signal]);
  const client = await http.clientFor(request.url);
  const stream = client.stream(request.url, {
    headers: {
      'accept-encoding': 'identity',
      ...(held.bytes > 0 ? { range: `bytes=${held.bytes}-`, 'if-range': held.validator ?? '' } : {}),
    },
    followRedirect: true,
    maxRedirects: MAX_REDIRECTS,
    timeout: TIMEOUTS,
    signal,
  });
  // Our signal ends the stream and the pipeline both, in either order; what comes second has no listener left.
  stream.on('error', () => {});
  try {
    watch.expectAnswer();
    const response = await responseOf(stream);
    watch.rest();
    if (response.statusCode === 416 && held.bytes > 0) {
      const range = parseContentRange(response.headers['content-range'] ?? null);
      if (range && 'unsatisfied' in range && range.total === held.bytes) {
        return await finishPart(request, held.bytes);
      }
      throw new TransferError({ code: 'bad-range', detail: '416' }, false);
    }
    const head = readHead(response, held, clock.now());
    if (head.totalBytes !== null && head.totalBytes > LONGEST_FILE_BYTES[request.kind]) {
      throw new TransferError({ code: 'too-large', detail: String(head.totalBytes) }, false);
    }
    return await receive(stream, head, held, signal, watch, request);
  } finally {
    stream.destroy();
  }
}

async function heldPart({ partPath, validator, totalBytes }: TransferRequest): Promise<HeldPart> {
  // Bytes that nobody vouches for are not continued.
  const bytes = validator === null ? 0 : await partBytes(partPath);
  return bytes > 0 ? { bytes, totalBytes, validator } : { bytes: 0, totalBytes: null, validator: null };
}

type GotStream = ReturnType<Awaited<ReturnType<Http['clientFor']>>['stream']>;

function responseOf(stream: GotStream): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve);
    stream.once('error', reject);
  });
}

async function receive(
  stream: GotStream,
  head: TransferHead,
  held: HeldPart,
  signal: AbortSignal,
  watch: TransferWatch,
  request: TransferRequest,
): Promise<TransferResult> {
  const { partPath, kind } = request;
  const hash = createHash('sha256');
  const start = head.offset > 0 ? await hashPart(partPath, hash) : Buffer.alloc(0);
  // Opened without a change: until its first bytes have come, an answer may not be the file at all.
  const part = createWriteStream(partPath, { flags: 'a', flush: true });
  const gate = createTransferGate({
    kind,
    head,
    held,
    hash,
    start,
    onMedia: async () => {
      // First the old bytes go, then the row names the new ones: a program that ends in between must not continue one
      // with the other.
      if (part.pending) await once(part, 'ready');
      if (head.offset === 0) await truncate(partPath);
      await request.onHead(head);
    },
    onProgress: request.onProgress,
  });
  watch.follow({ receivedBytes: gate.doneBytes, isHostsTurn: gate.isHostsTurn });
  let breakOff: Error | null = null;
  finished(stream, { writable: false }, (error) => {
    if (!error) return;
    breakOff = error;
    gate.breakOff();
  });
  // Not one pipeline: what came before the connection broke is still to reach the disk.
  stream.pipe(gate.through);
  await pipeline(gate.through, part, { signal });
  watch.rest();
  const bytes = gate.doneBytes();
  if (breakOff !== null) throw bodyErrorOf(breakOff);
  if (head.totalBytes !== null && bytes < head.totalBytes) {
    throw new TransferError({ code: 'short-body', detail: `${bytes}/${head.totalBytes}` }, true);
  }
  return checkEnd(request, bytes, hash.digest('hex'), gate.format(), head);
}

/** A part file that holds everything already: only checked. */
async function finishPart(request: TransferRequest, bytes: number): Promise<TransferResult> {
  const hash = createHash('sha256');
  const first = await hashPart(request.partPath, hash);
  await flushPart(request.partPath);
  const head = { offset: bytes, totalBytes: bytes, validator: request.validator };
  return checkEnd(request, bytes, hash.digest('hex'), sniffMedia(first, request.kind), head);
}

/** The last look: a file whose own container announces more than came is not whole, whatever the host has told. */
async function checkEnd(
  request: TransferRequest,
  bytes: number,
  sha256: string,
  format: MediaFormat | null,
  head: TransferHead,
): Promise<TransferResult> {
  if (format === null) throw new TransferError({ code: 'not-media', detail: null }, false);
  const structure = await structureOfPart(request.partPath, format);
  const isLengthTold = head.totalBytes !== null;
  if (structure === 'cut') {
    // Without a told length the rest may still be had; with it, these are all the bytes that the host has.
    const canGoOn = !isLengthTold && head.validator !== null;
    throw new TransferError({ code: 'short-body', detail: format }, canGoOn);
  }
  return { kind: 'complete', bytes, sha256, format, isVerified: isLengthTold || structure === 'whole' };
}
