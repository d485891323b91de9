import { FINDING_KINDS, type Finding, type FindingCounts, type FindingKind } from '@shared/library-check';
import type { AssetKind, ClipId, Page } from '@shared/model';
import type { Database } from './database';

/** A finding as a check makes it. */
export interface NewFinding {
  readonly kind: FindingKind;
  readonly clipRow: number | null;
  readonly assetKind: AssetKind | null;
  /** Relative to the library folder, with `/`. */
  readonly path: string;
  readonly otherPath: string | null;
}

/** A finding as its repair needs it. */
export interface StoredFinding extends NewFinding {
  readonly id: number;
}

export interface FindingRepository {
  /** Keeps a finding; one that is known is only marked as seen by this check. */
  keep(finding: NewFinding, checkId: number, now: number): void;
  /** Whether this was found before and not repaired since. */
  isKnown(kind: FindingKind, path: string): boolean;
  /**
   * Goes through the next `limit` findings when the check with this number has seen everything: removes what it did not
   * see, and what a move explains: a song or file that stands elsewhere is one thing to repair, what its old place lacks is
   * none of its own. Tells how many of the rest no earlier check had, and behind which finding to go on; null at the end.
   */
  settle(
    checkId: number,
    after: number,
    limit: number,
  ): { readonly newCount: number; readonly next: number | null };
  remove(ids: readonly number[]): void;
  /** The file is found: that it is missing is no finding any more. */
  removeMissing(clipRow: number, kind: AssetKind): void;
  leave(ids: readonly number[]): void;
  page(kind: FindingKind | null, offset: number, limit: number): Page<Finding>;
  /** Ids of listed findings behind this one, in the order of the list. */
  idsAfter(kind: FindingKind, after: number, limit: number): number[];
  /** Those of the ids that are of this kind and still there. */
  ofKind(kind: FindingKind, ids: readonly number[]): StoredFinding[];
  find(id: number): StoredFinding | null;
  counts(): FindingCounts;
}

interface FindingRow {
  id: number;
  kind: FindingKind;
  clip: number | null;
  asset_kind: AssetKind | null;
  path: string;
  other_path: string | null;
  found_at: number;
}

interface ListedRow extends FindingRow {
  clip_id: string | null;
  title: string | null;
}

function toStored(row: FindingRow): StoredFinding {
  return {
    id: row.id,
    kind: row.kind,
    clipRow: row.clip,
    assetKind: row.asset_kind,
    path: row.path,
    otherPath: row.other_path,
  };
}

function toFinding(row: ListedRow): Finding {
  return {
    id: row.id,
    kind: row.kind,
    clipId: row.clip_id as ClipId | null,
    title: row.title,
    assetKind: row.asset_kind,
    path: row.path,
    otherPath: row.other_path,
    foundAt: row.found_at,
  };
}

