/** Does one thing after the other, where only what the last of them comes to is of interest. */
export interface Turns<Outcome> {
  /**
   * Does `work` when all before it is done. What the last in line has come to is handed to `onOutcome`, or what one before
   * it came to where it came to nothing; where none of them came to anything, `orElse` is done.
   */
  take(work: () => Promise<Outcome | null>, orElse?: () => void): void;
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

  return {
    take(work, orElse) {
      requests += 1;
      const asked = requests;
      const before = forgotten;
      line = line
        .then(async () => {
          if (forgotten !== before) return;
          const come = await work();
          if (forgotten !== before) return;
          outcome = come ?? outcome;
          if (asked !== requests) return;
          const last = outcome;
          outcome = null;
          if (last === null) orElse?.();
          else onOutcome(last);
        })
        .catch(onFailure);
    },
    forget() {
      forgotten += 1;
      outcome = null;
    },
  };
}
