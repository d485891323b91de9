import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { app, type Session } from 'electron';
import type * as ElectronUpdater from 'electron-updater';
import type { AppUpdater, MacUpdater, NsisUpdater, UpdateInfo } from 'electron-updater';
import type { FoundUpdate } from '@shared/updates';
import { isWritable } from '../adapters/writable-folder';
import { updateFailureOf } from '../domain/update-failure';
import { isOfFeed, readUpdateFeed, type UpdateFeed } from '../domain/update-feed';
import { plainNotes } from '../domain/update-notes';
import { updateRefusal } from '../domain/update-refusal';
import { UpdateError, type Log, type Updater } from '../ports';
import { replaceAppImage, runningAppImage, startAppImage } from './app-image';

/** The updater of the program as a whole. */
export interface ProgramUpdater extends Updater {
  /**
   * Puts in place what the user has agreed to, if anything; to be called when all is closed, as the last thing.
   *
   * @returns whether the program is ended by this, later
   */
  putInPlace(): boolean;
}

interface FetchedUpdate {
  readonly update: FoundUpdate;
  readonly atQuit: boolean;
  readonly file: string;
  readonly by: PlatformUpdater;
}

type Library = typeof ElectronUpdater;
/** The updater of this system. */
type PlatformUpdater =
  | { readonly kind: 'app-image'; readonly updater: AppUpdater; readonly running: string }
  | { readonly kind: 'windows'; readonly updater: NsisUpdater }
  | { readonly kind: 'mac'; readonly updater: MacUpdater };

/** Packages that say of themselves what they are do it here. */
const PACKAGE_TYPE = join(process.resourcesPath, 'package-type');
/** Written while packaging where a source of updates is given. */
const PACKED_CONFIG = join(process.resourcesPath, 'app-update.yml');
/** What the files of a release end with that can take the place of a copy of this system. */
const ENDINGS: Readonly<Record<string, string>> = { linux: '.AppImage', win32: '.exe', darwin: '.zip' };
/** The headers that go along, and no others: neither who asks nor in which language. */
const SENT_HEADERS = new Set(['accept', 'accept-encoding', 'cache-control', 'range', 'if-range']);
const USER_AGENT = 'Flowshelf';
const SENT_LANGUAGE = 'en';
/** Of what the library says only the beginning is logged: it repeats what was answered. */
const LONGEST_LINE = 300;

/** electron-updater as a port. It is brought in when it is first needed: nobody who starts the program waits for it. */
export function createUpdater(log: Log): ProgramUpdater {
  const appImage = runningAppImage();
  const configFile = app.isPackaged ? PACKED_CONFIG : (process.env['FLOWSHELF_UPDATE_CONFIG'] ?? null);
  const feed = readFeed(configFile);
  const refusal = updateRefusal({
    isPackaged: app.isPackaged,
    platform: process.platform,
    packageType: existsSync(PACKAGE_TYPE) ? readFileSync(PACKAGE_TYPE, 'utf8').trim() : null,
    isAppImage: appImage !== null,
    isWritable: isWritable(programFolder(appImage)),
    hasFeed: feed !== null,
  });
  let library: Promise<PlatformUpdater> | null = null;
  let found: FoundUpdate | null = null;
  let fetched: FetchedUpdate | null = null;
  let isRestarting = false;

  async function load(source: UpdateFeed, config: string): Promise<PlatformUpdater> {
    const own = createPlatformUpdater(await import('electron-updater'), appImage);
    const { updater } = own;
    updater.logger = {
      info: () => undefined,
      warn: (said: unknown) => log.warn('Updater', { said: beginningOf(said) }),
      error: (said: unknown) => log.warn('Updater', { said: beginningOf(said) }),
    };
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.autoRunAppAfterInstall = true;
    updater.allowPrerelease = false;
    updater.fullChangelog = true;
    updater.disableWebInstaller = true;
    updater.forceDevUpdateConfig = !app.isPackaged;
    updater.updateConfigPath = config;
    // It would make an id for this copy, keep it in a file and send it along, for releases that go to a part of all users.
    updater.isUserWithinRollout = () => true;
    Object.defineProperty(updater, 'stagingUserIdPromise', { value: { value: Promise.resolve('') } });
    confine(updater.netSession, source);
    return own;
  }

  function ofThisSystem(): Promise<PlatformUpdater> {
    if (refusal !== null || feed === null || configFile === null) {
      return Promise.reject(new UpdateError('failed'));
    }
    library ??= load(feed, configFile).catch((error: unknown) => {
      library = null;
      throw error;
    });
    return library;
  }

  function install({ by, file }: FetchedUpdate): boolean {
    switch (by.kind) {
      case 'app-image': {
        const place = replaceAppImage(file, by.running);
        if (isRestarting) startAppImage(place);
        return false;
      }
      case 'windows':
        by.updater.install(!isRestarting, isRestarting);
        return false;
      case 'mac':
        // Where it is not started again, the system has it since it was fetched.
        if (!isRestarting) return false;
        by.updater.once('error', () => {
          app.quit();
        });
        by.updater.quitAndInstall();
        return true;
    }
  }

  return {
    refusal,
    host: feed?.host ?? null,
    fetched: () => fetched,
    async look() {
      try {
        const { updater } = await ofThisSystem();
        const result = await updater.checkForUpdates();
        found = result?.isUpdateAvailable === true ? describe(result.updateInfo) : null;
        return found;
      } catch (error) {
        throw asUpdateError(error);
      }
    },
    async fetch({ atQuit, onProgress, signal }) {
      const update = found;
      if (update === null) throw new UpdateError('failed');
      const { CancellationToken } = await import('electron-updater');
      const token = new CancellationToken();
      const giveUp = () => {
        token.cancel();
      };
      const by = await ofThisSystem();
      const source = by.updater;
      const tell = (progress: { transferred: number; total: number; bytesPerSecond: number }) => {
        const { transferred, total, bytesPerSecond } = progress;
        onProgress({ doneBytes: transferred, bytes: total, bytesPerSecond: Math.round(bytesPerSecond) });
      };
      signal.addEventListener('abort', giveUp);
      source.on('download-progress', tell);
      try {
        signal.throwIfAborted();
        // On a Mac the system has to be handed it now for it to be put in place when the program ends.
        source.autoInstallOnAppQuit = atQuit && process.platform === 'darwin';
        const [file] = await source.downloadUpdate(token);
        if (file === undefined) throw new UpdateError('no-file');
        fetched = { update, atQuit, file, by };
      } catch (error) {
        throw asUpdateError(error);
      } finally {
        signal.removeEventListener('abort', giveUp);
        source.off('download-progress', tell);
      }
    },
    restart() {
      isRestarting = true;
      app.quit();
    },
    putInPlace() {
      if (fetched === null || (!isRestarting && !fetched.atQuit)) return false;
      // The next one must not be taken for a second start of this one.
      app.releaseSingleInstanceLock();
      try {
        return install(fetched);
      } catch (error) {
        // The next start tells: it is still this version.
        log.error('An update could not be put in place', error);
        return false;
      }
    },
  };
}

