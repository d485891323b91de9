import type { JobId } from './model';

/** A file of words that was opened with the program. */
export interface HandedFile {
  readonly name: string;
  /** Its bytes: how its letters are written is found out when it is imported. */
  readonly base64: string;
}

/** Why such a file was not read: the code of the text that says it. */
export interface UnreadFile {
  readonly name: string;
  readonly reason: 'file-failed' | 'file-too-large';
}

/** What the desktop has handed to the program, for the window to ask about. */
export type HandedOver =
  | { readonly kind: 'job'; readonly jobId: JobId }
  /** Links that lead to nothing that could be asked about, or too many at once: told once, however many. */
  | { readonly kind: 'refused-links'; readonly reason: 'no-job' | 'too-many' }
  | {
      readonly kind: 'lyrics';
      readonly files: readonly HandedFile[];
      readonly unread: readonly UnreadFile[];
    };
