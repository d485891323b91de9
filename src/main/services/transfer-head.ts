import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { DownloadFailureCode } from '@shared/model';
import { parseRetryAfter } from '../domain/backoff';
import { parseContentRange } from '../domain/byte-range';
import { TransferError } from './transfer-failure';

/** What the head of an answer says of the body. */
export interface TransferHead {
  /** Where the bytes go on; 0 when the file is fetched from its start. */
  readonly offset: number;
  /** Length of the whole file; null when neither this answer nor an earlier one told it. */
  readonly totalBytes: number | null;
  /** ETag or Last-Modified to continue with; null when nothing names these very bytes. */
  readonly validator: string | null;
}

/** What is on disk and was asked to be continued; nothing when `bytes` is 0. */
export interface HeldPart {
  readonly bytes: number;
  readonly totalBytes: number | null;
  readonly validator: string | null;
}

/**
 * Decides from status and headers whether and where the body goes on.
 *
 * @throws TransferError when this answer brings nothing of the file
 */
export function readHead(response: IncomingMessage, held: HeldPart, now: number): TransferHead {
  const { headers } = response;
  const status = response.statusCode ?? 0;
  if (status !== 200 && status !== 206) throw refusedStatus(status, headers, now);
  const encoding = headers['content-encoding'] ?? 'identity';
  // Bytes that we hold are worth more than an answer in a form that we did not ask for.
  if (encoding !== 'identity') throw new TransferError({ code: 'encoded', detail: encoding }, true);
  const validator = validatorOf(headers);
  return status === 200
    ? { offset: 0, totalBytes: lengthOf(headers), validator }
    : readPartialHead(headers, held, validator);
}

function readPartialHead(
  headers: IncomingHttpHeaders,
  held: HeldPart,
  validator: string | null,
): TransferHead {
  const told = headers['content-range'] ?? null;
  const range = parseContentRange(told);
  if (!range || 'unsatisfied' in range || range.start !== held.bytes) {
    throw new TransferError({ code: 'bad-range', detail: told }, false);
  }
  const isOtherLength = held.totalBytes !== null && range.total !== null && range.total !== held.totalBytes;
  if (isOtherLength || namesOtherBytes(headers, held.validator)) {
    throw new TransferError({ code: 'changed', detail: null }, false);
  }
  return {
    offset: range.start,
    totalBytes: range.total ?? held.totalBytes,
    // A 206 need not repeat the tag that it was asked with.
    validator: validator ?? held.validator,
  };
}

function lengthOf(headers: IncomingHttpHeaders): number | null {
  const length = headers['content-length'] ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : null;
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
  if (status === 400) return 'refused';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  if (status >= 300 && status < 400) return 'redirected';
  return status >= 500 ? 'server-error' : 'unexpected-status';
}
