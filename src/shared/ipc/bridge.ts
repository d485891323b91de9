import type { EventName } from './events';

/** The channels between the window and main. */
export const INVOKE_CHANNEL = 'flowshelf:invoke';
export const EVENT_CHANNEL = 'flowshelf:event';
/** Hands the window a port to the process that reads the library for it. */
export const READER_CHANNEL = 'flowshelf:reader';

/** Tells main once that the window's first screen stands. */
export const SETTLED_CHANNEL = 'flowshelf:settled';

/** What the window sends through the reader's port. */
export type ReaderRequest =
  | { readonly id: number; readonly route: string; readonly inputJson: string }
  /** Nobody waits for the answer any more. */
  | { readonly cancelledId: number };

/** What comes back; `text` is the JSON text of an `Envelope`. A request that was cancelled in time has no answer. */
export interface ReaderAnswer {
  readonly id: number;
  readonly text: string;
}

/** Most characters of one request's JSON text: room for the ids of a million songs, none for an attack on memory. */
export const MAX_REQUEST_CHARS = 48 * 1024 * 1024;

/**
 * What preload puts on `window.flowshelf`. Values cross as one JSON text: the context bridge copies objects twice, and
 * text halves the cost of a page of rows.
 */
export interface Bridge {
  /**
   * Asks main, or the process that reads the library; resolves to the JSON text of an `Envelope`.
   *
   * @param ticket names the request for `cancel`; a number that is used once
   */
  invoke(route: string, inputJson: string, ticket?: number): Promise<string>;
  /** Nobody waits for the answer of a request any more: what has not begun is not done, and it may never resolve. */
  cancel(ticket: number): void;
  /** Listens to main's events; the returned function ends it. */
  on(listener: (event: EventName, payloadJson: string) => void): () => void;
}
