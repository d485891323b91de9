import type { Hold, HoldKind } from '@shared/model';
import type { MetaRepository } from '../db/meta';
import { spreadRetryAfter } from '../domain/backoff';
import type { Clock, Log } from '../ports';

/**
 * Reasons why nothing is started just now. They never touch a row: when a hold goes, work goes on where it stood. Those
 * that a restart must not forget are kept in the database.
 */
export interface Holds {
  list(): readonly Hold[];
  has(kind: HoldKind): boolean;
  set(hold: Hold): void;
  clear(...kinds: HoldKind[]): void;
  blocksPolling(): boolean;
  blocksDownloads(): boolean;
  /** Has a hold that an answer ends tried at once; it stands until the answer. */
  tryNow(kind: HoldKind): void;
  /** Ends what is over; the machine may have slept past its end. */
  wake(): void;
  /** Brings back what was kept. */
  start(): void;
  stop(): void;
}

/** The pause taken when the service asks for one without saying how long. */
const DEFAULT_PAUSE_MS = 60_000;

/**
 * Holds all questions as long as the service asked for and a little longer by chance, so that its clients do not all come
 * back in one moment. The end that is told is the one that counts. Two answers may ask for different pauses: the longer
 * counts.
 */
export function pauseAsking(holds: Holds, clock: Clock, retryAfterMs: number | null): void {
  const until = clock.now() + spreadRetryAfter(retryAfterMs ?? DEFAULT_PAUSE_MS, clock.random());
  const present = holds.list().find((hold) => hold.kind === 'rate-limited');
  if (present === undefined || present.until < until) holds.set({ kind: 'rate-limited', until });
}

/** The most important first: one banner is shown at a time. */
const ORDER: readonly HoldKind[] = [
  'database-damaged',
  'library-missing',
  'library-moving',
  'library-readonly',
  'data-disk-full',
  'disk-full',
  'journal-unwritable',
  'library-rebuilding',
  'key-rejected',
  'key-missing',
  'wrong-address',
  'offline',
  'rate-limited',
  'downloads-paused',
];
// A rejected key is not among them: the next start may bring another key, and one question finds out.
const KEPT: ReadonlySet<HoldKind> = new Set(['rate-limited', 'downloads-paused']);
const BLOCKS_POLLING: ReadonlySet<HoldKind> = new Set([
  'database-damaged',
  'library-rebuilding',
  'library-missing',
  'library-moving',
  'library-readonly',
  'data-disk-full',
  'key-rejected',
  'key-missing',
  'wrong-address',
  'offline',
  'rate-limited',
]);
const BLOCKS_DOWNLOADS: ReadonlySet<HoldKind> = new Set([
  'database-damaged',
  'library-rebuilding',
  'library-missing',
  'library-moving',
  'library-readonly',
  'data-disk-full',
  'disk-full',
  'downloads-paused',
]);

/**
 * Those that end with an answer, whoever sees it clears them. Their time is that of the next try, in which they stand and
 * block nothing: a banner that went with each try would come back with each that failed.
 */
const ENDED_BY_ANSWER: ReadonlySet<HoldKind> = new Set(['wrong-address', 'offline']);

/** A hold with an end is looked at again at least so often: a clock set forward must not leave it in force for ever. */
const LONGEST_CHECK_MS = 60_000;
/** No hold of ours reaches further ahead; one that does was made under another clock. */
const FURTHEST_END_MS = 2 * 60 * 60_000;

/** For the log: what the service said of a key stays out, it may repeat it. */
function describeHold(hold: Hold): Readonly<Record<string, unknown>> {
  if (hold.kind === 'key-rejected') return { kind: hold.kind };
  return 'until' in hold ? { ...hold, until: new Date(hold.until).toISOString() } : hold;
}

export interface HoldsDeps {
  readonly meta: MetaRepository;
  readonly clock: Clock;
  readonly log: Log;
  /** A hold has begun, ended, or tells something else than before. */
  readonly onChange: (holds: readonly Hold[]) => void;
  /** It is time for the next try of a hold that an answer ends. */
  readonly onTry: () => void;
}

export function createHolds({ meta, clock, log, onChange, onTry }: HoldsDeps): Holds {
  const holds = new Map<HoldKind, Hold>();
  let cancelCheck: (() => void) | null = null;

  function list(): readonly Hold[] {
    return ORDER.flatMap((kind) => holds.get(kind) ?? []);
  }

  function endOf(hold: Hold): number | null {
    return 'until' in hold ? hold.until : null;
  }

  function isOver(hold: Hold): boolean {
    const until = endOf(hold);
    if (until === null) return false;
    const now = clock.now();
    return until <= now || until > now + FURTHEST_END_MS;
  }

  function scheduleCheck(): void {
    cancelCheck?.();
    cancelCheck = null;
    const ends = [...holds.values()].flatMap((hold) => (isOver(hold) ? [] : (endOf(hold) ?? [])));
    if (ends.length === 0) return;
    const delay = Math.min(LONGEST_CHECK_MS, Math.max(0, Math.min(...ends) - clock.now()));
    cancelCheck = clock.schedule(endHoldsThatAreOver, delay);
  }

  function endHoldsThatAreOver(): void {
    const over = [...holds.values()].filter(isOver).map((hold) => hold.kind);
    clear(...over.filter((kind) => !ENDED_BY_ANSWER.has(kind)));
    scheduleCheck();
    if (over.some((kind) => ENDED_BY_ANSWER.has(kind))) onTry();
  }

  function changed(): void {
    scheduleCheck();
    onChange(list());
  }

  function clear(...kinds: HoldKind[]): void {
    const cleared = kinds.filter((kind) => holds.delete(kind));
    for (const kind of cleared) {
      if (KEPT.has(kind)) meta.deleteHold(kind);
      log.info('Hold cleared', { kind });
    }
    if (cleared.length > 0) changed();
  }

  function isBlockedBy(kinds: ReadonlySet<HoldKind>): boolean {
    return [...holds.values()].some((hold) => kinds.has(hold.kind) && !isOver(hold));
  }

  function set(hold: Hold): void {
    if (JSON.stringify(holds.get(hold.kind)) === JSON.stringify(hold)) return;
    // Only its beginning: how much room is free is measured again and again.
    if (!holds.has(hold.kind)) log.warn('Hold set', describeHold(hold));
    holds.set(hold.kind, hold);
    if (KEPT.has(hold.kind)) meta.saveHold(hold);
    changed();
  }

  return {
    list,
    has: (kind) => holds.has(kind),
    set,
    clear,
    tryNow(kind) {
      const hold = holds.get(kind);
      if (hold === undefined || !('until' in hold) || !ENDED_BY_ANSWER.has(kind)) return;
      set({ ...hold, until: Math.min(hold.until, clock.now()) });
      onTry();
    },
    blocksPolling: () => isBlockedBy(BLOCKS_POLLING),
    blocksDownloads: () => isBlockedBy(BLOCKS_DOWNLOADS),
    wake: endHoldsThatAreOver,
    start() {
      const kept = meta.loadHolds();
      for (const hold of kept) holds.set(hold.kind, hold);
      // A window that was shown before this knows of none.
      if (kept.length > 0) changed();
      endHoldsThatAreOver();
    },
    stop() {
      cancelCheck?.();
      cancelCheck = null;
    },
  };
}
