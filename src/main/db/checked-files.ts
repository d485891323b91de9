import type { AssetKind, DownloadState } from '@shared/model';
import type { Database } from './database';
import { WANTED_BESIDE } from './downloads';

/** A file that the library has, as a check compares it with the disk. */
export interface CheckedFile {
  readonly clipRow: number;
  readonly kind: AssetKind;
  readonly path: string;
  readonly bytes: number | null;
  /** SHA-256 that the file should have: of what is there by the user's word, else of what was served. */
  readonly sha256: string | null;
  readonly changedAt: number | null;
  readonly finishedAt: number | null;
  readonly isMissing: boolean;
  /** A download brings it, and has not failed. */
  readonly isComing: boolean;
  /** A download of it has failed, waits or is paused. */
  readonly hasIdleDownload: boolean;
}

/** Place in the order of all files, for going on where a check stopped. */
export interface FileCursor {
  readonly clipRow: number;
  readonly kind: string;
}

/** A file in the order of what it holds: files with the same bytes stand beside each other. */
export interface HashedFile {
  readonly sha256: string;
  readonly kind: AssetKind;
  readonly clipRow: number;
}

/**
 * One step through all rows: what was wanted among the next rows, and where the next step begins; null behind the last
 * row. A step looks at no more rows than it was told, wanted or not, so that it takes no longer in a larger library.
 */
export interface Step<Wanted, Cursor> {
  readonly wanted: Wanted;
  readonly next: Cursor | null;
}

export interface SongToCheck {
  readonly row: number;
  /** Its folder had gone when it was to be written to: what is beside the song is old, wherever it stands. */
  readonly isWaiting: boolean;
}

/** What checks and repairs ask and write of the files that the library has. */
export interface CheckedFileRepository {
  /** Files on record among the next `limit` assets in the order of songs and kinds. */
  after(cursor: FileCursor | null, limit: number): Step<readonly CheckedFile[], FileCursor>;
  /** As `after` in the order of rows, only counted. */
  countAfter(row: number, limit: number): Step<{ readonly files: number; readonly bytes: number }, number>;
  ofClip(clipRow: number): CheckedFile[];
  find(clipRow: number, kind: AssetKind): CheckedFile | null;
  isOwnPath(path: string): boolean;
  /** Songs that have this file. */
  clipsWith(path: string): number[];
  /** Whether any file has this length. */
  hasLength(bytes: number): boolean;
  /** A file that holds these bytes. */
  withHash(sha256: string): CheckedFile | null;
  /** Files that held these bytes and are gone, no more than `limit` of them. */
  missingWithHash(sha256: string, limit: number): CheckedFile[];
  /** Files by their hash, behind this one. */
  byHash(after: HashedFile | null, limit: number): HashedFile[];
  setMissing(clipRow: number, kind: AssetKind, isMissing: boolean): void;
  /** The file is there and holds what it should; remembers its time for the next quick look. */
  confirm(clipRow: number, kind: AssetKind, changedAt: number): void;
  /** These bytes are the right ones from now on; what was served is kept beside. */
  accept(
    file: { readonly clipRow: number; readonly kind: AssetKind },
    present: { readonly bytes: number; readonly sha256: string; readonly changedAt: number },
  ): void;
  /** The file stands elsewhere. */
  relink(clipRow: number, kind: AssetKind, path: string, isMissing: boolean): void;
  /** The library has the file no more and does not fetch it unasked. */
  forget(clipRow: number, kind: AssetKind): void;
  /** Lets the file be fetched again, beside one that is there; whether there is an address for it, and the job that names one. */
  want(clipRow: number, kind: AssetKind): { readonly hasAddress: boolean; readonly jobId: string | null };
  /** The song's folder stands elsewhere. */
  moveFolder(clipRow: number, folder: string, folderKey: string): void;
  /** The song whose folder has this key. */
  clipInFolder(folderKey: string): number | null;
  /** Songs among the next `limit` rows whose files beside them are meant to be as they should. */
  songsAfter(clipRow: number, limit: number): Step<readonly SongToCheck[], number>;
  /** As `songsAfter`, only counted. */
  countSongsAfter(clipRow: number, limit: number): Step<number, number>;
  /** Files that were written beside a song, with the hash of what was written. */
  sidecars(clipRow: number): { readonly path: string; readonly sha256: string }[];
}

interface FileRow {
  clip: number;
  kind: AssetKind;
  path: string | null;
  bytes: number | null;
  sha256: string | null;
  present_changed_at: number | null;
  finished_at: number | null;
  is_missing: number;
  download_state: DownloadState | null;
}

