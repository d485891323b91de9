import { dirname } from 'node:path';
import { isDatabaseFull } from '../db/database';
import type { MetaRepository } from '../db/meta';
import type { Clock, DiskRoom, Disks, Log } from '../ports';
import { createFullDisk, type DiskNeeds } from './full-disk';
import type { Holds } from './holds';

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
  readonly disks: Disks;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly log: Log;
  /** Does what has waited for room and comes before everything else: the hold is lifted only after it. */
  readonly catchUp: () => Promise<void>;
}

/** With less than this the next few answers fill it again. Of a small disk a twentieth. */
const WANTED_BYTES = 16 * 1024 * 1024;
const WANTED_SHARE = 1 / 20;
/** A few answers. The database may want to write at the very moment of the trial, so it takes little. */
const TRIAL_BYTES = 256 * 1024;

/** Meta key: written to find out whether something can be. */
const PROBE = 'room-probe';

export function createDataDisk(deps: DataDiskDeps): DataDisk {
  const { databaseFile, meta, disks, holds, clock, log } = deps;
  const folder = () => dirname(databaseFile);
  const full = createFullDisk({
    ...deps,
    kind: 'data-disk-full',
    folder,
    needs: dataDiskNeeds,
    lastTry,
  });
  let hasRunOut = false;

  async function lastTry(): Promise<boolean> {
    hasRunOut = false;
    try {
      meta.set(PROBE, String(clock.now()));
      await deps.catchUp();
    } catch (error) {
      if (!isDatabaseFull(error)) throw error;
    }
    return !hasRunOut;
  }

  return {
    ranOut() {
      hasRunOut = true;
      // What has to stop stops at once; the numbers come when the system has told them.
      if (!holds.has('data-disk-full')) full.set({ freeBytes: 0, totalBytes: Infinity });
      disks
        .room(folder())
        .then(full.set)
        .catch((error: unknown) => log.error('Free space could not be read', error));
    },
    look: full.look,
    stop: full.stop,
  };
}

/** What the disk of the database has to take for work to go on. */
export function dataDiskNeeds({ totalBytes }: DiskRoom): DiskNeeds {
  return {
    neededBytes: Math.min(WANTED_BYTES, Math.floor(totalBytes * WANTED_SHARE)),
    trialBytes: TRIAL_BYTES,
  };
}
