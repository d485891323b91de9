import { useSyncExternalStore } from 'react';
import { invoke, onEvent } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';

/** Work on many songs. It goes on while other places are open. */
export interface BulkWork {
  /** `collecting`: the ids of the songs, for something that needs all of them. */
  readonly kind: 'fetching' | 'collecting' | 'removing' | 'bringingBack';
  readonly done: number;
  readonly total: number;
  readonly isStopping: boolean;
}

/** What does not take this long is over before anybody could read of it. */
const SHOWN_AFTER_MS = 300;

let current: BulkWork | null = null;
let isShown = false;
/** Ends what main is at; null where the work is made of portions. */
let stopMain: (() => void) | null = null;
const listeners = new Set<() => void>();

function tell(next: BulkWork | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/** The work that is going on, once it has taken a moment; null when there is none. */
export function useBulkWork(): BulkWork | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (isShown ? current : null),
  );
}

/** Ends the work after the portion, or the song, that it is at. */
export function stopBulkWork(): void {
  if (current === null || current.isStopping) return;
  tell({ ...current, isStopping: true });
  stopMain?.();
}

/** Shows the work from now on; returns how to end that. Null when there is another, which is told. */
function begin(kind: BulkWork['kind'], total: number): (() => void) | null {
  if (current) {
    notify(translate('songs.bulk.busy'));
    return null;
  }
  tell({ kind, done: 0, total, isStopping: false });
  const timer = window.setTimeout(() => {
    isShown = true;
    tell(current);
  }, SHOWN_AFTER_MS);
  return () => {
    window.clearTimeout(timer);
    isShown = false;
    tell(null);
  };
}

/**
 * Does something with portions of songs, one after the other, and shows how far it is. One such work at a time: another
 * one is refused in words.
 *
 * @param total songs in all
 * @param each its answer says how many songs the portion was
 * @returns whether it came to its end; false when it was stopped, refused or failed, which is told
 */
export async function runBulkWork<Portion>(
  kind: BulkWork['kind'],
  total: number,
  portions: AsyncIterable<Portion>,
  each: (portion: Portion) => Promise<number> | number,
): Promise<boolean> {
  const end = begin(kind, total);
  if (end === null) return false;
  try {
    for await (const portion of portions) {
      advance(await each(portion));
      if (isStopped()) return false;
    }
    return true;
  } catch (error) {
    notifyFailure(error);
    return false;
  } finally {
    end();
  }
}

/**
 * Removes songs or brings them back, which main does as a whole, and shows how far it is.
 *
 * @returns null when other work was under way or main refused it, which is told
 */
export async function runRemovalWork<Answer>(
  kind: 'removing' | 'bringingBack',
  total: number,
  run: () => Promise<Answer>,
): Promise<Answer | null> {
  const end = begin(kind, total);
  if (end === null) return null;
  stopMain = () => {
    invoke('songs.cancelRemoval', {}).catch(notifyFailure);
  };
  const stopListening = onEvent('removal.progress', ({ done }) => {
    if (current) tell({ ...current, done });
  });
  try {
    return await run();
  } catch (error) {
    notifyFailure(error);
    return null;
  } finally {
    stopListening();
    stopMain = null;
    end();
  }
}

function advance(count: number): void {
  if (current) tell({ ...current, done: Math.min(current.total, current.done + count) });
}

function isStopped(): boolean {
  return current?.isStopping ?? true;
}
