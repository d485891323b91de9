import type { SongIndex } from '../db/song-index';
import type { Log } from '../ports';
import { makeSongList, type SongList, type SongSelection } from '../services/song-list';
import type { SongListMaker } from '../services/song-lists';
import type { Port } from './port-server';

/** What is asked of the process that makes lists, and what it answers. */
export interface ListRequest {
  readonly id: number;
  readonly selection: SongSelection;
}
export interface ListAnswer {
  readonly id: number;
  /** Null when it could not be made there. */
  readonly list: SongList | null;
}

export interface ListMakerClientDeps {
  /** Has a process begun whose port then comes to `connect`. */
  readonly begin: () => void;
  /** Makes lists here, where the process cannot. */
  readonly inline: SongListMaker;
}

/** Has lists made by another process, one at a time: what was typed over before its turn is never made. */
export interface ListMakerClient extends SongListMaker {
  connect(port: Port<ListRequest, ListAnswer>): void;
}

interface Waiting {
  readonly selection: SongSelection;
  readonly signal: AbortSignal;
  readonly resolve: (list: SongList | Promise<SongList>) => void;
}

export function createListMakerClient({ begin, inline }: ListMakerClientDeps): ListMakerClient {
  let port: Port<ListRequest, ListAnswer> | null = null;
  let isBeginning = false;
  let lastId = 0;
  let current: Waiting | null = null;
  const queue = new Set<Waiting>();

  function next(): void {
    if (current !== null || queue.size === 0) return;
    if (port === null) {
      if (!isBeginning) begin();
      isBeginning = true;
      return;
    }
    const [first] = queue;
    if (!first) return;
    queue.delete(first);
    current = first;
    lastId += 1;
    port.send({ id: lastId, selection: first.selection });
  }

  function settle(list: SongList | null): void {
    const settled = current;
    current = null;
    if (settled) settled.resolve(list ?? inline.make(settled.selection, settled.signal));
    next();
  }

  return {
    make: (selection, signal) =>
      new Promise((resolve, reject) => {
        const waiting: Waiting = { selection, signal, resolve };
        queue.add(waiting);
        signal.addEventListener(
          'abort',
          () => {
            if (queue.delete(waiting)) reject(signal.reason as Error);
          },
          { once: true },
        );
        next();
      }),
    connect(connected) {
      port = connected;
      isBeginning = false;
      connected.onMessage(({ id, list }) => {
        if (id === lastId) settle(list);
      });
      connected.onClose(() => {
        if (port !== connected) return;
        port = null;
        settle(null);
      });
      next();
    },
  };
}

/** The other side: makes lists as they are asked for. */
export function serveListMaker(port: Port<ListAnswer, ListRequest>, index: SongIndex, log: Log): void {
  port.onMessage(({ id, selection }) => {
    let list: SongList | null = null;
    try {
      list = makeSongList(index, selection);
    } catch (error) {
      log.error('A list could not be made', error);
    }
    port.send({ id, list });
  });
}
