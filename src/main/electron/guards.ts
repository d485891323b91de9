import { app, session, shell, type Session, type WebContents } from 'electron';
import { externalAddress } from '../domain/external-address';

/** Full screen is asked for by the video, and where songs are heard is the user's choice; nothing else is ever granted. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['fullscreen', 'speaker-selection']);

/** Tells the program's own page, whichever of its places is shown, from every other address. */
export function ownPageCheck(pageUrl: string): (url: string) => boolean {
  const { href } = new URL(pageUrl);
  return (url) => URL.canParse(url) && new URL(url).href.startsWith(href);
}

/** Denies pages what they have no use for. Once, before the first window. */
export function restrictSession(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, grant) =>
    grant(GRANTED_PERMISSIONS.has(permission)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission) =>
    GRANTED_PERMISSIONS.has(permission),
  );
  session.defaultSession.setDevicePermissionHandler(() => false);
  withoutDictionaries(session.defaultSession);
}

/** Chromium would fetch dictionaries for its spell checker from Google, unasked, as soon as the session has a page. */
export function withoutDictionaries(of: Session): void {
  of.setSpellCheckerLanguages([]);
  of.setSpellCheckerEnabled(false);
}

/**
 * Keeps every page on the program's own address, whoever made its window: no frame leads elsewhere, nothing opens a
 * window, nothing embeds another program's page. Once, before the first window.
 *
 * @param isOwnPage whether a page of this address is the program's own
 */
export function guardWebContents(isOwnPage: (url: string) => boolean): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, isOwnPage));
}

function guard(contents: WebContents, isOwnPage: (url: string) => boolean): void {
  const stay = (event: Electron.Event<{ readonly url: string; readonly isMainFrame: boolean }>) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
  };
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url);
    if (address !== null) void shell.openExternal(address);
    return { action: 'deny' };
  });
}
