import { dueCheck } from '../domain/library-check';
import type { MetaRepository } from '../db/meta';
import type { Clock, Log } from '../ports';
import type { LibraryCheck } from './library-check';

/**
 * Starts checks by itself: quick ones daily, thorough ones monthly. They start only while the program is idle: not in its
 * first ten minutes, and not while files come or a song is heard. One that has started goes on when that ends: it is cut
 * into slices that nobody notices, and reads slowly while files come.
 */
export interface CheckSchedule {
  start(): void;
  stop(): void;
}

export interface CheckScheduleDeps {
  readonly check: LibraryCheck;
  readonly meta: MetaRepository;
  readonly clock: Clock;
  readonly log: Log;
  readonly isWanted: () => boolean;
  /** Whether downloads are coming, a song is heard, or the library folder cannot be read. */
  readonly isBusy: () => boolean;
  /** Whether the library has any file. */
  readonly hasFiles: () => boolean;
}

/** Nothing is looked at before the program has run for this long, and idleness is looked for this often. */
const LOOK_EVERY_MS = 10 * 60_000;
/** Meta key: when the library was first watched. */
const SINCE = 'library-check-since';

export function createCheckSchedule(deps: CheckScheduleDeps): CheckSchedule {
  const { check, meta, clock } = deps;
  let cancel: (() => void) | null = null;

  function since(): number {
    const kept = meta.get(SINCE);
    if (kept !== null) return Number(kept);
    meta.set(SINCE, String(clock.now()));
    return clock.now();
  }

  function look(): void {
    cancel = clock.schedule(look, LOOK_EVERY_MS);
    // A folder that went away and a damaged database have holds of their own; it is tried again at the next look.
    startWhatIsDue().catch((error: unknown) =>
      deps.log.warn('The library was not checked', { reason: String(error) }),
    );
  }

  async function startWhatIsDue(): Promise<void> {
    if (!deps.isWanted() || deps.isBusy() || !deps.hasFiles()) return;
    const { run, lastQuickAt, lastThoroughAt } = check.status();
    if (run?.state === 'running') return;
    const due = dueCheck({ lastQuickAt, lastThoroughAt, since: since() }, clock.now());
    await check.startByItself(due);
  }

  return {
    start() {
      cancel = clock.schedule(look, LOOK_EVERY_MS);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
