import { gunzipSync, gzipSync } from 'node:zlib';
import type { Job, JobId, JobPhase, JobProblem, JobProblemCode } from '@shared/model';
import { LONGEST_POLL_WAIT_MS } from '../domain/backoff';
import { isStopped, type JobTracking } from '../domain/job';
import type { Database } from './database';

/** What the service tells about a job; a null never overwrites what was told before. */
export interface JobFacts {
  readonly status: string | null;
  readonly action: string | null;
  readonly model: string | null;
  readonly progress: number | null;
  readonly quota: string | null;
}

/** The jobs that wait until others have been asked: those behind one place that are due before the line has gone by. */
export interface JobLine {
  /** Due time and row of the first that waits. */
  readonly from: { readonly dueAt: number; readonly row: number };
  readonly until: number;
}

export interface JobRepository {
  /** Adds ids that are not there yet and tells which those were. */
  add(ids: readonly JobId[], tracking: JobTracking, now: number): JobId[];
  known(ids: readonly string[]): Set<string>;
  /** Those among them that are open and were never asked about. */
  unasked(ids: readonly JobId[]): Set<JobId>;
  tracking(id: JobId): JobTracking | null;
  saveTracking(id: JobId, tracking: JobTracking): void;
  saveFacts(id: JobId, facts: JobFacts): void;
  /** Replaces message and problem: they are about the last answer only. */
  saveOutcome(id: JobId, message: string | null, problem: JobProblem | null): void;
  markAsked(id: JobId, now: number): void;
  saveAnswer(id: JobId, text: string, now: number): void;
  answer(id: JobId): { readonly text: string; readonly receivedAt: number } | null;
  /** Jobs whose id does not stand in the library folder's journal yet, oldest first; all of them where no limit is given. */
  notJournaled(limit?: number): { readonly id: JobId; readonly addedAt: number }[];
  markJournaled(ids: readonly JobId[]): void;
  /** The library folder is another one, whose journal knows no id yet. */
  markAllNotJournaled(): void;
  /** Just these stand in the journal of the library folder. */
  setJournaled(ids: readonly JobId[]): void;
  /** Jobs to be asked now, the longest due first; also those whose time is further off than any wait: the clock was set back. */
  due(now: number, limit: number): JobId[];
  /** When the next job is due that is not among `except`; null when none is. */
  nextDueAt(except: readonly JobId[]): number | null;
  /** Who waits where so many are asked in a minute; null when nobody does. */
  line(perMinute: number, now: number): JobLine | null;
  /** Newest first; ids pasted together keep their order. `asking`: jobs with a question under way. */
  page(
    offset: number,
    limit: number,
    wantedKinds: readonly string[],
    asking?: ReadonlySet<JobId>,
    line?: JobLine | null,
  ): Job[];
  /** The place of a job among all pages; null when it is not there. */
  position(id: JobId): number | null;
  remove(ids: readonly JobId[]): void;
  /** As `remove`, unless it was added after this moment. */
  removeAddedBy(id: JobId, at: number): void;
  counts(): { readonly total: number; readonly active: number };
}

const MINUTE_MS = 60_000;

interface TrackingRow {
  phase: JobPhase;
  next_poll_at: number | null;
  polling_since: number;
  failures: number;
  not_found_count: number;
  not_found_since: number | null;
  empty_count: number;
  finished_at: number | null;
}

interface JobRow extends TrackingRow {
  id: string;
  row: number;
  is_journaled: number;
  status: string | null;
  action: string | null;
  model: string | null;
  progress: number | null;
  quota: string | null;
  message: string | null;
  problem_code: string | null;
  problem_detail: string | null;
  added_at: number;
  last_asked_at: number | null;
  has_answer: number;
  song_count: number;
  is_words_only: number;
  removed_count: number;
  file_count: number;
  file_done_count: number;
}

function toTracking(row: TrackingRow): JobTracking {
  return {
    phase: row.phase,
    nextPollAt: row.next_poll_at,
    pollingSince: row.polling_since,
    failures: row.failures,
    notFoundCount: row.not_found_count,
    notFoundSince: row.not_found_since,
    emptyCount: row.empty_count,
    finishedAt: row.finished_at,
  };
}

function fromTracking(tracking: JobTracking) {
  return {
    phase: tracking.phase,
    next_poll_at: tracking.nextPollAt,
    polling_since: tracking.pollingSince,
    failures: tracking.failures,
    not_found_count: tracking.notFoundCount,
    not_found_since: tracking.notFoundSince,
    empty_count: tracking.emptyCount,
    finished_at: tracking.finishedAt,
  };
}

function isInLine(row: JobRow, line: JobLine): boolean {
  const dueAt = row.next_poll_at;
  if (dueAt === null || row.is_journaled === 0) return false;
  const isBehind = dueAt > line.from.dueAt || (dueAt === line.from.dueAt && row.row >= line.from.row);
  return isBehind && dueAt < line.until;
}

