import { app, BrowserWindow, nativeImage, screen } from 'electron';
import type { ProgramWindow } from '../ports';
import type { ProfileStore } from './settings-store';
import { iconFile } from './tray';

export const WINDOW_MIN = { width: 960, height: 640 };
/** Of the content, a frame around it comes on top: as small as all controls allow, and the largest. */
const MINI_SIZE = { width: 380, height: 120 };
const MINI_MAX = { width: 640, height: 168 };
/** How far from the corner of the screen the mini player stands at first. */
const MARGIN = 24;

/** Windows that are the mini player just now. */
const minis = new WeakSet<BrowserWindow>();

/** The program's one window as the core sees it. */
export function createProgramWindow(store: ProfileStore): ProgramWindow {
  const window = () => BrowserWindow.getAllWindows()[0];
  return {
    isFocused: () => window()?.isFocused() ?? false,
    show() {
      const shown = window();
      if (shown) bringToFront(shown);
      // On a Mac the program goes on without a window; this opens one.
      else app.emit('activate');
    },
    setMini(isMini) {
      const changed = window();
      if (!changed || minis.has(changed) === isMini) return;
      keepPlace(changed, store);
      if (isMini) makeMini(changed, store);
      else makeWhole(changed, store);
    },
    dragFiles(paths) {
      const [file] = paths;
      if (file === undefined) return;
      const icon = nativeImage.createFromPath(iconFile('drag-32.png'));
      window()?.webContents.startDrag({ file, files: [...paths], icon });
    },
    quit: () => app.quit(),
  };
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Keeps where a window is, for the next start and for the way back from the mini player. */
export function keepPlace(window: BrowserWindow, store: ProfileStore): void {
  if (minis.has(window)) store.saveMiniPlace(window.getBounds());
  else store.saveWindowPlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
}

/**
 * The same window, small and above all others: its page goes on, so no note is lost. Its frame stays, for a window
 * cannot take that off while it lives.
 */
export function makeMini(window: BrowserWindow, store: ProfileStore): void {
  minis.add(window);
  if (window.isFullScreen()) {
    window.once('leave-full-screen', () => {
      if (minis.has(window)) shrink(window, store);
    });
    window.setFullScreen(false);
    return;
  }
  shrink(window, store);
}

function shrink(window: BrowserWindow, store: ProfileStore): void {
  if (window.isMaximized()) window.unmaximize();
  const whole = window.getBounds();
  const content = window.getContentBounds();
  const framed = ({ width, height }: { readonly width: number; readonly height: number }) =>
    [width + whole.width - content.width, height + whole.height - content.height] as const;
  const [width, height] = framed(MINI_SIZE);
  const { workArea } = screen.getDisplayMatching(whole);
  const corner = {
    x: workArea.x + workArea.width - width - MARGIN,
    y: workArea.y + workArea.height - height - MARGIN,
    width,
    height,
  };
  const kept = store.miniPlace();
  window.setMinimumSize(width, height);
  window.setMaximumSize(...framed(MINI_MAX));
  window.setMaximizable(false);
  window.setFullScreenable(false);
  window.setBounds(kept !== null && isOnScreen(kept) ? kept : corner);
  window.setAlwaysOnTop(true, 'floating');
}

function makeWhole(window: BrowserWindow, store: ProfileStore): void {
  minis.delete(window);
  const place = store.windowPlace();
  window.setAlwaysOnTop(false);
  window.setMaximizable(true);
  window.setFullScreenable(true);
  // No largest size.
  window.setMaximumSize(0, 0);
  window.setMinimumSize(WINDOW_MIN.width, WINDOW_MIN.height);
  if (place === null) return;
  const { x, y, width, height, isMaximized } = place;
  if (x !== undefined && y !== undefined && isOnScreen({ x, y, width, height }))
    window.setBounds({ x, y, width, height });
  else window.setSize(width, height);
  if (isMaximized) window.maximize();
}

/** How much of a window has to be on a screen, so that it can be seen and moved. */
const SEEN = { width: 100, height: 60 };

/** Whether enough of a place is on a screen that is there. */
export function isOnScreen(place: Electron.Rectangle): boolean {
  const { x, y, width, height } = place;
  return screen.getAllDisplays().some(({ workArea }) => {
    const overlapX = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const overlapY = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return overlapX > SEEN.width && overlapY > SEEN.height;
  });
}
