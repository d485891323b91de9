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

/** Says something once. The same words said again while they stand are not repeated. */
export function notify(
  text: string,
  { tone = 'plain', action, isLasting = false }: NoticeOptions = {},
): void {
  const same = notices.find((notice) => notice.text === text);
  if (same) dismissNotice(same.id);
  const notice: ShownNotice = { id: nextId, text, tone, action: action ?? null, isLasting };
  nextId += 1;
  set([...notices, notice].slice(-MOST_AT_ONCE));
  startTimer(notice);
}

/** Takes a notice away. */
export function dismissNotice(id: number): void {
  window.clearTimeout(timers.get(id));
  timers.delete(id);
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
