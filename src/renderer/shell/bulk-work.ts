import { useSyncExternalStore } from 'react';
import type { ClipId } from '@shared/model';
import { invoke, onEvent } from '../bridge';
import { translate } from '../i18n';
import { namedSongs, type NamedSongs } from './named-songs';
import { notifyFailure } from './failure-text';
import { notify } from './notices';

/** Work on many songs. It goes on while other places are open. */
export interface BulkWork {
  /** `collecting`: the ids of the songs, for something that needs all of them. */
  readonly kind: 'fetching' | 'collecting' | 'noting' | 'removing' | 'bringingBack';
  readonly done: number;
  readonly total: number;
  readonly isStopping: boolean;
  /** So many works follow in the same line. */
  readonly waiting: number;
}

/** What does not take this long is over before anybody could read of it. */
const SHOWN_AFTER_MS = 300;
/** So many works wait for the one before; a further one is refused in words. */
const MOST_WAITING = 20;

/** A line of work: one thing at a time goes on in it. */
interface Line {
  work: BulkWork | null;
  isShown: boolean;
  waiting: number;
  /** Resolves when all that is under way or waits has ended. */
  last: Promise<unknown>;
}

const newLine = (): Line => ({ work: null, isShown: false, waiting: 0, last: Promise.resolve() });

/** What the window does portion by portion, and what main does as a whole: hours of the one keep nobody from the other. */
const inPortions = newLine();
const noting = newLine();
const removal = newLine();
const LINES = [removal, noting, inPortions];

const NONE: readonly BulkWork[] = [];
let shown: readonly BulkWork[] = NONE;
const listeners = new Set<() => void>();

function set(line: Line, work: BulkWork | null): void {
  line.work = work;
  tell();
}

function tell(): void {
  const next = LINES.flatMap(({ work, isShown, waiting }) =>
    work !== null && isShown ? [{ ...work, waiting }] : [],
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
  const line = LINES.find(({ work }) => work?.kind === kind);
  const work = line?.work ?? null;
  if (line === undefined || work === null || work.isStopping) return;
  set(line, { ...work, isStopping: true });
  if (line === removal) invoke('songs.cancelRemoval', {}).catch(notifyFailure);
  if (line === noting) invoke('songs.stopNoting', {}).catch(notifyFailure);
}

/** Whether songs are being removed or brought back; if so, that is told. */
export function isRemovalBusy(): boolean {
  if (removal.work !== null) notify(() => translate('songs.bulk.busy'));
  return removal.work !== null;
}

/** Shows the work from now on; returns how to end that. */
function begin(line: Line, kind: BulkWork['kind'], total: number): () => void {
  set(line, { kind, done: 0, total, isStopping: false, waiting: 0 });
  const timer = window.setTimeout(() => {
    line.isShown = true;
    tell();
  }, SHOWN_AFTER_MS);
  return () => {
    window.clearTimeout(timer);
    line.isShown = false;
    set(line, null);
  };
}

/** Does the work when all before it in the line have ended; null, and it is told, where too many wait already. */
function inLine<Answer>(line: Line, work: () => Promise<Answer>): Promise<Answer> | null {
  if (line.waiting >= MOST_WAITING) {
    notify(() => translate('songs.bulk.busy'));
    return null;
  }
  line.waiting += 1;
  tell();
  const answer = line.last.then(() => {
    line.waiting -= 1;
    return work();
  });
  line.last = answer.catch(() => undefined);
  return answer;
}

/**
 * Does something with portions of songs, one after the other, and shows how far it is. Of several such works one follows the
 * other, up to a bound.
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
  const work = async () => {
    const end = begin(inPortions, kind, total);
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
  };
  return (await inLine(inPortions, work)) ?? false;
}

/** So many songs are noted before anybody could read how far that is. */
const NOTED_AT_ONCE = 1_000;

/**
 * Has main note something on songs, and shows how far it is where they are many; changes follow one another.
 *
 * @returns null when too many changes wait already, which is told
 */
export function runNoting<Answer>(
  clipIds: readonly ClipId[],
  send: (chosen: NamedSongs) => Promise<Answer>,
): Promise<Answer> | null {
  return runLongNoting(clipIds.length, async () => send(await namedSongs(clipIds)));
}

/** The same with what needs no ids: taking back what was noted on so many songs. */
export function runLongNoting<Answer>(count: number, run: () => Promise<Answer>): Promise<Answer> | null {
  if (count <= NOTED_AT_ONCE && noting.work === null) return run();
  return inLine(noting, () => showProgress(noting, 'noting', 'marks.progress', count, run));
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
  if (isRemovalBusy()) return null;
  try {
    return await showProgress(removal, kind, 'removal.progress', total, run);
  } catch (error) {
    notifyFailure(error);
    return null;
  }
}

/** Shows what main tells of its work while that goes on. */
async function showProgress<Answer>(
  line: Line,
  kind: BulkWork['kind'],
  event: 'removal.progress' | 'marks.progress',
  total: number,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const end = begin(line, kind, total);
  const stopListening = onEvent(event, ({ done }) => {
    if (line.work) set(line, { ...line.work, done });
  });
  try {
    return await run();
  } finally {
    stopListening();
    end();
  }
}

function advance(count: number): void {
  const { work } = inPortions;
  if (work) set(inPortions, { ...work, done: Math.min(work.total, work.done + count) });
}
