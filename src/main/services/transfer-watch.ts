import type { DownloadFailureCode } from '@shared/model';
import {
  ANSWER_SECONDS,
  LEAST_BYTES_IN_WINDOW,
  LONGEST_TRY_SECONDS,
  SPEED_WINDOW_SECONDS,
} from '../domain/transfer-limits';
import type { Clock } from '../ports';

/** Watches one try for a host that answers too late, too slowly or without end. */
export interface TransferWatch {
  /** Aborts when the host was found too slow; `verdict` then says how. */
  readonly signal: AbortSignal;
  readonly verdict: () => SlowHost | null;
  /** A request leaves: from here on the answer is waited for. */
  expectAnswer(): void;
  /** The body comes: from here on its pace counts. */
  follow(body: WatchedBody): void;
  /** What goes on now is ours; no time counts until the next of the calls above. */
  rest(): void;
}

export interface WatchedBody {
  receivedBytes(): number;
  /** Whether everything that came was taken, so that it is the host who is waited for. */
  isHostsTurn(): boolean;
}

export type SlowHost = Extract<DownloadFailureCode, 'timeout' | 'too-slow'>;

const SECOND_MS = 1_000;

/**
 * Counts seconds one by one instead of comparing times, and reads what has come before it judges: a clock that jumps
 * and a machine that wakes from sleep make no host slow. Seconds in which our disk is the slow one do not count.
 */
export function watchTransfer(clock: Clock): TransferWatch {
  const abort = new AbortController();
  let verdict: SlowHost | null = null;
  let cancel: () => void = () => undefined;

  /** Asks every second for a verdict until there is one. */
  function everySecond(judge: () => SlowHost | null): void {
    cancel = clock.schedule(() => {
      const look = setImmediate(() => {
        verdict = judge();
        if (verdict === null) everySecond(judge);
        else abort.abort();
      });
      cancel = () => clearImmediate(look);
    }, SECOND_MS);
  }

  return {
    signal: abort.signal,
    verdict: () => verdict,
    expectAnswer() {
      cancel();
      let seconds = 0;
      everySecond(() => {
        seconds += 1;
        return seconds >= ANSWER_SECONDS ? 'timeout' : null;
      });
    },
    follow(body) {
      cancel();
      let seconds = 0;
      /** Bytes that had come after each of the last seconds, oldest first. */
      const past = [body.receivedBytes()];
      everySecond(() => {
        if (!body.isHostsTurn()) return null;
        seconds += 1;
        const now = body.receivedBytes();
        const before = past.length === SPEED_WINDOW_SECONDS ? past.shift() : undefined;
        past.push(now);
        const isSlow = before !== undefined && now - before < LEAST_BYTES_IN_WINDOW;
        return isSlow || seconds >= LONGEST_TRY_SECONDS ? 'too-slow' : null;
      });
    },
    rest() {
      cancel();
    },
  };
}
