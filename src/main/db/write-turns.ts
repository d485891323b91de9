/**
 * Two connections write to one file, and SQLite lets one of them at a time: the program's own, and that of a thread that takes
 * much in. Who waits for the other there is blocked, and the program may not be. So the program says in shared memory
 * that it waits, and the thread ends its transaction and stands back.
 */

/** Shared memory; can be handed to a thread. */
export type WriteTurnsMemory = SharedArrayBuffer;

export interface WriteTurns {
  readonly memory: WriteTurnsMemory;
  /** Does what may have to wait for the thread; calls nest. */
  claim<T>(work: () => T): T;
  /** Does what can wait as soon as the thread is between two transactions, which it is told; blocks nobody. */
  inTurn<T>(work: () => T): Promise<T>;
  /** Does a transaction of the thread: begun when the program does not wait, and known to it. */
  transact<T>(work: () => T): T;
  /** The thread is no more, whatever it was at. */
  threadEnded(): void;
  /** Whether the program waits. */
  isClaimed(): boolean;
  /** Blocks the thread until the program has written. Never for long, whatever became of the program. */
  standBack(): void;
  /** The log beside the file is not to be brought into it by anybody. */
  setLogHeld(isHeld: boolean): void;
  isLogHeld(): boolean;
}

const CLAIMS = 0;
const LOG_HELD = 1;
const TRANSACTING = 2;
const SLOTS = 3;
/** No transaction of the thread is half as long. */
const LONGEST_TURN_MS = 1_000;
/** The program writes for a few milliseconds at a time. */
const LONGEST_STAND_BACK_MS = 1_000;

export function createWriteTurns(
  memory: WriteTurnsMemory = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT),
): WriteTurns {
  const slots = new Int32Array(memory);

  function leave(): void {
    Atomics.sub(slots, CLAIMS, 1);
    Atomics.notify(slots, CLAIMS);
  }

  function standBack(): void {
    const until = performance.now() + LONGEST_STAND_BACK_MS;
    for (;;) {
      const claims = Atomics.load(slots, CLAIMS);
      const leftMs = until - performance.now();
      if (claims === 0 || leftMs <= 0) return;
      Atomics.wait(slots, CLAIMS, claims, leftMs);
    }
  }

  function endTransaction(): void {
    Atomics.store(slots, TRANSACTING, 0);
    Atomics.notify(slots, TRANSACTING);
  }

  return {
    memory,
    claim(work) {
      Atomics.add(slots, CLAIMS, 1);
      try {
        return work();
      } finally {
        leave();
      }
    },
    async inTurn(work) {
      Atomics.add(slots, CLAIMS, 1);
      try {
        // Nothing is awaited where nobody is in the way: what is done then is done at once.
        const ended = Atomics.waitAsync(slots, TRANSACTING, 1, LONGEST_TURN_MS);
        if (ended.async) await ended.value;
        return work();
      } finally {
        leave();
      }
    },
    transact(work) {
      Atomics.store(slots, TRANSACTING, 1);
      // Who has claimed before this was said sees it and waits; whom it was said too late is seen here.
      if (Atomics.load(slots, CLAIMS) > 0) {
        endTransaction();
        standBack();
        Atomics.store(slots, TRANSACTING, 1);
      }
      try {
        return work();
      } finally {
        endTransaction();
      }
    },
    isClaimed: () => Atomics.load(slots, CLAIMS) > 0,
    threadEnded: endTransaction,
    standBack,
    setLogHeld: (isHeld) => void Atomics.store(slots, LOG_HELD, isHeld ? 1 : 0),
    isLogHeld: () => Atomics.load(slots, LOG_HELD) === 1,
  };
}
