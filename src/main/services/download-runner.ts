import { posix } from 'node:path';
import {
  ASSET_KINDS,
  type AssetKind,
  type DownloadFailure,
  type DownloadProgress,
  type JobId,
  type MediaFormat,
} from '@shared/model';
import { isDatabaseFull, type Database } from '../db/database';
import type { DownloadRepository, DownloadTask, FinishedFile } from '../db/downloads';
import { transitionDownload, type DownloadEvent } from '../domain/download';
import type { Clock, Log } from '../ports';
import type { DiskSpace } from './disk-space';
import type { Holds } from './holds';
import type { RenewedFile } from './import-answer';
import type { LibraryFolder } from './library-folder';
import type { Transfer, TransferResult } from './transfer';
import { diskFailureOf, TransferError } from './transfer-failure';
import type { TransferHead } from './transfer-head';

/** Works through the persisted list of downloads: a few at once, each resumable, each ending in a checked file. */
export interface DownloadRunner {
  /** Takes up what an ended program left running and begins. Tells how many files go on from where they stopped. */
  start(): Promise<{ readonly resumed: number }>;
  /** Stops all transfers cleanly; they go on at the next start. */
  stop(): Promise<void>;
  /** Looks for work; called whenever rows or holds have changed. */
  wake(): void;
  /** Lets the user act on rows. */
  apply(
    ids: readonly number[],
    event: Extract<DownloadEvent['kind'], 'pause' | 'resume' | 'retry' | 'cancel'>,
  ): void;
  /** Ends the transfers of a song and starts none of them until the returned function is called. */
  hold(clipRow: number): Promise<() => void>;
  /** The file of a song is there or let go: a download of it that does not run is none any more. */
  settle(clipRow: number, kind: AssetKind): void;
  /** A job named other addresses than before for these files, or a first one. */
  renewed(files: readonly RenewedFile[]): void;
  /** What runs just now and how fast. */
  progress(): readonly DownloadProgress[];
}

export interface DownloadRunnerDeps {
  readonly db: Database;
  readonly downloads: DownloadRepository;
  readonly transfer: Transfer;
  readonly folder: () => LibraryFolder;
  readonly holds: Holds;
  readonly disk: DiskSpace;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks the job that named a file for fresh addresses. */
  readonly askForFreshAddress: (jobId: JobId) => void;
  /** A file is on disk and its row is written. */
  readonly onFinished: (task: DownloadTask) => void;
  /** Rows have changed in a way that lists show. */
  readonly onChange: (tasks: readonly DownloadTask[]) => void;
  readonly onProgress: (transfers: readonly DownloadProgress[]) => void;
  /** Something about the folder went wrong; looks at it again and sets its hold. */
  readonly checkFolder: () => Promise<void>;
}

const AT_ONCE = 4;
const PROGRESS_EVERY_MS = 250;
const SAVE_PROGRESS_EVERY_MS = 2_000;
const SPEED_WINDOW_MS = 3_000;
const LONGEST_TIMER_MS = 60_000;

const PART_SUFFIX = '.part';

interface Running {
  readonly task: DownloadTask;
  readonly abort: AbortController;
  finished: Promise<void>;
  doneBytes: number;
  totalBytes: number | null;
  validator: string | null;
  savedAt: number;
  samples: { at: number; bytes: number }[];
  /** What became of the row from outside while the transfer ran. */
  userEvent: DownloadEvent | null;
}

