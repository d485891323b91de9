import type { EventName } from './events';

/** The two channels between the window and main. */
export const INVOKE_CHANNEL = 'flowshelf:invoke';
export const EVENT_CHANNEL = 'flowshelf:event';

/** Most characters of one request's JSON text: room for ten thousand pasted answers, none for an attack on memory. */
export const MAX_REQUEST_CHARS = 32 * 1024 * 1024;

/**
 * What preload puts on `window.flowshelf`. Values cross as one JSON text: the context bridge copies objects twice, and
 * text halves the cost of a page of rows.
 */
export interface Bridge {
  /** Asks main; resolves to the JSON text of an `Envelope`. */
  invoke(route: string, inputJson: string): Promise<string>;
  /** Listens to main's events; the returned function ends it. */
  on(listener: (event: EventName, payloadJson: string) => void): () => void;
}
