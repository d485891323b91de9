import { AppError } from '@shared/ipc/errors';
import type { JobId, KeyStatus, Snapshot } from '@shared/model';
import type { DownloadRepository } from '../db/downloads';
import { normaliseApiUrl, originOf } from '../domain/api-address';
import type { EventSink, ProfileSwitch, Shell } from '../ports';
import type { FetchResult } from '../remote/flow-client';
import type { ApiKeyService } from '../services/api-key';
import type { DownloadRunner } from '../services/download-runner';
import type { Holds } from '../services/holds';
import type { JobsService } from '../services/jobs';
import { testKey } from '../services/key-test';
import type { LibraryLocation } from '../services/library-location';
import type { LyricsService } from '../services/lyrics';
import type { LyricsExporter } from '../services/lyrics-export';
import type { SettingsService } from '../services/settings';
import type { SongsService } from '../services/songs';
import type { Handlers } from './router';

/** What the routes call. */
export interface HandlerDeps {
  readonly snapshot: () => Snapshot;
  readonly settings: SettingsService;
  readonly apiKey: ApiKeyService;
  readonly keyChanged: () => void;
  readonly fetchWith: (key: string) => (jobId: JobId, signal: AbortSignal) => Promise<FetchResult>;
  readonly holds: Holds;
  readonly location: LibraryLocation;
  readonly checkFolder: () => Promise<void>;
  readonly jobs: JobsService;
  readonly songs: SongsService;
  readonly lyrics: LyricsService;
  readonly exporter: LyricsExporter;
  readonly exportFolder: () => string;
  readonly downloads: {
    readonly rows: DownloadRepository;
    readonly runner: DownloadRunner;
    readonly changed: () => void;
  };
  readonly wakePoller: () => void;
  readonly shell: Shell;
  readonly events: EventSink;
  readonly profile: ProfileSwitch;
}

const DONE: Record<string, never> = {};

