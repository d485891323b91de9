import type { SongTags } from '../domain/tags/song-tags';
import type { Log, Thread } from '../ports';
import type { TaggedFilesDeps } from '../services/tagged-files';
import type { TagWriting } from '../services/tag-writing';
import type { Port } from './port-server';

/** What the thread that writes tags is asked; one after the other. */
export interface TagOrder {
  readonly id: number;
  readonly source: string;
  readonly temporary: string;
  readonly tags: SongTags;
}

/** What it answers. */
export interface TagAnswer {
  readonly id: number;
  readonly kind: 'tagged';
  readonly writing: TagWriting;
}

/** Does in a thread what the port asks for. */
export function serveTagging(
  port: Pick<Port<TagAnswer, TagOrder>, 'send' | 'onMessage'>,
  write: (source: string, temporary: string, tags: SongTags) => Promise<TagWriting>,
): void {
  port.onMessage(({ id, source, temporary, tags }) => {
    void write(source, temporary, tags).then((writing) => port.send({ id, kind: 'tagged', writing }));
  });
}

export interface TagClientDeps {
  /** Begins the thread. */
  readonly begin: () => Thread<unknown, unknown>;
  /** Has something done later; returns how to call it off. */
  readonly schedule: (work: () => void, delayMs: number) => () => void;
  readonly log: Log;
}

/** Asks the thread, which begins with the first song, gets one at a time, and ends a while after the last. */
export interface TagClient {
  /** Rejects with the signal's reason for a song that has not been begun by then; one that has is finished. */
  readonly write: TaggedFilesDeps['write'];
  /** Begins no song any more, lets the present one be finished, and ends the thread. */
  stop(): Promise<void>;
}

const END_AFTER_MS = 10_000;

export function createTagClient({ begin, schedule, log }: TagClientDeps): TagClient {
  const stopped = new AbortController();
  let thread: Thread<unknown, unknown> | null = null;
  let lastId = 0;
  let waiting = 0;
  /** Resolves when all songs have been seen to that were asked for so far. */
  let queue: Promise<unknown> = Promise.resolve();
  let answer: ((writing: TagWriting) => void) | null = null;
  let cancelEnd: (() => void) | null = null;

  function beginThread(): Thread<unknown, unknown> {
    const begun = begin();
    begun.onMessage((message) => {
      // It is ours, and says nothing else.
      const { id, writing } = message as TagAnswer;
      if (id === lastId) answer?.(writing);
    });
    begun.onEnd(() => {
      if (thread !== begun) return;
      thread = null;
      answer?.({ kind: 'failed', reason: 'unknown', detail: 'thread' });
    });
    return begun;
  }

  function ask(order: Omit<TagOrder, 'id'>): Promise<TagWriting> {
    const asked = (thread ??= beginThread());
    lastId += 1;
    const id = lastId;
    return new Promise<TagWriting>((resolve) => {
      answer = resolve;
      asked.send({ id, ...order });
    }).finally(() => {
      answer = null;
    });
  }

  async function end(): Promise<void> {
    cancelEnd?.();
    cancelEnd = null;
    const ended = thread;
    thread = null;
    await ended?.end();
  }

  function endLater(): void {
    cancelEnd = schedule(() => {
      end().catch((error: unknown) => log.error('The thread that writes tags has not ended', error));
    }, END_AFTER_MS);
  }

  return {
    write(source, temporary, tags, given) {
      const signal = AbortSignal.any([given, stopped.signal]);
      cancelEnd?.();
      cancelEnd = null;
      waiting += 1;
      const written = queue.then(() => {
        signal.throwIfAborted();
        return ask({ source, temporary, tags });
      });
      queue = written
        .catch(() => undefined)
        .then(() => {
          waiting -= 1;
          if (waiting === 0 && thread !== null) endLater();
        });
      return written;
    },
    async stop() {
      stopped.abort(new Error('The program ends.'));
      await queue;
      await end();
    },
  };
}
