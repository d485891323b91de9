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
  ) {
    super(message);
    this.name = 'WireFailure';
  }
}

/** Asks main; rejects with a `WireFailure` when it says no. */
export async function invoke<R extends Route>(route: R, input: Input<R>): Promise<Output<R>> {
  const text = await window.flowshelf.invoke(route, JSON.stringify(input));
  const envelope = JSON.parse(text) as Envelope<Output<R>>;
  if (envelope.ok) return envelope.value;
  throw new WireFailure(envelope.error.code, envelope.error.message, envelope.error.logId ?? null);
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
