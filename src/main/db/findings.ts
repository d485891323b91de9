import {
  FINDING_KINDS,
  type Finding,
  type FindingCounts,
  type FindingKind,
  type FindingRef,
} from '@shared/library-check';
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
  /** Removes what the whole check with this number did not see. */
  removeUnseen(checkId: number): void;
  /** How many findings no earlier check had. */
  countNew(checkId: number): number;
  /** A song or file that stands elsewhere is one thing to repair: what its old place lacks is no finding of its own. */
  removeExplainedByMove(): void;
  remove(ids: readonly number[]): void;
  /** The file is found: that it is missing is no finding any more. */
  removeMissing(clipRow: number, kind: AssetKind): void;
  leave(ids: readonly number[]): void;
  page(kind: FindingKind | null, offset: number, limit: number): Page<Finding>;
  /** In the order of the list. */
  refs(kind: FindingKind | null): FindingRef[];
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
  const deleteUnseen = db.prepare('DELETE FROM finding WHERE seen_in <> ?');
  const countNew = db.prepare<{ count: number }>(
    'SELECT count(*) AS count FROM finding WHERE is_left = 0 AND found_in = ?',
  );
  const deleteExplained = db.prepare(`
    DELETE FROM finding WHERE kind IN ('missing', 'sidecar', 'moved-file')
      AND clip IN (SELECT clip FROM finding WHERE kind = 'moved-folder')`);
  const deleteFoundFiles = db.prepare(`
    DELETE FROM finding WHERE kind = 'missing' AND path IN (SELECT path FROM finding WHERE kind = 'moved-file')`);
  const deleteIds = db.prepare('DELETE FROM finding WHERE id IN (SELECT value FROM json_each(?))');
  const deleteMissing = db.prepare(
    `DELETE FROM finding WHERE kind = 'missing' AND clip = ? AND asset_kind = ?`,
  );
  const updateLeft = db.prepare(
    'UPDATE finding SET is_left = 1 WHERE id IN (SELECT value FROM json_each(?))',
  );
  // One kind after the other, each by its index: no page is sorted in memory.
  const listed = `
    SELECT finding.id, kind, clip, asset_kind, path, other_path, found_at, clip.clip_id, clip.title
    FROM finding LEFT JOIN clip ON clip.id = finding.clip`;
  const selectPage = db.prepare<ListedRow>(
    `${listed} WHERE is_left = 0 AND kind = ? ORDER BY finding.id LIMIT ? OFFSET ?`,
  );
  const selectIds = db.prepare<{ id: number }>(
    'SELECT id FROM finding WHERE is_left = 0 AND kind = ? ORDER BY id',
  );
  const selectOfKind = db.prepare<FindingRow>(`
    SELECT * FROM finding WHERE id IN (SELECT value FROM json_each(?)) AND kind = ? AND is_left = 0 ORDER BY id`);
  const selectOne = db.prepare<FindingRow>('SELECT * FROM finding WHERE id = ?');
  const selectCounts = db.prepare<{ kind: FindingKind; count: number }>(
    'SELECT kind, count(*) AS count FROM finding WHERE is_left = 0 GROUP BY kind',
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
    removeUnseen: (checkId) => void deleteUnseen.run([checkId]),
    countNew: (checkId) => countNew.get([checkId])?.count ?? 0,
    removeExplainedByMove() {
      deleteExplained.run();
      deleteFoundFiles.run();
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
        rows.push(...selectPage.all([each, limit - rows.length, from]).map(toFinding));
      }
      return { rows, total: before, offset };
    },
    refs: (kind) =>
      (kind === null ? FINDING_KINDS : [kind]).flatMap((each) =>
        selectIds.all([each]).map(({ id }) => ({ id, kind: each })),
      ),
    ofKind: (kind, ids) => selectOfKind.all([JSON.stringify(ids), kind]).map(toStored),
    find(id) {
      const row = selectOne.get([id]);
      return row ? toStored(row) : null;
    },
    counts,
  };
}
