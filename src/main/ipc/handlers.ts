import { AppError } from '@shared/ipc/errors';
import type { ClipId, KeyStatus, Snapshot, TakenLyricsFile } from '@shared/model';
import type { SystemState } from '@shared/system';
import type { DownloadRepository } from '../db/downloads';
import type { FindingRepository } from '../db/findings';
import { originOf, readApiAddress } from '../domain/api-address';
import { readKey } from '../domain/key-text';
import type { HandedOverSource, Licences, PlaybackSessionHolder, ProfileSwitch, Shell } from '../ports';
import type { ApiKeyService } from '../services/api-key';
import type { Diagnostics } from '../services/diagnostics';
import type { DownloadRunner } from '../services/download-runner';
import type { Holds } from '../services/holds';
import type { JobsService } from '../services/jobs';
import type { KeyTest } from '../services/key-test';
import type { LibraryCheck } from '../services/library-check';
import type { LibraryLocation } from '../services/library-location';
import type { LibraryMover } from '../services/library-move';
import type { LibraryRecovery } from '../services/library-recovery';
import type { LibraryRepair } from '../services/library-repair';
import type { LibraryTagging } from '../services/library-tagging';
import type { KeptQueueService } from '../services/kept-queue';
import type { LostFiles } from '../services/lost-files';
import type { LyricsEditing } from '../services/lyrics-editing';
import { readLyricsFile, readLyricsFileAt } from '../services/lyrics-import';
import type { NamedSongs } from '../services/named-songs';
import type { NowPlaying } from '../services/now-playing';
import type { ExportList } from '../services/list-export';
import type { PlaylistFiles } from '../services/playlist-files';
import type { Playlists } from '../services/playlists';
import type { OpenFiles } from '../services/open-files';
import type { SavedSearches } from '../services/saved-searches';
import type { SettingsService } from '../services/settings';
import type { SettingsFiles } from '../services/settings-files';
import type { SongHanding } from '../services/song-handing';
import type { SongExports } from '../services/song-exports';
import type { SongMarksService } from '../services/song-marks';
import type { SongRemoval } from '../services/song-removal';
import type { SongsService } from '../services/songs';
import type { SoundMeasuring } from '../services/sound-measuring';
import type { Updates } from '../services/updates';
import type { ReportWindowFailure } from '../services/window-failures';
import { createReaderHandlers, type ReaderHandlerDeps } from './reader-handlers';
import type { Handlers } from './router';

/** What the routes call. */
export interface HandlerDeps {
  readonly snapshot: () => Snapshot;
  readonly settings: SettingsService;
  readonly apiKey: ApiKeyService;
  readonly keyChanged: () => void;
  readonly testKey: KeyTest;
  readonly holds: Holds;
  readonly location: LibraryLocation;
  readonly recovery: LibraryRecovery;
  readonly mover: LibraryMover;
  /** Tells the window where songs and exported lyrics are now. */
  readonly folderChanged: () => void;
  readonly checkFolder: () => Promise<void>;
  /** Whether the library folder can be written to just now. */
  readonly isFolderReady: () => boolean;
  /** Look whether there is room again: in the library folder, for the database. */
  readonly lookAtDisk: () => Promise<void>;
  readonly lookAtDataDisk: () => Promise<void>;
  readonly handedOver: HandedOverSource;
  readonly jobs: JobsService;
  readonly songs: SongsService;
  readonly lostFiles: LostFiles;
  readonly savedSearches: SavedSearches;
  readonly playlists: Playlists;
  readonly playlistFiles: PlaylistFiles;
  readonly exportList: ExportList;
  readonly songMarks: SongMarksService;
  readonly removal: SongRemoval;
  readonly check: {
    readonly run: LibraryCheck;
    readonly findings: FindingRepository;
    readonly repair: LibraryRepair;
  };
  readonly reading: ReaderHandlerDeps;
  readonly editing: LyricsEditing;
  readonly exports: SongExports;
  readonly tagging: LibraryTagging;
  readonly namedSongs: NamedSongs;
  readonly openFiles: OpenFiles;
  readonly system: {
    readonly playing: NowPlaying;
    readonly handing: SongHanding;
    /** See `SoundOutput`. */
    readonly renewSound: () => void;
    readonly state: () => SystemState;
  };
  readonly measuring: SoundMeasuring;
  readonly keptQueue: KeptQueueService;
  readonly playbackSession: PlaybackSessionHolder;
  readonly wordsBeside: {
    readonly look: (clipId: ClipId) => Promise<TakenLyricsFile | null>;
    readonly giveUp: (clipId: ClipId) => void;
  };
  readonly exportFolder: () => string;
  readonly downloads: {
    readonly rows: DownloadRepository;
    readonly runner: DownloadRunner;
    readonly changed: () => void;
  };
  readonly settingsFiles: SettingsFiles;
  readonly licences: Licences;
  readonly updates: Updates;
  readonly diagnostics: Diagnostics;
  readonly reportWindowFailure: ReportWindowFailure;
  readonly shell: Shell;
  readonly profile: ProfileSwitch;
}

