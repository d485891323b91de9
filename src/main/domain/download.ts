import { assertNever } from '@shared/assert-never';
import type { DownloadFailure, DownloadFailureCode, DownloadState } from '@shared/model';
import { backoffDelay, spreadRetryAfter } from './backoff';

/**
 * The machine of a download. It knows nothing of files and networks: it says what a row becomes after an event and
 * whether the row goes. Done and cancelled mean that the row is gone; the asset then says what is on disk.
 */
export interface DownloadTracking {
  readonly state: DownloadState;
  /** Tries in a row that failed. */
  readonly attempts: number;
  /** No try starts before; null means at once. */
  readonly notBefore: number | null;
  readonly failure: DownloadFailure | null;
  /** How often fresh addresses were asked for on `renewalDay` (days since the epoch, UTC). */
  readonly renewals: number;
  readonly renewalDay: number | null;
}

export type DownloadEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'finish' }
  | {
      readonly kind: 'fail';
      readonly failure: DownloadFailure;
      /** How long the host asked to wait; null when it did not. */
      readonly retryAfterMs: number | null;
    }
  /** The program or the transfer was stopped from our side; the try does not count. */
  | { readonly kind: 'interrupt' }
  /** The job named a fresh address. */
  | { readonly kind: 'renew' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'cancel' };

export type DownloadStep =
  | { readonly kind: 'keep'; readonly download: DownloadTracking; readonly asksForFreshAddress: boolean }
  | { readonly kind: 'remove'; readonly because: 'done' | 'cancelled' };

/** A download as it is queued. */
export const NEW_DOWNLOAD: DownloadTracking = {
  state: 'queued',
  attempts: 0,
  notBefore: null,
  failure: null,
  renewals: 0,
  renewalDay: null,
};

const DAY_MS = 24 * 60 * 60_000;
/**
 * A file's address is asked for again at most so often in a day (API.md, "What is not documented"), and so long a
 * download waits for a fresh address before it tries the old one once more: longer each time, because an
 * answer may go on naming the address that has expired.
 */
const RENEWAL_WAITS_MS = [2 * 60_000, 10 * 60_000, 60 * 60_000] as const;
/** A host that cannot be reached this often may have moved: the job knows its files' present addresses. */
const UNREACHABLE_BEFORE_RENEWAL = 3;
const BACKOFF = { baseMs: 2_000, capMs: 10 * 60_000 };

type FailureClass =
  /** Tried again by itself, at most so many times in a row. */
  | { readonly kind: 'retry'; readonly attempts: number }
  /** The address is the problem: the job is asked for a fresh one. */
  | { readonly kind: 'renew' }
  /** Trying again changes nothing until a person has done something. */
  | { readonly kind: 'final' }
  /** A hold stops all downloads; the try does not count. */
  | { readonly kind: 'hold' };

/** What each failure means for the download. */
export function classifyFailure(code: DownloadFailureCode): FailureClass {
  switch (code) {
    case 'link-expired':
    case 'link-lost':
      return { kind: 'renew' };
    case 'short-body':
    case 'long-body':
    case 'bad-range':
    case 'changed':
    case 'encoded':
    case 'not-media':
    case 'too-slow':
      return { kind: 'retry', attempts: 5 };
    // A host in trouble is waited for about an hour: nobody should have to press Retry after a short outage.
    case 'server-error':
    case 'rate-limited':
    case 'timeout':
    case 'unreachable':
      return { kind: 'retry', attempts: 20 };
    case 'tls':
    case 'disk-error':
    case 'unexpected-status':
    case 'redirected':
      return { kind: 'retry', attempts: 10 };
    case 'refused':
    case 'bad-address':
    case 'too-large':
    case 'bad-name':
      return { kind: 'final' };
    case 'disk-full':
      return { kind: 'hold' };
    default:
      return assertNever(code);
  }
}

