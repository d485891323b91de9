import { dirname, join, resolve } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import { chosenLanguage } from '@shared/language';
import type { ClipId, Counts, JobId, Snapshot } from '@shared/model';
import type { SystemState } from '@shared/system';
import type { UpdateWaitsFor } from '@shared/updates';
import { createCheckedFileRepository } from './db/checked-files';
import { createClipRepository } from './db/clips';
import { createDownloadRepository } from './db/downloads';
import { createKeptQueueRepository } from './db/kept-queue';
import { createJobRepository } from './db/jobs';
import { createLyricsFileRepository } from './db/lyrics-files';
import { createLyricsRepository } from './db/lyrics';
import { createMetaRepository } from './db/meta';
import { isDamage, markDamaged } from './db/damage';
import { isDatabaseFull } from './db/database';
import { createDueRebuildRepository } from './db/due-rebuild';
import { openLibrary, type OpenedLibrary } from './db/open-library';
import { createRemovedClipRepository } from './db/removed-clips';
import { SCHEMA_VERSION } from './db/migrate';
import { createProblemRepository } from './db/problems';
import { createPlaylistRepository } from './db/playlists';
import { createSavedSearchRepository } from './db/saved-searches';
import { createSidecarRepository } from './db/sidecars';
import { createSongMarkRepository } from './db/song-marks';
import { createDesktopPresence } from './desktop';
import { createSoundRepository } from './db/sounds';
import { createExporting } from './exporting';
import { createHandlers } from './ipc/handlers';
import { createRouter, type Router } from './ipc/router';
import { logUnexpected } from './ipc/unexpected';
import type { Ports } from './ports';
import { createMending } from './mending';
import { createReading, inlineListMaker } from './reading';
import { createFlowClient } from './remote/flow-client';
import { createHttp } from './remote/http';
import { createIntakeClient } from './ipc/intake-port';
import type { RemoteAnswer } from './remote/wire';
import { createApiKeyService } from './services/api-key';
import { createChangeFeed } from './services/change-feed';
import { createCheckpoints } from './services/checkpoints';
import { createDatabaseCare } from './services/database-care';
import { createDataDisk } from './services/data-disk';
import { createDiagnostics } from './services/diagnostics';
import { createDiskSpace } from './services/disk-space';
import { createDownloadRunner } from './services/download-runner';
import { createFolderWatch } from './services/folder-watch';
import { createHolds } from './services/holds';
import { createAnswerImporter, type ImportedAnswer } from './services/import-answer';
import { JOB_JOURNAL } from './services/job-journal';
import { createJobIntake } from './services/job-intake';
import { createJobPoller } from './services/job-poller';
import { createJobsService } from './services/jobs';
import { createJournalKeeper } from './services/journal-keeper';
import { createKeptLists } from './services/kept-lists';
import { createKeyTest } from './services/key-test';
import { createLargeIntake } from './services/large-intake';
import { createLibraryLocation } from './services/library-location';
import { createLibraryMover } from './services/library-move';
import { createLibraryRebuild } from './services/library-rebuild';
import { createLibraryRecognition } from './services/library-recognition';
import { createLibraryRecovery } from './services/library-recovery';
import { createLibraryReader, restBetween } from './services/library-reader';
import { createKeptQueue } from './services/kept-queue';
import { createOpenFiles } from './services/open-files';
import { createLongWork } from './services/long-work';
import { createLyricsBeside } from './services/lyrics-beside';
import { createLyricsEditing } from './services/lyrics-editing';
import { readMediaDuration } from './services/media-duration';
import { createNamedSongs } from './services/named-songs';
import { createPlaylists } from './services/playlists';
import { createRequestLimit } from './services/request-limit';
import { createSettingsService } from './services/settings';
import { createSettingsFiles } from './services/settings-files';
import { createSidecarWriter } from './services/sidecar-writer';
import { createSavedSearches } from './services/saved-searches';
import { createSlices, restOneTurn } from './services/slices';
import { createSoundListener } from './services/sound-listener';
import { createSoundMeasuring } from './services/sound-measuring';
import { createSpareJournal } from './services/spare-journal';
import { createSongHanding } from './services/song-handing';
import { createSongMarks } from './services/song-marks';
import { createSongsService, type SongsService } from './services/songs';
import { createTransfer } from './services/transfer';
import { isErrno } from './services/whole-file';
import { createUpdates } from './services/updates';
import { createWindowFailures } from './services/window-failures';

