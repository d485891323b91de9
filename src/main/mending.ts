import type { UpdateWaitsFor } from '@shared/updates';
import type { CheckedFileRepository } from './db/checked-files';
import type { ClipRepository } from './db/clips';
import type { Database } from './db/database';
import type { DownloadRepository } from './db/downloads';
import { createFindingRepository, type FindingRepository } from './db/findings';
import type { MetaRepository } from './db/meta';
import type { RemovedClipRepository } from './db/removed-clips';
import type { Ports } from './ports';
import type { ChangeFeed } from './services/change-feed';
import { createCheckMemory } from './services/check-progress';
import { createCheckSchedule, type CheckSchedule } from './services/check-schedule';
import type { DownloadRunner } from './services/download-runner';
import type { JobsService } from './services/jobs';
import type { JournalKeeper } from './services/journal-keeper';
import { createLibraryCheck, type LibraryCheck } from './services/library-check';
import type { LibraryFolder } from './services/library-folder';
import { createLibraryReader, restBetween, type LibraryReader } from './services/library-reader';
import type { LibraryRebuild } from './services/library-rebuild';
import { createLibraryRepair, type LibraryRepair } from './services/library-repair';
import { createLibraryWalk } from './services/library-walk';
import { createLongWork } from './services/long-work';
import { createLostFiles, type LostFiles } from './services/lost-files';
import type { LyricsBeside } from './services/lyrics-beside';
import type { SidecarWriter } from './services/sidecar-writer';
import { createSongRemoval, type SongRemoval } from './services/song-removal';
import type { SoundMeasuring } from './services/sound-measuring';

export interface MendingDeps extends Pick<Ports, 'clock' | 'log' | 'events' | 'shell' | 'playback'> {
  readonly db: Database;
  readonly meta: MetaRepository;
  readonly clips: ClipRepository;
  readonly files: CheckedFileRepository;
  readonly downloads: DownloadRepository;
  readonly removed: RemovedClipRepository;
  readonly folder: () => LibraryFolder;
  /** Reads what somebody waits for. */
  readonly reader: LibraryReader;
  readonly journal: JournalKeeper;
  readonly runner: DownloadRunner;
  readonly sidecars: SidecarWriter;
  readonly jobs: Pick<JobsService, 'renewAddresses' | 'takeKeptAnswer'>;
  readonly changes: ChangeFeed;
  readonly measuring: Pick<SoundMeasuring, 'wake'>;
  /** A path in the library folder, from its root, is that of exports, which are nobody's songs. */
  readonly isExportFolder: (path: string) => boolean;
  /** The user wants the library to be checked by itself. */
  readonly isCheckScheduled: () => boolean;
  readonly isDownloading: () => boolean;
  readonly isFolderReady: () => boolean;
  /** Looks whether the library folder is there, and can be used. */
  readonly isFolderThere: () => Promise<boolean>;
  /** As that; throws `library-unavailable` when it is not. */
  readonly requireFolder: () => Promise<void>;
  /** Empties the database's log where it has grown. */
  readonly checkpoint: () => Promise<void>;
  /** As that, and lets others have their turn: between slices of writing. */
  readonly rest: () => Promise<void>;
  /** Keeps downloads and the files beside the song from being written until the returned function is called. */
  readonly holdSong: (clipRow: number) => Promise<() => void>;
  /** Takes a song in from its folder. */
  readonly takeIn: LibraryRebuild['takeIn'];
  /** Looks for words that somebody put beside a song. */
  readonly lookBeside: LyricsBeside['look'];
  /** Job ids wait to be written into the folder. */
  readonly onJournalBehind: () => void;
}

/** What looks for files that were lost, checks the library, puts it right, and removes songs. */
export interface Mending {
  readonly lostFiles: LostFiles;
  readonly check: LibraryCheck;
  readonly findings: FindingRepository;
  readonly schedule: CheckSchedule;
  readonly repair: LibraryRepair;
  readonly removal: SongRemoval;
  /** What of it an update would have to wait for; null where nothing runs. */
  underWay(): Extract<UpdateWaitsFor, 'check' | 'repair' | 'removal'> | null;
  /** Ends all but the schedule, each after its slice. */
  stop(): Promise<void>;
}

