import {
  ASSET_KINDS,
  type AssetKind,
  type ClipId,
  type DownloadState,
  type JobId,
  type MediaFormat,
} from '@shared/model';
import { LONGEST_RETRY_WAIT_MS } from '../domain/backoff';
import { NEW_DOWNLOAD, type DownloadTracking } from '../domain/download';
import type { Database } from './database';
import { toFailure } from './download-rows';

/** A download with all that its work needs. */
export interface DownloadTask {
  readonly id: number;
  readonly clipRow: number;
  readonly clipId: ClipId;
  readonly title: string;
  readonly folder: string;
  /** Name of the song's files without ending. */
  readonly stem: string;
  readonly kind: AssetKind;
  readonly url: string;
  /** The job that named the address. */
  readonly jobId: JobId | null;
  /** The service has said that it does not know that job (any more). */
  readonly isJobLost: boolean;
  readonly tracking: DownloadTracking;
  /** ETag or Last-Modified of what the part file holds. */
  readonly validator: string | null;
  readonly totalBytes: number | null;
  /** What was about to get its name when it was last worked on; null before. */
  readonly arrived: FinishedFile | null;
}

/** A finished file as the row tells it. */
export interface StoredAsset {
  readonly clipRow: number;
  readonly kind: AssetKind;
  readonly url: string | null;
  /** Relative to the library folder; null while nothing is on disk. */
  readonly path: string | null;
  readonly format: MediaFormat | null;
  readonly bytes: number | null;
  /** Of the file as it was served. */
  readonly sha256: string | null;
  /** Of the file as it is now: another one only where the user said that a changed file is right. */
  readonly presentSha256: string | null;
  readonly isMissing: boolean;
  /** Nobody vouched for the file's end. */
  readonly isUnverified: boolean;
}

export interface FinishedFile {
  readonly path: string;
  readonly format: MediaFormat;
  readonly bytes: number;
  readonly sha256: string;
  readonly isUnverified: boolean;
}

/** A file that was found, or that a clip file tells of. */
export interface AdoptedFile extends FinishedFile {
  /** Of what is there by the user's word; null or absent where that is what was served. */
  readonly presentSha256?: string | null;
}

export interface DownloadRepository {
  /** Keeps the newest address of a file and the job that named it; whether the address is new. */
  nameAddress(clipRow: number, kind: AssetKind, url: string, jobId: JobId): boolean;
  /** Queues what has an address, is wanted and is neither there nor coming nor declined. Returns how many. */
  enqueue(clipRow: number, kinds: readonly AssetKind[], now: number): number;
  /** Forgets that files of this clip were declined or lost, so that `enqueue` takes them again. */
  undecline(clipRow: number): void;
  assets(clipRow: number): StoredAsset[];
  asset(clipId: ClipId, kind: AssetKind): StoredAsset | null;
  markMissing(clipRow: number, kind: AssetKind): void;
  /** Whether any file of the library is on disk. */
  hasFiles(): boolean;

  task(id: number): DownloadTask | null;
  /** Queued downloads that may start now, oldest first; also those that wait longer than any wait is: the clock was set back. */
  ready(now: number, limit: number): DownloadTask[];
  nextReadyAt(now: number): number | null;
  ofClip(clipRow: number): DownloadTask[];
  saveTracking(id: number, tracking: DownloadTracking): void;
  saveProgress(id: number, doneBytes: number, totalBytes: number | null, validator: string | null): void;
  /** Keeps what is about to be on disk, so that a program that ends before `finish` can be taken up. */
  noteArrival(id: number, file: FinishedFile): void;
  /** Removes the row of a download that is done and writes what is on disk; the files beside the song are to tell of it. */
  finish(task: DownloadTask, file: FinishedFile, now: number): void;
  /** A file was found on disk, or its clip file tells of one that is not there: takes it up unless a file is known. */
  adopt(clipRow: number, kind: AssetKind, file: AdoptedFile, isMissing: boolean, now: number): boolean;
  /** As `cancel`, of a download that nobody needs any more; the file is fetched again when it is wanted. */
  discard(task: DownloadTask, partPath: string): void;
  /** Removes the row of a cancelled download and keeps its part file's path until `forgetDiscardedPart`. */
  cancel(task: DownloadTask, partPath: string): void;
  /** The first of the part files of cancelled downloads that may still be there, or the one after another; null after the last. */
  nextDiscardedPart(after: string | null): string | null;
  forgetDiscardedPart(path: string): void;
  idsInState(state: DownloadState): number[];
  /** Downloads that have bytes on disk and wait to go on. */
  begunCount(): number;
  /** Rows left `running` by a program that ended without a word. */
  running(): DownloadTask[];
  counts(): { readonly total: number; readonly failed: number };
}

