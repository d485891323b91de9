import { BrowserWindow, ipcMain, type WebFrameMain } from 'electron';
import { EVENT_CHANNEL, INVOKE_CHANNEL } from '@shared/ipc/bridge';
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
