import { describe, expect, it } from 'vitest';
import type { Counts, DownloadProgress } from '@shared/model';
import { createTaskbarDownloads } from '../../src/main/services/taskbar-downloads';
import { createRecordingDesktop } from '../support/desktop';
import { createFakeClock } from '../support/fake-clock';

/** More than the bar waits. */
const LATER_MS = 600;

function bench() {
  const clock = createFakeClock();
  const desktop = createRecordingDesktop();
  let downloads = 0;
  let failedDownloads = 0;
  let transfers: readonly DownloadProgress[] = [];
  let isHeld = false;
  const bar = createTaskbarDownloads({
    taskbar: desktop.taskbar,
    counts: () => ({ downloads, failedDownloads }) as Counts,
    transfers: () => transfers,
    isHeld: () => isHeld,
    clock,
  });
  return {
    bar,
    desktop,
    clock,
    hold(isOn: boolean) {
      isHeld = isOn;
    },
    /** Files that are left, of them failed, and how much of the one that runs is there. */
    show(open: number, failed = 0, share: number | null = null) {
      downloads = open + failed;
      failedDownloads = failed;
      transfers =
        share === null
          ? []
          : [
              { doneBytes: share * 100, totalBytes: 100 } as DownloadProgress,
              { doneBytes: 7, totalBytes: null } as DownloadProgress,
            ];
      bar.changed();
      clock.advance(LATER_MS);
      return desktop.progress.at(-1);
    },
  };
}

describe('the bar of downloads in the taskbar', () => {
  it('counts those that were there together, and goes when none is left', () => {
    const { show, desktop } = bench();
    expect(show(4)).toEqual({ fraction: 0, mode: 'normal' });
    expect(show(4, 0, 0.5)).toEqual({ fraction: 0.125, mode: 'normal' });
    expect(show(3)).toEqual({ fraction: 0.25, mode: 'normal' });
    expect(show(1)).toEqual({ fraction: 0.75, mode: 'normal' });
    expect(show(0)).toBeNull();
    // The next ones begin anew.
    expect(show(2)).toEqual({ fraction: 0, mode: 'normal' });
    expect(desktop.progress).toHaveLength(6);
  });

  it('is yellow while downloads are held and red when one of these has failed; failed ones alone keep no bar', () => {
    const { show, hold } = bench();
    expect(show(0, 2)).toBeUndefined();
    expect(show(2, 2)?.mode).toBe('normal');
    hold(true);
    expect(show(2, 2)?.mode).toBe('paused');
    hold(false);
    expect(show(1, 3)).toEqual({ fraction: 0.5, mode: 'error' });
    expect(show(0, 3)).toBeNull();
  });

  it('is drawn twice a second at most, and only when it is another one', () => {
    const { bar, desktop, clock, show } = bench();
    show(2);
    for (let count = 0; count < 100; count += 1) bar.changed();
    clock.advance(LATER_MS);
    expect(desktop.progress).toHaveLength(1);
    bar.stop();
    expect(desktop.progress).toEqual([{ fraction: 0, mode: 'normal' }, null]);
  });
});