interface TaskRow {
  id: number;
  clip: number;
  clip_id: string;
  title: string;
  folder: string;
  stem: string;
  kind: string;
  url: string;
  job_id: string | null;
  is_job_lost: number | null;
  state: DownloadState;
  attempts: number;
  not_before: number | null;
  failure_code: string | null;
  failure_detail: string | null;
  renewals: number;
  renewal_day: number | null;
  validator: string | null;
  done_bytes: number;
  total_bytes: number | null;
  arrived: string | null;
}

interface AssetRow {
  clip: number;
  kind: string;
  url: string | null;
  path: string | null;
  format: string | null;
  bytes: number | null;
  served_sha256: string | null;
  present_sha256: string | null;
  is_missing: number;
  is_unverified: number;
}

function toTask(row: TaskRow): DownloadTask {
  return {
    id: row.id,
    clipRow: row.clip,
    clipId: row.clip_id as ClipId,
    title: row.title,
    folder: row.folder,
    stem: row.stem,
    kind: row.kind as AssetKind,
    url: row.url,
    jobId: row.job_id as JobId | null,
    isJobLost: row.is_job_lost === 1,
    tracking: {
      state: row.state,
      attempts: row.attempts,
      notBefore: row.not_before,
      failure: toFailure(row),
      renewals: row.renewals,
      renewalDay: row.renewal_day,
    },
    validator: row.validator,
    totalBytes: row.total_bytes,
    arrived: row.arrived === null ? null : (JSON.parse(row.arrived) as FinishedFile),
  };
}

function toStoredAsset(row: AssetRow): StoredAsset {
  return {
    clipRow: row.clip,
    kind: row.kind as AssetKind,
    url: row.url,
    path: row.path,
    format: row.format as MediaFormat | null,
    bytes: row.bytes,
    sha256: row.served_sha256,
    presentSha256: row.present_sha256,
    isMissing: row.is_missing === 1,
    isUnverified: row.is_unverified === 1,
  };
}

/** Value of `is_declined`: the file is to be fetched though one is there. Gone as soon as its download is queued. */
export const WANTED_BESIDE = 2;

const NEW_ROW = {
  state: NEW_DOWNLOAD.state,
  attempts: NEW_DOWNLOAD.attempts,
  renewals: NEW_DOWNLOAD.renewals,
};