const DONE: Record<string, never> = {};
/** The list of named songs that exports take. */
const EXPORTED = 0;

/** Thin by intention: a handler hands its input to a service and shapes the answer, nothing more. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { settings, apiKey, holds, location, jobs, songs, exports, downloads, shell, mover } = deps;
  const { removal, check, editing, songMarks, namedSongs: named, system, updates } = deps;

  const keyStatus = (): KeyStatus => apiKey.status(settings.current().apiUrl);

  return {
    'app.snapshot': deps.snapshot,

    'settings.update': (patch) => settings.update(patch),
    'settings.save': () => deps.settingsFiles.save(),
    'settings.take': () => deps.settingsFiles.take(),
    'settings.setApiUrl': ({ url }) => {
      if (settings.overrides().apiUrl)
        throw new AppError('not-allowed', 'The address is set by the environment.');
      const address = readApiAddress(url);
      if (address.kind === 'refused') throw new AppError(address.reason, 'The address was refused.');
      const apiUrl = address.url;
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
      return chosen === null ? null : mover.consider(chosen);
    },

    'libraryMove.start': async ({ planId }) => {
      await mover.start(planId);
      return DONE;
    },
    'libraryMove.cancel': async () => {
      await mover.cancel();
      return DONE;
    },
    'libraryMove.resume': () => {
      mover.resume();
      return DONE;
    },
    'libraryMove.discard': () => mover.discard(),
    'libraryMove.showOldFolder': () => {
      mover.showOldFolder();
      return DONE;
    },
    'libraryMove.trashOldFolder': async () => {
      await mover.trashOldFolder();
      return DONE;
    },
    'libraryMove.keepOldFolder': () => {
      mover.keepOldFolder();
      return DONE;
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
      const tested = key === null ? apiKey.keyFor(settings.current().apiUrl) : readKey(key);
      if (tested === null && key !== null) throw new AppError('key-unreadable', 'No header can carry it.');
      if (tested === null) throw new AppError('not-found', 'There is no key to test.');
      return deps.testKey(tested);
    },

    'library.repair': async () => {
      await deps.profile.reopen();
      return DONE;
    },
    'library.dismissReport': () => {
      deps.recovery.dismissReport();
      return DONE;
    },
    'library.stopRebuild': () => {
      deps.recovery.pause();
      return DONE;
    },
    'library.continueRebuild': () => {
      deps.recovery.goOn();
      return DONE;
    },

    'sample.enter': async () => {
      await deps.profile.enterSample();
      return DONE;
    },
    'sample.leave': async () => {
      await deps.profile.leaveSample();
      return DONE;
    },

    'handedOver.take': () => deps.handedOver.take(),

    'jobs.recognise': ({ text }) => jobs.recognise(text),
    'jobs.cancelAdding': () => {
      jobs.cancelAdding();
      return DONE;
    },
    'jobs.add': ({ text }) => jobs.add(text),
    'jobs.page': ({ offset, limit }) => jobs.page(offset, limit),
    'jobs.position': ({ jobId }) => jobs.position(jobId),
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

    ...createReaderHandlers(deps.reading),
    'songs.fetchFiles': ({ clipIds }) => songs.fetchFiles(clipIds),
    'songs.lookForFiles': ({ clipIds }) => deps.lostFiles.lookFor(clipIds),

    'songs.planRemoval': ({ clipIds }) => removal.plan(named.of(clipIds)),
    'songs.cancelRemovalPlan': () => {
      removal.cancelPlan();
      return {};
    },
    'songs.remove': ({ clipIds, keepsFiles }) => removal.remove(named.of(clipIds), keepsFiles),
    'songs.cancelRemoval': () => {
      removal.cancel();
      return DONE;
    },
    'songs.undoRemoval': ({ id }) => removal.undo(id),
    'songs.removalUnderWay': () => removal.underWay(),
    'songs.joinRemoval': () => removal.join(),
    'songs.bringBack': ({ jobIds }) => removal.bringBack(jobIds),

    'songs.name': ({ list, clipIds, after }) => ({ named: named.name(list, clipIds, after) }),
    'songs.setFavourite': ({ clipIds, isFavourite }) =>
      songMarks.setFavourite(named.of(clipIds), isFavourite),
    'songs.setRating': ({ clipIds, rating }) => songMarks.setRating(named.of(clipIds), rating),
    'songs.setHidden': ({ clipIds, isHidden }) => songMarks.setHidden(named.of(clipIds), isHidden),
    'songs.addTags': ({ clipIds, tags }) => songMarks.addTags(named.of(clipIds), tags),
    'songs.removeTags': ({ clipIds, tags }) => songMarks.removeTags(named.of(clipIds), tags),
    'songs.stopNoting': () => {
      songMarks.cancel();
      return DONE;
    },
    'songs.undoMarks': ({ id }) => songMarks.undo(id),
    'songs.notePlayed': async ({ clipId }) => {
      await songMarks.notePlayed(clipId);
      return DONE;
    },

    'savedSearches.put': ({ position, ...search }) => {
      deps.savedSearches.put(search, position);
      return DONE;
    },
    'savedSearches.remove': ({ id }) => {
      deps.savedSearches.remove(id);
      return DONE;
    },

    'playlists.create': async ({ id, name, clipIds }) => {
      await deps.playlists.create(id, name, named.of(clipIds));
      return DONE;
    },
    'playlists.rename': ({ id, name }) => {
      deps.playlists.rename(id, name);
      return DONE;
    },
    'playlists.remove': ({ id }) => {
      deps.playlists.remove(id);
      return DONE;
    },
    'playlists.restore': ({ id }) => {
      deps.playlists.restore(id);
      return DONE;
    },
    'playlists.duplicate': async ({ id, copyId, name }) => {
      await deps.playlists.duplicate(id, copyId, name);
      return DONE;
    },
    'playlists.move': ({ id, position }) => {
      deps.playlists.move(id, position);
      return DONE;
    },
    'playlists.add': ({ id, clipIds, before }) => deps.playlists.add(id, named.of(clipIds), before),
    'playlists.removeEntries': ({ id, entryIds }) => deps.playlists.removeEntries(id, entryIds),
    'playlists.restoreEntries': async ({ id, removals }) => {
      await deps.playlists.restoreEntries(id, removals);
      return DONE;
    },
    'playlists.moveEntries': async ({ id, entryIds, before }) => {
      await deps.playlists.moveEntries(id, entryIds, before);
      return DONE;
    },
    'playlists.chooseImport': () => deps.playlistFiles.choose(),
    'playlists.readImport': ({ fileName, base64 }) =>
      deps.playlistFiles.read(fileName, Buffer.from(base64, 'base64')),
    'playlists.export': (request) => deps.exportList(request),

    'check.status': () => check.run.status(),
    'check.start': async ({ mode }) => {
      await check.run.start(mode);
      return check.run.status();
    },
    'check.cancel': async () => {
      await check.run.cancel();
      return check.run.status();
    },
    'check.page': ({ kind, offset, limit }) => check.findings.page(kind, offset, limit),
    'check.ids': ({ kind }) => check.repair.ids(kind),
    'check.repair': ({ kind, repair, ids }) => check.repair.repair(kind, repair, ids),
    'check.cancelRepair': () => {
      check.repair.cancel();
      return DONE;
    },
    'check.show': async ({ id }) => {
      const place = await check.repair.placeOf(id);
      if (place === null) throw new AppError('not-found', 'It is not in the list any more.');
      shell.showInFolder(place);
      return DONE;
    },

    'lyrics.editable': ({ clipId }) => editing.get(clipId),
    'lyrics.keepDraft': ({ clipId, ...content }) => {
      editing.keepDraft(clipId, content);
      return DONE;
    },
    'lyrics.dropDraft': ({ clipId }) => {
      editing.dropDraft(clipId);
      return DONE;
    },
    'lyrics.save': ({ clipId, ...content }) => {
      editing.save(clipId, content);
      return DONE;
    },
    'lyrics.revert': ({ clipId, to }) => {
      editing.revert(clipId, to);
      return DONE;
    },
    'lyrics.setOffset': ({ clipId, offsetMs }) => {
      editing.setOffset(clipId, offsetMs);
      return DONE;
    },
    'lyrics.lookBeside': ({ clipId }) => deps.wordsBeside.look(clipId),
    'lyrics.giveUpBeside': ({ clipId }) => {
      deps.wordsBeside.giveUp(clipId);
      return DONE;
    },
    'lyrics.chooseImport': async () => {
      const path = await shell.chooseLyricsFile();
      return path === null ? null : readLyricsFileAt(path);
    },
    'lyrics.readImport': ({ fileName, base64 }) => readLyricsFile(fileName, Buffer.from(base64, 'base64')),
    'export.nameSongs': ({ clipIds, after }) => ({ named: named.name(EXPORTED, clipIds, after) }),
    'export.start': async ({ count, ...request }) => {
      const isBesideSongs = settings.exportFolder() === null;
      // Beside the songs it must not make a library folder anew that is only away; sound comes from there.
      if (isBesideSongs || request.sounds.length > 0) {
        await deps.checkFolder();
        if (!deps.isFolderReady()) {
          throw new AppError('library-unavailable', 'The library folder cannot be used.');
        }
      }
      return exports.start({ ...request, clipIds: named.take(EXPORTED, count) });
    },
    'export.writeTags': ({ count, sounds }) => deps.tagging.start(named.take(EXPORTED, count), sounds),
    'export.cancel': () => {
      exports.cancel();
      return DONE;
    },
    'export.status': () => exports.status(),
    'export.report': ({ offset, limit, isProblemsOnly }) => exports.page(offset, limit, isProblemsOnly),
    'export.saveReport': () => exports.saveReport(),
    'export.copyReport': async () => {
      shell.copyText(await exports.reportText());
      return DONE;
    },
    'export.preview': (request) => exports.preview(request),
    'export.chooseFolder': async () => {
      const chosen = await shell.chooseFolder({ purpose: 'export', from: deps.exportFolder() });
      if (chosen === null) return null;
      settings.update({ exportFolder: chosen });
      deps.folderChanged();
      return { exportFolder: deps.exportFolder() };
    },
    'export.showTarget': async () => {
      const status = exports.status();
      const isArchive = status?.target.endsWith('.zip') === true;
      // An archive that was not finished is not there.
      if (isArchive && status?.phase === 'whole') shell.showInFolder(status.target);
      else await shell.openFolder(isArchive ? deps.exportFolder() : (status?.target ?? deps.exportFolder()));
      return DONE;
    },

    'sound.want': ({ clipIds }) => {
      deps.measuring.want(clipIds);
      return DONE;
    },

    'player.loaded': ({ files }) => {
      deps.openFiles.set(files);
      return DONE;
    },

    'player.report': (report) => {
      system.playing.report(report);
      return DONE;
    },
    'player.renewSound': () => {
      system.renewSound();
      return DONE;
    },
    'queue.keepSongs': async ({ queueId, after, clipIds }) => {
      await deps.keptQueue.keepSongs(queueId, after, clipIds);
      return DONE;
    },
    'queue.keepOrder': async ({ queueId, at, ...order }) => {
      await deps.keptQueue.keepOrder(queueId, order, at);
      return DONE;
    },
    'queue.keepPlace': ({ isPlaying, history, ...place }) => {
      deps.keptQueue.keepPlace(place, history, isPlaying);
      return DONE;
    },
    'queue.kept': () => deps.keptQueue.load(),
    'playback.keepSession': (session) => {
      deps.playbackSession.keep(session);
      return DONE;
    },
    'playback.session': () => deps.playbackSession.current(),

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
      downloads.runner.apply(downloads.rows.idsInState('paused'), 'resume');
      downloads.changed();
      return DONE;
    },
    'downloads.cancel': ({ ids }) => {
      downloads.runner.apply(ids, 'cancel');
      return DONE;
    },

    'holds.tryAgain': async ({ kind }) => {
      if (kind === 'library-missing' || kind === 'library-readonly' || kind === 'journal-unwritable') {
        await deps.checkFolder();
      } else if (kind === 'offline') holds.tryNow(kind);
      else if (kind === 'disk-full') await deps.lookAtDisk();
      else if (kind === 'data-disk-full') await deps.lookAtDataDisk();
      else holds.clear(kind);
      return DONE;
    },

    'about.licences': () => deps.licences.packages(),
    'about.showChromiumLicences': async () => {
      await shell.openFile(deps.licences.chromiumFile, null);
      return DONE;
    },
    'updates.status': updates.status,
    'updates.look': updates.look,
    'updates.fetch': ({ atQuit }) => updates.fetch(atQuit),
    'updates.cancel': updates.cancel,
    'updates.later': updates.later,
    'updates.restart': updates.restart,
    'diagnostics.preview': () => deps.diagnostics.preview(),
    'diagnostics.save': () => deps.diagnostics.save(),
    'diagnostics.show': () => {
      deps.diagnostics.showSaved();
      return DONE;
    },

    'log.windowFailure': (failure) => ({ logId: deps.reportWindowFailure(failure) }),

    'system.state': system.state,
    'system.dragSongs': ({ clipIds, kind }) => system.handing.drag(clipIds, kind),
    'system.openSong': async ({ clipId, kind, programId }) => {
      await system.handing.open(clipId, kind, programId);
      return DONE;
    },
    'system.chooseProgram': () => system.handing.chooseProgram(),
    'system.forgetProgram': ({ id }) => {
      system.handing.forgetProgram(id);
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
