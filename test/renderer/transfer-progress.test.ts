import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClipId, DownloadProgress } from '@shared/model';
import { createProgressStore, downloadKey } from '../../src/renderer/transfer-progress';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function transfer(name: string, doneBytes: number, bytesPerSecond: number): DownloadProgress {
  return { id: 1, clipId: name as ClipId, kind: 'wav', doneBytes, totalBytes: 1_000, bytesPerSecond };
}

const key = (name: string) => downloadKey(name as ClipId, 'wav');

describe('progress of transfers', () => {
  it('sums up the speed of all, told at once where it begins and ends', () => {
    const store = createProgressStore();
    const speeds: number[] = [];
    store.subscribeSpeed(() => speeds.push(store.getSpeed()));
    store.take([transfer('a', 100, 50), transfer('b', 100, 30)]);
    store.take([transfer('a', 200, 60), transfer('b', 200, 40)]);
    expect(speeds).toEqual([80]);
    store.take([transfer('a', 300, 0), transfer('b', 300, 0)]);
    expect(speeds).toEqual([80, 0]);
  });

  it('takes a transfer that is told no more for one that stands still, with the bytes that have come', () => {
    const store = createProgressStore();
    store.take([transfer('a', 100, 50), transfer('b', 200, 30)]);
    const told = vi.fn();
    store.subscribe(key('b'), told);
    store.take([transfer('a', 150, 50)]);
    expect(told).toHaveBeenCalledTimes(1);
    expect(store.get(key('b'))).toMatchObject({ doneBytes: 200, bytesPerSecond: 0 });
  });

  it('has no speed from the moment all are paused, whatever still comes', () => {
    const store = createProgressStore();
    store.take([transfer('a', 100, 50)]);
    store.setPaused(true);
    expect(store.getSpeed()).toBe(0);
    expect(store.get(key('a'))).toMatchObject({ doneBytes: 100, bytesPerSecond: 0 });
    store.take([transfer('a', 120, 45)]);
    expect(store.getSpeed()).toBe(0);
    expect(store.get(key('a'))).toMatchObject({ doneBytes: 120, bytesPerSecond: 0 });
    store.setPaused(false);
    store.take([transfer('a', 140, 40)]);
    expect(store.getSpeed()).toBe(40);
  });

  it('forgets what it has not heard of for a while', () => {
    const store = createProgressStore();
    store.take([transfer('a', 100, 50)]);
    vi.advanceTimersByTime(2_000);
    expect(store.get(key('a'))).not.toBeNull();
    vi.advanceTimersByTime(3_000);
    expect(store.get(key('a'))).toBeNull();
    expect(store.getSpeed()).toBe(0);
  });

  it('forgets everything when another library is opened', () => {
    const store = createProgressStore();
    store.take([transfer('a', 100, 50)]);
    store.clear();
    expect(store.get(key('a'))).toBeNull();
    expect(store.getSpeed()).toBe(0);
  });
});
