import type { Clock, Log } from '../ports';
import type { Holds } from './holds';
import type { DiskRoom } from './library-folder';

/** The hold of a disk without room: set by whoever meets it, lifted by itself when there is room again. */
export interface DiskSpace {
  /** Whether so many bytes can come without filling the disk to its last; sets the hold when they cannot. */
  hasRoomFor(bytes: number): Promise<boolean>;
  /** The system said that nothing more can be written; so many bytes were still to come, 0 when unknown. */
  ranOut(bytes: number): Promise<void>;
  stop(): void;
}

export interface DiskSpaceDeps {
  readonly room: () => Promise<DiskRoom>;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly log: Log;
}

/** Never fill a disk to its last byte: the database and the system need some. Of a small disk a twentieth. */
const RESERVED_BYTES = 64 * 1024 * 1024;
const RESERVED_SHARE = 1 / 20;
const RECHECK_MS = 15_000;

export function createDiskSpace({ room, holds, clock, log }: DiskSpaceDeps): DiskSpace {
  let cancelRecheck: (() => void) | null = null;
  /** The most that anybody has asked for since the hold began. */
  let wantedBytes = 0;

  function needed(bytes: number, { totalBytes }: DiskRoom): number {
    return bytes + Math.min(RESERVED_BYTES, Math.floor(totalBytes * RESERVED_SHARE));
  }

  /** Told once: several files that meet the full disk together are one piece of news, and the next look sums them up. */
  function hold(neededBytes: number, freeBytes: number): void {
    const isTold = holds.has('disk-full');
    wantedBytes = isTold ? Math.max(wantedBytes, neededBytes) : neededBytes;
    if (!isTold) tell(freeBytes);
  }

  function tell(freeBytes: number): void {
    holds.set({ kind: 'disk-full', neededBytes: wantedBytes, freeBytes });
    lookLater();
  }

  function lookLater(): void {
    cancelRecheck ??= clock.schedule(() => void recheck(), RECHECK_MS);
  }

  async function recheck(): Promise<void> {
    cancelRecheck = null;
    const present = holds.list().find((each) => each.kind === 'disk-full');
    if (!present) return;
    try {
      const { freeBytes } = await room();
      if (freeBytes >= wantedBytes) holds.clear('disk-full');
      // More wanted alone is no news: the figure follows when the disk has changed.
      else if (freeBytes === present.freeBytes) lookLater();
      else tell(freeBytes);
    } catch (error) {
      log.error('Free space could not be read', error);
      tell(present.freeBytes);
    }
  }

  return {
    async hasRoomFor(bytes) {
      const now = await room();
      const neededBytes = needed(bytes, now);
      if (now.freeBytes >= neededBytes) return true;
      hold(neededBytes, now.freeBytes);
      return false;
    },
    async ranOut(bytes) {
      if (holds.has('disk-full')) return;
      const now = await room().catch((): DiskRoom => ({ freeBytes: 0, totalBytes: Infinity }));
      hold(needed(bytes, now), now.freeBytes);
    },
    stop() {
      cancelRecheck?.();
      cancelRecheck = null;
    },
  };
}
