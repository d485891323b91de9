import type { ReaderAnswer, ReaderRequest } from '@shared/ipc/bridge';
import type { Envelope } from '@shared/ipc/errors';
import type { Router } from './router';

/** One end of a message port, of Electron or of Node. */
export interface Port<Sent, Received> {
  send(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
  onClose(listener: () => void): void;
}

/** Lets all messages come in that have arrived by now. */
export type NextTurn = (run: () => void) => void;

/**
 * Answers requests of a port one after the other. Between two of them every message that has come in meanwhile is taken:
 * what was cancelled by then, because the user typed on, is never begun.
 */
export function servePort(
  port: Port<ReaderAnswer, unknown>,
  router: Router,
  nextTurn: NextTurn = setImmediate,
): void {
  const waiting = new Map<number, Extract<ReaderRequest, { id: number }>>();
  const underWay = new Map<number, AbortController>();
  let isTurnDue = false;

  function schedule(): void {
    if (isTurnDue || waiting.size === 0) return;
    isTurnDue = true;
    nextTurn(() => {
      isTurnDue = false;
      const [next] = waiting.values();
      if (next) begin(next);
      schedule();
    });
  }

  function begin({ id, route, inputJson }: Extract<ReaderRequest, { id: number }>): void {
    waiting.delete(id);
    const end = new AbortController();
    underWay.set(id, end);
    void router.handle(route, inputJson, end.signal).then((envelope: Envelope<unknown>) => {
      underWay.delete(id);
      if (!end.signal.aborted) port.send({ id, text: JSON.stringify(envelope) });
    });
  }

  function cancel(id: number): void {
    waiting.delete(id);
    underWay.get(id)?.abort(new Error('Nobody waits for it.'));
  }

  port.onMessage((message) => {
    if (isRequest(message)) {
      waiting.set(message.id, message);
      schedule();
    } else if (isCancellation(message)) {
      cancel(message.cancelledId);
    }
  });
  port.onClose(() => {
    waiting.clear();
    for (const end of underWay.values()) end.abort(new Error('The window has gone.'));
  });
}

function isObject(message: unknown): message is Record<string, unknown> {
  return typeof message === 'object' && message !== null;
}

/** Route and input are looked at by the router. */
function isRequest(message: unknown): message is Extract<ReaderRequest, { id: number }> {
  return (
    isObject(message) && typeof message['id'] === 'number' && 'route' in message && 'inputJson' in message
  );
}

function isCancellation(message: unknown): message is { cancelledId: number } {
  return isObject(message) && typeof message['cancelledId'] === 'number';
}