function createPlatformUpdater(library: Library, appImage: string | null): PlatformUpdater {
  if (appImage !== null) {
    return { kind: 'app-image', updater: new library.AppImageUpdater(), running: appImage };
  }
  return process.platform === 'darwin'
    ? { kind: 'mac', updater: new library.MacUpdater() }
    : { kind: 'windows', updater: new library.NsisUpdater() };
}

/** The updater's own session: nothing of it goes to another host than the source's, wherever it is led, and nothing goes along. */
function confine(session: Session, source: UpdateFeed): void {
  // Chromium adds a language by itself: the same from everybody.
  session.setUserAgent(USER_AGENT, SENT_LANGUAGE);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isOfFeed(source, url) });
  });
  session.webRequest.onBeforeSendHeaders(({ requestHeaders }, answer) => {
    const sent = Object.entries(requestHeaders).filter(([name]) => SENT_HEADERS.has(name.toLowerCase()));
    answer({ requestHeaders: { ...Object.fromEntries(sent), 'User-Agent': USER_AGENT } });
  });
}

/**
 * What a list of versions says, which is what somebody has written: nothing of it need be as it should.
 *
 * @throws UpdateError where it has nothing for this system
 */
function describe({ version, releaseNotes, files }: UpdateInfo): FoundUpdate {
  const ending = ENDINGS[process.platform] ?? '';
  const listed: readonly Partial<UpdateInfo['files'][number]>[] = Array.isArray(files) ? files : [];
  const own = listed.filter(({ url }) => String(url).endsWith(ending));
  if (own.length === 0) throw new UpdateError('no-file');
  // Of several it is not known here which one is taken.
  const size: unknown = own.length === 1 ? own[0]?.size : null;
  return {
    version,
    notes: plainNotes(releaseNotes),
    bytes: typeof size === 'number' && Number.isFinite(size) ? size : null,
  };
}

function asUpdateError(error: unknown): UpdateError {
  return error instanceof UpdateError ? error : new UpdateError(updateFailureOf(error), { cause: error });
}

function beginningOf(said: unknown): string {
  const [line = ''] = String(said).split('\n');
  return line.slice(0, LONGEST_LINE);
}

function readFeed(configFile: string | null): UpdateFeed | null {
  if (configFile === null || !existsSync(configFile)) return null;
  return readUpdateFeed(readFileSync(configFile, 'utf8'));
}

/** What has to be written to for another version to take the place of this one. */
function programFolder(appImage: string | null): string {
  if (appImage !== null) return dirname(appImage);
  // Flowshelf.app/Contents/MacOS/Flowshelf
  if (process.platform === 'darwin') return join(dirname(process.execPath), '..', '..', '..');
  return dirname(process.execPath);
}
