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
const SLOTS = 2;
/** The program writes for a few milliseconds at a time. */
const LONGEST_STAND_BACK_MS = 1_000;

export function createWriteTurns(
  memory: WriteTurnsMemory = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT),
): WriteTurns {
  const slots = new Int32Array(memory);
  return {
    memory,
    claim(work) {
      Atomics.add(slots, CLAIMS, 1);
      try {
        return work();
      } finally {
        Atomics.sub(slots, CLAIMS, 1);
        Atomics.notify(slots, CLAIMS);
      }
    },
    isClaimed: () => Atomics.load(slots, CLAIMS) > 0,
    standBack() {
      const until = performance.now() + LONGEST_STAND_BACK_MS;
      for (;;) {
        const claims = Atomics.load(slots, CLAIMS);
        const leftMs = until - performance.now();
        if (claims === 0 || leftMs <= 0) return;
        Atomics.wait(slots, CLAIMS, claims, leftMs);
      }
    },
    setLogHeld: (isHeld) => void Atomics.store(slots, LOG_HELD, isHeld ? 1 : 0),
    isLogHeld: () => Atomics.load(slots, LOG_HELD) === 1,
  };
}
