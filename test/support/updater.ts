import type { FoundUpdate, NoUpdatesReason } from '@shared/updates';
import type { FetchUpdateOptions, Updater } from '../../src/main/ports';

export interface FakeUpdater extends Updater {
  /** How often the source was asked. */
  looks(): number;
  /** What the source answers from now on; an error fails it; null for the newest version; `hangs`: nothing. */
  answer(answer: FoundUpdate | Error | 'hangs' | null): void;
  /** The fetches that were begun. */
  readonly fetches: readonly FetchUpdateOptions[];
  /** Ends the fetch that was begun last. */
  end(error?: Error): void;
  restarts(): number;
}

/** A source of updates in memory. */
export function createFakeUpdater(refusal: NoUpdatesReason | null = null): FakeUpdater {
  let looks = 0;
  let restarts = 0;
  let next: FoundUpdate | Error | 'hangs' | null = null;
  let found: FoundUpdate | null = null;
  let fetched: { update: FoundUpdate; atQuit: boolean } | null = null;
  const fetches: FetchUpdateOptions[] = [];
  let settle: (error: Error | undefined) => void = () => undefined;
  return {
    refusal,
    host: 'updates.test',
    fetched: () => fetched,
    looks: () => looks,
    answer(answer) {
      next = answer;
    },
    look() {
      looks += 1;
      if (next === 'hangs') return new Promise(() => undefined);
      if (next instanceof Error) return Promise.reject(next);
      found = next;
      return Promise.resolve(next);
    },
    fetches,
    fetch(options) {
      fetches.push(options);
      const update = found;
      return new Promise((resolve, reject) => {
        settle = (error) => {
          if (error !== undefined || update === null) {
            reject(error ?? new Error('Nothing was found.'));
            return;
          }
          fetched = { update, atQuit: options.atQuit };
          resolve();
        };
        options.signal.addEventListener('abort', () => {
          reject(new Error('It was given up.'));
        });
      });
    },
    end: (error) => settle(error),
    restart() {
      restarts += 1;
    },
    restarts: () => restarts,
  };
}
