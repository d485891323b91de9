import type { AssetKind } from '@shared/model';
import type { Database } from './database';

/** Something that did not work and still does not, named by ids and codes alone. */
export interface Problem {
  readonly what: 'job' | 'download';
  /** Job id or clip id. */
  readonly id: string;
  /** The file of the clip; null for a job. */
  readonly kind: AssetKind | null;
  /** Phase of the job, state of the download. */
  readonly state: string;
  readonly code: string;
  /** Tries in a row that failed. */
  readonly attempts: number;
}

export interface ProblemRepository {
  /** The newest first, downloads before jobs. */
  recent(limit: number): Problem[];
}

export function createProblemRepository(db: Database): ProblemRepository {
  const selectDownloads = db.prepare<Problem>(`
    SELECT 'download' AS what, clip_id AS id, kind, state, failure_code AS code, attempts
    FROM download JOIN clip ON clip.id = download.clip WHERE failure_code IS NOT NULL ORDER BY download.id DESC LIMIT ?`);
  const selectJobs = db.prepare<Problem>(`
    SELECT 'job' AS what, id, NULL AS kind, phase AS state, problem_code AS code, failures AS attempts
    FROM job WHERE problem_code IS NOT NULL ORDER BY last_asked_at DESC LIMIT ?`);
  return {
    recent: (limit) => [...selectDownloads.all([limit]), ...selectJobs.all([limit])].slice(0, limit),
  };
}