/** The whole core, put together. It knows nothing of Electron and runs in plain Node under test. */
export interface App {
  /** Answers what the window asks. */
  readonly router: Router;
  /** Opens a file of a song for playing or showing. */
  readonly openFile: SongsService['openFile'];
  /** Adds jobs as the user would by pasting their ids. */
  readonly addJobs: (text: string) => void;
  /** Begins to poll, download and write. */
  start(): Promise<void>;
  /** Ends everything in order; what was under way goes on at the next start. */
  stop(): Promise<void>;
  /** The user came back to the window, perhaps after plugging in a disk. */
  focused(): void;
  /** There is no window any more that could play. */
  windowGone(): void;
  /** The machine is about to sleep: what plays is paused, and stays so. */
  sleep(): void;
  /** The machine woke up: whatever fell due meanwhile is due now. */
  wake(): void;
  /** Another process that reads the database met damage in it. */
  foundDamage(message: string): void;
}

/** What keeps the files beside songs from being written. */
const SIDECAR_HOLDS = ['disk-full', 'data-disk-full', 'database-damaged', 'library-rebuilding'] as const;
/** What keeps songs from being measured. */
const MEASURING_HOLDS = ['data-disk-full', 'database-damaged', 'library-rebuilding'] as const;

/** Folder for exported lyrics unless the user chose another, inside the library folder. */
const EXPORT_FOLDER = 'Lyrics';
/** Beside the database. */
const SPARE_JOURNAL = 'jobs-to-note.jsonl';
const PROBLEMS_IN_DIAGNOSTICS = 50;
const OWN_FOLDERS: readonly string[] = [EXPORT_FOLDER];
const isOwnFolder = (path: string): boolean => OWN_FOLDERS.includes(path);
/** Of more songs that have changed at once it is told that everything has. */
const MOST_NAMED_SONGS = 10_000;
/** Of what main takes in by itself, for so many milliseconds at a time. */
const LONGEST_SLICE_MS = 4;

/**
 * Opens the library and builds the services around it, each handed what it needs.
 *
 * @throws NewerSchemaError when the database is from a newer program
 */
export function createApp(ports: Ports): App {
  const { databaseFile, log, clock } = ports;
  const opened = openLibrary(databaseFile, log, clock.now());
  try {
    return assemble(ports, opened);
  } catch (error) {
    opened.db.close();
    if (!isDamage(error)) throw error;
    markDamaged(databaseFile, String(error));
    return assemble(ports, openLibrary(databaseFile, log, clock.now()));
  }
}

