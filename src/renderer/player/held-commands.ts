/** Holds back what is asked for until something stands that it is to be done to. */
export interface HeldCommands {
  /** From now on what is asked for waits. */
  hold(): void;
  /** Does all that waits, in its order, and what comes later at once. */
  release(): void;
  /** What waits is done no more. */
  forget(): void;
  isHeld(): boolean;
  /** The same command, which waits where it has to. */
  held<Args extends readonly unknown[]>(command: (...args: Args) => void): (...args: Args) => void;
}

/** @param onChange whether commands wait is another than before */
export function createHeldCommands(onChange: () => void): HeldCommands {
  let waiting: (() => void)[] | null = null;

  function end(): readonly (() => void)[] {
    const ended = waiting ?? [];
    const wasHeld = waiting !== null;
    waiting = null;
    if (wasHeld) onChange();
    return ended;
  }

  return {
    hold() {
      if (waiting !== null) return;
      waiting = [];
      onChange();
    },
    release() {
      for (const command of end()) command();
    },
    forget() {
      end();
    },
    isHeld: () => waiting !== null,
    held:
      (command) =>
      (...args) => {
        if (waiting === null) command(...args);
        else {
          waiting.push(() => {
            command(...args);
          });
        }
      },
  };
}
