import { AppError, type ErrorCode } from '@shared/ipc/errors';
import type { ExportFailure } from '@shared/export';

/** What the file system's words mean for an export: for one of its files, and for the folder that they go to. */

const OF_FILE: Readonly<Record<string, ExportFailure>> = {
  EISDIR: 'folder-in-the-way',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EROFS: 'read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENAMETOOLONG: 'name-too-long',
  ENOENT: 'folder-gone',
  ENOTDIR: 'folder-gone',
};

const OF_FOLDER: Readonly<Record<string, ErrorCode>> = {
  EEXIST: 'export-folder-is-file',
  ENOTDIR: 'export-folder-is-file',
  EACCES: 'export-folder-not-permitted',
  EPERM: 'export-folder-not-permitted',
  EROFS: 'export-folder-read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENAMETOOLONG: 'export-folder-name-too-long',
};

export function exportFailureOf(error: unknown): ExportFailure {
  return OF_FILE[codeOf(error) ?? ''] ?? 'unknown';
}

/** What to throw where the folder could not be made; an error that is none of the file system's stays itself. */
export function exportFolderErrorOf(error: unknown): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  const options = { cause: error };
  return new AppError(OF_FOLDER[code] ?? 'export-folder-failed', `The export folder: ${code}`, options);
}

/** The system's short word for what went wrong; null for an error of another kind. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
