import { useSyncExternalStore } from 'react';
import { translate } from '../i18n';
import {
  comingSteps,
  forgetStep,
  forgetSteps,
  newestStep,
  rememberStep,
  takeBack,
  type UndoStep,
} from './undo-history';

export type NoticeTone = 'plain' | 'bad';

/** What is said, in the language that is shown when it is asked for: a notice that stands follows it. */
export type Words = () => string;

export interface NoticeAction {
  readonly label: Words;
  readonly run: () => void;
  /** It takes back what the notice tells of; `undoNewest` does it too, also when the notice has gone. */
  readonly isUndo?: boolean;
}

/** A short message that goes away by itself. */
export interface ShownNotice {
  readonly id: number;
  readonly text: Words;
  readonly tone: NoticeTone;
  readonly action: NoticeAction | null;
  /** What the action takes back; null where it does something else. */
  readonly undo: UndoStep | null;
  /** What it offers cannot be had otherwise. */
  readonly isLasting: boolean;
}

export interface NoticeOptions {
  readonly tone?: NoticeTone;
  readonly action?: NoticeAction;
  /** Stays for minutes: what its action brings back cannot be had otherwise. */
  readonly isLasting?: boolean;
}

/** How long a notice stays: long enough to read it twice. */
const STAYS_MS = 6_000;
const STAYS_WITH_ACTION_MS = 12_000;
const LASTS_MS = 5 * 60_000;
const MOST_AT_ONCE = 3;
/** What was asked for and comes to be done only after long work is not waited for. */
const LONGEST_WAIT_MS = 2_000;

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
  const said = notice.text();
  const next = [...standing.filter(({ text, isLasting }) => isLasting || text() !== said), notice];
  if (next.length <= MOST_AT_ONCE) return next;
  const passing = next.slice(0, -1).findIndex(({ isLasting }) => !isLasting);
  return next.toSpliced(Math.max(0, passing), 1);
}

/** A notice that was told. */
export interface StandingNotice {
  readonly isShown: () => boolean;
  /** Takes it away, and what it offers to take back. */
  readonly withdraw: () => void;
}

/** Says something once; see `withNotice`. */
export function notify(
  text: Words,
  { tone = 'plain', action, isLasting = false }: NoticeOptions = {},
): StandingNotice {
  const undo = action?.isUndo === true ? { text, run: action.run } : null;
  if (undo !== null) rememberStep(undo);
  const notice: ShownNotice = { id: nextId, text, tone, action: action ?? null, undo, isLasting };
  nextId += 1;
  const next = withNotice(notices, notice);
  for (const { id } of notices.filter((each) => !next.includes(each))) stopTimer(id);
  set(next);
  startTimer(notice);
  return {
    isShown: () => notices.includes(notice),
    withdraw: () => {
      if (undo !== null) forgetStep(undo);
      dismissNotice(notice.id);
    },
  };
}

function stopTimer(id: number): void {
  window.clearTimeout(timers.get(id));
  timers.delete(id);
}

/** The action of a notice that takes back what it tells of. */
export function undoAction(run: () => void, label: Words = () => translate('notices.undo')): NoticeAction {
  return { label, run, isUndo: true };
}

/** Does what a notice offers, which then goes. */
export function takeOffer({ id, action, undo }: ShownNotice): void {
  if (undo === null) action?.run();
  else takeBack(undo);
  dismissNotice(id);
}

/** Takes back what was done last and not taken back yet, and says what that was where no notice of it stands any more. */
export function undoNewest(): void {
  const others = comingSteps();
  if (others === null) takeNewestBack();
  else void Promise.race([others, waited(LONGEST_WAIT_MS)]).then(takeNewestBack);
}

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => {
    window.setTimeout(resolve, ms);
  });
}

function takeNewestBack(): void {
  const step = newestStep();
  if (step === null) return;
  const notice = notices.find(({ undo }) => undo === step);
  if (notice !== undefined) takeOffer(notice);
  else {
    takeBack(step);
    notify(() => translate('notices.takenBack', { what: step.text() }));
  }
}

/** Another library is open: nothing that was done in the one before can be taken back here. */
export function forgetUndo(): void {
  forgetSteps();
  for (const { id } of notices.filter(({ undo }) => undo !== null)) dismissNotice(id);
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