export function createDownloadRepository(db: Database): DownloadRepository {
  const selectUrl = db.prepare<{ url: string | null }>('SELECT url FROM asset WHERE clip = ? AND kind = ?');
  const upsertAddress = db.prepare(`
    INSERT INTO asset (clip, kind, url, job_id) VALUES (:clip, :kind, :url, :job)
    ON CONFLICT DO UPDATE SET url = excluded.url, job_id = excluded.job_id`);
  const selectWanting = db.prepare<{ kind: AssetKind }>(`
    SELECT kind FROM asset
    WHERE clip = ? AND url IS NOT NULL
      AND CASE is_declined WHEN 0 THEN path IS NULL OR is_missing = 1 ELSE is_declined = ${WANTED_BESIDE} END`);
  const insertDownload = db.prepare(`
    INSERT INTO download (clip, kind, state, attempts, renewals, added_at)
    VALUES (:clip, :kind, :state, :attempts, :renewals, :now) ON CONFLICT DO NOTHING`);
  const updateQueued = db.prepare(
    `UPDATE asset SET is_declined = 0 WHERE clip = ? AND is_declined = ${WANTED_BESIDE}`,
  );
  const undecline = db.prepare('UPDATE asset SET is_declined = 0 WHERE clip = ?');
  const assetColumns =
    'asset.clip, asset.kind, url, path, format, bytes, served_sha256, present_sha256, is_missing, is_unverified';
  const selectAssets = db.prepare<AssetRow>(`SELECT ${assetColumns} FROM asset WHERE clip = ? ORDER BY kind`);
  const selectAsset = db.prepare<AssetRow>(
    `SELECT ${assetColumns} FROM asset JOIN clip ON clip.id = asset.clip WHERE clip_id = ? AND kind = ?`,
  );
  const updateMissing = db.prepare('UPDATE asset SET is_missing = 1 WHERE clip = ? AND kind = ?');

  const selectAnyFile = db.prepare<{ clip: number }>('SELECT clip FROM asset WHERE path IS NOT NULL LIMIT 1');

  const tasks = `
    SELECT download.id, download.clip, clip_id, title, folder, stem, download.kind, url, job_id, state, attempts, not_before,
      failure_code, failure_detail, renewals, renewal_day, validator, done_bytes, total_bytes, arrived,
      (job.phase = 'lost' OR job.problem_code IS 'not-found') AS is_job_lost
    FROM download JOIN asset USING (clip, kind) JOIN clip ON clip.id = download.clip LEFT JOIN job ON job.id = job_id`;
  const selectTask = db.prepare<TaskRow>(`${tasks} WHERE download.id = ?`);
  const selectReady = db.prepare<TaskRow>(`
    ${tasks} WHERE state = 'queued' AND (coalesce(not_before, 0) <= ? OR not_before > ?) ORDER BY download.id LIMIT ?`);
  const selectNextReady = db.prepare<{ at: number | null }>(
    `SELECT min(not_before) AS at FROM download WHERE state = 'queued' AND not_before > ?`,
  );
  const selectOfClip = db.prepare<TaskRow>(`${tasks} WHERE download.clip = ? ORDER BY download.id`);
  const updateTracking = db.prepare(`
    UPDATE download SET state = :state, attempts = :attempts, not_before = :not_before, failure_code = :failure_code,
      failure_detail = :failure_detail, renewals = :renewals, renewal_day = :renewal_day
    WHERE id = :id`);
  const updateProgress = db.prepare(
    'UPDATE download SET done_bytes = ?, total_bytes = ?, validator = ? WHERE id = ?',
  );
  const updateArrived = db.prepare('UPDATE download SET arrived = ? WHERE id = ?');
  const deleteDownload = db.prepare('DELETE FROM download WHERE id = ?');
  const updateFinished = db.prepare(`
    UPDATE asset SET path = :path, format = :format, bytes = :bytes, served_sha256 = :sha256, present_sha256 = :sha256,
      finished_at = :now, present_changed_at = NULL, is_missing = 0, is_unverified = :is_unverified
    WHERE clip = :clip AND kind = :kind`);
  const insertAdopted = db.prepare(`
    INSERT INTO asset (clip, kind, path, format, bytes, served_sha256, present_sha256, finished_at, is_missing, is_unverified)
    VALUES (:clip, :kind, :path, :format, :bytes, :sha256, :present_sha256, :now, :is_missing, :is_unverified)
    ON CONFLICT DO UPDATE SET path = excluded.path, format = excluded.format, bytes = excluded.bytes,
      served_sha256 = excluded.served_sha256, present_sha256 = excluded.present_sha256,
      finished_at = excluded.finished_at, is_missing = excluded.is_missing, is_unverified = excluded.is_unverified
    WHERE asset.path IS NULL OR (asset.is_missing = 1 AND excluded.is_missing = 0)`);
  const deleteOfFile = db.prepare('DELETE FROM download WHERE clip = ? AND kind = ?');
  const updateSidecarDue = db.prepare('UPDATE clip SET is_sidecar_due = 1 WHERE id = ?');
  const insertDiscarded = db.prepare('INSERT INTO discarded_part (path) VALUES (?) ON CONFLICT DO NOTHING');
  const selectDiscarded = db.prepare<{ path: string }>(
    'SELECT path FROM discarded_part WHERE path > ? ORDER BY path LIMIT 1',
  );
  const deleteDiscarded = db.prepare('DELETE FROM discarded_part WHERE path = ?');
  const updateDeclined = db.prepare('UPDATE asset SET is_declined = 1 WHERE clip = ? AND kind = ?');
  const selectIds = db.prepare<{ id: number }>('SELECT id FROM download WHERE state = ? ORDER BY id');
  const selectRunning = db.prepare<TaskRow>(`${tasks} WHERE state = 'running' ORDER BY download.id`);
  const selectBegun = db.prepare<{ count: number }>(
    `SELECT count(*) AS count FROM download WHERE state = 'queued' AND done_bytes > 0`,
  );
  const selectCount = db.prepare('SELECT value FROM counter WHERE name = ?');
  const count = (name: string) => selectCount.values<number>([name])[0] ?? 0;

  function discard(task: DownloadTask, partPath: string): void {
    insertDiscarded.run([partPath]);
    deleteDownload.run([task.id]);
  }

  return {
    nameAddress(clipRow, kind, url, jobId) {
      const isNew = selectUrl.get([clipRow, kind])?.url !== url;
      upsertAddress.run({ clip: clipRow, kind, url, job: jobId });
      return isNew;
    },
    // Chosen and put in order here: for a song that has none a statement that does both costs as much as its other rows.
    enqueue(clipRow, kinds, now) {
      const wanting = new Set(selectWanting.all([clipRow]).map(({ kind }) => kind));
      const added = ASSET_KINDS.filter((kind) => wanting.has(kind) && kinds.includes(kind)).reduce(
        (sum, kind) => sum + insertDownload.run({ clip: clipRow, kind, ...NEW_ROW, now }).changes,
        0,
      );
      if (added > 0) updateQueued.run([clipRow]);
      return added;
    },
    undecline: (clipRow) => void undecline.run([clipRow]),
    assets: (clipRow) => selectAssets.all([clipRow]).map(toStoredAsset),
    asset(clipId, kind) {
      const row = selectAsset.get([clipId, kind]);
      return row ? toStoredAsset(row) : null;
    },
    markMissing: (clipRow, kind) => void updateMissing.run([clipRow, kind]),
    hasFiles: () => selectAnyFile.get() !== undefined,

    task(id) {
      const row = selectTask.get([id]);
      return row ? toTask(row) : null;
    },
    ready: (now, limit) => selectReady.all([now, now + LONGEST_RETRY_WAIT_MS, limit]).map(toTask),
    nextReadyAt: (now) => selectNextReady.get([now])?.at ?? null,
    ofClip: (clipRow) => selectOfClip.all([clipRow]).map(toTask),
    saveTracking: (id, tracking) =>
      void updateTracking.run({
        id,
        state: tracking.state,
        attempts: tracking.attempts,
        not_before: tracking.notBefore,
        failure_code: tracking.failure?.code ?? null,
        failure_detail: tracking.failure?.detail ?? null,
        renewals: tracking.renewals,
        renewal_day: tracking.renewalDay,
      }),
    saveProgress: (id, doneBytes, totalBytes, validator) =>
      void updateProgress.run([doneBytes, totalBytes, validator, id]),
    noteArrival: (id, file) => void updateArrived.run([JSON.stringify(file), id]),
    finish(task, file, now) {
      updateFinished.run({
        clip: task.clipRow,
        kind: task.kind,
        path: file.path,
        format: file.format,
        bytes: file.bytes,
        sha256: file.sha256,
        is_unverified: file.isUnverified ? 1 : 0,
        now,
      });
      updateSidecarDue.run([task.clipRow]);
      deleteDownload.run([task.id]);
    },
    adopt(clipRow, kind, file, isMissing, now) {
      const { changes } = insertAdopted.run({
        clip: clipRow,
        kind,
        path: file.path,
        format: file.format,
        bytes: file.bytes,
        sha256: file.sha256,
        present_sha256: file.presentSha256 ?? file.sha256,
        is_missing: isMissing ? 1 : 0,
        is_unverified: file.isUnverified ? 1 : 0,
        now,
      });
      if (changes === 0) return false;
      if (!isMissing) deleteOfFile.run([clipRow, kind]);
      return true;
    },
    cancel(task, partPath) {
      updateDeclined.run([task.clipRow, task.kind]);
      discard(task, partPath);
    },
    discard,
    nextDiscardedPart: (after) => selectDiscarded.get([after ?? ''])?.path ?? null,
    forgetDiscardedPart: (path) => void deleteDiscarded.run([path]),
    idsInState: (state) => selectIds.all([state]).map((row) => row.id),
    begunCount: () => selectBegun.get()?.count ?? 0,
    running: () => selectRunning.all().map(toTask),
    counts: () => ({ total: count('downloads'), failed: count('failed-downloads') }),
  };
}
