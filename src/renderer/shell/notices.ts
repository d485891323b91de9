import { useSyncExternalStore } from 'react';

export type NoticeTone = 'plain' | 'bad';

/** A short message that goes away by itself. */
export interface ShownNotice {
  readonly id: number;
  readonly text: string;
  readonly tone: NoticeTone;
  readonly action: { readonly label: string; readonly run: () => void } | null;
  /** What it offers cannot be had otherwise. */
  readonly isLasting: boolean;
}

export interface NoticeOptions {
  readonly tone?: NoticeTone;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Stays for minutes: what its action brings back cannot be had otherwise. */
  readonly isLasting?: boolean;
}

/** How long a notice stays: long enough to read it twice. */
const STAYS_MS = 6_000;
const STAYS_WITH_ACTION_MS = 12_000;
const LASTS_MS = 5 * 60_000;
const MOST_AT_ONCE = 3;

let notices: readonly ShownNotice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const timers = new Map<number, number>();

function set(next: readonly ShownNotice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function staysMs({ action, tone, isLasting }: ShownNotice): number {
  if (isLasting) return LASTS_MS;
  return action === null && tone === 'plain' ? STAYS_MS : STAYS_WITH_ACTION_MS;
}

function startTimer(notice: ShownNotice): void {
  timers.set(
    notice.id,
    window.setTimeout(() => {
      dismissNotice(notice.id);
    }, staysMs(notice)),
  );
}

/**
 * The notices with one more. The same words said again take the place of the first, and of too many the oldest goes; one
 * that lasts stays in both cases, as long as there is another to go.
 */
export function withNotice(standing: readonly ShownNotice[], notice: ShownNotice): readonly ShownNotice[] {
  const next = [...standing.filter(({ text, isLasting }) => isLasting || text !== notice.text), notice];
  if (next.length <= MOST_AT_ONCE) return next;
  const passing = next.slice(0, -1).findIndex(({ isLasting }) => !isLasting);
  return next.toSpliced(Math.max(0, passing), 1);
}

/** Says something once; see `withNotice`. */
export function notify(
  text: string,
  { tone = 'plain', action, isLasting = false }: NoticeOptions = {},
): void {
  const notice: ShownNotice = { id: nextId, text, tone, action: action ?? null, isLasting };
  nextId += 1;
  const next = withNotice(notices, notice);
  for (const { id } of notices.filter((each) => !next.includes(each))) stopTimer(id);
  set(next);
  startTimer(notice);
}

function stopTimer(id: number): void {
  window.clearTimeout(timers.get(id));
  timers.delete(id);
}

/** Takes a notice away. */
export function dismissNotice(id: number): void {
  stopTimer(id);
  set(notices.filter((notice) => notice.id !== id));
}

/** Keeps all notices while the pointer or the focus is on them. */
export function holdNotices(isHeld: boolean): void {
  for (const timer of timers.values()) window.clearTimeout(timer);
  timers.clear();
  if (!isHeld) notices.forEach(startTimer);
}

/** What is shown just now. */
export function useNotices(): readonly ShownNotice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
}
