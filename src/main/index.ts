import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, powerMonitor, protocol } from 'electron';
import { BadEnvironmentError, type Environment } from './ports';
import { MEDIA_SCHEME } from '@shared/media-url';
import { en } from '@shared/texts/en';
import { createFileLog } from './adapters/file-log';
import { NewerSchemaError } from './db/migrate';
import { APP_ORIGIN, APP_SCHEME, serveApp } from './electron/app-protocol';
import { guardWebContents, ownPageCheck, restrictSession } from './electron/guards';
import { serveMedia } from './electron/media-protocol';
import { createMenu } from './electron/menu';
import { createProfiles } from './electron/profiles';
import { serveRequests, windowEvents } from './electron/transport';
import { logWhatNobodyCaught } from './electron/unexpected';
import { applyTheme, createMainWindow } from './electron/window';

/** Set by electron-vite while developing: the page then comes from its server. Never in a packaged program. */
const devServerUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
const pageUrl = devServerUrl ?? `${APP_ORIGIN}/`;
const pageOrigin = devServerUrl === undefined ? APP_ORIGIN : new URL(devServerUrl).origin;
const isOwnPage = ownPageCheck(pageUrl);

/** A variable that is set to nothing counts as not set. */
function fromEnvironment(name: string): string | null {
  const value = process.env[name]?.trim() ?? '';
  return value === '' ? null : value;
}

const environment: Environment = {
  apiUrl: fromEnvironment('FLOWSHELF_API_URL'),
  libraryFolder: fromEnvironment('FLOWSHELF_LIBRARY_DIR'),
  apiKey: fromEnvironment('TT_API_KEY'),
};
// What this program starts needs no key.
delete process.env['TT_API_KEY'];
const log = createFileLog({
  folder: join(app.getPath('userData'), 'logs'),
  homeFolder: app.getPath('home'),
  isOnConsole: !app.isPackaged,
});
const profiles = createProfiles(environment, log);

// Before `ready`, or the schemes are not privileged.
protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
  {
    scheme: MEDIA_SCHEME,
    privileges: { standard: true, secure: true, stream: true, corsEnabled: true },
  },
]);

function openWindow(): void {
  applyTheme(profiles.store().read().theme);
  createMainWindow({ pageUrl, store: profiles.store() });
}

function showFailure(error: unknown): void {
  if (error instanceof BadEnvironmentError) {
    log.error(en.menu.badEnvironment.title, error);
    const problem = en.errors[error.reason];
    dialog.showErrorBox(
      en.menu.badEnvironment.title,
      en.menu.badEnvironment.text.replace('{{problem}}', problem),
    );
    return;
  }
  if (error instanceof NewerSchemaError) {
    dialog.showErrorBox(en.menu.newerDatabase.title, en.menu.newerDatabase.text);
    return;
  }
  log.error('The library could not be opened', error);
  const detail = error instanceof Error ? error.message : String(error);
  const text = en.menu.cannotOpen.text
    .replace('{{file}}', app.getPath('userData'))
    .replace('{{detail}}', detail);
  dialog.showErrorBox(en.menu.cannotOpen.title, text);
}

async function start(): Promise<void> {
  serveApp(join(import.meta.dirname, '../renderer'));
  serveMedia(profiles.current, pageOrigin);
  serveRequests(() => profiles.current()?.router ?? null, isOwnPage);
  restrictSession();
  guardWebContents(isOwnPage);
  Menu.setApplicationMenu(createMenu((command) => windowEvents.emit('menu.command', { command })));
  try {
    await profiles.open(app.commandLine.hasSwitch('sample') ? 'sample' : 'own');
  } catch (error) {
    showFailure(error);
    app.exit(1);
    return;
  }
  openWindow();
  // The first rows come first; polling and downloading can wait for them.
  BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', () => {
    profiles.start().catch((error: unknown) => log.error('The library could not be started', error));
  });
  powerMonitor.on('resume', () => profiles.current()?.wake());
}

logWhatNobodyCaught(log, windowEvents);

let isClosing = false;
let isClosed = false;
/** Somebody started the program while it was ending. */
let isWantedAgain = false;
app.on('before-quit', (event) => {
  if (isClosed) return;
  isClosing = true;
  // Downloads stop cleanly before the program ends; they go on at the next start.
  event.preventDefault();
  void profiles
    .close()
    .catch((error: unknown) => log.error('Closing the library failed', error))
    .finally(() => {
      isClosed = true;
      app.quit();
    });
});
app.on('will-quit', () => {
  if (isWantedAgain) app.relaunch();
});
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
app.on('activate', () => {
  if (app.isReady() && BrowserWindow.getAllWindows().length === 0) openWindow();
});
app.on('browser-window-focus', () => profiles.current()?.focused());
app.on('second-instance', () => {
  if (isClosing) {
    isWantedAgain = true;
    return;
  }
  const window = BrowserWindow.getAllWindows()[0];
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
});

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start, (error: unknown) => log.error('The program could not be started', error));
} else {
  app.exit(0);
}
