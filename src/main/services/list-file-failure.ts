import { AppError, type ErrorCode } from '@shared/ipc/errors';
import { isDiskFull, isErrno } from './whole-file';

/**
 * What the file system's words mean for a list of songs that is written or read. Nothing was changed in any case.
 *
 * @param file the name of the list's file
 */
export function listFileError(error: unknown, work: 'write' | 'read', file: string): AppError {
  const message = work === 'write' ? 'The list could not be written.' : 'The list could not be read.';
  return new AppError(codeOf(error, work), message, { cause: error, file });
}

/** The same failure, told of this file. */
export function ofListFile(error: unknown, file: string): unknown {
  if (!(error instanceof AppError)) return error;
  return new AppError(error.code, error.message, { cause: error.cause, file });
}

function codeOf(error: unknown, work: 'write' | 'read'): ErrorCode {
  if (work === 'write' && isDiskFull(error)) return 'list-write-full';
  if (isErrno(error, 'EACCES', 'EPERM')) return `list-${work}-not-permitted`;
  if (isErrno(error, 'EROFS')) return 'list-write-read-only';
  if (isErrno(error, 'ENOENT', 'ENOTDIR'))
    return work === 'write' ? 'list-write-folder-gone' : 'list-read-gone';
  return `list-${work}-failed`;
}
