import type { Clock, DiskRoom, Disks, Log } from '../ports';
import { createFullDisk } from './full-disk';
import type { Holds } from './holds';

/** Minds the room on the library folder's disk: its hold is set by whoever meets the end of it. */
export interface DiskSpace {
  /** Whether so many bytes can come without filling the disk to its last; sets the hold when they cannot. */
  hasRoomFor(bytes: number): Promise<boolean>;
  /** The system said that nothing more can be written; so many bytes were still to come, 0 when unknown. */
  ranOut(bytes: number): Promise<void>;
  /** Looks at once whether there is room again. */
  look(): Promise<void>;
  stop(): void;
}

export interface DiskSpaceDeps {
  /** Absolute path of the library folder. */
  readonly folder: () => string;
  readonly disks: Disks;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly log: Log;
}

const MEGABYTE = 1024 * 1024;
/** Never fill a disk to its last byte: the database and the system need some. Of a small disk a twentieth. */
const RESERVED_BYTES = 64 * MEGABYTE;
const RESERVED_SHARE = 1 / 20;
/** Less is used up at once; more would be written for a look only. */
const TRIAL_BYTES = { least: MEGABYTE, most: 64 * MEGABYTE };

export function createDiskSpace(deps: DiskSpaceDeps): DiskSpace {
  const { folder, disks, holds } = deps;
  /** The most that anybody has asked for since the hold began. */
  let wantedBytes = 0;
  const full = createFullDisk({
    ...deps,
    kind: 'disk-full',
    needs: (room) => ({
      neededBytes: wantedBytes + reservedOf(room),
      trialBytes: Math.min(TRIAL_BYTES.most, Math.max(TRIAL_BYTES.least, wantedBytes)),
    }),
  });

  /** Told once: several files that meet the full disk together are one piece of news, and the next look sums them up. */
  function hold(bytes: number, room: DiskRoom): void {
    const isTold = holds.has('disk-full');
    wantedBytes = isTold ? Math.max(wantedBytes, bytes) : bytes;
    if (!isTold) full.set(room);
  }

  return {
    async hasRoomFor(bytes) {
      const room = await disks.room(folder());
      if (room.freeBytes >= bytes + reservedOf(room)) return true;
      hold(bytes, room);
      return false;
    },
    async ranOut(bytes) {
      const room = await disks.room(folder()).catch((): DiskRoom => ({ freeBytes: 0, totalBytes: Infinity }));
      hold(bytes, room);
    },
    look: full.look,
    stop: full.stop,
  };
}

function reservedOf({ totalBytes }: DiskRoom): number {
  return Math.min(RESERVED_BYTES, Math.floor(totalBytes * RESERVED_SHARE));
}
