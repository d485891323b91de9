import type { AssetKind, ClipId, DownloadProgress } from '@shared/model';

/** A transfer that has not been heard of for this long is forgotten. */
const FORGOTTEN_AFTER_MS = 3_000;

/** The sum of all speeds is told at most this often. */
const SPEED_TOLD_EVERY_MS = 1_000;

/** Which transfer is meant: there is at most one per file of a clip. */
export function downloadKey(clipId: ClipId, kind: AssetKind): string {
  return `${clipId}/${kind}`;
}

export interface ProgressStore {
  /** Takes a batch of all transfers that run: one that is not in it stands still. */
  take(transfers: readonly DownloadProgress[]): void;
  /** All downloads are paused, or go on: nothing has a speed meanwhile, whatever is still told of it. */
  setPaused(isPaused: boolean): void;
  clear(): void;
  /** What the transfer with this key did last; null when it is not known. */
  get(key: string): DownloadProgress | null;
  subscribe(key: string, listener: () => void): () => void;
  /** Bytes that arrive per second over all transfers. */
  getSpeed(): number;
  subscribeSpeed(listener: () => void): () => void;
}

/**
 * Progress changes four times a second for several rows at once. It lives outside of React so that only the cells that
 * show it render, never their list.
 */
export function createProgressStore(): ProgressStore {
  const current = new Map<string, DownloadProgress>();
  const heardAt = new Map<string, number>();
  const listeners = new Map<string, Set<() => void>>();
  const speedListeners = new Set<() => void>();
  let bytesPerSecond = 0;
  let speedToldAt = 0;
  let isPaused = false;
  let isSweepDue = false;

  function tell(key: string): void {
    for (const listener of listeners.get(key) ?? []) listener();
  }

  function set(key: string, transfer: DownloadProgress): void {
    current.set(key, transfer);
    tell(key);
  }

  /** The bytes that have come are kept: only the speed is gone. */
  function still(key: string): void {
    const transfer = current.get(key);
    if (transfer && transfer.bytesPerSecond !== 0) set(key, { ...transfer, bytesPerSecond: 0 });
  }

  function sumUp(): void {
    let sum = 0;
    for (const transfer of current.values()) sum += transfer.bytesPerSecond;
    // A number that changes four times a second cannot be read; beginning and end are told at once.
    const isTurn = (sum === 0) !== (bytesPerSecond === 0);
    const now = Date.now();
    if (sum === bytesPerSecond || (!isTurn && now - speedToldAt < SPEED_TOLD_EVERY_MS)) return;
    speedToldAt = now;
    bytesPerSecond = sum;
    for (const listener of speedListeners) listener();
  }

  function forgetSilent(): void {
    isSweepDue = false;
    const limit = Date.now() - FORGOTTEN_AFTER_MS;
    for (const [key, at] of heardAt) {
      if (at > limit) continue;
      heardAt.delete(key);
      current.delete(key);
      tell(key);
    }
    sumUp();
    scheduleSweep();
  }

  function scheduleSweep(): void {
    if (isSweepDue || heardAt.size === 0) return;
    isSweepDue = true;
    setTimeout(forgetSilent, 1_000);
  }

  return {
    take(transfers) {
      const now = Date.now();
      const silent = new Set(current.keys());
      for (const transfer of transfers) {
        const key = downloadKey(transfer.clipId, transfer.kind);
        silent.delete(key);
        heardAt.set(key, now);
        set(key, isPaused ? { ...transfer, bytesPerSecond: 0 } : transfer);
      }
      silent.forEach(still);
      sumUp();
      scheduleSweep();
    },
    setPaused(next) {
      isPaused = next;
      if (!next) return;
      [...current.keys()].forEach(still);
      sumUp();
    },
    clear() {
      const keys = [...current.keys()];
      current.clear();
      heardAt.clear();
      keys.forEach(tell);
      sumUp();
    },
    get: (key) => current.get(key) ?? null,
    subscribe(key, listener) {
      const ofKey = listeners.get(key) ?? new Set();
      listeners.set(key, ofKey);
      ofKey.add(listener);
      return () => {
        ofKey.delete(listener);
        if (ofKey.size === 0) listeners.delete(key);
      };
    },
    getSpeed: () => bytesPerSecond,
    subscribeSpeed(listener) {
      speedListeners.add(listener);
      return () => speedListeners.delete(listener);
    },
  };
}
