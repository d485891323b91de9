import { BrowserWindow, ipcMain, type IpcMainEvent, type WebFrameMain } from 'electron';
import { EVENT_CHANNEL, INVOKE_CHANNEL, SETTLED_CHANNEL } from '@shared/ipc/bridge';
import type { Envelope, ErrorCode } from '@shared/ipc/errors';
import type { Router } from '../ipc/router';
import type { EventSink } from '../ports';

/**
 * Serves the window's requests with whatever router is current; null while one library closes and another opens. Only the top frame of a page of ours is answered.
 *
 * @param isOwnPage whether a page of this address is the program's own
 */
export function serveRequests(router: () => Router | null, isOwnPage: (url: string) => boolean): void {
  ipcMain.handle(INVOKE_CHANNEL, async (event, route: unknown, inputJson: unknown): Promise<string> => {
    if (!isTrusted(event.senderFrame, isOwnPage)) {
      return refusal('not-allowed', 'Unknown sender');
    }
    const current = router();
    if (!current) return refusal('library-unavailable', 'No library is open');
    return JSON.stringify(await current.handle(route, inputJson));
  });
}

/** A window that never says so, for it has crashed or hangs, keeps nothing waiting for ever. */
const LATEST_SETTLED_MS = 5_000;

/** Resolves when a window has its first screen, and at the latest after five seconds. */
export function windowSettled(isOwnPage: (url: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(latest);
      ipcMain.off(SETTLED_CHANNEL, onSettled);
      resolve();
    };
    const onSettled = ({ senderFrame }: IpcMainEvent) => {
      if (isTrusted(senderFrame, isOwnPage)) end();
    };
    const latest = setTimeout(end, LATEST_SETTLED_MS);
    ipcMain.on(SETTLED_CHANNEL, onSettled);
  });
}

function refusal(code: ErrorCode, message: string): string {
  return JSON.stringify({ ok: false, error: { code, message } } satisfies Envelope<never>);
}

function isTrusted(frame: WebFrameMain | null, isOwnPage: (url: string) => boolean): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** Tells every window of the program. One that crashed asks for everything anew when it is back. */
export const windowEvents: EventSink = {
  emit(event, payload) {
    const text = JSON.stringify(payload);
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.isDestroyed() || window.webContents.isCrashed()) continue;
      window.webContents.send(EVENT_CHANNEL, event, text);
    }
  },
};
