/** Stable codes of failures that cross from main to the renderer; texts for people stand in the catalogue. */
export const ERROR_CODES = [
  'bad-input',
  'not-allowed',
  'not-found',
  /** Neither https nor http to this machine. */
  'bad-address',
  'address-unreadable',
  'address-with-login',
  'address-with-query',
  'key-unreadable',
  'key-storage-failed',
  'library-unavailable',
  'library-in-use',
  'other-library',
  'file-failed',
  'list-write-not-permitted',
  'list-write-read-only',
  'list-write-folder-gone',
  'list-write-full',
  'list-write-failed',
  'list-read-not-permitted',
  'list-read-gone',
  'list-read-failed',
  /** No words can be read in it. */
  'no-lyrics-file',
  'file-too-large',
  /** It is no file of settings, or one of a later version of the program. */
  'no-settings-file',
  'newer-settings-file',
  'trash-failed',
  'export-folder-is-file',
  'export-folder-not-permitted',
  'export-folder-read-only',
  'export-folder-name-too-long',
  'export-folder-failed',
  'export-archive-exists',
  /** Another one is under way. */
  'export-running',
  'removal-running',
  'disk-full',
  'too-many-saved-searches',
  'no-program',
  'program-missing',
  'program-failed',
  'too-many-playlists',
  /** It would hold more entries than one can. */
  'playlist-full',
  /** No songs are named in it. */
  'no-playlist-file',
  /** Nobody waited for the answer any more. */
  'cancelled',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What the renderer gets instead of a thrown error, because Electron would drop an error's code. */
export interface WireError {
  readonly code: ErrorCode;
  /** For the log and for support, in English; what people read is looked up by `code`. */
  readonly message: string;
  /** Short id under which main has logged the failure; only on `internal`. */
  readonly logId?: string;
  /** The name of the file that it is about, where people have to be told. */
  readonly file?: string;
}

export type Envelope<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: WireError };

export interface AppErrorOptions extends ErrorOptions {
  /** The name of the file that it is about. It crosses to the window, and is not logged. */
  readonly file?: string;
}

/** A failure with a stable code. Thrown where a caller is not expected to branch on it. */
export class AppError extends Error {
  readonly file: string | null;
  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, options);
    this.name = 'AppError';
    this.file = options.file ?? null;
  }
}
