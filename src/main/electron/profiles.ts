import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { USUAL_IN_SAMPLE } from '@shared/usual-settings';
import { systemClock } from '../adapters/system-clock';
import { systemDisks } from '../adapters/system-disks';
import { createApp, type App } from '../app';
import { createPlaybackSession } from '../services/playback-session';
import type {
  Environment,
  HandedOverSource,
  Log,
  LogFiles,
  Ports,
  ProfileSwitch,
  SoundMeter,
  StoredSettings,
  Updater,
} from '../ports';
import { startSampleService, type SampleService } from '../sample/sample-service';
import { DEFAULT_SETTINGS } from '../services/settings';
import { createDesktop } from './desktop';
import { desktopShell } from './desktop-shell';
import { databaseMaintenance } from './database-maintenance';
import { beginIntakeThread } from './intake-thread';
import { createKeyVault } from './key-vault';
import { createLibraryReader } from './library-reader';
import { packedLicences } from './licences';
import { applyMenu } from './menu';
import { systemNetwork } from './network';
import { windowPlayback } from './playback';
import { systemPower } from './power';
import { applyLanguage, systemLanguage } from './shown-language';
import { createSettingsStore, type ProfileStore } from './settings-store';
import { beginExportThread } from './export-thread';
import { windowEvents } from './transport';
import { applyTheme } from './window';

/**
 * The user's own library, or the one with sample songs: each a profile with its own settings, database and library
 * folder, so that nothing of the samples stays in the real one. One is open at a time.
 */
export type ProfileName = 'own' | 'sample';

export interface Profiles {
  /** Opens the library, so that the window can read it. Throws when its database cannot be read. */
  open(profile: ProfileName): Promise<void>;
  /** Lets the open library poll, download and write; nothing happens when it does so already. */
  start(): Promise<void>;
  /** The open core; null while none is. */
  current(): App | null;
  /** The page of a window is there: from now on a process of its own reads the library for it. */
  connect(window: BrowserWindow): void;
  /** Settings of the open profile. Throws while none is open. */
  store(): ProfileStore;
  close(): Promise<void>;
}

interface OpenProfile {
  readonly core: App;
  readonly databaseFile: string;
  readonly store: ProfileStore;
  /** The sample profile's own service. */
  readonly service: SampleService | null;
  isStarted: boolean;
}

const LIBRARY_NAME = 'Flowshelf';
const SAMPLE_KEY = 'sample';

export function createProfiles(
  environment: Environment,
  log: Log & LogFiles,
  soundMeter: SoundMeter,
  handedOver: HandedOverSource,
  updater: Updater,
): Profiles {
  let opened: OpenProfile | null = null;
  const playbackSession = createPlaybackSession();
  /** Settings files that were set aside; null once there is a window that can be told at once. */
  let untold: string[] | null = [];
  const reader = createLibraryReader({ log, onDamage: (message) => opened?.core.foundDamage(message) });

  function tellSetAside(path: string): void {
    if (untold) untold.push(path);
    else windowEvents.emit('notice', { kind: 'settings-set-aside', path });
  }

  function openSettings(folder: string, defaults: StoredSettings): ProfileStore {
    const store = createSettingsStore({
      folder,
      defaults,
      log,
      now: systemClock.now,
      onSetAside: tellSetAside,
    });
    // Before the library is opened: where it cannot be, that is told.
    applyLanguage(store.read().language);
    return store;
  }

  function portsOf(folder: string, store: ProfileStore, isSample: boolean, outside: Environment): Ports {
    return {
      clock: systemClock,
      log,
      logFiles: log,
      settingsStore: store,
      environment: outside,
      keyVault: createKeyVault(join(folder, 'key.json')),
      network: systemNetwork,
      shell: desktopShell,
      desktop: createDesktop(),
      playback: windowPlayback,
      events: {
        emit(event, payload) {
          if ('settings' in payload) {
            applyTheme(payload.settings.theme);
            applyLanguage(payload.settings.language);
            applyMenu(payload.settings.shortcuts);
          }
          windowEvents.emit(event, payload);
        },
      },
      profile: profileSwitch,
      maintenance: databaseMaintenance,
      beginIntakeThread: (data) => beginIntakeThread(data, log),
      beginExportThread: () => beginExportThread(log),
      soundMeter,
      handedOver,
      playbackSession,
      licences: packedLicences,
      updater,
      power: systemPower,
      disks: systemDisks,
      databaseFile: databaseIn(folder),
      defaultLibraryFolder: isSample ? join(folder, LIBRARY_NAME) : join(musicFolder(), LIBRARY_NAME),
      app: {
        version: app.getVersion(),
        electronVersion: process.versions.electron,
        chromiumVersion: process.versions.chrome,
        platform: process.platform,
        isSample,
        systemLanguage: systemLanguage(),
      },
    };
  }

  function openOwn(): void {
    const folder = app.getPath('userData');
    const store = openSettings(folder, DEFAULT_SETTINGS);
    const core = createApp(portsOf(folder, store, false, environment));
    opened = { core, databaseFile: databaseIn(folder), store, service: null, isStarted: false };
  }

  async function openSample(): Promise<void> {
    const folder = join(app.getPath('userData'), 'Sample');
    mkdirSync(folder, { recursive: true });
    const service = await startSampleService({ folder: join(app.getAppPath(), 'resources', 'sample') });
    try {
      const store = openSettings(folder, { ...DEFAULT_SETTINGS, ...USUAL_IN_SAMPLE });
      const outside: Environment = { apiUrl: service.url, apiKey: SAMPLE_KEY, libraryFolder: null };
      const core = createApp(portsOf(folder, store, true, outside));
      opened = { core, databaseFile: databaseIn(folder), store, service, isStarted: false };
    } catch (error) {
      await service.close();
      throw error;
    }
  }

  async function open(profile: ProfileName): Promise<void> {
    if (profile === 'sample') await openSample();
    else openOwn();
    if (opened) applyMenu(opened.store.read().shortcuts);
  }

  async function start(): Promise<void> {
    // Another library may have been opened, and started, before the first one's turn came.
    if (!opened || opened.isStarted) return;
    opened.isStarted = true;
    const { core, databaseFile, service } = opened;
    const told = untold ?? [];
    untold = null;
    told.forEach(tellSetAside);
    reader.open(databaseFile);
    await core.start();
    if (service) core.addJobs(service.jobIds.join('\n'));
  }

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    try {
      await reader.close();
      await closing?.core.stop();
    } finally {
      await closing?.service?.close();
    }
  }

  async function change(profile: ProfileName): Promise<void> {
    // A damaged library may not even close in order; it is opened anew all the same.
    await close().catch((error: unknown) => log.error('Closing the library failed', error));
    await open(profile);
    windowEvents.emit('profile.changed', {});
    await start();
  }

  const profileSwitch: ProfileSwitch = {
    enterSample: () => change('sample'),
    leaveSample: () => change('own'),
    reopen: () => change(opened?.service ? 'sample' : 'own'),
  };

  return {
    open,
    start,
    current: () => opened?.core ?? null,
    connect: reader.connect,
    store() {
      if (!opened) throw new Error('No library is open.');
      return opened.store;
    },
    close,
  };
}

function databaseIn(folder: string): string {
  return join(folder, 'library.sqlite');
}

/** The user's music folder; systems without one get it in the home folder. */
function musicFolder(): string {
  try {
    return app.getPath('music');
  } catch {
    return join(app.getPath('home'), 'Music');
  }
}
