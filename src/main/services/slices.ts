import type { Database } from '../db/database';

/** Takes in much, one after the other, in transactions that are short enough for whoever waits for them. */
export interface Slices {
  /**
   * Hands each item to `take` inside a transaction of several. What `take` throws undoes its transaction and ends the work.
   *
   * @param options.inside called at the end of each transaction, inside it
   * @param options.onSlice called after each transaction with how many items are done
   * @param options.signal ends the work after the transaction that is under way
   * @returns how many items were taken
   */
  run<Item>(items: readonly Item[], take: (item: Item) => void, options?: SliceOptions): Promise<number>;
  /** Room for others between two transactions that the caller makes by itself. */
  rest(): Promise<void>;
}

export interface SliceOptions {
  readonly inside?: () => void;
  readonly onSlice?: (done: number) => void;
  readonly signal?: AbortSignal;
}

export interface SlicesDeps {
  readonly db: Database;
  /** A transaction takes no further item after so many milliseconds. */
  readonly longestMs: number;
  /** Called between two transactions. */
  readonly rest: () => Promise<void>;
}

export function createSlices({ db, longestMs, rest }: SlicesDeps): Slices {
  return {
    rest,
    async run(items, take, { inside, onSlice, signal } = {}) {
      let done = 0;
      while (done < items.length && signal?.aborted !== true) {
        db.transact(() => {
          const until = performance.now() + longestMs;
          do {
            take(items[done] as (typeof items)[number]);
            done += 1;
          } while (done < items.length && performance.now() < until && !db.isWaitedFor());
          inside?.();
        });
        onSlice?.(done);
        await rest();
      }
      return done;
    },
  };
}

/** Between two slices in the program's own process: whatever else there is to do comes first. */
export const restOneTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
