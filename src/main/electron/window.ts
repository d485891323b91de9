import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Theme } from '@shared/model';
import type { ProfileStore, WindowPlace } from './settings-store';

const MIN_WIDTH = 960;
const MIN_HEIGHT = 640;
const DEFAULT_PLACE: WindowPlace = { width: 1280, height: 800, isMaximized: false };
/** What the window shows before its first paint; as `--bg` in the renderer's tokens. */
const BACKGROUND = { dark: '#0e1014', light: '#f7f7f5' };

export interface MainWindowOptions {
  readonly pageUrl: string;
  readonly store: ProfileStore;
}

/** Follows the theme of the settings in everything that the system draws for us. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}

export function createMainWindow({ pageUrl, store }: MainWindowOptions): BrowserWindow {
  const place = visiblePlace(store.windowPlace() ?? DEFAULT_PLACE);
  const window = new BrowserWindow({
    ...place,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
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
      // Music goes on while another window is in front.
      backgroundThrottling: false,
    },
  });
  if (place.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    store.saveWindowPlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });

  void window.loadURL(pageUrl);
  return window;
}

/** A place on a screen that is gone is forgotten; only the size stays. */
function visiblePlace(place: WindowPlace): WindowPlace {
  const { x, y, width, height } = place;
  if (x === undefined || y === undefined) return place;
  const isVisible = screen.getAllDisplays().some(({ workArea }) => {
    const overlapX = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const overlapY = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return overlapX > 100 && overlapY > 100;
  });
  return isVisible ? place : { width, height, isMaximized: place.isMaximized };
}
