import {
  ASSET_KINDS,
  type Asset,
  type AssetKind,
  type ClipId,
  type JobId,
  type LyricsState,
  type Song,
  type SongRating,
  type SongRow,
} from '@shared/model';
import type { Database } from './database';

/** Songs as people see them. */
export interface SongRows {
  /** In the order of the rows given; a row that has gone is left out. */
  of(rows: readonly number[]): SongRow[];
  /** As `of`, by the names that the songs have outside. */
  ofClips(clipIds: readonly ClipId[]): SongRow[];
  song(clipId: ClipId): Song | null;
}

interface ClipRow {
  id: number;
  clip_id: string;
  title: string;
  subtitle: string;
  model: string | null;
  action: string | null;
  duration_ms: number | null;
  created_at: number | null;
  arrived_at: number;
  lyrics_state: string;
  favourite_at: number | null;
  rating: number;
  plays: number;
  last_played_at: number | null;
  hidden_at: number | null;
}

interface FullClipRow extends ClipRow {
  sound_prompt: string | null;
  seed: string | null;
  bpm: string | null;
  lyrics_id: string | null;
  parent_clip_id: string | null;
  folder: string;
}

interface AssetRow {
  clip: number;
  kind: string;
  path: string | null;
  format: string | null;
  version: string | null;
  is_missing: number;
  is_unverified: number;
  state: string | null;
  done_bytes: number | null;
  total_bytes: number | null;
  failure_code: string | null;
  failure_detail: string | null;
}

function toSongRow(row: ClipRow, assets: readonly Asset[], tags: readonly string[]): SongRow {
  return {
    clipId: row.clip_id as ClipId,
    title: row.title,
    subtitle: row.subtitle,
    model: row.model,
    action: row.action,
    durationMs: row.duration_ms,
    createdAt: row.created_at,
    arrivedAt: row.arrived_at,
    lyricsState: row.lyrics_state as LyricsState,
    assets,
    isFavourite: row.favourite_at !== null,
    rating: row.rating as SongRating,
    tags,
    plays: row.plays,
    lastPlayedAt: row.last_played_at,
    isHidden: row.hidden_at !== null,
  };
}

function toAsset(row: AssetRow): Asset {
  return {
    kind: row.kind as AssetKind,
    state: assetState(row),
    format: row.format as Asset['format'],
    version: row.version,
    isUnverified: row.is_unverified === 1,
    percent:
      row.state !== null && row.total_bytes !== null && row.total_bytes > 0
        ? Math.min(100, Math.floor((100 * (row.done_bytes ?? 0)) / row.total_bytes))
        : null,
    failure:
      row.failure_code === null
        ? null
        : { code: row.failure_code as NonNullable<Asset['failure']>['code'], detail: row.failure_detail },
  };
}

/** A file that is there stays there for as long as another is fetched in its place. */
function assetState(row: AssetRow): Asset['state'] {
  if (row.path !== null && row.is_missing === 0) return 'present';
  if (row.state === 'queued') return 'waiting';
  if (row.state === 'running' || row.state === 'paused' || row.state === 'failed') return row.state;
  if (row.path === null) return 'offered';
  return 'missing';
}

const byKind = (one: Asset, other: Asset) => ASSET_KINDS.indexOf(one.kind) - ASSET_KINDS.indexOf(other.kind);

/** Enough to tell one content of a file from another; the whole hash would be half of a row's bytes on its way. */
const VERSION_DIGITS = 12;

const ROW_COLUMNS =
  'id, clip_id, title, subtitle, model, action, duration_ms, created_at, arrived_at, lyrics_state, favourite_at, rating, plays, last_played_at, hidden_at';

export function createSongRows(db: Database): SongRows {
  const selectRows = db.prepare<ClipRow>(
    `SELECT ${ROW_COLUMNS} FROM clip WHERE id IN (SELECT value FROM json_each(?))`,
  );
  const selectSong = db.prepare<FullClipRow>(
    `SELECT ${ROW_COLUMNS}, sound_prompt, seed, bpm, lyrics_id, parent_clip_id, folder FROM clip WHERE clip_id = ?`,
  );
  const selectAssets = db.prepare<AssetRow>(`
    SELECT asset.clip, asset.kind, path, format, substr(served_sha256, 1, ${VERSION_DIGITS}) AS version, is_missing, is_unverified, state, done_bytes, total_bytes,
      failure_code, failure_detail
    FROM asset LEFT JOIN download USING (clip, kind)
    WHERE asset.clip IN (SELECT value FROM json_each(?))
      AND (asset.url IS NOT NULL OR asset.path IS NOT NULL)`);
  const selectTags = db.prepare<{ clip: number; tag: string }>(
    'SELECT clip, tag FROM clip_tag WHERE clip IN (SELECT value FROM json_each(?)) ORDER BY clip, tag_key',
  );
  const selectIds = db.prepare('SELECT id FROM clip WHERE clip_id IN (SELECT value FROM json_each(?))');
  const selectJobIds = db.prepare('SELECT job_id FROM job_clip WHERE clip = ? ORDER BY job_id');

  function assetsOf(rowsJson: string): Map<number, Asset[]> {
    const byClip = new Map<number, Asset[]>();
    for (const row of selectAssets.all([rowsJson])) {
      const assets = byClip.get(row.clip);
      if (assets) assets.push(toAsset(row));
      else byClip.set(row.clip, [toAsset(row)]);
    }
    for (const assets of byClip.values()) assets.sort(byKind);
    return byClip;
  }

  function tagsOf(rowsJson: string): Map<number, string[]> {
    const byClip = new Map<number, string[]>();
    for (const { clip, tag } of selectTags.all([rowsJson])) {
      const tags = byClip.get(clip);
      if (tags) tags.push(tag);
      else byClip.set(clip, [tag]);
    }
    return byClip;
  }

  function of(rows: readonly number[]): SongRow[] {
    const rowsJson = JSON.stringify(rows);
    const assets = assetsOf(rowsJson);
    const tags = tagsOf(rowsJson);
    const songs = new Map(
      selectRows
        .all([rowsJson])
        .map((row) => [row.id, toSongRow(row, assets.get(row.id) ?? [], tags.get(row.id) ?? [])]),
    );
    return rows.flatMap((row) => songs.get(row) ?? []);
  }

  return {
    of,
    ofClips(clipIds) {
      const ids = JSON.stringify(clipIds);
      const byClip = new Map(of(selectIds.values<number>([ids])).map((row) => [row.clipId, row]));
      return clipIds.flatMap((clipId) => byClip.get(clipId) ?? []);
    },
    song(clipId) {
      const row = selectSong.get([clipId]);
      if (!row) return null;
      const rowsJson = JSON.stringify([row.id]);
      return {
        ...toSongRow(row, assetsOf(rowsJson).get(row.id) ?? [], tagsOf(rowsJson).get(row.id) ?? []),
        soundPrompt: row.sound_prompt,
        seed: row.seed,
        bpm: row.bpm,
        lyricsId: row.lyrics_id,
        parentClipId: row.parent_clip_id,
        jobIds: selectJobIds.values<string>([row.id]).map((jobId) => jobId as JobId),
        folder: row.folder,
      };
    },
  };
}
