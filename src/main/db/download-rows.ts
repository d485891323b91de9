import type { AssetKind, ClipId, Download, DownloadFailureCode, DownloadState, Page } from '@shared/model';
import type { DownloadTracking } from '../domain/download';
import type { Database } from './database';

/** Downloads as people see them. */
export interface DownloadRows {
  /** What runs comes first, then what needs a person, then what waits. */
  page(offset: number, limit: number): Page<Download>;
}

/** Why a download failed, as its row has it. */
export interface FailureColumns {
  failure_code: string | null;
  failure_detail: string | null;
}

interface ListedRow extends FailureColumns {
  id: number;
  clip_id: string;
  title: string;
  kind: string;
  state: DownloadState;
  attempts: number;
  not_before: number | null;
  done_bytes: number;
  total_bytes: number | null;
}

export function toFailure(row: FailureColumns): DownloadTracking['failure'] {
  return row.failure_code === null
    ? null
    : { code: row.failure_code as DownloadFailureCode, detail: row.failure_detail };
}

function toDownload(row: ListedRow): Download {
  return {
    id: row.id,
    clipId: row.clip_id as ClipId,
    title: row.title,
    kind: row.kind as AssetKind,
    state: row.state,
    doneBytes: row.done_bytes,
    totalBytes: row.total_bytes,
    attempts: row.attempts,
    notBefore: row.not_before,
    failure: toFailure(row),
  };
}

/** In the order in which they are listed. */
const LISTED_STATES: readonly DownloadState[] = ['running', 'failed', 'queued', 'paused'];

export function createDownloadRows(db: Database): DownloadRows {
  // State by state along the index: an order over all states would sort every row for each page.
  const selectStretch = db.prepare('SELECT id FROM download WHERE state = ? ORDER BY id LIMIT ? OFFSET ?');
  const selectStateCount = db.prepare('SELECT count(*) FROM download WHERE state = ?');
  const selectListed = db.prepare<ListedRow>(`
    SELECT download.id, clip_id, title, kind, state, attempts, not_before, failure_code, failure_detail, done_bytes,
      total_bytes
    FROM download JOIN clip ON clip.id = download.clip
    WHERE download.id IN (SELECT value FROM json_each(?))`);
  const selectCount = db.prepare('SELECT value FROM counter WHERE name = ?');
  const count = (name: string) => selectCount.values<number>([name])[0] ?? 0;

  function countIn(state: DownloadState): number {
    if (state === 'failed') return count('failed-downloads');
    return selectStateCount.values<number>([state])[0] ?? 0;
  }

  function listedIds(offset: number, limit: number): number[] {
    const ids: number[] = [];
    let skipped = offset;
    for (const state of LISTED_STATES) {
      const found = selectStretch.values<number>([state, limit - ids.length, skipped]);
      for (const id of found) ids.push(id);
      if (ids.length >= limit) break;
      // Behind what was found nothing is to be passed over any more.
      skipped = ids.length > 0 ? 0 : Math.max(0, skipped - countIn(state));
    }
    return ids;
  }

  return {
    page(offset, limit) {
      const ids = listedIds(offset, limit);
      const found = new Map(selectListed.all([JSON.stringify(ids)]).map((row) => [row.id, row]));
      const rows = ids.flatMap((id) => {
        const row = found.get(id);
        return row === undefined ? [] : [toDownload(row)];
      });
      return { rows, total: count('downloads'), offset };
    },
  };
}
