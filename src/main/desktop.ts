import type { Language } from '@shared/language';
import type { Counts, DownloadProgress, Settings } from '@shared/model';
import type { GlobalKeyAction } from '@shared/system';
import type { Ports, TrayAction } from './ports';
import { createGlobalKeys, type GlobalKeyService } from './services/global-keys';
import { createJobNotifications, type JobNotifications } from './services/job-notifications';
import { createKeepAwake } from './services/keep-awake';
import { createNowPlaying, type NowPlaying } from './services/now-playing';
import { createTaskbarDownloads, type TaskbarDownloads } from './services/taskbar-downloads';
import { createTrayPresence } from './services/tray-presence';

export interface DesktopDeps extends Pick<Ports, 'desktop' | 'events' | 'clock'> {
  readonly settings: () => Settings;
  readonly language: () => Language;
  readonly counts: () => Counts;
  readonly transfers: () => readonly DownloadProgress[];
  /** Something keeps downloads from being started. */
  readonly isHeld: () => boolean;
  /** Keys or programs are others than before. */
  readonly onSystemChange: () => void;
}

/** What the desktop around the window shows of the program, and what it lets the user do from there. */
export interface DesktopPresence {
  readonly playing: NowPlaying;
  readonly keys: GlobalKeyService;
  readonly downloads: TaskbarDownloads;
  readonly notifications: JobNotifications;
  /** Shows all that the settings want. */
  update(): void;
  /** The machine is about to sleep. Music that it stops must not go on by itself when it wakes. */
  sleep(): void;
  stop(): void;
}

export function createDesktopPresence(deps: DesktopDeps): DesktopPresence {
  const { desktop, events, settings, language, clock } = deps;

  function act(action: TrayAction | GlobalKeyAction): void {
    if (action === 'quit') desktop.window.quit();
    else if (action === 'show-window') desktop.window.show();
    else events.emit('menu.command', { command: action });
  }

  const awake = createKeepAwake(desktop.wakeLock);
  function updateAwake(): void {
    const report = playing.current();
    // The mini player covers the picture.
    awake.update({ ...report, isVideoLarge: report.isVideoLarge && !settings().isMini });
  }
  const playing = createNowPlaying(() => {
    updateAwake();
    tray.update();
  });
  const tray = createTrayPresence({ tray: desktop.tray, settings, language, playing: playing.current, act });
  const keys = createGlobalKeys({ keys: desktop.keys, settings, run: act, onChange: deps.onSystemChange });
  const downloads = createTaskbarDownloads({
    taskbar: desktop.taskbar,
    counts: deps.counts,
    transfers: deps.transfers,
    isHeld: deps.isHeld,
    clock,
  });
  const notifications = createJobNotifications({
    desktop,
    settings,
    language,
    clock,
    onOpen: (place) => events.emit('menu.command', { command: `place-${place}` }),
  });

  return {
    playing,
    keys,
    downloads,
    notifications,
    update() {
      desktop.window.setMini(settings().isMini);
      updateAwake();
      tray.update();
      keys.update();
    },
    sleep: () => events.emit('player.pause', {}),
    stop() {
      awake.stop();
      tray.stop();
      keys.stop();
      downloads.stop();
      notifications.stop();
    },
  };
}
