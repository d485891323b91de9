/** Does one thing after the other, where only what the last of them comes to is of interest. */
export interface Turns<Outcome> {
  /**
   * Does `work` when all before it is done. What the last in line has come to is handed to `onOutcome`, or what one before
   * it came to where it came to nothing; where none of them came to anything, `orElse` is done.
   */
  take(work: () => Promise<Outcome | null>, orElse?: () => void): void;
  /** A change that comes to nothing by itself: at once where nothing is in line, else behind all that is. */
  inOrder(change: () => void): void;
  /** What was asked for so far comes to nothing. */
  forget(): void;
}

export interface TurnsDeps<Outcome> {
  readonly onOutcome: (outcome: Outcome) => void;
  readonly onFailure: (error: unknown) => void;
}

export function createTurns<Outcome>({ onOutcome, onFailure }: TurnsDeps<Outcome>): Turns<Outcome> {
  let requests = 0;
  let forgotten = 0;
  let outcome: Outcome | null = null;
  let line: Promise<void> = Promise.resolve();
  let inLine = 0;

  function queueUp(step: (isForgotten: () => boolean) => Promise<void> | void): void {
    const before = forgotten;
    const isForgotten = () => forgotten !== before;
    inLine += 1;
    line = line
      .then(() => (isForgotten() ? undefined : step(isForgotten)))
      .catch(onFailure)
      .finally(() => {
        inLine -= 1;
      });
  }

  return {
    take(work, orElse) {
      requests += 1;
      const asked = requests;
      queueUp(async (isForgotten) => {
        const come = await work();
        if (isForgotten()) return;
        outcome = come ?? outcome;
        if (asked !== requests) return;
        const last = outcome;
        outcome = null;
        if (last === null) orElse?.();
        else onOutcome(last);
      });
    },
    inOrder(change) {
      if (inLine === 0) change();
      else queueUp(change);
    },
    forget() {
      forgotten += 1;
      outcome = null;
    },
  };
}
