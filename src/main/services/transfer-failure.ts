import type { DownloadFailure, DownloadFailureCode } from '@shared/model';
import { networkFailure } from '../remote/network-failure';
import { isDiskFull, isErrno } from './whole-file';

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

/** What a failure of network, host or disk that nobody foresaw means for the download. */
export function transferErrorOf(error: unknown): TransferError {
  if (error instanceof TransferError) return error;
  const { code: errno = null } = error as NodeJS.ErrnoException;
  if (isDiskError(error)) return new TransferError(diskFailureOf(error), !isUncertain(error));
  if (isErrno(error, 'ERR_UNSUPPORTED_PROTOCOL', 'ERR_INVALID_URL', 'ERR_TOO_MANY_REDIRECTS')) {
    return new TransferError({ code: 'redirected', detail: errno }, true);
  }
  const { kind, detail } = networkFailure(error);
  return new TransferError({ code: CODES[kind], detail }, true);
}

/** What it means for a download that the disk refused a step. */
export function diskFailureOf(error: unknown): DownloadFailure {
  if (isDiskFull(error)) return { code: 'disk-full', detail: null };
  if (isErrno(error, 'ENAMETOOLONG', 'EINVAL')) return { code: 'bad-name', detail: null };
  const { code = null } = error as NodeJS.ErrnoException;
  return { code: 'disk-error', detail: code };
}

/**
 * Whether nobody knows which of the bytes so far are on the disk: what could not be flushed may be gone from the system's
 * memory too, and the next flush says that all is well.
 */
function isUncertain(error: unknown): boolean {
  const { syscall = '' } = error as NodeJS.ErrnoException;
  return isErrno(error, 'EIO') || ['fsync', 'fdatasync', 'close'].includes(syscall);
}

/** Before a body began, a broken connection is no more than a host that cannot be reached. */
const CODES: Readonly<Record<ReturnType<typeof networkFailure>['kind'], DownloadFailureCode>> = {
  timeout: 'timeout',
  unreachable: 'unreachable',
  tls: 'tls',
  cut: 'unreachable',
  malformed: 'unexpected-status',
};

/** As `transferErrorOf`, for what ended a body that had begun. */
export function bodyErrorOf(error: unknown): TransferError {
  const { kind, detail } = networkFailure(error);
  if (kind === 'cut') return new TransferError({ code: 'short-body', detail }, true);
  const { failure } = transferErrorOf(error);
  // A host that breaks the protocol half-way is not believed about what came before.
  return new TransferError(failure, kind !== 'malformed');
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
