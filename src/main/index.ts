import { join } from 'node:path';
import { app, BrowserWindow, net, powerMonitor, protocol } from 'electron';
import type { Environment } from './ports';
import { MEDIA_SCHEME } from '@shared/media-url';
import { createFileLog } from './adapters/file-log';
import { systemDisks } from './adapters/system-disks';
import { createHandedOverBox, isHandedOver } from './services/handed-over';
import { answerFromPage, APP_ORIGIN, APP_SCHEME, serveApp } from './electron/app-protocol';
import { listenForDesktop } from './electron/from-desktop';
import { guardWebContents, ownPageCheck, restrictSession } from './electron/guards';
import { serveMedia } from './electron/media-protocol';
import { applyMenu } from './electron/menu';
import { createProfiles } from './electron/profiles';
import { bringToFront } from './electron/program-window';
import { shownLanguage, texts } from './electron/shown-language';
import { isOnlyInstance } from './electron/single-instance';
import { explainStartFailure, showStartFailure } from './electron/start-failure';
import { createSoundMeter } from './electron/sound-meter';
import { serveRequests, windowEvents, windowSettled } from './electron/transport';
import { logWhatNobodyCaught } from './electron/unexpected';
import { createUpdater } from './electron/updater';
import { applyTheme, createMainWindow } from './electron/window';
import { reviveWindow } from './electron/window-crash';

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
const logFolder = join(app.getPath('userData'), 'logs');
const log = createFileLog({
  folder: logFolder,
  homeFolder: app.getPath('home'),
  // Whoever develops it reads along in a terminal.
  isOnConsole: !app.isPackaged && process.stdout.isTTY,
});
const rendererFolder = join(import.meta.dirname, '../renderer');
const soundMeter = createSoundMeter({
  log,
  page: (pathname, policy) =>
    devServerUrl === undefined
      ? answerFromPage(rendererFolder, pathname, policy, shownLanguage())
      : net.fetch(new URL(pathname, devServerUrl).href),
});
const handedOver = createHandedOverBox(log, () => windowEvents.emit('handed-over.waiting', {}));
const updater = createUpdater(log);
const profiles = createProfiles(environment, log, soundMeter, handedOver, updater);

// Before `ready`, or the schemes are not privileged.
protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
  {
    scheme: MEDIA_SCHEME,
    // Fetched too: a waveform is drawn from the file itself.
    privileges: { standard: true, secure: true, stream: true, corsEnabled: true, supportFetchAPI: true },
  },
]);

/** Whether the window is only hidden when it is closed: where the user wants that, and the program does not end. */
function isKeptInTray(): boolean {
  if (isClosing || profiles.current() === null) return false;
  const settings = profiles.store().read();
  return settings.hasTray && settings.isKeptInTray;
}

function openWindow(): void {
  applyTheme(profiles.store().read().theme);
  const window = createMainWindow({ pageUrl, store: profiles.store(), isKeptInTray });
  const gone = () => profiles.current()?.windowGone();
  window.webContents.on('render-process-gone', gone);
  window.on('closed', gone);
  for (const event of ['minimize', 'hide', 'restore', 'show'] as const) {
    // By name: listeners that differ by one event each are four signatures.
    (window as NodeJS.EventEmitter).on(event, () =>
      windowEvents.emit('window.seen', { isSeen: window.isVisible() && !window.isMinimized() }),
    );
  }
  reviveWindow(window, { log, events: windowEvents, logFolder });
  // Not `did-finish-load`: its page still counts as loading then, and gets no port.
  window.webContents.on('did-stop-loading', () => profiles.connect(window));
}

/** Opens the library; where it cannot, as often as the user wants it tried. Returns whether it is open. */
async function openLibrary(): Promise<boolean> {
  for (;;) {
    try {
      await profiles.open(app.commandLine.hasSwitch('sample') ? 'sample' : 'own');
      return true;
    } catch (error) {
      log.error('The library could not be opened', error);
      const failure = await explainStartFailure(error, app.getPath('userData'), systemDisks, texts());
      if ((await showStartFailure(failure, texts())) === 'quit') return false;
      // Where the folder let nobody write it, another start may have taken it since.
      if (!isOnlyInstance(log)) return false;
    }
  }
}

async function start(): Promise<void> {
  serveApp(rendererFolder, shownLanguage);
  serveMedia(profiles.current, pageOrigin);
  serveRequests(() => profiles.current()?.router ?? null, isOwnPage);
  restrictSession();
  guardWebContents(isOwnPage);
  applyMenu({});
  if (!(await openLibrary())) {
    app.exit(1);
    return;
  }
  const settled = windowSettled(isOwnPage);
  openWindow();
  powerMonitor.on('suspend', () => profiles.current()?.sleep());
  powerMonitor.on('resume', () => profiles.current()?.wake());
  // The first rows come first: another process, polling and downloading would take their processor.
  await settled;
  profiles.start().catch((error: unknown) => log.error('The library could not be started', error));
}

logWhatNobodyCaught(log, windowEvents);

let isClosing = false;
let isClosed = false;
/** Somebody started the program while it was ending: what with. */
let wantedAgain: readonly string[] | null = null;
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
      if (!updater.putInPlace()) app.quit();
    });
});
app.on('will-quit', () => {
  if (wantedAgain === null) return;
  const own = process.argv.slice(1).filter((argument) => !isHandedOver(argument));
  app.relaunch({ args: [...own, ...wantedAgain] });
});
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
app.on('activate', () => {
  // While the library is being opened there is nothing to show.
  if (profiles.current() !== null && BrowserWindow.getAllWindows().length === 0) openWindow();
});
app.on('browser-window-focus', () => profiles.current()?.focused());
app.on('second-instance', (_event, args, folder) => {
  if (isClosing) {
    wantedAgain = [...(wantedAgain ?? []), ...args.filter(isHandedOver)];
    return;
  }
  handedOver.receive(args, folder);
  const window = BrowserWindow.getAllWindows()[0];
  if (window) bringToFront(window);
});

listenForDesktop(handedOver);

if (isOnlyInstance(log)) {
  app.whenReady().then(start, (error: unknown) => log.error('The program could not be started', error));
} else {
  app.exit(0);
}