/** Thin by intention: a handler hands its input to a service and shapes the answer, nothing more. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { settings, apiKey, holds, location, jobs, songs, lyrics, exporter, downloads, shell, events } = deps;

  const keyStatus = (): KeyStatus => apiKey.status(settings.current().apiUrl);

  function folderChanged(): void {
    events.emit('library-folder.changed', {
      libraryFolder: location.current().root,
      exportFolder: deps.exportFolder(),
    });
  }

  return {
    'app.snapshot': deps.snapshot,

    'settings.update': (patch) => settings.update(patch),
    'settings.setApiUrl': ({ url }) => {
      if (settings.overrides().apiUrl)
        throw new AppError('not-allowed', 'The address is set by the environment.');
      const apiUrl = normaliseApiUrl(url);
      if (apiUrl === null)
        throw new AppError('bad-address', 'The address must be https, or http to this machine.');
      const isOtherHost = originOf(apiUrl) !== originOf(settings.current().apiUrl);
      settings.update({ apiUrl });
      if (isOtherHost) deps.keyChanged();
      return keyStatus();
    },
    'settings.chooseLibraryFolder': async () => {
      if (settings.overrides().libraryFolder) {
        throw new AppError('not-allowed', 'The library folder is set by the environment.');
      }
      const chosen = await shell.chooseFolder({ purpose: 'library', from: location.current().root });
      if (chosen === null) return null;
      await location.use(chosen);
      jobs.journal();
      folderChanged();
      downloads.runner.wake();
      deps.wakePoller();
      return { libraryFolder: location.current().root };
    },

    'key.save': ({ key, storage }) => {
      apiKey.save(key, storage, settings.current().apiUrl);
      deps.keyChanged();
      return keyStatus();
    },
    'key.forget': () => {
      apiKey.forget();
      deps.keyChanged();
      return keyStatus();
    },
    'key.test': async ({ key }) => {
      const tested = key ?? apiKey.keyFor(settings.current().apiUrl);
      if (tested === null) throw new AppError('not-found', 'There is no key to test.');
      return testKey(deps.fetchWith(tested));
    },

    'sample.enter': async () => {
      await deps.profile.enterSample();
      return DONE;
    },
    'sample.leave': async () => {
      await deps.profile.leaveSample();
      return DONE;
    },

    'jobs.recognise': ({ text }) => jobs.recognise(text),
    'jobs.add': ({ text }) => jobs.add(text),
    'jobs.page': ({ offset, limit }) => jobs.page(offset, limit),
    'jobs.check': ({ jobIds }) => {
      jobs.check(jobIds);
      return DONE;
    },
    'jobs.stop': ({ jobIds }) => {
      jobs.stop(jobIds);
      return DONE;
    },
    'jobs.remove': ({ jobIds }) => {
      jobs.remove(jobIds);
      return DONE;
    },
    'jobs.answer': ({ jobId }) => jobs.answer(jobId),

    'songs.page': ({ offset, limit, ...listing }) => songs.page(listing, offset, limit),
    'songs.ids': (listing) => songs.ids(listing),
    'songs.jump': ({ prefix, after, ...listing }) => songs.jump(listing, prefix, after),
    'songs.position': ({ clipId, ...listing }) => songs.position(listing, clipId),
    'songs.get': ({ clipId }) => songs.get(clipId),
    'songs.fetchFiles': ({ clipIds }) => songs.fetchFiles(clipIds),

    'lyrics.get': ({ clipId }) => lyrics.get(clipId),
    'lyrics.hits': ({ clipId, search }) => lyrics.hits(clipId, search),
    'lyrics.page': ({ search, offset, limit }) => lyrics.page(search, offset, limit),
    'lyrics.export': async (request) => {
      // Beside the songs it must not make a library folder anew that is only away.
      if (settings.exportFolder() === null) {
        await deps.checkFolder();
        if (holds.has('library-missing') || holds.has('library-readonly')) {
          throw new AppError('library-unavailable', 'The library folder cannot be used.');
        }
      }
      return exporter.export(request, deps.exportFolder());
    },
    'lyrics.exportNames': ({ clipIds, pattern }) => exporter.names(clipIds, pattern),
    'lyrics.chooseExportFolder': async () => {
      const chosen = await shell.chooseFolder({ purpose: 'export', from: deps.exportFolder() });
      if (chosen === null) return null;
      settings.update({ exportFolder: chosen });
      folderChanged();
      return { exportFolder: deps.exportFolder() };
    },
    'lyrics.openExportFolder': async () => {
      await shell.openFolder(deps.exportFolder());
      return DONE;
    },

    'downloads.page': ({ offset, limit }) => ({
      rows: downloads.rows.page(offset, limit),
      total: downloads.rows.counts().total,
      offset,
    }),
    'downloads.retry': ({ ids }) => {
      downloads.runner.apply(ids, 'retry');
      return DONE;
    },
    'downloads.retryAll': () => {
      downloads.runner.apply(downloads.rows.idsInState('failed'), 'retry');
      return DONE;
    },
    'downloads.pause': ({ ids }) => {
      downloads.runner.apply(ids, 'pause');
      return DONE;
    },
    'downloads.resume': ({ ids }) => {
      downloads.runner.apply(ids, 'resume');
      return DONE;
    },
    'downloads.pauseAll': () => {
      holds.set({ kind: 'downloads-paused' });
      downloads.changed();
      return DONE;
    },
    'downloads.resumeAll': () => {
      holds.clear('downloads-paused');
      downloads.changed();
      return DONE;
    },
    'downloads.cancel': ({ ids }) => {
      downloads.runner.apply(ids, 'cancel');
      return DONE;
    },

    'holds.tryAgain': async ({ kind }) => {
      if (kind === 'library-missing' || kind === 'library-readonly') await deps.checkFolder();
      else holds.clear(kind);
      return DONE;
    },

    'system.showSong': async ({ clipId, kind }) => {
      const place = await songs.placeOf(clipId, kind);
      if (place === null) throw new AppError('not-found', 'The song has no files on disk.');
      shell.showInFolder(place);
      return DONE;
    },
    'system.showLibrary': async () => {
      await shell.openFolder(location.current().root);
      return DONE;
    },
    'system.copyText': ({ text }) => {
      shell.copyText(text);
      return DONE;
    },
  };
}
