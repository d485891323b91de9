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

/** A line of work: one thing at a time goes on in it. */
interface Line {
  work: BulkWork | null;
  isShown: boolean;
}

/** What the window does portion by portion, and what main does as a whole: hours of the one keep nobody from the other. */
const inPortions: Line = { work: null, isShown: false };
const removal: Line = { work: null, isShown: false };

const NONE: readonly BulkWork[] = [];
let shown: readonly BulkWork[] = NONE;
const listeners = new Set<() => void>();

function set(line: Line, work: BulkWork | null): void {
  line.work = work;
  const next = [removal, inPortions].flatMap(({ work: each, isShown }) =>
    each !== null && isShown ? [each] : [],
  );
  shown = next.length === 0 ? NONE : next;
  for (const listener of listeners) listener();
}

/** The works that are going on, once they have taken a moment. */
export function useBulkWorks(): readonly BulkWork[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}

/** Ends the work after the portion, or the song, that it is at. */
export function stopBulkWork(kind: BulkWork['kind']): void {
  const line = [removal, inPortions].find(({ work }) => work?.kind === kind);
  const work = line?.work ?? null;
  if (line === undefined || work === null || work.isStopping) return;
  set(line, { ...work, isStopping: true });
  if (line === removal) invoke('songs.cancelRemoval', {}).catch(notifyFailure);
}

/** Whether songs are being removed or brought back; if so, that is told. */
export function isRemovalBusy(): boolean {
  return isBusy(removal);
}

function isBusy(line: Line): boolean {
  if (line.work !== null) notify(translate('songs.bulk.busy'));
  return line.work !== null;
}

/** Shows the work from now on; returns how to end that. Null when there is another in this line, which is told. */
function begin(line: Line, kind: BulkWork['kind'], total: number): (() => void) | null {
  if (isBusy(line)) return null;
  set(line, { kind, done: 0, total, isStopping: false });
  const timer = window.setTimeout(() => {
    line.isShown = true;
    set(line, line.work);
  }, SHOWN_AFTER_MS);
  return () => {
    window.clearTimeout(timer);
    line.isShown = false;
    set(line, null);
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
  const end = begin(inPortions, kind, total);
  if (end === null) return false;
  try {
    for await (const portion of portions) {
      advance(await each(portion));
      if (inPortions.work?.isStopping ?? true) return false;
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
 * @returns null when songs were removed or brought back already or main refused it, which is told
 */
export async function runRemovalWork<Answer>(
  kind: 'removing' | 'bringingBack',
  total: number,
  run: () => Promise<Answer>,
): Promise<Answer | null> {
  const end = begin(removal, kind, total);
  if (end === null) return null;
  const stopListening = onEvent('removal.progress', ({ done }) => {
    if (removal.work) set(removal, { ...removal.work, done });
  });
  try {
    return await run();
  } catch (error) {
    notifyFailure(error);
    return null;
  } finally {
    stopListening();
    end();
  }
}

function advance(count: number): void {
  const { work } = inPortions;
  if (work) set(inPortions, { ...work, done: Math.min(work.total, work.done + count) });
}