export function createMending(deps: MendingDeps): Mending {
  const { db, meta, clips, files, downloads, removed, folder, runner, sidecars, changes } = deps;
  const { clock, log, events, shell, playback } = deps;
  const findings = createFindingRepository(db);
  const restPatiently = restBetween(clock, deps.isDownloading);
  const patientReader = createLibraryReader(folder, restPatiently);
  const lostFiles = createLostFiles({
    db,
    clips,
    files,
    findings,
    reader: patientReader,
    log,
    isFolderThere: deps.isFolderThere,
    settleDownload: runner.settle,
    onFound: (clipIds) => {
      check.findingsChanged();
      changes.songs(clipIds);
      changes.downloads();
      deps.measuring.wake();
    },
  });
  const trash = async (path: string) => shell.trash(await folder().resolveExisting(path));
  const check = createLibraryCheck({
    db,
    memory: createCheckMemory(meta),
    files,
    findings,
    clips,
    reader: patientReader,
    walk: createLibraryWalk({
      files,
      clips,
      downloads,
      reader: patientReader,
      clipFileText: sidecars.clipFileText,
      isExportFolder: deps.isExportFolder,
    }),
    clock,
    log,
    rest: async (signal) => {
      await deps.checkpoint();
      await restPatiently(signal);
    },
    isFolderThere: deps.isFolderThere,
    settleDownload: runner.settle,
    lookBeside: deps.lookBeside,
    onFolderBack: (clipRow) => {
      clips.markSidecarDue(clipRow);
      sidecars.wake();
    },
    onStatus: (status) => events.emit('check.changed', { status }),
    onSongsChanged: changes.songs,
    onFinished: (newCount, isByItself) => {
      if (isByItself && newCount > 0) events.emit('notice', { kind: 'check-found', count: newCount });
    },
  });
  const schedule = createCheckSchedule({
    check,
    meta,
    clock,
    log,
    isWanted: deps.isCheckScheduled,
    isBusy: () => deps.isDownloading() || playback.isAudible() || !deps.isFolderReady(),
    hasFiles: downloads.hasFiles,
  });
  const takeIn = async (path: string) => {
    const clipId = await deps.takeIn(path);
    deps.onJournalBehind();
    return clipId;
  };
  const repairing = createLongWork(clock, (progress) => events.emit('repair.progress', progress));
  const repair = createLibraryRepair({
    db,
    files,
    findings,
    clips,
    downloads,
    reader: deps.reader,
    folder,
    trash,
    work: repairing,
    clock,
    log,
    rest: deps.rest,
    requireFolder: deps.requireFolder,
    askForFreshAddress: deps.jobs.renewAddresses,
    takeIn,
    settleDownload: runner.settle,
    onChange: (clipIds) => {
      check.findingsChanged();
      changes.songs(clipIds);
      changes.downloads();
      runner.wake();
      sidecars.wake();
    },
  });
  const removing = createLongWork(clock, (progress) => events.emit('removal.progress', progress));
  const removal = createSongRemoval({
    db,
    clips,
    files,
    downloads,
    removed,
    reader: deps.reader,
    folder,
    journal: deps.journal,
    trash,
    planning: createLongWork(clock, (progress) => events.emit('removal-plan.progress', progress)),
    work: removing,
    clock,
    log,
    rest: deps.rest,
    requireFolder: deps.requireFolder,
    holdSong: deps.holdSong,
    takeIn,
    takeKeptAnswer: deps.jobs.takeKeptAnswer,
    onJournalBehind: deps.onJournalBehind,
    onChange: (clipIds, jobIds) => {
      check.findingsChanged();
      changes.songs(clipIds);
      changes.jobs(jobIds);
      changes.downloads();
      runner.wake();
      sidecars.wake();
    },
  });

  return {
    lostFiles,
    check,
    findings,
    schedule,
    repair,
    removal,
    underWay() {
      if (check.status().run?.state === 'running') return 'check';
      if (repairing.isRunning()) return 'repair';
      return removing.isRunning() ? 'removal' : null;
    },
    async stop() {
      await Promise.all([check.stop(), lostFiles.stop(), repair.stop(), removal.stop()]);
    },
  };
}
