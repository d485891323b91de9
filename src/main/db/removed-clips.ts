import type { ClipId, JobId } from '@shared/model';
import type { Database } from './database';

export interface RemovedClip {
  readonly clipId: ClipId;
  readonly removedAt: number;
}

/** Songs that the user removed from the list; what keeps the next answer of their job from bringing them back. */
export interface RemovedClipRepository {
  has(clipId: ClipId): boolean;
  /** Removes the song's row with all that hangs on it and remembers that the user wanted it so. */
  remove(clipRow: number, now: number): void;
  /** The library folder's journal tells that a song was removed. */
  note(clipId: ClipId, removedAt: number): void;
  /** The job named a song that was removed: it can bring it back when it is asked to. */
  linkJob(clipId: ClipId, jobId: JobId): void;
  /** Songs that this job can bring back. */
  ofJob(jobId: JobId): ClipId[];
  /** Jobs that can bring this song back. */
  jobsOf(clipId: ClipId): JobId[];
  /** From now on an answer may bring them again. */
  restore(clipIds: readonly ClipId[]): void;
  /** As `restore`, unless it was removed after this moment. */
  restoreRemovedBy(clipId: ClipId, at: number): void;
  /** Removals that the library folder's journal does not have yet, oldest first. */
  notJournaled(): RemovedClip[];
  markJournaled(clipIds: readonly ClipId[]): void;
  /** Just these removals stand in the journal of the library folder. */
  setJournaled(clipIds: readonly ClipId[]): void;
  /** The library folder is another one, whose journal knows no removal yet. */
  markAllNotJournaled(): void;
}

export function createRemovedClipRepository(db: Database): RemovedClipRepository {
  const selectOne = db.prepare<{ clip_id: string }>('SELECT clip_id FROM removed_clip WHERE clip_id = ?');
  const insert = db.prepare(`
    INSERT INTO removed_clip (clip_id, title, removed_at) SELECT clip_id, title, :now FROM clip WHERE id = :row
    ON CONFLICT DO UPDATE SET removed_at = excluded.removed_at, is_journaled = 0`);
  const insertNoted = db.prepare(`
    INSERT INTO removed_clip (clip_id, title, removed_at, is_journaled) VALUES (?, '', ?, 1) ON CONFLICT DO NOTHING`);
  const insertJobs = db.prepare(`
    INSERT INTO removed_clip_job (job_id, clip_id)
    SELECT job_id, clip_id FROM job_clip JOIN clip ON clip.id = job_clip.clip WHERE clip.id = ? ON CONFLICT DO NOTHING`);
  const deleteIndexed = db.prepare('DELETE FROM song_search WHERE rowid = ?');
  const deleteIndexedTitle = db.prepare('DELETE FROM title_search WHERE rowid = ?');
  const deleteClip = db.prepare('DELETE FROM clip WHERE id = ?');
  const insertJob = db.prepare(
    'INSERT INTO removed_clip_job (job_id, clip_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const selectOfJob = db.prepare<{ clip_id: string }>(
    'SELECT clip_id FROM removed_clip_job WHERE job_id = ?',
  );
  const selectJobsOf = db.prepare<{ job_id: string }>(
    'SELECT job_id FROM removed_clip_job WHERE clip_id = ?',
  );
  const deleteRemoved = db.prepare(
    'DELETE FROM removed_clip WHERE clip_id IN (SELECT value FROM json_each(?))',
  );
  const selectNotJournaled = db.prepare<{ clip_id: string; removed_at: number }>(
    'SELECT clip_id, removed_at FROM removed_clip WHERE is_journaled = 0 ORDER BY removed_at',
  );
  const updateJournaled = db.prepare(
    'UPDATE removed_clip SET is_journaled = 1 WHERE clip_id IN (SELECT value FROM json_each(?))',
  );
  const updateOnlyJournaled = db.prepare(
    'UPDATE removed_clip SET is_journaled = clip_id IN (SELECT value FROM json_each(?))',
  );
  const deleteRemovedBy = db.prepare('DELETE FROM removed_clip WHERE clip_id = ? AND removed_at <= ?');
  const updateAllNotJournaled = db.prepare('UPDATE removed_clip SET is_journaled = 0');

  return {
    has: (clipId) => selectOne.get([clipId]) !== undefined,
    remove(clipRow, now) {
      insert.run({ row: clipRow, now });
      insertJobs.run([clipRow]);
      deleteClip.run([clipRow]);
      // As they are written: what was written of the song before is taken out again.
      db.beforeCommit(() => {
        deleteIndexed.run([clipRow]);
        deleteIndexedTitle.run([clipRow]);
      });
    },
    note: (clipId, removedAt) => void insertNoted.run([clipId, removedAt]),
    linkJob: (clipId, jobId) => void insertJob.run([jobId, clipId]),
    ofJob: (jobId) => selectOfJob.all([jobId]).map((row) => row.clip_id as ClipId),
    jobsOf: (clipId) => selectJobsOf.all([clipId]).map((row) => row.job_id as JobId),
    restore: (clipIds) => void deleteRemoved.run([JSON.stringify(clipIds)]),
    restoreRemovedBy: (clipId, at) => void deleteRemovedBy.run([clipId, at]),
    notJournaled: () =>
      selectNotJournaled.all().map((row) => ({ clipId: row.clip_id as ClipId, removedAt: row.removed_at })),
    markJournaled: (clipIds) => void updateJournaled.run([JSON.stringify(clipIds)]),
    setJournaled: (clipIds) => void updateOnlyJournaled.run([JSON.stringify(clipIds)]),
    markAllNotJournaled: () => void updateAllNotJournaled.run(),
  };
}
