import type { Bridge } from '@shared/ipc/bridge';
import type { Input, Output, Route } from '@shared/ipc/contract';
import type { Envelope, ErrorCode } from '@shared/ipc/errors';
import type { EventName, Events } from '@shared/ipc/events';

declare global {
  interface Window {
    readonly flowshelf: Bridge;
  }
}

/** A request that main refused or could not carry out; `code` picks the text that people read. */
export class WireFailure extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly logId: string | null,
    /** The name of the file that it is about. */
    readonly file: string | null = null,
  ) {
    super(message);
    this.name = 'WireFailure';
  }
}

let lastTicket = 0;

/**
 * Asks main, or the process that reads the library; rejects with a `WireFailure` when it says no, and with the signal's
 * reason when nobody waits any more.
 */
export async function invoke<R extends Route>(
  route: R,
  input: Input<R>,
  signal?: AbortSignal,
): Promise<Output<R>> {
  const inputJson = JSON.stringify(input);
  const text = await (signal
    ? askUntil(signal, route, inputJson)
    : window.flowshelf.invoke(route, inputJson));
  const envelope = JSON.parse(text) as Envelope<Output<R>>;
  if (envelope.ok) return envelope.value;
  const { code, message, logId = null, file = null } = envelope.error;
  throw new WireFailure(code, message, logId, file);
}

function askUntil(signal: AbortSignal, route: string, inputJson: string): Promise<string> {
  lastTicket += 1;
  const ticket = lastTicket;
  return new Promise((resolve, reject) => {
    const leave = () => {
      window.flowshelf.cancel(ticket);
      reject(signal.reason as Error);
    };
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    window.flowshelf
      .invoke(route, inputJson, ticket)
      .finally(() => {
        signal.removeEventListener('abort', leave);
      })
      .then(resolve, reject);
  });
}

type Listener = (payload: never) => void;
const listeners = new Map<EventName, Set<Listener>>();
let isListening = false;

function dispatch(event: EventName, payloadJson: string): void {
  const ofEvent = listeners.get(event);
  if (!ofEvent || ofEvent.size === 0) return;
  const payload = JSON.parse(payloadJson) as never;
  for (const listener of ofEvent) listener(payload);
}

/** Listens to one of main's events; the returned function ends it. */
export function onEvent<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  if (!isListening) {
    // One listener at the bridge for the life of the window: each payload is parsed once, however many listen.
    isListening = true;
    window.flowshelf.on(dispatch);
  }
  const ofEvent = listeners.get(event) ?? new Set<Listener>();
  listeners.set(event, ofEvent);
  ofEvent.add(listener);
  return () => {
    ofEvent.delete(listener);
  };
}
