import { MAX_WANTED_SOUNDS, type ClipId } from '@shared/model';
import type { ClipRepository } from '../db/clips';
import type { Database } from '../db/database';
import type { RowRange, SoundFile, SoundingKind, SoundRepository } from '../db/sounds';
import type { Clock, Log, Power } from '../ports';
import type { SoundListener } from './sound-listener';
import { isDiskFull } from './whole-file';

/**
 * Has every song heard once, one file at a time: what the user asks for at once, the rest, the newest first, with rests
 * in between. Which songs are due stands in the database, so a restart goes on where it was.
 */
export interface SoundMeasuring {
  start(): void;
  /** A file has come, or what kept files from being read may have ended. */
  wake(): void;
  /** These come first, in this order. */
  want(clipIds: readonly ClipId[]): void;
  /** Resolves when nothing is read or kept any more. */
  stop(): Promise<void>;
}

export interface SoundMeasuringDeps {
  readonly db: Pick<Database, 'inTurn' | 'transact'>;
  readonly sounds: SoundRepository;
  readonly clips: ClipRepository;
  readonly listener: SoundListener;
  readonly power: Power;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether files can be read and something can be kept. */
  readonly canMeasure: () => boolean;
  /** As `canMeasure`, with a look at the library folder itself. */
  readonly isFolderThere: () => Promise<boolean>;
  /** Whether files come or a song is heard: what nobody asked for stands back then. */
  readonly isBusy: () => boolean;
  /** These songs have been measured, or cannot be; at most four times a second. */
  readonly onMeasured: (clipIds: readonly ClipId[]) => void;
}

/** A start has better things to do. */
const FIRST_REST_MS = 30_000;
const SHORTEST_REST_MS = 500;
/** So many times as long as it worked it rests while the program is busy. */
const BUSY_RESTS = 4;
const LOOK_AT_POWER_EVERY_MS = 60_000;
/** Whoever measures could not be begun. */
const AFTER_FAILURE_MS = 10 * 60_000;
/**
 * Where so many songs in a row have no file, it may not be the files that are gone: the songs behind them are passed over, stay due,
 * and are looked for again at the next start.
 */
const MANY_GONE = 20;
const TELL_EVERY_MS = 250;

type Outcome = 'measured' | 'nothing-new' | 'gone' | 'unavailable';