export function createDownloadRunner(deps: DownloadRunnerDeps): DownloadRunner {
  const { db, downloads, holds, clock, log } = deps;
  const running = new Map<number, Running>();
  /** Songs that somebody else is at work on. */
  const held = new Set<number>();
  let isStarted = false;
  /** Rows say that they run, though nothing does: there was no room to store how they ended. */
  let hasStranded = false;
  let cancelTimer: (() => void) | null = null;
  let cancelProgress: (() => void) | null = null;

  function step(task: DownloadTask, event: DownloadEvent): DownloadTask | null {
    const fresh = downloads.task(task.id);
    if (!fresh) return null;
    const result = transitionDownload(fresh.tracking, event, clock.now(), clock.random());
    if (result.kind === 'remove') {
      db.transact(() => downloads.cancel(fresh, partPath(fresh)));
      return null;
    }
    downloads.saveTracking(fresh.id, result.download);
    if (result.asksForFreshAddress && fresh.jobId !== null) deps.askForFreshAddress(fresh.jobId);
    return { ...fresh, tracking: result.download };
  }

  function wake(): void {
    if (!isStarted) return;
    cancelTimer?.();
    cancelTimer = null;
    if (holds.blocksDownloads()) {
      interruptForHold();
      return;
    }
    db.inTurn(beginReady).catch((error: unknown) => {
      // Without room for a row nothing can begin; the end of that hold wakes us.
      if (!isDatabaseFull(error)) log.error('Downloads could not be begun', error);
    });
  }

  function beginReady(): void {
    if (!isStarted || holds.blocksDownloads()) return;
    if (hasStranded) requeueStranded();
    const now = clock.now();
    const free = AT_ONCE - running.size;
    if (free > 0) {
      const ready = downloads
        .ready(now, free + running.size + held.size * ASSET_KINDS.length)
        .filter((task) => !running.has(task.id) && !held.has(task.clipRow));
      for (const task of ready.slice(0, free)) begin(task);
    }
    const next = downloads.nextReadyAt(now);
    if (next !== null) {
      // Bounded, so that a clock set back delays nothing for long.
      cancelTimer = clock.schedule(wake, Math.min(LONGEST_TIMER_MS, Math.max(50, next - now)));
    }
  }

  function requeueStranded(): void {
    for (const task of downloads.running()) if (!running.has(task.id)) step(task, { kind: 'interrupt' });
    hasStranded = false;
  }

  /** Holds stop starting; those that make writing impossible also end what runs. */
  function interruptForHold(): void {
    for (const entry of running.values()) {
      entry.userEvent ??= { kind: 'interrupt' };
      entry.abort.abort();
    }
  }

  function begin(task: DownloadTask): void {
    const started = step(task, { kind: 'start' });
    if (!started) return;
    const entry: Running = {
      task: started,
      abort: new AbortController(),
      finished: Promise.resolve(),
      doneBytes: 0,
      totalBytes: started.totalBytes,
      validator: started.validator,
      savedAt: clock.now(),
      samples: [],
      userEvent: null,
    };
    running.set(task.id, entry);
    log.info('Download begun', {
      ...nameOf(task),
      doneBytes: entry.doneBytes,
      attempt: task.tracking.attempts + 1,
    });
    deps.onChange([started]);
    entry.finished = work(entry)
      .catch((error: unknown) => {
        if (isDatabaseFull(error)) {
          hasStranded = true;
          return;
        }
        log.error('A download ended in an unexpected way', error);
        step(task, { kind: 'fail', failure: { code: 'disk-error', detail: null }, retryAfterMs: null });
      })
      .finally(() => {
        running.delete(task.id);
        deps.onChange([started]);
        wake();
      });
    reportProgress();
  }

  async function work(entry: Running): Promise<void> {
    const { task } = entry;
    const folder = deps.folder();
    const part = partPath(task);
    const { arrived } = task;
    if (arrived !== null && (await isUnderItsName(folder, arrived))) {
      if (await isDone(entry, () => folder.flush(task.folder))) complete(task, arrived);
      return;
    }
    const result = await run(entry, folder, part);
    if (result.kind === 'failed' && !result.keepsPart) {
      entry.doneBytes = 0;
      entry.validator = null;
    }
    downloads.saveProgress(task.id, entry.doneBytes, entry.totalBytes, entry.validator);
    switch (result.kind) {
      case 'complete':
        await finish(entry, folder, part, result);
        return;
      case 'stopped':
        await onStopped(entry, folder, part);
        return;
      case 'failed':
        await onFailed(entry, result);
    }
  }

  async function run(entry: Running, folder: LibraryFolder, part: string): Promise<TransferResult> {
    const { task } = entry;
    try {
      await folder.ensureFolder(task.folder);
    } catch (error) {
      return { kind: 'failed', failure: diskFailureOf(error), retryAfterMs: null, keepsPart: true };
    }
    return deps.transfer({
      url: task.url,
      kind: task.kind,
      partPath: folder.resolve(part),
      validator: task.validator,
      totalBytes: task.totalBytes,
      signal: entry.abort.signal,
      onHead: (head) => onHead(entry, head),
      onProgress: (doneBytes) => {
        entry.doneBytes = doneBytes;
      },
    });
  }

  async function onHead(entry: Running, head: TransferHead): Promise<void> {
    entry.doneBytes = head.offset;
    entry.totalBytes = head.totalBytes;
    entry.validator = head.validator;
    await makeSureOfSpace();
    // Before the first byte: a part file must never be taken for a part of something else.
    downloads.saveProgress(entry.task.id, head.offset, head.totalBytes, head.validator);
  }

  async function makeSureOfSpace(): Promise<void> {
    const coming = [...running.values()].reduce((sum, each) => sum + remainingBytes(each), 0);
    if (await deps.disk.hasRoomFor(coming)) return;
    throw new TransferError({ code: 'disk-full', detail: null }, true);
  }

  async function finish(
    entry: Running,
    folder: LibraryFolder,
    part: string,
    result: Extract<TransferResult, { kind: 'complete' }>,
  ): Promise<void> {
    const { task } = entry;
    const path = await freePath(folder, task, result.format, result.sha256);
    const { format, bytes, sha256 } = result;
    const file: FinishedFile = { path, format, bytes, sha256, isUnverified: !result.isVerified };
    downloads.noteArrival(task.id, file);
    if (await isDone(entry, () => folder.commitFile(part, path))) complete(task, file);
  }

  /** Takes a last step in the library folder. One that the disk refuses is told, and the download tries again. */
  async function isDone(entry: Running, takeStep: () => Promise<void>): Promise<boolean> {
    try {
      await takeStep();
      return true;
    } catch (error) {
      await onFailed(entry, { failure: diskFailureOf(error), retryAfterMs: null });
      return false;
    }
  }

  function complete(task: DownloadTask, file: FinishedFile): void {
    db.transactDurably(() => downloads.finish(task, file, clock.now()));
    log.info('Download finished', { ...nameOf(task), bytes: file.bytes, format: file.format });
    deps.onFinished(task);
  }

  /** Whether an ended program gave a file its name without having written its row. */
  async function isUnderItsName(folder: LibraryFolder, file: FinishedFile): Promise<boolean> {
    try {
      return (await folder.hash(file.path)) === file.sha256;
    } catch {
      // Something else stands there, or the disk fails: fetching the file will tell.
      return false;
    }
  }

  /** The name for a finished file: our own older file may be replaced, a stranger's never. */
  async function freePath(
    folder: LibraryFolder,
    task: DownloadTask,
    format: MediaFormat,
    sha256: string,
  ): Promise<string> {
    const own = downloads.assets(task.clipRow).find((asset) => asset.kind === task.kind);
    for (let number = 1; ; number += 1) {
      const path = assetPath(task, format, number);
      if (!(await folder.exists(path))) return path;
      // What cannot be read is not ours to replace.
      const present = await folder.hash(path).catch(() => null);
      // Renamed, but the program ended before the row was written: the same bytes, so the same file.
      if (present === sha256) return path;
      // At our own place may by now stand what the user put there.
      if (path === own?.path && present !== null && present === own.sha256) return path;
    }
  }

  async function onStopped(entry: Running, folder: LibraryFolder, part: string): Promise<void> {
    const after = step(entry.task, entry.userEvent ?? { kind: 'interrupt' });
    if (after === null) await removePart(folder, part);
  }

  /** Removes the part file of a cancelled download. What cannot be removed now is removed at a later start. */
  async function removePart(folder: LibraryFolder, part: string): Promise<void> {
    try {
      await folder.remove(part);
      downloads.forgetDiscardedPart(part);
    } catch (error) {
      log.error('A part file stays', error);
    }
  }

  /** Before anything begins: a new download of a file that was cancelled has the same part file. */
  async function removeDiscardedParts(): Promise<void> {
    if (holds.has('library-missing') || holds.has('library-readonly')) return;
    let part = downloads.nextDiscardedPart(null);
    while (part !== null) {
      await removePart(deps.folder(), part);
      part = downloads.nextDiscardedPart(part);
    }
  }

  /** An address that has expired is worse news when the job that could name another is unknown by now. */
  function toldWithJob(failure: DownloadFailure, id: number): DownloadFailure {
    const isLost = failure.code === 'link-expired' && downloads.task(id)?.isJobLost === true;
    return isLost ? { ...failure, code: 'link-lost' } : failure;
  }

  async function onFailed(
    entry: Running,
    result: Pick<Extract<TransferResult, { kind: 'failed' }>, 'failure' | 'retryAfterMs'>,
  ): Promise<void> {
    const { retryAfterMs } = result;
    const failure = toldWithJob(result.failure, entry.task.id);
    log.warn('Download failed', { ...nameOf(entry.task), code: failure.code, detail: failure.detail });
    if (failure.code === 'disk-full') await deps.disk.ranOut(remainingBytes(entry));
    if (failure.code === 'disk-error') await deps.checkFolder();
    const isFolderGone = holds.has('library-missing') || holds.has('library-readonly');
    step(entry.task, isFolderGone ? { kind: 'interrupt' } : { kind: 'fail', failure, retryAfterMs });
  }

  // ------------------------------------------------------------------------------------------------- progress

  function reportProgress(): void {
    if (cancelProgress) return;
    cancelProgress = clock.schedule(() => {
      cancelProgress = null;
      if (running.size === 0) return;
      sample();
      deps.onProgress(progress());
      reportProgress();
    }, PROGRESS_EVERY_MS);
  }

  function sample(): void {
    const now = clock.now();
    for (const entry of running.values()) {
      entry.samples.push({ at: now, bytes: entry.doneBytes });
      entry.samples = entry.samples.filter(({ at }) => now - at <= SPEED_WINDOW_MS && at <= now);
      if (Math.abs(now - entry.savedAt) >= SAVE_PROGRESS_EVERY_MS) {
        entry.savedAt = now;
        keepProgress(entry);
      }
    }
  }

  /** Only to know after a crash how far it was: what cannot be stored just now is stored at the end. */
  function keepProgress({ task, doneBytes, totalBytes, validator }: Running): void {
    try {
      downloads.saveProgress(task.id, doneBytes, totalBytes, validator);
    } catch (error) {
      if (!isDatabaseFull(error)) throw error;
    }
  }

  function progress(): readonly DownloadProgress[] {
    return [...running.values()].map((entry) => ({
      id: entry.task.id,
      clipId: entry.task.clipId,
      kind: entry.task.kind,
      doneBytes: entry.doneBytes,
      totalBytes: entry.totalBytes,
      bytesPerSecond: speedOf(entry.samples),
    }));
  }

  return {
    async start() {
      await removeDiscardedParts();
      const left = downloads.running();
      // What was running counts whether or not its row knew of bytes already: that is written only now and then.
      const resumed = left.length + downloads.begunCount();
      db.transact(() => {
        for (const task of left) step(task, { kind: 'interrupt' });
      });
      isStarted = true;
      wake();
      return { resumed };
    },
    async stop() {
      isStarted = false;
      cancelTimer?.();
      cancelProgress?.();
      cancelProgress = null;
      const ending = [...running.values()];
      for (const entry of ending) entry.abort.abort();
      await Promise.allSettled(ending.map((entry) => entry.finished));
    },
    wake,
    apply(ids, kind) {
      const touched = ids.flatMap((id) => downloads.task(id) ?? []);
      for (const task of touched) {
        const entry = running.get(task.id);
        if (entry && (kind === 'pause' || kind === 'cancel')) {
          // The row changes when the transfer has let go of the file.
          entry.userEvent = { kind };
          entry.abort.abort();
          continue;
        }
        if (entry?.userEvent?.kind === 'pause') {
          // Resumed before the transfer has let go: it begins again as soon as it has.
          entry.userEvent = { kind: 'interrupt' };
          continue;
        }
        const after = step(task, { kind });
        if (after === null) void removePart(deps.folder(), partPath(task));
      }
      deps.onChange(touched);
      wake();
    },
    async hold(clipRow) {
      held.add(clipRow);
      const ending = [...running.values()].filter((entry) => entry.task.clipRow === clipRow);
      for (const entry of ending) {
        entry.userEvent ??= { kind: 'interrupt' };
        entry.abort.abort();
      }
      await Promise.allSettled(ending.map((entry) => entry.finished));
      return () => {
        held.delete(clipRow);
        wake();
      };
    },
    settle(clipRow, kind) {
      const idle = downloads.ofClip(clipRow).filter((task) => task.kind === kind && !running.has(task.id));
      for (const task of idle) {
        db.transact(() => downloads.discard(task, partPath(task)));
        void removePart(deps.folder(), partPath(task));
      }
      if (idle.length > 0) deps.onChange(idle);
    },
    renewed(files) {
      for (const { clipRow, kind } of files) {
        const task = downloads.ofClip(clipRow).find((each) => each.kind === kind);
        if (task) step(task, { kind: 'renew' });
      }
      wake();
    },
    progress,
  };
}

/** A download as the log knows it. */
function nameOf(task: DownloadTask): Readonly<Record<string, unknown>> {
  return { download: task.id, clip: task.clipId, kind: task.kind };
}

function remainingBytes(entry: Running): number {
  return entry.totalBytes === null ? 0 : Math.max(0, entry.totalBytes - entry.doneBytes);
}

function speedOf(samples: readonly { at: number; bytes: number }[]): number {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at <= first.at) return 0;
  return Math.max(0, Math.round(((last.bytes - first.bytes) * 1_000) / (last.at - first.at)));
}

/** Where the unfinished file of a download stands, relative to the library folder. */
export function partPath(task: DownloadTask): string {
  return posix.join(task.folder, `${task.stem}.${task.kind}${PART_SUFFIX}`);
}

function assetPath(task: DownloadTask, format: MediaFormat, number: number): string {
  const stem = task.kind === ('cover' satisfies AssetKind) ? 'cover' : task.stem;
  const suffix = number === 1 ? '' : ` (${number})`;
  return posix.join(task.folder, `${stem}${suffix}.${format}`);
}
