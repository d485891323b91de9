import { contextBridge, ipcRenderer } from 'electron';
import {
  EVENT_CHANNEL,
  INVOKE_CHANNEL,
  READER_CHANNEL,
  SETTLED_CHANNEL,
  type Bridge,
  type ReaderAnswer,
  type ReaderRequest,
} from '@shared/ipc/bridge';
import type { EventName } from '@shared/ipc/events';
import { WINDOW_SETTLED } from '@shared/performance-marks';
import { READER_ROUTES } from '@shared/ipc/reader-routes';

/** What a request asked for, as long as the reader has not answered it. */
interface Waiting {
  readonly route: string;
  readonly inputJson: string;
  readonly resolve: (text: string | Promise<string>) => void;
}

const readerRoutes: ReadonlySet<string> = new Set(READER_ROUTES);
let reader: MessagePort | null = null;
/** Requests without a ticket of the window's get one below zero. */
let lastOwnTicket = 0;
const waiting = new Map<number, Waiting>();

function askMain(route: string, inputJson: string): Promise<string> {
  return ipcRenderer.invoke(INVOKE_CHANNEL, route, inputJson) as Promise<string>;
}

function askReader(port: MessagePort, route: string, inputJson: string, id: number): Promise<string> {
  return new Promise((resolve) => {
    waiting.set(id, { route, inputJson, resolve });
    port.postMessage({ id, route, inputJson } satisfies ReaderRequest);
  });
}

ipcRenderer.on(READER_CHANNEL, ({ ports: [port] }) => {
  if (!port) return;
  leave(reader);
  reader = port;
  port.addEventListener('message', ({ data }) => {
    const { id, text } = data as ReaderAnswer;
    waiting.get(id)?.resolve(text);
    waiting.delete(id);
  });
  port.addEventListener('close', () => {
    leave(port);
  });
  port.start();
});

/** The reader has gone, or another has come: main answers what it did not. They only read, so twice is no harm. */
function leave(port: MessagePort | null): void {
  if (port === null || port !== reader) return;
  reader = null;
  port.close();
  for (const { route, inputJson, resolve } of waiting.values()) resolve(askMain(route, inputJson));
  waiting.clear();
}

// The window marks it for whoever measures; main begins then with what can wait.
const settling = new PerformanceObserver((marks) => {
  if (marks.getEntriesByName(WINDOW_SETTLED).length === 0) return;
  settling.disconnect();
  ipcRenderer.send(SETTLED_CHANNEL);
});
settling.observe({ type: 'mark' });

/** The window's only door: functions that carry text. What may be asked is decided where it is served. */
const bridge: Bridge = {
  invoke(route, inputJson, ticket) {
    if (reader === null || !readerRoutes.has(route)) return askMain(route, inputJson);
    return askReader(reader, route, inputJson, ticket ?? --lastOwnTicket);
  },
  cancel(ticket) {
    if (waiting.delete(ticket)) reader?.postMessage({ cancelledId: ticket } satisfies ReaderRequest);
  },
  on(listener) {
    const forward = (_event: unknown, event: EventName, payloadJson: string) => listener(event, payloadJson);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => void ipcRenderer.off(EVENT_CHANNEL, forward);
  },
};

contextBridge.exposeInMainWorld('flowshelf', bridge);