function toJob(row: JobRow, asking: ReadonlySet<JobId>, line: JobLine | null): Job {
  const isAsking = asking.has(row.id as JobId);
  return {
    id: row.id as JobId,
    phase: row.phase,
    isStopped: isStopped(toTracking(row)),
    isAsking,
    isInLine: !isAsking && line !== null && isInLine(row, line),
    status: row.status,
    action: row.action,
    model: row.model,
    progress: row.progress,
    quota: row.quota,
    message: row.message,
    problem:
      row.problem_code === null
        ? null
        : { code: row.problem_code as JobProblemCode, detail: row.problem_detail },
    addedAt: row.added_at,
    lastAskedAt: row.last_asked_at,
    nextPollAt: row.next_poll_at,
    finishedAt: row.finished_at,
    hasAnswer: row.has_answer === 1,
    songCount: row.song_count,
    isWordsOnly: row.is_words_only === 1,
    removedCount: row.removed_count,
    fileCount: row.file_count,
    fileDoneCount: row.file_done_count,
  };
}

export function createJobRepository(db: Database): JobRepository {
  const insert = db.prepare(`
    INSERT INTO job (id, added_at, phase, next_poll_at, polling_since, failures, not_found_count, not_found_since, empty_count, finished_at)
    VALUES (:id, :added_at, :phase, :next_poll_at, :polling_since, :failures, :not_found_count, :not_found_since, :empty_count, :finished_at)
    ON CONFLICT DO NOTHING`);
  const selectKnown = db.prepare<{ id: string }>(
    'SELECT id FROM job WHERE id IN (SELECT value FROM json_each(?))',
  );
  const selectUnasked = db.prepare<{ id: string }>(`
    SELECT id FROM job
    WHERE phase = 'pending' AND last_asked_at IS NULL AND id IN (SELECT value FROM json_each(?))`);
  const selectTracking = db.prepare<TrackingRow>(`
    SELECT phase, next_poll_at, polling_since, failures, not_found_count, not_found_since, empty_count, finished_at
    FROM job WHERE id = ?`);
  const updateTracking = db.prepare(`
    UPDATE job SET phase = :phase, next_poll_at = :next_poll_at, polling_since = :polling_since, failures = :failures,
      not_found_count = :not_found_count, not_found_since = :not_found_since, empty_count = :empty_count, finished_at = :finished_at
    WHERE id = :id`);
  const updateFacts = db.prepare(`
    UPDATE job SET status = coalesce(:status, status), action = coalesce(:action, action), model = coalesce(:model, model),
      progress = coalesce(:progress, progress), quota = coalesce(:quota, quota)
    WHERE id = :id`);
  const updateOutcome = db.prepare(
    'UPDATE job SET message = :message, problem_code = :code, problem_detail = :detail WHERE id = :id',
  );
  const updateAsked = db.prepare('UPDATE job SET last_asked_at = ? WHERE id = ?');
  const upsertAnswer = db.prepare(`
    INSERT INTO job_answer (job_id, received_at, body) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET received_at = excluded.received_at, body = excluded.body`);
  const selectAnswer = db.prepare<{ body: Buffer; received_at: number }>(
    'SELECT body, received_at FROM job_answer WHERE job_id = ?',
  );
  const selectNotJournaled = db.prepare<{ id: string; added_at: number }>(
    'SELECT id, added_at FROM job WHERE is_journaled = 0 ORDER BY added_at, rowid LIMIT ?',
  );
  const updateJournaled = db.prepare(
    'UPDATE job SET is_journaled = 1 WHERE id IN (SELECT value FROM json_each(?))',
  );
  const updateOnlyJournaled = db.prepare(`
    UPDATE job SET is_journaled = 1 - is_journaled
    WHERE is_journaled <> (id IN (SELECT value FROM json_each(?)))`);
  const updateAllNotJournaled = db.prepare('UPDATE job SET is_journaled = 0');
  const selectDue = db.prepare<{ id: string }>(
    'SELECT id FROM job WHERE next_poll_at <= ? AND is_journaled = 1 ORDER BY next_poll_at, rowid LIMIT ?',
  );
  const selectStranded = db.prepare<{ id: string }>(
    'SELECT id FROM job WHERE next_poll_at > ? AND is_journaled = 1 ORDER BY next_poll_at, rowid LIMIT ?',
  );
  const selectNextDue = db.prepare<{ next_poll_at: number }>(`
    SELECT next_poll_at FROM job WHERE next_poll_at IS NOT NULL AND is_journaled = 1 AND id NOT IN (SELECT value FROM json_each(?))
    ORDER BY next_poll_at LIMIT 1`);
  const selectPlace = db.prepare<{ dueAt: number; row: number }>(`
    SELECT next_poll_at AS dueAt, rowid AS row FROM job WHERE next_poll_at IS NOT NULL AND is_journaled = 1
    ORDER BY next_poll_at, rowid LIMIT 1 OFFSET ?`);
  const countDue = db.prepare<{ count: number }>(
    'SELECT count(*) AS count FROM job WHERE next_poll_at <= ? AND is_journaled = 1',
  );
  // The page is cut before anything is counted: the counts are then made for its rows alone.
  const selectPage = db.prepare<JobRow>(`
    WITH page AS (SELECT rowid AS row, * FROM job ORDER BY added_at DESC, rowid LIMIT :limit OFFSET :offset)
    SELECT page.*,
      EXISTS (SELECT 1 FROM job_answer WHERE job_id = page.id) AS has_answer,
      (SELECT count(*) FROM job_clip WHERE job_id = page.id) AS song_count,
      EXISTS (SELECT 1 FROM job_clip JOIN clip ON clip.id = clip WHERE job_id = page.id AND lyrics_state IN ('plain', 'timed'))
        AND NOT EXISTS (SELECT 1 FROM job_clip JOIN asset USING (clip) WHERE job_clip.job_id = page.id
          AND kind <> 'cover' AND (path IS NOT NULL OR url IS NOT NULL)) AS is_words_only,
      (SELECT count(*) FROM removed_clip_job WHERE job_id = page.id) AS removed_count,
      (SELECT count(*) FROM job_clip JOIN asset USING (clip) WHERE job_clip.job_id = page.id
         AND (path IS NOT NULL OR (url IS NOT NULL AND kind IN (SELECT value FROM json_each(:kinds))))) AS file_count,
      (SELECT count(*) FROM job_clip JOIN asset USING (clip) WHERE job_clip.job_id = page.id
         AND path IS NOT NULL AND is_missing = 0) AS file_done_count
    FROM page ORDER BY added_at DESC, row`);
  const selectPosition = db.prepare<{ position: number }>(`
    SELECT (SELECT count(*) FROM job WHERE added_at > one.added_at)
      + (SELECT count(*) FROM job WHERE added_at = one.added_at AND rowid < one.rowid) AS position
    FROM job AS one WHERE id = ?`);
  const deleteJobs = db.prepare('DELETE FROM job WHERE id IN (SELECT value FROM json_each(?))');
  const deleteAddedBy = db.prepare('DELETE FROM job WHERE id = ? AND added_at <= ?');
  const selectCount = db.prepare('SELECT value FROM counter WHERE name = ?');
  const count = (name: string) => selectCount.values<number>([name])[0] ?? 0;

  return {
    add(ids, tracking, now) {
      const row = fromTracking(tracking);
      return ids.filter((id) => insert.run({ ...row, id, added_at: now }).changes === 1);
    },
    known: (ids) => new Set(selectKnown.all([JSON.stringify(ids)]).map((row) => row.id)),
    unasked: (ids) => new Set(selectUnasked.all([JSON.stringify(ids)]).map((row) => row.id as JobId)),
    tracking(id) {
      const row = selectTracking.get([id]);
      return row ? toTracking(row) : null;
    },
    saveTracking: (id, tracking) => void updateTracking.run({ id, ...fromTracking(tracking) }),
    saveFacts: (id, facts) =>
      void updateFacts.run({
        id,
        status: facts.status,
        action: facts.action,
        model: facts.model,
        progress: facts.progress,
        quota: facts.quota,
      }),
    saveOutcome: (id, message, problem) =>
      void updateOutcome.run({ id, message, code: problem?.code ?? null, detail: problem?.detail ?? null }),
    markAsked: (id, now) => void updateAsked.run([now, id]),
    saveAnswer: (id, text, now) => void upsertAnswer.run([id, now, gzipSync(text)]),
    answer(id) {
      const row = selectAnswer.get([id]);
      return row ? { text: gunzipSync(row.body).toString('utf8'), receivedAt: row.received_at } : null;
    },
    notJournaled: (limit = -1) =>
      selectNotJournaled.all([limit]).map((row) => ({ id: row.id as JobId, addedAt: row.added_at })),
    markJournaled: (ids) => void updateJournaled.run([JSON.stringify(ids)]),
    setJournaled: (ids) => void updateOnlyJournaled.run([JSON.stringify(ids)]),
    markAllNotJournaled: () => void updateAllNotJournaled.run(),
    due: (now, limit) =>
      [...selectDue.all([now, limit]), ...selectStranded.all([now + LONGEST_POLL_WAIT_MS, limit])]
        .slice(0, limit)
        .map((row) => row.id as JobId),
    nextDueAt: (except) => selectNextDue.get([JSON.stringify(except)])?.next_poll_at ?? null,
    line(perMinute, now) {
      const from = selectPlace.get([perMinute]);
      if (!from) return null;
      const due = countDue.get([now])?.count ?? 0;
      return { from, until: now + Math.max(1, due / perMinute) * MINUTE_MS };
    },
    page: (offset, limit, wantedKinds, asking = new Set(), line = null) =>
      selectPage
        .all({ offset, limit, kinds: JSON.stringify(wantedKinds) })
        .map((row) => toJob(row, asking, line)),
    position: (id) => selectPosition.get([id])?.position ?? null,
    remove: (ids) => void deleteJobs.run([JSON.stringify(ids)]),
    removeAddedBy: (id, at) => void deleteAddedBy.run([id, at]),
    counts: () => ({ total: count('jobs'), active: count('active-jobs') }),
  };
}
