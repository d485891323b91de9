import type { ClipId, Counts, JobId } from '@shared/model';
import type { Clock, EventSink } from '../ports';

/**
 * Gathers what has changed and tells the window in one breath, so that four hundred songs arriving at once are a few
 * events and not four hundred.
 */
export interface ChangeFeed {
  songs(clipIds: readonly ClipId[]): void;
  jobs(jobIds: readonly JobId[]): void;
  downloads(): void;
  /** More has changed than can be named. */
  everything(): void;
  /** Tells at once what has been gathered. */
  flush(): void;
}

const GATHER_MS = 100;

export function createChangeFeed(clock: Clock, events: EventSink, counts: () => Counts): ChangeFeed {
  const clipIds = new Set<ClipId>();
  const jobIds = new Set<JobId>();
  let areDownloadsChanged = false;
  let isEverythingChanged = false;
  let cancel: (() => void) | null = null;

  function flush(): void {
    cancel?.();
    cancel = null;
    if (clipIds.size === 0 && jobIds.size === 0 && !areDownloadsChanged && !isEverythingChanged) return;
    const now = counts();
    const areSongsChanged = clipIds.size > 0 || isEverythingChanged;
    const areJobsChanged = jobIds.size > 0 || isEverythingChanged;
    if (areSongsChanged) events.emit('library.changed', { clipIds: [...clipIds], counts: now });
    if (areJobsChanged) events.emit('jobs.changed', { jobIds: [...jobIds], counts: now });
    if (areDownloadsChanged || isEverythingChanged) events.emit('downloads.changed', { counts: now });
    clipIds.clear();
    jobIds.clear();
    areDownloadsChanged = false;
    isEverythingChanged = false;
  }

  function schedule(): void {
    cancel ??= clock.schedule(flush, GATHER_MS);
  }

  return {
    songs(ids) {
      for (const id of ids) clipIds.add(id);
      schedule();
    },
    jobs(ids) {
      for (const id of ids) jobIds.add(id);
      schedule();
    },
    downloads() {
      areDownloadsChanged = true;
      schedule();
    },
    everything() {
      isEverythingChanged = true;
      schedule();
    },
    flush,
  };
}
