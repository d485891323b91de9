import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import { fill } from '@shared/texts/fill';
import { afterCrash } from '../domain/crash-loop';
import type { EventSink, Log } from '../ports';
import { texts } from './shown-language';

export interface WindowCrashDeps {
  readonly log: Log;
  readonly events: EventSink;
  /** Told to a person whose window does not come up any more. */
  readonly logFolder: string;
}

// The second button of each question; the first is what a dialog that is closed without an answer means.
const QUIT = 1;
const RELOAD = 1;

/**
 * Opens the page of a window again, at the place where it was, when its process has crashed, was killed or ran out of
 * memory. Library and downloads live in this process and go on meanwhile. When that happens again and again, or when the
 * window does not answer, a person is asked.
 */
export function reviveWindow(window: BrowserWindow, { log, events, logFolder }: WindowCrashDeps): void {
  const { webContents } = window;
  let crashes: readonly number[] = [];
  let isComingBack = false;
  /** A person has asked for the reload: no crash to count. */
  let isEndedOnPurpose = false;
  /** The question whether to wait, while it stands. */
  let question: AbortController | null = null;

  function reload(): void {
    if (window.isDestroyed()) return;
    isComingBack = true;
    // The address holds the place; the page asks for everything else anew.
    webContents.reload();
  }

  async function ask(options: MessageBoxOptions): Promise<number> {
    const common = { type: 'warning', defaultId: 0, cancelId: 0, noLink: true } as const;
    const { response } = await (window.isVisible()
      ? dialog.showMessageBox(window, { ...common, ...options })
      : dialog.showMessageBox({ ...common, ...options }));
    return response;
  }

  async function afterTheEnd(): Promise<void> {
    if (window.isDestroyed()) return;
    question?.abort();
    if (isEndedOnPurpose) {
      isEndedOnPurpose = false;
      reload();
      return;
    }
    const decision = afterCrash(crashes, performance.now());
    crashes = decision.crashes;
    if (decision.action === 'reload') {
      reload();
      return;
    }
    const { message, detail, tryAgain } = texts().menu.windowCrashes;
    const response = await ask({
      message,
      detail: fill(detail, { folder: logFolder }),
      buttons: [tryAgain, texts().menu.quit],
    });
    log.warn('The window kept crashing', { answer: response === QUIT ? 'quit' : 'try again' });
    if (response === QUIT) app.quit();
    else reload();
  }

  async function offerReload(): Promise<void> {
    if (question !== null) return;
    log.warn('The window does not respond');
    question = new AbortController();
    const { message, detail, wait, reload: reloadLabel } = texts().menu.windowHangs;
    const response = await ask({ message, detail, buttons: [wait, reloadLabel], signal: question.signal });
    question = null;
    if (response !== RELOAD || window.isDestroyed()) return;
    isEndedOnPurpose = true;
    // A page that is busy would not let itself be reloaded.
    webContents.forcefullyCrashRenderer();
  }

  const report = (error: unknown) => log.error('A window could not be opened again', error);
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    // Not at once: a reload from within this event can end the whole program (electron/electron#51900).
    setImmediate(() => void afterTheEnd().catch(report));
  });
  webContents.on('did-finish-load', () => {
    if (isComingBack) events.emit('notice', { kind: 'window-reloaded' });
    isComingBack = false;
  });
  window.on('unresponsive', () => void offerReload().catch(report));
  window.on('responsive', () => question?.abort());
}