interface HashRow {
  sha256: string;
  kind: AssetKind;
  clip: number;
}

/** None for an asset without a file. */
function toFiles(row: FileRow): CheckedFile[] {
  return row.path === null ? [] : [toFile(row, row.path)];
}

function toFile(row: FileRow, path: string): CheckedFile {
  return {
    clipRow: row.clip,
    kind: row.kind,
    path,
    bytes: row.bytes,
    sha256: row.sha256,
    changedAt: row.present_changed_at,
    finishedAt: row.finished_at,
    isMissing: row.is_missing === 1,
    isComing: row.download_state !== null && row.download_state !== 'failed',
    hasIdleDownload: row.download_state !== null && row.download_state !== 'running',
  };
}

export function createCheckedFileRepository(db: Database): CheckedFileRepository {
  const files = `
    SELECT clip, kind, path, bytes, coalesce(present_sha256, served_sha256) AS sha256, present_changed_at, finished_at,
      is_missing, (SELECT state FROM download WHERE download.clip = asset.clip AND download.kind = asset.kind) AS download_state
    FROM asset`;
  const selectAfter = db.prepare<FileRow>(`${files} WHERE (clip, kind) > (?, ?) ORDER BY clip, kind LIMIT ?`);
  const countAfter = db.prepare<{ files: number; bytes: number; last: number | null }>(`
    SELECT count(path) AS files, coalesce(sum(bytes) FILTER (WHERE path IS NOT NULL), 0) AS bytes, max(id) AS last
    FROM (SELECT rowid AS id, path, bytes FROM asset WHERE rowid > ? ORDER BY rowid LIMIT ?)`);
  const selectOfClip = db.prepare<FileRow>(`${files} WHERE clip = ? AND path IS NOT NULL`);
  const selectOne = db.prepare<FileRow>(`${files} WHERE clip = ? AND kind = ? AND path IS NOT NULL`);
  const selectPath = db.prepare<{ clip: number }>('SELECT clip FROM asset WHERE path = ?');
  const selectLength = db.prepare<{ clip: number }>(
    'SELECT clip FROM asset WHERE bytes = ? AND path IS NOT NULL LIMIT 1',
  );
  const selectHash = db.prepare<FileRow>(`${files} WHERE present_sha256 = ? ORDER BY kind, clip LIMIT 1`);
  const selectMissingHash = db.prepare<FileRow>(
    `${files} WHERE present_sha256 = ? AND is_missing = 1 ORDER BY kind, clip LIMIT ?`,
  );
  const selectByHash = db.prepare<HashRow>(`
    SELECT present_sha256 AS sha256, kind, clip FROM asset
    WHERE (present_sha256, kind, clip) > (?, ?, ?) AND present_sha256 IS NOT NULL
    ORDER BY present_sha256, kind, clip LIMIT ?`);
  const updateMissing = db.prepare('UPDATE asset SET is_missing = ? WHERE clip = ? AND kind = ?');
  // A whole library is confirmed each day: a row that tells it already is not written again.
  const updateConfirmed = db.prepare(`
    UPDATE asset SET present_changed_at = :changed_at, is_missing = 0
    WHERE clip = :clip AND kind = :kind AND (present_changed_at IS NOT :changed_at OR is_missing = 1)`);
  const updateAccepted = db.prepare(`
    UPDATE asset SET present_sha256 = :sha256, bytes = :bytes, present_changed_at = :changed_at, is_missing = 0
    WHERE clip = :clip AND kind = :kind`);
  const updatePath = db.prepare(
    'UPDATE asset SET path = ?, is_missing = ?, present_changed_at = NULL WHERE clip = ? AND kind = ?',
  );
  const updateForgotten = db.prepare(`
    UPDATE asset SET path = NULL, format = NULL, bytes = NULL, present_sha256 = NULL, present_changed_at = NULL,
      finished_at = NULL, is_missing = 0, is_declined = 1
    WHERE clip = ? AND kind = ?`);
  const updateWanted = db.prepare(`
    UPDATE asset SET is_declined = CASE WHEN path IS NULL OR is_missing = 1 THEN 0 ELSE ${WANTED_BESIDE} END
    WHERE clip = ? AND kind = ?`);
  const selectAddress = db.prepare<{ url: string | null; job_id: string | null }>(`
    SELECT url, coalesce(job_id, (SELECT job_clip.job_id FROM job_clip WHERE job_clip.clip = asset.clip LIMIT 1)) AS job_id
    FROM asset WHERE clip = ? AND kind = ?`);
  const updateFolder = db.prepare('UPDATE clip SET folder = ?, folder_key = ? WHERE id = ?');
  const updateSidecars = db.prepare(`
    UPDATE sidecar SET path = :to || substr(path, length(:from) + 1) WHERE clip = :clip AND substr(path, 1, length(:from)) = :from`);
  const selectFolder = db.prepare<{ folder: string }>('SELECT folder FROM clip WHERE id = ?');
  const selectByKey = db.prepare<{ id: number }>('SELECT id FROM clip WHERE folder_key = ?');
  const selectSongs = db.prepare<{ id: number; is_sidecar_due: number }>(
    'SELECT id, is_sidecar_due FROM clip WHERE id > ? ORDER BY id LIMIT ?',
  );
  const countSongsAfter = db.prepare<{ songs: number; last: number | null }>(`
    SELECT count(*) FILTER (WHERE is_sidecar_due IN (0, 3)) AS songs, max(id) AS last
    FROM (SELECT id, is_sidecar_due FROM clip WHERE id > ? ORDER BY id LIMIT ?)`);
  const selectSidecars = db.prepare<{ path: string; sha256: string }>(
    'SELECT path, sha256 FROM sidecar WHERE clip = ?',
  );

  return {
    after(cursor, limit) {
      const rows = selectAfter.all([cursor?.clipRow ?? 0, cursor?.kind ?? '', limit]);
      const last = rows.at(-1);
      return { wanted: rows.flatMap(toFiles), next: last ? { clipRow: last.clip, kind: last.kind } : null };
    },
    countAfter(row, limit) {
      const { last, ...wanted } = countAfter.get([row, limit]) ?? { files: 0, bytes: 0, last: null };
      return { wanted, next: last };
    },
    ofClip: (clipRow) => selectOfClip.all([clipRow]).flatMap(toFiles),
    find(clipRow, kind) {
      const row = selectOne.get([clipRow, kind]);
      return (row && toFiles(row)[0]) ?? null;
    },
    clipsWith: (path) => selectPath.values<number>([path]),
    isOwnPath: (path) => selectPath.get([path]) !== undefined,
    hasLength: (bytes) => selectLength.get([bytes]) !== undefined,
    withHash(sha256) {
      const row = selectHash.get([sha256]);
      return (row && toFiles(row)[0]) ?? null;
    },
    missingWithHash: (sha256, limit) => selectMissingHash.all([sha256, limit]).flatMap(toFiles),
    byHash: (after, limit) =>
      selectByHash
        .all([after?.sha256 ?? '', after?.kind ?? '', after?.clipRow ?? 0, limit])
        .map(({ sha256, kind, clip }) => ({ sha256, kind, clipRow: clip })),
    setMissing: (clipRow, kind, isMissing) => void updateMissing.run([isMissing ? 1 : 0, clipRow, kind]),
    confirm: (clipRow, kind, changedAt) =>
      void updateConfirmed.run({ clip: clipRow, kind, changed_at: Math.round(changedAt) }),
    accept: (file, present) =>
      void updateAccepted.run({
        clip: file.clipRow,
        kind: file.kind,
        bytes: present.bytes,
        sha256: present.sha256,
        changed_at: Math.round(present.changedAt),
      }),
    relink: (clipRow, kind, path, isMissing) => void updatePath.run([path, isMissing ? 1 : 0, clipRow, kind]),
    forget: (clipRow, kind) => void updateForgotten.run([clipRow, kind]),
    want(clipRow, kind) {
      updateWanted.run([clipRow, kind]);
      const row = selectAddress.get([clipRow, kind]);
      return { hasAddress: (row?.url ?? null) !== null, jobId: row?.job_id ?? null };
    },
    moveFolder(clipRow, folder, folderKey) {
      const from = selectFolder.get([clipRow])?.folder;
      updateFolder.run([folder, folderKey, clipRow]);
      if (from !== undefined) updateSidecars.run({ clip: clipRow, from: `${from}/`, to: `${folder}/` });
    },
    clipInFolder: (folderKey) => selectByKey.get([folderKey])?.id ?? null,
    songsAfter(clipRow, limit) {
      const rows = selectSongs.all([clipRow, limit]);
      const wanted = rows.flatMap(({ id, is_sidecar_due: due }) =>
        due === 0 || due === 3 ? { row: id, isWaiting: due === 3 } : [],
      );
      return { wanted, next: rows.at(-1)?.id ?? null };
    },
    countSongsAfter(clipRow, limit) {
      const { songs, last } = countSongsAfter.get([clipRow, limit]) ?? { songs: 0, last: null };
      return { wanted: songs, next: last };
    },
    sidecars: (clipRow) => selectSidecars.all([clipRow]),
  };
}
