import type { ClipId, SoundKind } from '@shared/model';
import type { Database } from './database';

/** A song as something outside of the library may name it. */
export interface FoundSong {
  readonly clipId: ClipId;
  readonly durationMs: number | null;
}

export interface FileOfSong {
  readonly clipRow: number;
  /** Relative to the library folder, with `/`. */
  readonly path: string;
}

/** Finds songs by their files and titles, for lists that come from outside. */
export interface SongFiles {
  /** Files with sound in the order of their rows, behind the one given; fewer than `limit` only at the end. */
  after(row: number, limit: number): { readonly files: readonly FileOfSong[]; readonly lastRow: number };
  ofRows(clipRows: readonly number[]): ReadonlyMap<number, FoundSong>;
  titled(titleKey: string): readonly FoundSong[];
  /** The files of these songs that are on disk, of the wanted kind where there is one. */
  soundPaths(clipRows: readonly number[], wanted: SoundKind): ReadonlyMap<number, string>;
}

/** More songs of one title are told apart by nothing. */
const MOST_OF_ONE_TITLE = 1_000;

export function createSongFiles(db: Database): SongFiles {
  const selectFiles = db.prepare<{ row: number; clipRow: number; path: string }>(`
    SELECT rowid AS row, clip AS clipRow, path FROM asset
    WHERE rowid > :row AND path IS NOT NULL AND kind IN ('audio', 'wav', 'video') ORDER BY rowid LIMIT :limit`);
  const selectRows = db.prepare<{ id: number; clipId: ClipId; durationMs: number | null }>(`
    SELECT id, clip_id AS clipId, duration_ms AS durationMs FROM clip WHERE id IN (SELECT value FROM json_each(?))`);
  const selectTitled = db.prepare<FoundSong>(`
    SELECT clip_id AS clipId, duration_ms AS durationMs FROM clip WHERE title_key = ? ORDER BY id
    LIMIT ${MOST_OF_ONE_TITLE}`);
  const selectSounds = db.prepare<{ clip: number; kind: SoundKind; path: string }>(`
    SELECT clip, kind, path FROM asset
    WHERE clip IN (SELECT value FROM json_each(?)) AND kind IN ('audio', 'wav')
      AND path IS NOT NULL AND is_missing = 0`);
  return {
    after(row, limit) {
      const files = selectFiles.all({ row, limit });
      return { files, lastRow: files.at(-1)?.row ?? row };
    },
    ofRows: (clipRows) =>
      new Map(
        selectRows
          .all([JSON.stringify(clipRows)])
          .map(({ id, clipId, durationMs }) => [id, { clipId, durationMs }]),
      ),
    titled: (titleKey) => selectTitled.all([titleKey]),
    soundPaths(clipRows, wanted) {
      const paths = new Map<number, string>();
      for (const { clip, kind, path } of selectSounds.all([JSON.stringify(clipRows)]))
        if (kind === wanted || !paths.has(clip)) paths.set(clip, path);
      return paths;
    },
  };
}
