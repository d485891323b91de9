import { app, BrowserWindow, globalShortcut, Notification, powerSaveBlocker } from 'electron';
import type { Desktop, KeysEverywhere, Notifier, SoundOutput, Taskbar, WakeLock } from '../ports';
import { createProgramWindow } from './program-window';
import { createTray } from './tray';

/** The desktop around the window. */
export function createDesktop(): Desktop {
  return {
    wakeLock: createWakeLock(),
    tray: createTray(),
    taskbar,
    notifier: createNotifier(),
    keys: keysEverywhere,
    window: createProgramWindow(),
    sound: soundOutput,
  };
}

function createWakeLock(): WakeLock {
  let blocker: number | null = null;
  return {
    keep(need) {
      if (blocker !== null) powerSaveBlocker.stop(blocker);
      blocker =
        need === 'none'
          ? null
          : powerSaveBlocker.start(need === 'picture' ? 'prevent-display-sleep' : 'prevent-app-suspension');
    },
  };
}

const taskbar: Taskbar = {
  showProgress(progress) {
    for (const window of BrowserWindow.getAllWindows()) {
      // Below zero there is no bar.
      if (progress === null) window.setProgressBar(-1);
      else window.setProgressBar(progress.fraction, { mode: progress.mode });
    }
  },
  showCount: (count) => void app.setBadgeCount(count),
};

function createNotifier(): Notifier {
  /** One that nobody holds may be forgotten, with what its press does. */
  const shown = new Set<Notification>();
  return {
    isSupported: () => Notification.isSupported(),
    notify(text, onClick) {
      if (!Notification.isSupported()) return;
      const notification = new Notification(text);
      const forget = () => shown.delete(notification);
      shown.add(notification);
      notification.on('click', () => {
        forget();
        onClick();
      });
      notification.on('close', forget);
      notification.on('failed', forget);
      notification.show();
    },
  };
}

const keysEverywhere: KeysEverywhere = {
  // Wayland gives keys to the window in front alone; through XWayland they would only seem to be taken.
  isSupported: () => process.platform !== 'linux' || process.env['XDG_SESSION_TYPE'] !== 'wayland',
  take: (chord, run) => globalShortcut.register(chord.replace(/^Ctrl\+/, 'CommandOrControl+'), run),
  leaveAll: () => globalShortcut.unregisterAll(),
};

const soundOutput: SoundOutput = {
  renew() {
    // Chromium begins this process again when sound is wanted. It has no other way of being told to look anew.
    const service = app.getAppMetrics().find(({ serviceName }) => serviceName === 'audio.mojom.AudioService');
    if (service !== undefined) process.kill(service.pid);
  },
};
