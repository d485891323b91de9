import type { SongTags } from '../domain/tags/song-tags';
import type { Log, Thread } from '../ports';
import type { PrintedWords, PrintOrder, PrintWords } from '../services/song-printing';
import type { TaggedFilesDeps } from '../services/tagged-files';
import type { TagWriting } from '../services/tag-writing';
import type { Port } from './port-server';

/** What the export thread is asked: tags one song after the other, words of some at once. */
export type ExportOrder =
  | {
      readonly id: number;
      readonly kind: 'tag';
      readonly source: string;
      readonly temporary: string;
      readonly tags: SongTags;
    }
  | { readonly id: number; readonly kind: 'print'; readonly order: PrintOrder };

/** What it answers. */
export type ExportAnswer =
  | { readonly id: number; readonly kind: 'tagged'; readonly writing: TagWriting }
  | { readonly id: number; readonly kind: 'printed'; readonly words: PrintedWords }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

export interface ExportWorks {
  readonly write: (source: string, temporary: string, tags: SongTags) => Promise<TagWriting>;
  readonly print: (order: PrintOrder) => PrintedWords;
}

/** Does in a thread what the port asks for. */
export function serveExports(
  port: Pick<Port<ExportAnswer, ExportOrder>, 'send' | 'onMessage'>,
  { write, print }: ExportWorks,
): void {
  async function answerOf(order: ExportOrder): Promise<ExportAnswer> {
    const { id } = order;
    try {
      if (order.kind === 'print') return { id, kind: 'printed', words: print(order.order) };
      return { id, kind: 'tagged', writing: await write(order.source, order.temporary, order.tags) };
    } catch (error) {
      return { id, kind: 'failed', message: String(error) };
    }
  }
  port.onMessage((order) => void answerOf(order).then(port.send));
}

export interface ExportClientDeps {
  /** Begins the thread. */
  readonly begin: () => Thread<unknown, unknown>;
  /** Has something done later; returns how to call it off. */
  readonly schedule: (work: () => void, delayMs: number) => () => void;
  readonly log: Log;
}

/** Asks the thread, which begins with the first order, and ends a while after the last. */
export interface ExportClient {
  /** One song at a time. Rejects with the signal's reason for a song that has not been begun by then; one that has is finished. */
  readonly write: TaggedFilesDeps['write'];
  /** Rejects when the thread has ended in the middle. */
  readonly print: PrintWords;
  /** Begins no song any more, lets the present one be finished, and ends the thread. */
  stop(): Promise<void>;
}

const END_AFTER_MS = 10_000;

interface Asked {
  answer(answer: ExportAnswer): void;
  threadEnded(): void;
}

export function createExportClient({ begin, schedule, log }: ExportClientDeps): ExportClient {
  const stopped = new AbortController();
  let thread: Thread<unknown, unknown> | null = null;
  let lastId = 0;
  const asked = new Map<number, Asked>();
  let waiting = 0;
  /** Resolves when all songs have been seen to that were asked for so far. */
  let queue: Promise<unknown> = Promise.resolve();
  let cancelEnd: (() => void) | null = null;

  function beginThread(): Thread<unknown, unknown> {
    const begun = begin();
    begun.onMessage((message) => {
      // It is ours, and says nothing else.
      const answer = message as ExportAnswer;
      asked.get(answer.id)?.answer(answer);
    });
    begun.onEnd(() => {
      if (thread !== begun) return;
      thread = null;
      for (const { threadEnded } of [...asked.values()]) threadEnded();
    });
    return begun;
  }

  function ask(order: (id: number) => ExportOrder): Promise<ExportAnswer | null> {
    const present = (thread ??= beginThread());
    lastId += 1;
    const id = lastId;
    return new Promise<ExportAnswer | null>((resolve) => {
      asked.set(id, { answer: resolve, threadEnded: () => resolve(null) });
      present.send(order(id));
    }).finally(() => asked.delete(id));
  }

  async function tag(source: string, temporary: string, tags: SongTags): Promise<TagWriting> {
    const answer = await ask((id) => ({ id, kind: 'tag', source, temporary, tags }));
    if (answer?.kind === 'tagged') return answer.writing;
    const detail = answer?.kind === 'failed' ? answer.message : 'thread';
    return { kind: 'failed', reason: 'unknown', detail };
  }

  async function end(): Promise<void> {
    cancelEnd?.();
    cancelEnd = null;
    const ended = thread;
    thread = null;
    await ended?.end();
  }

  /** Counts work, so that the thread ends a while after the last. */
  async function during<Result>(work: () => Promise<Result>): Promise<Result> {
    cancelEnd?.();
    cancelEnd = null;
    waiting += 1;
    try {
      return await work();
    } finally {
      waiting -= 1;
      if (waiting === 0 && thread !== null) endLater();
    }
  }

  function endLater(): void {
    cancelEnd = schedule(() => {
      end().catch((error: unknown) => log.error('The export thread has not ended', error));
    }, END_AFTER_MS);
  }

  return {
    write(source, temporary, tags, given) {
      const signal = AbortSignal.any([given, stopped.signal]);
      const turn = queue;
      const written = during(async () => {
        await turn;
        signal.throwIfAborted();
        return tag(source, temporary, tags);
      });
      queue = written.catch(() => undefined);
      return written;
    },
    print: (order) =>
      during(async () => {
        stopped.signal.throwIfAborted();
        const answer = await ask((id) => ({ id, kind: 'print', order }));
        if (answer?.kind === 'printed') return answer.words;
        throw new Error(answer?.kind === 'failed' ? answer.message : 'The export thread has ended.');
      }),
    async stop() {
      stopped.abort(new Error('The program ends.'));
      await queue;
      await end();
    },
  };
}