export function createFindingRepository(db: Database): FindingRepository {
  const upsert = db.prepare(`
    INSERT INTO finding (kind, clip, asset_kind, path, other_path, found_at, found_in, seen_in)
    VALUES (:kind, :clip, :asset_kind, :path, :other_path, :now, :check, :check)
    ON CONFLICT (kind, path) DO UPDATE SET clip = excluded.clip, asset_kind = excluded.asset_kind,
      other_path = excluded.other_path, seen_in = excluded.seen_in`);
  const selectKnown = db.prepare<{ id: number }>('SELECT id FROM finding WHERE kind = ? AND path = ?');
  const selectLast = db.prepare<{ last: number | null }>(
    'SELECT max(id) AS last FROM (SELECT id FROM finding WHERE id > ? ORDER BY id LIMIT ?)',
  );
  const deleteSettled = db.prepare(`
    DELETE FROM finding WHERE id > :after AND id <= :last AND (
      seen_in <> :check
      OR kind IN ('missing', 'sidecar', 'moved-file') AND EXISTS (
        SELECT 1 FROM finding AS moved
        WHERE moved.clip = finding.clip AND moved.kind = 'moved-folder' AND moved.seen_in = :check)
      OR kind = 'missing' AND EXISTS (
        SELECT 1 FROM finding AS moved
        WHERE moved.kind = 'moved-file' AND moved.path = finding.path AND moved.seen_in = :check))`);
  const countNew = db.prepare<{ count: number }>(`
    SELECT count(*) AS count FROM finding WHERE id > :after AND id <= :last AND NOT is_left AND found_in = :check`);
  const deleteIds = db.prepare('DELETE FROM finding WHERE id IN (SELECT value FROM json_each(?))');
  const deleteMissing = db.prepare(
    `DELETE FROM finding WHERE kind = 'missing' AND clip = ? AND asset_kind = ?`,
  );
  const updateLeft = db.prepare(
    'UPDATE finding SET is_left = 1 WHERE id IN (SELECT value FROM json_each(?))',
  );
  // One kind after the other, each along its index: no page is sorted in memory, and what is passed over is not read.
  const selectPage = db.prepare<ListedRow>(`
    SELECT finding.id, kind, clip, asset_kind, path, other_path, found_at, clip.clip_id, clip.title
    FROM finding LEFT JOIN clip ON clip.id = finding.clip
    WHERE is_left = 0 AND kind = :kind AND finding.id >= (
      SELECT id FROM finding WHERE is_left = 0 AND kind = :kind ORDER BY id LIMIT 1 OFFSET :offset)
    ORDER BY finding.id LIMIT :limit`);
  const selectIds = db.prepare<{ id: number }>(
    'SELECT id FROM finding WHERE is_left = 0 AND kind = ? AND id > ? ORDER BY id LIMIT ?',
  );
  const selectOfKind = db.prepare<FindingRow>(`
    SELECT * FROM finding WHERE id IN (SELECT value FROM json_each(?)) AND kind = ? AND is_left = 0 ORDER BY id`);
  const selectOne = db.prepare<FindingRow>('SELECT * FROM finding WHERE id = ?');
  const selectCounts = db.prepare<{ kind: FindingKind; count: number }>(
    'SELECT kind, count FROM finding_count',
  );

  function counts(): FindingCounts {
    const byKind = new Map(selectCounts.all().map(({ kind, count }) => [kind, count]));
    return Object.fromEntries(FINDING_KINDS.map((kind) => [kind, byKind.get(kind) ?? 0])) as FindingCounts;
  }

  return {
    keep(finding, checkId, now) {
      upsert.run({
        kind: finding.kind,
        clip: finding.clipRow,
        asset_kind: finding.assetKind,
        path: finding.path,
        other_path: finding.otherPath,
        now,
        check: checkId,
      });
    },
    isKnown: (kind, path) => selectKnown.get([kind, path]) !== undefined,
    settle(checkId, after, limit) {
      const { last } = selectLast.get([after, limit]) ?? { last: null };
      if (last === null) return { newCount: 0, next: null };
      const page = { after, last, check: checkId };
      deleteSettled.run(page);
      return { newCount: countNew.get(page)?.count ?? 0, next: last };
    },
    remove: (ids) => void deleteIds.run([JSON.stringify(ids)]),
    removeMissing: (clipRow, kind) => void deleteMissing.run([clipRow, kind]),
    leave: (ids) => void updateLeft.run([JSON.stringify(ids)]),
    page(kind, offset, limit) {
      const byKind = counts();
      const kinds = kind === null ? FINDING_KINDS : [kind];
      const rows: Finding[] = [];
      let before = 0;
      for (const each of kinds) {
        const from = Math.max(0, offset - before);
        before += byKind[each];
        if (rows.length >= limit || offset >= before) continue;
        rows.push(...selectPage.all({ kind: each, limit: limit - rows.length, offset: from }).map(toFinding));
      }
      return { rows, total: before, offset };
    },
    idsAfter: (kind, after, limit) => selectIds.all([kind, after, limit]).map(({ id }) => id),
    ofKind: (kind, ids) => selectOfKind.all([JSON.stringify(ids), kind]).map(toStored),
    find(id) {
      const row = selectOne.get([id]);
      return row ? toStored(row) : null;
    },
    counts,
  };
}