export function createSoundMeasuring(deps: SoundMeasuringDeps): SoundMeasuring {
  const { db, sounds, clips, listener, power, clock, log } = deps;
  let isStarted = false;
  let wanted: readonly ClipId[] = [];
  let underWay: Promise<void> | null = null;
  /** Its turn came while a song was under way. */
  let isWoken = false;
  let cancelTimer: (() => void) | null = null;
  let goneInARow = 0;
  let passedOver: RowRange | null = null;
  let untold: readonly ClipId[] = [];
  let cancelTelling: (() => void) | null = null;

  function restFor(ms: number): void {
    cancelTimer?.();
    cancelTimer = clock.schedule(() => {
      cancelTimer = null;
      begin();
    }, ms);
  }

  function begin(): void {
    if (!isStarted || !deps.canMeasure()) return;
    if (underWay) {
      isWoken = true;
      return;
    }
    isWoken = false;
    cancelTimer?.();
    cancelTimer = null;
    underWay = step()
      .catch((error: unknown) => {
        // It is due still. Room and a sound database have holds, whose end wakes us.
        if (!isDiskFull(error)) log.error('The sound of a song could not be measured', error);
        restFor(AFTER_FAILURE_MS);
      })
      .finally(() => {
        underWay = null;
        if (isWoken || (wanted.length > 0 && cancelTimer === null)) begin();
      });
  }

  /** One song, and the rest until the next one; nothing while none is due. */
  async function step(): Promise<void> {
    const asked = takeWanted();
    const clipRow = asked ?? nextInBackground();
    if (clipRow === null) return;
    const begunAt = clock.now();
    const outcome = await measure(clipRow, asked === null);
    if (!isStarted) return;
    if (outcome === 'unavailable') {
      restFor(AFTER_FAILURE_MS);
      return;
    }
    if (asked === null) goneInARow = outcome === 'gone' ? goneInARow + 1 : 0;
    if (wanted.length > 0) return;
    const tookMs = outcome === 'measured' ? Math.max(0, clock.now() - begunAt) : 0;
    restFor(Math.max(SHORTEST_REST_MS, deps.isBusy() ? tookMs * BUSY_RESTS : tookMs));
  }

  function takeWanted(): number | null {
    for (;;) {
      const [first, ...rest] = wanted;
      if (first === undefined) return null;
      wanted = rest;
      const row = clips.find(first)?.row;
      if (row !== undefined) return row;
    }
  }

  function nextInBackground(): number | null {
    const due = sounds.nextDue(passedOver);
    if (due === null || !power.isOnBattery()) return due;
    restFor(LOOK_AT_POWER_EVERY_MS);
    return null;
  }

  async function measure(clipRow: number, isInBackground: boolean): Promise<Outcome> {
    const gone = new Set<SoundingKind>();
    let outcome: Outcome = 'nothing-new';
    for (;;) {
      const file = sounds.nextFile(clipRow, gone);
      if (file === null) break;
      const heard = await listener.hear(file);
      if (!isStarted || heard === 'unavailable') return 'unavailable';
      if (heard === 'gone') {
        // A disk that was taken away takes no song's turn. That a file comes back makes its song due again.
        if (!(await deps.isFolderThere())) return 'unavailable';
        gone.add(file.kind);
        if (outcome === 'nothing-new') outcome = 'gone';
        continue;
      }
      outcome = 'measured';
      await db.inTurn(() => {
        const clip = clips.findRow(clipRow);
        // Removed or replaced meanwhile: what was heard is of no file of the song any more.
        if (!clip || !isSame(sounds.nextFile(clipRow, gone), file)) return;
        db.transact(() => sounds.keep(clipRow, file, heard, clock.now()));
        if ('failure' in heard) {
          log.warn('A file could not be measured', {
            clip: clip.clipId,
            kind: file.kind,
            failure: heard.failure,
          });
        }
        tell(clip.clipId);
      });
    }
    const isBehindMany = goneInARow >= MANY_GONE && (passedOver === null || clipRow < passedOver.oldest);
    if (outcome === 'gone' && isInBackground && isBehindMany) {
      passedOver = { oldest: clipRow, newest: passedOver?.newest ?? clipRow };
      return outcome;
    }
    await db.inTurn(() => {
      if (sounds.nextFile(clipRow, gone) === null) sounds.settle(clipRow);
    });
    return outcome;
  }

  function tell(clipId: ClipId): void {
    untold = [...untold, clipId];
    cancelTelling ??= clock.schedule(() => {
      cancelTelling = null;
      const told = untold;
      untold = [];
      deps.onMeasured([...new Set(told)]);
    }, TELL_EVERY_MS);
  }

  return {
    start() {
      isStarted = true;
      goneInARow = 0;
      passedOver = null;
      restFor(FIRST_REST_MS);
    },
    wake() {
      if (isStarted && !underWay && cancelTimer === null) restFor(SHORTEST_REST_MS);
    },
    want(clipIds) {
      wanted = [...new Set([...clipIds, ...wanted])].slice(0, MAX_WANTED_SOUNDS);
      begin();
    },
    async stop() {
      isStarted = false;
      wanted = [];
      cancelTimer?.();
      cancelTelling?.();
      cancelTimer = cancelTelling = null;
      listener.end();
      await underWay;
    },
  };
}

function isSame(one: SoundFile | null, other: SoundFile): boolean {
  return one?.kind === other.kind && one.version === other.version && one.path === other.path;
}