function assemble(ports: Ports, opened: OpenedLibrary): App {
  const { clock, log, events, environment, disks } = ports;

  // What is kept.
  const { db } = opened;
  const meta = createMetaRepository(db);
  const jobRows = createJobRepository(db);
  const clipRows = createClipRepository(db);
  const lyricsRows = createLyricsRepository(db);
  const downloadRows = createDownloadRepository(db);
  const sidecarRows = createSidecarRepository(db);
  const markRows = createSongMarkRepository(db);
  const checkedFiles = createCheckedFileRepository(db);
  const removedClips = createRemovedClipRepository(db);
  const due = createDueRebuildRepository(db);

  let lastCounts: Counts = { songs: 0, jobs: 0, activeJobs: 0, downloads: 0, failedDownloads: 0 };
  /** A damaged database must not keep the window from opening: it is there that the repair is offered. */
  function counts(): Counts {
    try {
      const jobs = jobRows.counts();
      const downloads = downloadRows.counts();
      lastCounts = {
        songs: clipRows.countShown(),
        jobs: jobs.total,
        activeJobs: jobs.active,
        downloads: downloads.total,
        failedDownloads: downloads.failed,
      };
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    return lastCounts;
  }
  const changes = createChangeFeed(clock, events, counts);

  // What is set, and what holds.
  const settings = createSettingsService(
    ports.settingsStore,
    environment,
    ports.defaultLibraryFolder,
    (changed, before) => {
      events.emit('settings.changed', { settings: changed });
      presence.update();
      if (changed.wordsFiles.some((kind) => !before.wordsFiles.includes(kind))) {
        clipRows.markAllSidecarsDue();
        sidecars.wake();
      }
      updateKeyHold();
      const wrong = holds.list().find((hold) => hold.kind === 'wrong-address');
      if (wrong?.apiUrl !== changed.apiUrl) holds.clear('wrong-address');
      poller.wake();
    },
  );
  const apiKey = createApiKeyService(ports.keyVault, environment, log);
  /** Beginning could not be stored; it is done once more when there is room. */
  let isBeginDue = false;
  const holds = createHolds({
    meta,
    clock,
    log,
    onChange(list) {
      events.emit('holds.changed', { holds: list });
      presence.downloads.changed();
      folderWatch.update();
      poller.wake();
      runner.wake();
      sidecars.wake();
      measuring.wake();
    },
    onTry: () => poller.wake(),
  });
  const dataDisk = createDataDisk({
    databaseFile: ports.databaseFile,
    meta,
    disks,
    holds,
    clock,
    log,
    // A rebuild that ran out of room goes on before anything is asked that the folder knows already.
    catchUp: () => (isBeginDue ? beginOrWait() : checkFolder()),
  });
  db.onFull(dataDisk.ranOut);
  const location = createLibraryLocation({
    db,
    meta,
    jobs: jobRows,
    clips: clipRows,
    downloads: downloadRows,
    removed: removedClips,
    sidecars: sidecarRows,
    settings,
    holds,
    recognition: createLibraryRecognition({
      jobs: jobRows,
      clips: clipRows,
      files: checkedFiles,
      removed: removedClips,
      isOwnFolder,
    }),
    isRecovering: () => recovery.isDue(),
    onOtherLibrary: () => recovery.request('found'),
    onMended: (file) => events.emit('notice', { kind: 'library-file-mended', file }),
    onDiskFull: () => inBackground(disk.ranOut(0)),
    log,
  });
  const isFolderReady = () => location.isOpen() && !holds.has('library-moving');
  const journal = createJournalKeeper({
    db,
    meta,
    due,
    jobs: jobRows,
    clips: clipRows,
    downloads: downloadRows,
    removed: removedClips,
    folder: location.current,
    clock,
    log,
    spare: createSpareJournal(join(dirname(ports.databaseFile), SPARE_JOURNAL)),
    onUnknownJobs: lookAtFolder,
    onRemoved(songs) {
      changes.everything();
      if (songs > 0) events.emit('notice', { kind: 'removed-by-journal', count: songs, file: JOB_JOURNAL });
    },
    onBack: () => changes.everything(),
    onDiskFull: () => inBackground(disk.ranOut(0)),
  });
  const disk = createDiskSpace({ folder: () => location.current().root, disks, holds, clock, log });
  const checkFolder = async () => {
    const isOpen = await location.check();
    folderWatch.update();
    if (!isOpen) return;
    await recovery.wake();
    noteLater();
    await keptLists.settle();
    folderWatch.update();
    poller.wake();
  };
  const isFolderThere = async () => {
    await checkFolder();
    return isFolderReady();
  };
  const requireFolder = async () => {
    await checkFolder();
    if (!isFolderReady()) throw new AppError('library-unavailable', 'The library folder cannot be used.');
  };
  function lookAtFolder(): void {
    inBackground(checkFolder().catch((error: unknown) => log.error('Library folder', error)));
  }
  let isStopping = false;
  /** Job ids wait to be written into the folder, though it seems to be right. */
  let isJournalBehind = false;
  /** Many ids a few at a time: each time waits for the disk. Resolves to whether the journal lacks none. */
  async function noteInJournal(): Promise<boolean> {
    let state = await db.inTurn(journal.catchUp);
    while (state === 'more' && !isStopping) {
      await restOneTurn();
      state = await db.inTurn(journal.catchUp);
    }
    isJournalBehind = state !== 'whole';
    if (state === 'refused') {
      holds.set({ kind: 'journal-unwritable', file: join(location.current().root, JOB_JOURNAL) });
    } else holds.clear('journal-unwritable');
    return !isJournalBehind;
  }
  const noteLater = () => inBackground(noteInJournal().then(() => undefined));
  const savedSearchRows = createSavedSearchRepository(db);
  const playlistRows = createPlaylistRepository(db);
  const keptLists = createKeptLists({
    db,
    meta,
    savedSearches: savedSearchRows,
    playlists: playlistRows,
    folder: location.current,
    isFolderReady,
    clock,
    log,
    rest: restOneTurn,
    onTakenOver: () => {
      savedSearches.tell();
      playlists.tell();
    },
    onDiskFull: () => inBackground(disk.ranOut(0)),
  });
  const savedSearches = createSavedSearches({
    rows: savedSearchRows,
    kept: keptLists,
    onChange: (searches) => events.emit('saved-searches.changed', { savedSearches: searches }),
  });
  // What the user asked for and waits for does not stand back.
  const restShortly = restBetween(clock, () => false);
  const checkpoint = createCheckpoints({
    db,
    file: ports.databaseFile,
    maintenance: ports.maintenance,
    log,
  });
  const restAfterWriting = async () => {
    await checkpoint();
    await restShortly();
  };
  /** For what is written beside everything else, however much. */
  const writingSlices = createSlices({
    db,
    inTurn: db.inTurn,
    longestMs: LONGEST_SLICE_MS,
    rest: restAfterWriting,
  });
  const playlists = createPlaylists({
    db,
    rows: playlistRows,
    slices: writingSlices,
    kept: keptLists,
    clock,
    log,
    onChange: (list) => events.emit('playlists.changed', { playlists: list }),
  });
  const folderWatch = createFolderWatch({
    clock,
    isTroubled: () => isJournalBehind || !location.isOpen(),
    look: lookAtFolder,
  });

  // What talks to the outside.
  const http = createHttp(ports.network);
  const client = createFlowClient(http, clock.now);
  const fetchWith = (key: string, jobId: JobId, signal: AbortSignal) =>
    client.fetchJob({ apiUrl: settings.current().apiUrl, key }, jobId, signal);
  const limit = createRequestLimit({
    meta,
    clock,
    perMinute: () => settings.current().requestsPerMinute,
    onFree: () => poller.wake(),
  });
  const apiUrl = () => settings.current().apiUrl;
  const testKey = createKeyTest({ fetchJob: fetchWith, limit, holds, clock });

  // What makes songs of answers.
  const importer = createAnswerImporter({
    db,
    jobs: jobRows,
    clips: clipRows,
    lyrics: lyricsRows,
    downloads: downloadRows,
    removed: removedClips,
    settings,
    clock,
  });
  function onAnswer(jobId: JobId, answer: RemoteAnswer, raw: string): void {
    const wasPending = jobRows.tracking(jobId)?.phase === 'pending';
    const imported = importer.apply(jobId, answer, raw);
    changes.jobs([jobId]);
    if (wasPending) tellEnd(jobId, imported.clipIds, answer.message);
    if (imported.clipIds.length === 0) return;
    tellImported(imported);
  }
  function tellEnd(jobId: JobId, clipIds: readonly ClipId[], message: string | null): void {
    const phase = jobRows.tracking(jobId)?.phase;
    if (phase === 'pending') return;
    const titles = () => clipIds.map((clipId) => clipRows.find(clipId)?.title ?? '');
    presence.notifications.ended(
      phase === 'succeeded' ? { kind: 'done', titles: titles() } : { kind: 'failed', reason: message },
    );
  }
  function tellImported({ clipIds, renewed }: ImportedAnswer): void {
    changes.songs(clipIds);
    changes.downloads();
    runner.renewed(renewed);
    sidecars.wake();
  }

  // What takes in much at once.
  const slices = createSlices({ db, longestMs: LONGEST_SLICE_MS, rest: restOneTurn });
  const rebuild = createLibraryRebuild({
    db,
    jobs: jobRows,
    clips: clipRows,
    lyrics: lyricsRows,
    downloads: downloadRows,
    files: checkedFiles,
    sidecars: sidecarRows,
    marks: markRows,
    removed: removedClips,
    due,
    slices,
    folder: location.current,
    journal,
    isOwnFolder,
    wantedAssets: () => settings.current().wantedAssets,
    rereadLyrics: importer.rereadLyrics,
    clock,
    log,
  });
  const { beginIntakeThread } = ports;
  const intakeThread =
    beginIntakeThread &&
    createIntakeClient({
      begin() {
        const thread = beginIntakeThread({
          databaseFile: ports.databaseFile,
          turnsMemory: db.turns.memory,
          ownFolders: OWN_FOLDERS,
        });
        thread.onEnd(db.turns.threadEnded);
        return thread;
      },
      settings: settings.current,
      libraryFolder: () => location.current().root,
      onDamage: (error) => care.noteDamage(String(error)),
      onFull: dataDisk.ranOut,
      schedule: clock.schedule,
    });
  /** The thread is at work: it also empties the database's log. */
  let takeBackLog: (() => void) | null = null;
  const intake = createLargeIntake({
    here: {
      ...createJobIntake({ db, jobs: jobRows, clips: clipRows, importer, slices, clock, log }),
      rebuild: rebuild.run,
    },
    apart: intakeThread,
    onBusy(isBusy) {
      takeBackLog?.();
      takeBackLog = isBusy ? db.leaveLog() : null;
      if (!isBusy) sidecars.wake();
    },
  });

  const jobs = createJobsService({
    db,
    jobs: jobRows,
    intake,
    journal,
    settings,
    keysInUse: apiKey.held,
    clock,
    log,
    onAdding: (progress) => events.emit('adding.progress', progress),
    onAnswers: ({ jobIds, ...imported }) => {
      changes.jobs(jobIds);
      tellImported(imported);
    },
    onAnswer,
    onChange: (jobIds) => {
      changes.jobs(jobIds);
      poller.wake();
    },
    asking: () => poller.asking(),
    noteInJournal,
    onFolderTrouble: lookAtFolder,
  });
  const poller = createJobPoller({
    jobs: jobRows,
    inTurn: db.inTurn,
    fetchJob: async (jobId, signal) => {
      const key = apiKey.keyFor(settings.current().apiUrl);
      if (key === null) return { kind: 'key-rejected', detail: null };
      const result = await fetchWith(key, jobId, signal);
      const isOldKey = key !== apiKey.keyFor(settings.current().apiUrl);
      // What is said about a key that was replaced meanwhile holds nothing: the job is asked again with the new one.
      return result.kind === 'key-rejected' && isOldKey
        ? { kind: 'no-answer', problem: { code: 'unexpected-status', detail: null }, raw: null }
        : result;
    },
    onAnswer,
    onChange: changes.jobs,
    onFailed: (_jobId, reason) => presence.notifications.ended({ kind: 'failed', reason }),
    holds,
    clock,
    log,
    limit,
    apiUrl,
  });

  // What brings files to disk.
  const runner = createDownloadRunner({
    db,
    downloads: downloadRows,
    transfer: createTransfer(http, clock),
    folder: location.current,
    holds,
    disk,
    clock,
    log,
    askForFreshAddress: jobs.renewAddresses,
    onFinished: (task) => {
      changes.songs([task.clipId]);
      if (task.jobId !== null) changes.jobs([task.jobId]);
      inBackground(measureDuration(task.clipRow));
      sidecars.wake();
      presence.downloads.changed();
      measuring.wake();
    },
    onChange: (tasks) => {
      presence.downloads.changed();
      changes.downloads();
      changes.songs(tasks.map((task) => task.clipId));
    },
    onProgress: (transfers) => {
      presence.downloads.changed();
      events.emit('downloads.progress', { transfers });
    },
    checkFolder,
  });
  let isSidecarFailureTold = false;
  const sidecars = createSidecarWriter({
    db,
    clips: clipRows,
    lyrics: lyricsRows,
    downloads: downloadRows,
    sidecars: sidecarRows,
    marks: markRows,
    folder: location.current,
    clock,
    measure: measureDuration,
    wordsFiles: () => settings.current().wordsFiles,
    canWrite: () => isFolderReady() && takeBackLog === null && !SIDECAR_HOLDS.some((kind) => holds.has(kind)),
    log,
    rest: checkpoint,
    checkFolder,
    onDiskFull: () => disk.ranOut(0),
    onFailed: (clip) => {
      if (isSidecarFailureTold) return;
      isSidecarFailureTold = true;
      events.emit('notice', { kind: 'sidecar-failed', detail: clip.title });
    },
  });

  /** Work that nobody waits for until the end, when the database must not close under it. */
  const background = new Set<Promise<void>>();
  function inBackground(work: Promise<void>): void {
    const tracked = work.finally(() => background.delete(tracked));
    background.add(tracked);
  }

  /** Songs whose files are being read; the files beside a song wait for it. */
  const beingRead = new Map<number, Promise<void>>();
  function measureDuration(clipRow: number): Promise<void> {
    const underWay = beingRead.get(clipRow) ?? readDuration(clipRow).finally(() => beingRead.delete(clipRow));
    beingRead.set(clipRow, underWay);
    return underWay;
  }

  /** The file knows its length better than the answer; timing markers are read again with it. */
  async function readDuration(clipRow: number): Promise<void> {
    const sound = downloadRows
      .assets(clipRow)
      .find((asset) => asset.kind !== 'cover' && asset.path !== null && !asset.isMissing);
    if (!sound?.path || clipRows.findRow(clipRow)?.isMeasured !== false) return;
    try {
      const durationMs = await readMediaDuration(location.current().resolve(sound.path));
      if (durationMs === null) return;
      db.transact(() => {
        clipRows.setMeasuredDuration(clipRow, durationMs);
        const measured = clipRows.findRow(clipRow);
        if (!measured) return;
        importer.rereadLyrics(measured);
        changes.songs([measured.clipId]);
      });
    } catch (error) {
      // A file that was moved away meanwhile is noticed when it is played.
      if (!isErrno(error, 'ENOENT')) log.error('The length of a file could not be read', error);
    }
  }

  const lyricsBeside = createLyricsBeside({
    db,
    clips: clipRows,
    lyrics: lyricsRows,
    downloads: downloadRows,
    sidecars: sidecarRows,
    files: createLyricsFileRepository(db),
    folder: location.current,
    canLook: isFolderReady,
    clock,
    log,
    reread: importer.rereadLyrics,
    onChange({ clipId }) {
      changes.songs([clipId]);
      sidecars.wake();
    },
  });

  // What keeps the library whole.
  const recovery = createLibraryRecovery({
    meta,
    due,
    clips: clipRows,
    journal,
    holds,
    rebuild,
    isFolderReady,
    clock,
    log,
    onRebuilt: () => changes.everything(),
    onGoneThrough: lookAtFolder,
    onReport: (report) => events.emit('recovery.changed', { report }),
  });
  const care = createDatabaseCare({
    db,
    file: ports.databaseFile,
    maintenance: ports.maintenance,
    disks,
    holds,
    clock,
    log,
    isSuspect: opened.wasCutOff,
    hasContent: () => counts().jobs > 0 || clipRows.count() > 0,
  });
  db.onDamage((error) => care.noteDamage(String(error)));

  // What is read.
  const songs = createSongsService({
    db,
    clips: clipRows,
    downloads: downloadRows,
    settings,
    folder: location.current,
    clock,
    isFolderReady,
    // What goes on when a folder is back is not due here: this one was there a moment ago.
    isFolderThere: async () => (await location.check()) && isFolderReady(),
    retryDownloads: (ids) => runner.apply(ids, 'retry'),
    onBack: (clipId) => inBackground(lostFiles.lookFor([clipId]).then(() => undefined)),
    onChange: (clipIds) => {
      changes.songs(clipIds);
      changes.downloads();
      runner.wake();
    },
  });
  const handing = createSongHanding({
    songs,
    settings,
    shell: ports.shell,
    window: ports.desktop.window,
    onChange: tellSystem,
  });
  const reading = createReading({ db, clips: clipRows, lyrics: lyricsRows, now: clock.now }, inlineListMaker);

  // What the desktop around the window shows.
  const systemState = (): SystemState => ({
    globalKeys: presence.keys.state(),
    hasNotifications: ports.desktop.notifier.isSupported(),
    programs: handing.programs(),
  });
  function tellSystem(): void {
    events.emit('system.changed', { state: systemState() });
  }
  const language = () => chosenLanguage(settings.current().language, ports.app.systemLanguage);
  const presence = createDesktopPresence({
    desktop: ports.desktop,
    events,
    clock,
    settings: settings.current,
    language,
    counts,
    transfers: () => runner.progress(),
    isHeld: holds.blocksDownloads,
    onSystemChange: tellSystem,
  });

  // What is looked for, checked, put right, and removed.
  const exportFolder = () => settings.exportFolder() ?? join(location.current().root, EXPORT_FOLDER);
  const isDownloading = () => runner.progress().length > 0;
  const measuring = createSoundMeasuring({
    db,
    sounds: createSoundRepository(db),
    clips: clipRows,
    listener: createSoundListener({ folder: location.current, meter: ports.soundMeter, log }),
    power: ports.power,
    clock,
    log,
    canMeasure: () => isFolderReady() && !MEASURING_HOLDS.some((kind) => holds.has(kind)),
    isFolderThere,
    isBusy: () => isDownloading() || ports.playback.isAudible(),
    onMeasured: (clipIds) => events.emit('sound.measured', { clipIds }),
  });
  async function holdSong(clipRow: number): Promise<() => void> {
    const [releaseDownloads, releaseSidecars] = await Promise.all([
      runner.hold(clipRow),
      sidecars.hold(clipRow),
    ]);
    return () => {
      releaseDownloads();
      releaseSidecars();
    };
  }
  const reader = createLibraryReader(location.current, restShortly);
  const mending = createMending({
    ...ports,
    db,
    meta,
    clips: clipRows,
    files: checkedFiles,
    downloads: downloadRows,
    removed: removedClips,
    folder: location.current,
    reader,
    journal,
    runner,
    sidecars,
    jobs,
    changes,
    measuring,
    isExportFolder: (path) =>
      path === EXPORT_FOLDER || resolve(exportFolder()) === location.current().resolve(path),
    isCheckScheduled: () => settings.current().isCheckScheduled,
    isDownloading,
    isFolderReady,
    isFolderThere,
    requireFolder,
    checkpoint,
    rest: restAfterWriting,
    holdSong,
    takeIn: rebuild.takeIn,
    lookBeside: lyricsBeside.look,
    onJournalBehind: noteLater,
  });
  const { lostFiles } = mending;
  const songMarks = createSongMarks({
    db,
    slices: writingSlices,
    work: createLongWork(clock, (progress) => events.emit('marks.progress', progress)),
    marks: markRows,
    clock,
    onChange(clipIds) {
      if (clipIds.length > MOST_NAMED_SONGS) changes.everything();
      else changes.songs(clipIds);
      // Whoever has pressed a heart looks at it.
      if (clipIds.length === 1) changes.flush();
      sidecars.wake();
    },
  });
  const editing = createLyricsEditing({
    db,
    clips: clipRows,
    lyrics: lyricsRows,
    clock,
    reread: importer.rereadLyrics,
    onChange(clipId) {
      changes.songs([clipId]);
      sidecars.wake();
    },
  });

  // What is written for other programs, and lists that come from them.
  const openFiles = createOpenFiles();
  const keptQueue = createKeptQueue({ db, rows: createKeptQueueRepository(db, meta), clock, log });
  const exporting = createExporting({
    ...ports,
    db,
    clips: clipRows,
    lyrics: lyricsRows,
    downloads: downloadRows,
    files: checkedFiles,
    playlists,
    reading,
    reader,
    folder: location.current,
    openFiles,
    language,
    exportFolder,
    checkpoint,
    rest: restShortly,
    requireFolder,
    isFolderReady,
    holdSong,
    lookForFiles: (clipId) => lostFiles.lookFor([clipId]),
    onTagged: (clipId) => {
      changes.songs([clipId]);
      sidecars.wake();
    },
  });

  // What puts the library elsewhere.
  function folderChanged(): void {
    events.emit('library-folder.changed', {
      libraryFolder: location.current().root,
      exportFolder: exportFolder(),
    });
  }
  const mover = createLibraryMover({
    meta,
    hasFiles: downloadRows.hasFiles,
    countSongs: () => clipRows.count(),
    location,
    isFixed: () => settings.overrides().libraryFolder,
    holds,
    disks,
    clock,
    log,
    shell: ports.shell,
    pauseWriting: async () => void (await Promise.all([runner.stop(), sidecars.stop(), keptLists.settle()])),
    resumeWriting: () => {
      sidecars.start();
      inBackground(runner.start().then(() => undefined));
    },
    onChange: (move) => events.emit('library-move.changed', { move }),
    onSwitched: () => {
      noteLater();
      inBackground(keptLists.settle());
      folderChanged();
      runner.wake();
      sidecars.wake();
      poller.wake();
    },
    onEnded: (outcome) =>
      events.emit(
        'notice',
        outcome === 'moved'
          ? { kind: 'library-moved', libraryFolder: location.current().root }
          : { kind: 'library-move-stopped' },
      ),
  });

  function updateKeyHold(): void {
    if (apiKey.keyFor(settings.current().apiUrl) === null) {
      holds.set({ kind: 'key-missing' });
      holds.clear('key-rejected');
    } else {
      holds.clear('key-missing');
    }
  }
  function keyChanged(): void {
    // First, so that nothing is asked without a key in between, which would be told as a rejected one.
    updateKeyHold();
    holds.clear('key-rejected');
    const offline = holds.list().find((hold) => hold.kind === 'offline');
    // Of another host nothing is known yet, and without a key nobody is asked.
    const isSameHost = offline?.host === new URL(apiUrl()).host;
    if (holds.has('key-missing')) holds.clear('offline', 'wrong-address');
    else if (!isSameHost) holds.clear('offline');
    tryAtOnce();
    events.emit('key.changed', { key: apiKey.status(settings.current().apiUrl) });
    poller.wake();
  }

  /** The jobs need not wait for the time of their next try. */
  function tryAtOnce(): void {
    holds.tryNow('offline');
    holds.tryNow('wrong-address');
  }

  function snapshot(): Snapshot {
    const current = settings.current();
    const key = apiKey.status(current.apiUrl);
    const now = counts();
    return {
      settings: current,
      overrides: settings.overrides(),
      key,
      holds: holds.list(),
      counts: now,
      libraryFolder: location.current().root,
      libraryMove: mover.current(),
      exportFolder: exportFolder(),
      ...ports.app,
      appVersion: ports.app.version,
      isFirstStart:
        !ports.app.isSample &&
        key.storage === null &&
        !key.isForOtherAddress &&
        now.jobs === 0 &&
        now.songs === 0,
      recovery: recovery.report(),
      savedSearches: savedSearches.list(),
      playlists: playlists.list(),
    };
  }

  async function begin(): Promise<void> {
    holds.start();
    updateKeyHold();
    playlists.giveUpRemoved();
    log.info('Started', {
      ...ports.app,
      schema: SCHEMA_VERSION,
      ...counts(),
      libraryFolder: location.current().root,
    });
    await mover.settle();
    journal.takeSpare();
    await checkFolder();
    await exporting.tagging.settle();
    sidecars.start();
    const { resumed } = await runner.start();
    // Under a hold they wait as they did before; its banner says so.
    if (resumed > 0 && !holds.blocksDownloads())
      events.emit('notice', { kind: 'downloads-resumed', count: resumed });
    poller.start();
    care.start();
    mending.schedule.start();
    updates.start();
    if (ports.soundMeter !== null) measuring.start();
    // Now, while nobody waits: with the first request it would come into the midst of work.
    inBackground(http.prepare());
    inBackground(exporting.clearUnfinished());
  }

  async function beginOrWait(): Promise<void> {
    isBeginDue = false;
    try {
      await begin();
    } catch (error) {
      if (isDatabaseFull(error)) isBeginDue = true;
      // Damage is a hold by now, and its banner offers the repair.
      else if (!isDamage(error)) throw error;
    }
  }

  // What brings the program itself up to date, when nothing that a user would lose or wait for is under way.
  function updatesWaitFor(): UpdateWaitsFor | null {
    const exported = exporting.exports.status()?.phase;
    if (holds.has('library-moving')) return 'move';
    if (holds.has('library-rebuilding')) return 'rebuild';
    if (isDownloading()) return 'downloads';
    if (takeBackLog !== null) return 'adding';
    if (exported === 'running' || exported === 'stopping') return 'export';
    return mending.underWay();
  }
  const updates = createUpdates({
    updater: ports.updater,
    meta,
    clock,
    log,
    version: ports.app.version,
    // The sample is looked at for a moment; what it keeps is not asked again tomorrow.
    isWanted: () => settings.current().looksForUpdates && !ports.app.isSample,
    waitsFor: updatesWaitFor,
    onChange: (status) => events.emit('updates.changed', { status }),
    onFound: (version) => events.emit('notice', { kind: 'update-found', version }),
    onNotInstalled: (version) => events.emit('notice', { kind: 'update-not-installed', version }),
  });

  const settingsFiles = createSettingsFiles({ isSample: ports.app.isSample, shell: ports.shell, settings });

  const diagnostics = createDiagnostics({
    logFiles: ports.logFiles,
    shell: ports.shell,
    disks,
    clock,
    databaseFile: ports.databaseFile,
    facts: async () => {
      await checkFolder();
      const { ending: _ending, ...key } = apiKey.status(settings.current().apiUrl);
      return {
        app: ports.app,
        schemaVersion: SCHEMA_VERSION,
        settings: settings.current(),
        libraryFolder: location.current().root,
        exportFolder: exportFolder(),
        key,
        overrides: { ...settings.overrides() },
        counts: counts(),
        holds: holds.list(),
        problems: createProblemRepository(db).recent(PROBLEMS_IN_DIAGNOSTICS),
      };
    },
  });

  const router = createRouter(
    createHandlers({
      snapshot,
      handedOver: ports.handedOver,
      settings,
      apiKey,
      keyChanged,
      testKey: async (key) => {
        log.hide(key);
        const result = await testKey(key);
        // The service has answered.
        if (result.verdict !== 'unknown') tryAtOnce();
        // An account that was unblocked has the key that it had.
        if (result.verdict === 'accepted' && key === apiKey.keyFor(apiUrl())) holds.clear('key-rejected');
        return result;
      },
      holds,
      location,
      recovery,
      mover,
      folderChanged,
      checkFolder,
      isFolderReady,
      lookAtDisk: disk.look,
      lookAtDataDisk: dataDisk.look,
      jobs,
      songs,
      lostFiles,
      savedSearches,
      playlists,
      playlistFiles: exporting.playlistFiles,
      exportList: exporting.exportList,
      songMarks,
      removal: mending.removal,
      check: { run: mending.check, findings: mending.findings, repair: mending.repair },
      reading,
      editing,
      exports: exporting.exports,
      tagging: exporting.tagging,
      namedSongs: createNamedSongs(),
      openFiles,
      system: {
        playing: presence.playing,
        handing,
        renewSound: ports.desktop.sound.renew,
        state: systemState,
      },
      measuring,
      keptQueue,
      playbackSession: ports.playbackSession,
      wordsBeside: {
        look: async (clipId) => {
          const clip = clipRows.find(clipId);
          return clip === null ? null : lyricsBeside.look(clip.row);
        },
        giveUp(clipId) {
          const clip = clipRows.find(clipId);
          if (clip !== null) lyricsBeside.giveUp(clip.row);
        },
      },
      exportFolder,
      downloads: { rows: downloadRows, runner, changed: changes.downloads },
      settingsFiles,
      licences: ports.licences,
      updates,
      diagnostics,
      reportWindowFailure: createWindowFailures(clock, (what, error) => logUnexpected(log, what, error)),
      shell: ports.shell,
      profile: ports.profile,
    }),
    log,
  );

  return {
    router,
    openFile: songs.openFile,
    addJobs: (text) => inBackground(jobs.add(text).then(() => undefined)),
    async start() {
      presence.update();
      await beginOrWait();
    },
    async stop() {
      log.info('Stopping');
      isStopping = true;
      presence.stop();
      mending.schedule.stop();
      holds.stop();
      folderWatch.stop();
      disk.stop();
      dataDisk.stop();
      limit.stop();
      jobs.close();
      try {
        await mover.stop();
        await playlists.stop();
        await Promise.all([
          intakeThread?.stop(),
          poller.stop(),
          runner.stop(),
          sidecars.stop(),
          recovery.stop(),
          care.stop(),
          mending.stop(),
          measuring.stop(),
          songMarks.stop(),
          exporting.stop(),
          updates.stop(),
          keptLists.settle(),
          keptQueue.stop(),
        ]);
        await Promise.all(background);
        changes.flush();
      } finally {
        // Also where a damaged file refused the last words: the next opening needs it free.
        db.close();
      }
    },
    focused() {
      presence.notifications.focused();
      lookAtFolder();
    },
    windowGone: presence.playing.forget,
    sleep: presence.sleep,
    foundDamage: care.noteDamage,
    wake() {
      holds.wake();
      log.info('Awake after sleep');
      poller.wake();
      runner.wake();
    },
  };
}
