import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MetaRepository } from '../db/meta';
import type { Clock, Log } from '../ports';
import type { Holds } from './holds';
import { isDiskFull } from './whole-file';

/** The hold of a disk that has no room for the database: nothing can be stored, so nothing is begun. */
export interface DataDisk {
  /** The database could not store something for want of room. */
  ranOut(): void;
  /** Tries whether something can be stored again, and lifts the hold. */
  look(): Promise<void>;
  stop(): void;
}

export interface DataDiskDeps {
  readonly databaseFile: string;
  readonly meta: MetaRepository;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly log: Log;
}

const LOOK_EVERY_MS = 15_000;
/** With less than this the next few answers fill it again. Of a small disk a twentieth. */
const WANTED_BYTES = 16 * 1024 * 1024;
const WANTED_SHARE = 1 / 20;

interface Room {
  readonly freeBytes: number;
  readonly neededBytes: number;
}

/** Meta key: written to find out whether something can be. */
const PROBE = 'room-probe';

export function createDataDisk({ databaseFile, meta, holds, clock, log }: DataDiskDeps): DataDisk {
  let cancelLook: (() => void) | null = null;

  function ranOut(): void {
    // What has to stop stops at once; the numbers come when the system has told them.
    if (!holds.has('data-disk-full')) hold({ freeBytes: 0, neededBytes: WANTED_BYTES });
    void measure().then(hold, unreadable);
  }

  function hold(room: Room): void {
    holds.set({ kind: 'data-disk-full', ...room });
    scheduleLook();
  }

  function scheduleLook(): void {
    cancelLook ??= clock.schedule(() => {
      cancelLook = null;
      look().catch(unreadable);
    }, LOOK_EVERY_MS);
  }

  function unreadable(error: unknown): void {
    log.error('Free space could not be read', error);
    if (holds.has('data-disk-full')) scheduleLook();
  }

  async function measure(): Promise<Room> {
    const { bavail, bsize, blocks } = await statfs(dirname(databaseFile));
    return {
      freeBytes: bavail * bsize,
      neededBytes: Math.min(WANTED_BYTES, Math.floor(blocks * bsize * WANTED_SHARE)),
    };
  }

  async function look(): Promise<void> {
    if (!holds.has('data-disk-full')) return;
    const room = await measure();
    if (room.freeBytes >= room.neededBytes && canStore()) holds.clear('data-disk-full');
    else hold(room);
  }

  function canStore(): boolean {
    try {
      meta.set(PROBE, String(clock.now()));
      return true;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      return false;
    }
  }

  return {
    ranOut,
    look,
    stop() {
      cancelLook?.();
      cancelLook = null;
    },
  };
}
