import type { Database } from '../db/database';

/** Takes in much, one after the other, in transactions that are short enough for whoever waits for them. */
export interface Slices {
  /**
   * Hands each item to `take` inside a transaction of several. What `take` throws undoes its transaction and ends the work.
   *
   * @param options.inside called at the end of each transaction, inside it
   * @param options.onSlice called after each transaction with how many items are done
   * @param options.isEnded asked before each transaction: whether the work is to end
   * @returns how many items were taken
   */
  run<Item>(items: readonly Item[], take: (item: Item) => void, options?: SliceOptions): Promise<number>;
  /**
   * The same with work that is done step by step; returns what it comes to.
   *
   * @param before called first in each transaction; what it throws ends the work
   */
  steps<Result>(steps: Iterator<undefined, Result>, before?: () => void): Promise<Result>;
  /** Room for others between two transactions that the caller makes by itself. */
  rest(): Promise<void>;
}

export interface SliceOptions {
  readonly inside?: () => void;
  readonly onSlice?: (done: number) => void;
  readonly isEnded?: () => boolean;
}

export interface SlicesDeps {
  readonly db: Pick<Database, 'transact' | 'isWaitedFor'>;
  /** Has each transaction begun when nobody is in its way; at once when absent. */
  readonly inTurn?: Database['inTurn'];
  /** A transaction takes no further item after so many milliseconds. */
  readonly longestMs: number;
  /** Called between two transactions. */
  readonly rest: () => Promise<void>;
}

export function createSlices({ db, inTurn, longestMs, rest }: SlicesDeps): Slices {
  async function slice(work: (isOver: () => boolean) => void): Promise<void> {
    const transaction = () =>
      db.transact(() => {
        const until = performance.now() + longestMs;
        work(() => performance.now() >= until || db.isWaitedFor());
      });
    if (inTurn) await inTurn(transaction);
    else transaction();
  }

  return {
    rest,
    async run(items, take, { inside, onSlice, isEnded } = {}) {
      let done = 0;
      while (done < items.length && isEnded?.() !== true) {
        await slice((isOver) => {
          do {
            take(items[done] as (typeof items)[number]);
            done += 1;
          } while (done < items.length && !isOver());
          inside?.();
        });
        onSlice?.(done);
        await rest();
      }
      return done;
    },
    async steps<Result>(steps: Iterator<undefined, Result>, before?: () => void) {
      const ended: Result[] = [];
      for (;;) {
        await slice((isOver) => {
          before?.();
          do {
            const { done, value } = steps.next();
            if (done === true) ended.push(value);
          } while (ended.length === 0 && !isOver());
        });
        if (ended.length > 0) return ended[0] as Result;
        await rest();
      }
    },
  };
}

/** Between two slices in the program's own process: whatever else there is to do comes first. */
export const restOneTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
