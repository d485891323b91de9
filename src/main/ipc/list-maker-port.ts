import type { SongIndex } from '../db/song-index';
import type { Log } from '../ports';
import { correctSearch } from '../services/correct-search';
import { makeSongList, type SongList, type SongSelection } from '../services/song-list';
import type { SongListMaker } from '../services/song-lists';
import type { Port } from './port-server';

/** What is asked of the process that makes lists, and what it answers. */
export type ListOrder =
  | { readonly kind: 'list'; readonly selection: SongSelection }
  | { readonly kind: 'correct'; readonly search: string };
export type ListRequest = ListOrder & { readonly id: number };
/** A list, or a corrected search that may be none. */
type ListResult = SongList | string | null;
export interface ListAnswer {
  readonly id: number;
  /** Undefined when it could not be made there. */
  readonly result: ListResult | undefined;
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
  readonly order: ListOrder;
  readonly signal: AbortSignal;
  readonly resolve: (result: ListResult | Promise<ListResult>) => void;
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
    port.send({ id: lastId, ...first.order });
  }

  function settle(result: ListResult | undefined): void {
    const settled = current;
    current = null;
    if (settled) settled.resolve(result === undefined ? makeHere(settled) : result);
    next();
  }

  function makeHere({ order, signal }: Waiting): Promise<ListResult> {
    return order.kind === 'list'
      ? inline.make(order.selection, signal)
      : inline.correct(order.search, signal);
  }

  function ask(order: ListOrder, signal: AbortSignal): Promise<ListResult> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { order, signal, resolve };
      queue.add(waiting);
      signal.addEventListener(
        'abort',
        () => {
          if (queue.delete(waiting)) reject(signal.reason as Error);
        },
        { once: true },
      );
      next();
    });
  }

  return {
    make: async (selection, signal) => (await ask({ kind: 'list', selection }, signal)) as SongList,
    correct: async (search, signal) => (await ask({ kind: 'correct', search }, signal)) as string | null,
    connect(connected) {
      port = connected;
      isBeginning = false;
      connected.onMessage(({ id, result }) => {
        if (id === lastId) settle(result);
      });
      connected.onClose(() => {
        if (port !== connected) return;
        port = null;
        settle(undefined);
      });
      next();
    },
  };
}

/** The other side: makes lists as they are asked for. */
export function serveListMaker(port: Port<ListAnswer, ListRequest>, index: SongIndex, log: Log): void {
  port.onMessage((request) => {
    let result: ListResult | undefined;
    try {
      result =
        request.kind === 'list'
          ? makeSongList(index, request.selection)
          : correctSearch(index, request.search);
    } catch (error) {
      log.error('A list could not be made', error);
    }
    port.send({ id: request.id, result });
  });
}
