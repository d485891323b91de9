import type { WorkProgress } from '@shared/library-check';
import type { Clock } from '../ports';

/**
 * Work on many things that somebody waits for: it tells how far it has come and can be ended between two of them. One at a
 * time: the next one ends the one before.
 */
export interface LongWork {
  /** @param total how many things there are */
  run<Result>(total: number, work: (steps: WorkSteps) => Promise<Result>): Promise<Result>;
  isRunning(): boolean;
  /** Ends what is under way after the thing that it is at. */
  cancel(): void;
  /** As `cancel`; resolves when it has ended. */
  stop(): Promise<void>;
}

export interface WorkSteps {
  isCancelled(): boolean;
  /** One more thing is done, or so many more. */
  advance(count?: number): void;
}

const TELL_EVERY_MS = 250;

/** @param tell called at most four times a second */
export function createLongWork(clock: Clock, tell: (progress: WorkProgress) => void): LongWork {
  let current: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;

  function cancel(): void {
    current?.abort.abort();
  }

  return {
    async run(total, work) {
      cancel();
      const abort = new AbortController();
      let done = 0;
      const telling: { cancel: (() => void) | null } = { cancel: null };
      const working = work({
        isCancelled: () => abort.signal.aborted,
        advance(count = 1) {
          done += count;
          // The next thing may take long: what is done is told soon, not only when more is.
          telling.cancel ??= clock.schedule(() => {
            telling.cancel = null;
            if (!abort.signal.aborted) tell({ done, total });
          }, TELL_EVERY_MS);
        },
      });
      const own = {
        abort,
        ended: working.then(
          () => undefined,
          () => undefined,
        ),
      };
      current = own;
      try {
        return await working;
      } finally {
        telling.cancel?.();
        if (current === own) current = null;
      }
    },
    isRunning: () => current !== null,
    cancel,
    async stop() {
      cancel();
      await current?.ended;
    },
  };
}