function keep(download: DownloadTracking, asksForFreshAddress = false): DownloadStep {
  return { kind: 'keep', download, asksForFreshAddress };
}

/** The download after an event. Pure; `random` (0 to 1) spreads the next try. An event that does not fit changes nothing. */
export function transitionDownload(
  download: DownloadTracking,
  event: DownloadEvent,
  now: number,
  random: number,
): DownloadStep {
  switch (event.kind) {
    case 'start':
      return keep(
        download.state === 'queued' ? { ...download, state: 'running', notBefore: null } : download,
      );
    case 'finish':
      return { kind: 'remove', because: 'done' };
    case 'fail':
      return download.state === 'running' ? onFailure(download, event, now, random) : keep(download);
    case 'interrupt':
      return keep(
        download.state === 'running' ? { ...download, state: 'queued', notBefore: null } : download,
      );
    case 'renew':
      return keep(onRenewed(download));
    case 'pause':
      return keep(download.state === 'failed' ? download : { ...download, state: 'paused', notBefore: null });
    case 'resume':
      return keep(download.state === 'paused' ? { ...download, state: 'queued', notBefore: null } : download);
    case 'retry':
      return keep(
        download.state === 'running'
          ? download
          : { ...download, state: 'queued', attempts: 0, notBefore: null, failure: null },
      );
    case 'cancel':
      return { kind: 'remove', because: 'cancelled' };
    default:
      return assertNever(event);
  }
}

function onFailure(
  download: DownloadTracking,
  event: Extract<DownloadEvent, { kind: 'fail' }>,
  now: number,
  random: number,
): DownloadStep {
  const { failure } = event;
  const attempts = download.attempts + 1;
  const failed = { ...download, state: 'failed', attempts, notBefore: null, failure } as const;
  const failureClass = classifyFailure(failure.code);
  switch (failureClass.kind) {
    case 'final':
      return keep(failed);
    case 'hold':
      return keep({ ...download, state: 'queued', notBefore: null, failure });
    case 'renew':
      return askForFreshAddress({ ...failed, attempts: download.attempts }, now);
    case 'retry': {
      if (attempts >= failureClass.attempts) return keep(failed);
      const delay =
        event.retryAfterMs === null
          ? backoffDelay(attempts, random, BACKOFF)
          : spreadRetryAfter(event.retryAfterMs, random);
      const waiting = { ...failed, state: 'queued', notBefore: now + delay } as const;
      const mayHaveMoved = failure.code === 'unreachable' && attempts % UNREACHABLE_BEFORE_RENEWAL === 0;
      if (!mayHaveMoved) return keep(waiting);
      const renewed = askForFreshAddress(failed, now);
      return renewed.kind === 'keep' && renewed.asksForFreshAddress ? renewed : keep(waiting);
    }
    default:
      return assertNever(failureClass);
  }
}

/** Waits for a fresh address, or fails when the day's share is used up. */
function askForFreshAddress(failed: DownloadTracking, now: number): DownloadStep {
  const today = Math.floor(now / DAY_MS);
  const renewals = failed.renewalDay === today ? failed.renewals : 0;
  const wait = RENEWAL_WAITS_MS[renewals];
  if (wait === undefined) return keep({ ...failed, state: 'failed', notBefore: null });
  return keep(
    {
      ...failed,
      state: 'queued',
      notBefore: now + wait,
      renewals: renewals + 1,
      renewalDay: today,
    },
    true,
  );
}

/** A fresh address ends the wait for it, and gives a file another chance that failed for want of one. Other waits go on. */
function onRenewed(download: DownloadTracking): DownloadTracking {
  const code = download.failure?.code;
  const isExpired = code === 'link-expired' || code === 'link-lost';
  const waitsForAddress = download.state === 'queued' && (isExpired || code === 'unreachable');
  const failedForAddress = download.state === 'failed' && isExpired;
  return waitsForAddress || failedForAddress ? { ...download, state: 'queued', notBefore: null } : download;
}
