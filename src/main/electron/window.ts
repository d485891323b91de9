import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import type { Theme } from '@shared/model';
import { isOnScreen, placeWindow } from './program-window';
import type { ProfileStore, WindowPlace } from './settings-store';
import { WINDOW_MIN } from './window-places';

const DEFAULT_PLACE: WindowPlace = { width: 1280, height: 800, isMaximized: false };
/** What the window shows before its first paint; as `--bg` in the renderer's tokens. */
const BACKGROUND = { dark: '#0e1014', light: '#f7f7f5' };

export interface MainWindowOptions {
  readonly pageUrl: string;
  readonly store: ProfileStore;
  /** Whether closing it leaves the program in the tray. */
  readonly isKeptInTray: () => boolean;
}

/** Follows the theme of the settings in everything that the system draws for us. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}

export function createMainWindow({ pageUrl, store, isKeptInTray }: MainWindowOptions): BrowserWindow {
  const place = visiblePlace(store.windowPlace() ?? DEFAULT_PLACE);
  const window = new BrowserWindow({
    ...place,
    minWidth: WINDOW_MIN.width,
    minHeight: WINDOW_MIN.height,
    title: 'Flowshelf',
    show: false,
    // The menu is one press of Alt away; the songs get its line.
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // Music goes on while another window is in front.
      backgroundThrottling: false,
    },
  });
  const places = placeWindow(window, store);
  if (place.isMaximized && !store.read().isMini) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    places.keep();
    if (!isKeptInTray()) return;
    event.preventDefault();
    window.hide();
  });

  void window.loadURL(pageUrl);
  return window;
}

/** A place on a screen that is gone is forgotten; only the size stays. */
function visiblePlace(place: WindowPlace): WindowPlace {
  const { x, y, width, height } = place;
  if (x === undefined || y === undefined) return place;
  return isOnScreen({ x, y, width, height }) ? place : { width, height, isMaximized: place.isMaximized };
}
