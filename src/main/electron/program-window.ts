import { app, BrowserWindow, nativeImage, screen } from 'electron';
import type { ProgramWindow } from '../ports';
import type { ProfileStore } from './settings-store';
import { iconFile } from './tray';
import { createWindowPlaces, type WindowPlaces } from './window-places';

const places = new WeakMap<BrowserWindow, WindowPlaces>();

/** The program's one window as the core sees it. */
export function createProgramWindow(): ProgramWindow {
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
      if (changed) places.get(changed)?.setMini(isMini);
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

/** From now on the window's places are kept, and it can become the mini player. */
export function placeWindow(window: BrowserWindow, store: ProfileStore): WindowPlaces {
  const created = createWindowPlaces({
    window,
    store,
    screens: { isOnScreen, workAreaAt: (place) => screen.getDisplayMatching(place).workArea },
    startsMini: store.read().isMini,
    setTimer: (run, ms) => void setTimeout(run, ms),
  });
  places.set(window, created);
  return created;
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
