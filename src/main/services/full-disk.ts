import type { Hold } from '@shared/model';
import type { Clock, DiskRoom, Disks, Log } from '../ports';
import type { Holds } from './holds';
import { isErrno } from './whole-file';

/**
 * The hold of a disk without room: told once, looked at again and again, and lifted when something could be written in
 * truth. Free space alone does not lift it, because of a quota it says nothing.
 */
export interface FullDisk {
  /** Sets the hold, or its figures. */
  set(room: DiskRoom): void;
  /** Looks at once, lifts the hold or tells the new figures. Never throws. */
  look(): Promise<void>;
  stop(): void;
}

export interface FullDiskDeps {
  readonly kind: Extract<Hold, { readonly freeBytes: number }>['kind'];
  /** The folder that is to be written to. */
  readonly folder: () => string;
  readonly needs: (room: DiskRoom) => DiskNeeds;
  /** A last try before the hold is lifted: whether it succeeded. Absent where room in the folder is all that is needed. */
  readonly lastTry?: () => Promise<boolean>;
  readonly disks: Disks;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly log: Log;
}

/** What has to be so before work goes on, in bytes. */
export interface DiskNeeds {
  /** Free by the system's word. */
  readonly neededBytes: number;
  /** Written as a trial. */
  readonly trialBytes: number;
}

const LOOK_EVERY_MS = 15_000;
/** A disk that refuses although it says to have room is tried ever more rarely: each trial writes. */
const LONGEST_WAIT_MS = 5 * 60_000;

export function createFullDisk(deps: FullDiskDeps): FullDisk {
  const { kind, folder, needs, disks, holds, clock, log } = deps;
  let cancelLook: (() => void) | null = null;
  let looking: Promise<void> | null = null;
  /** Trials in a row that were refused, or that promised more than the disk took afterwards. */
  let refusals = 0;
  let liftedAt = -Infinity;
  let isUnreadableTold = false;
  let isStopped = false;

  function set(room: DiskRoom): void {
    const { freeBytes } = room;
    const { neededBytes } = needs(room);
    const isRefused = freeBytes >= neededBytes;
    const present = holds.list().find((hold) => hold.kind === kind);
    if (present?.kind !== kind) {
      refusals = Math.abs(clock.now() - liftedAt) <= LONGEST_WAIT_MS ? refusals + 1 : 0;
      holds.set({ kind, neededBytes, freeBytes, isRefused });
    } else if (present.isRefused !== isRefused || (!isRefused && present.freeBytes !== freeBytes)) {
      // More wanted alone is no news, nor is what a disk says to have that refuses.
      holds.set({ kind, neededBytes, freeBytes, isRefused });
    }
    lookLater();
  }

  function lookLater(): void {
    if (isStopped) return;
    const delayMs = LOOK_EVERY_MS * 2 ** Math.max(0, refusals - 1);
    cancelLook ??= clock.schedule(() => void look(), Math.min(LONGEST_WAIT_MS, delayMs));
  }

  function look(): Promise<void> {
    cancelLook?.();
    cancelLook = null;
    looking ??= lookOnce()
      .catch(unreadable)
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    if (!holds.has(kind)) return;
    const room = await disks.room(folder());
    const { neededBytes, trialBytes } = needs(room);
    const hasRoom = room.freeBytes >= neededBytes;
    if (hasRoom && (await disks.takes(folder(), trialBytes)) && (await deps.lastTry?.()) !== false) {
      liftedAt = clock.now();
      holds.clear(kind);
      return;
    }
    refusals = hasRoom ? refusals + 1 : 0;
    set(room);
  }

  function unreadable(error: unknown): void {
    // A folder that is away has a hold of its own.
    if (!isUnreadableTold && !isErrno(error, 'ENOENT')) {
      isUnreadableTold = true;
      log.error('Free space could not be read', error);
    }
    if (holds.has(kind)) lookLater();
  }

  return {
    set,
    look,
    stop() {
      isStopped = true;
      cancelLook?.();
      cancelLook = null;
    },
  };
}
