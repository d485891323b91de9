import {
  ASSET_KINDS,
  type AssetKind,
  type ClipId,
  type Page,
  type Song,
  type SongListing,
  type SongRow,
} from '@shared/model';
import type { ClipRepository } from '../db/clips';
import type { Database } from '../db/database';
import type { DownloadRepository, StoredAsset } from '../db/downloads';
import { foldTitle } from '../domain/naming';
import { parseSearch, toFtsQuery } from '../domain/search-query';
import type { Clock } from '../ports';
import type { LibraryFolder } from './library-folder';
import type { SettingsService } from './settings';
import { isErrno } from './whole-file';

/** The songs of the library as lists and one by one. */
export interface SongsService {
  page(listing: SongListing, offset: number, limit: number): Page<SongRow>;
  /** All songs of a listing in its order, or `limit` of them from `offset` on. */
  ids(listing: SongListing, offset?: number, limit?: number): readonly ClipId[];
  /** Position of the next song whose title begins so, from `after` on and around; null if none does. */
  jump(listing: SongListing, prefix: string, after: number): number | null;
  position(listing: SongListing, clipId: ClipId): number | null;
  get(clipId: ClipId): Song | null;
  /** Fetches wanted files that are neither there nor coming: those never begun, once cancelled, and failed. */
  fetchFiles(clipIds: readonly ClipId[]): { readonly started: number };
  /** Absolute path and kind of a file that is on disk; null when it is not. A file that has gone is noted as missing. */
  openFile(
    clipId: ClipId,
    kind: string,
  ): Promise<{ readonly path: string; readonly asset: StoredAsset } | null>;
  /** Absolute path of a song's file or folder, for showing it; null when there is neither. */
  placeOf(clipId: ClipId, kind: AssetKind | null): Promise<string | null>;
}

export interface SongsServiceDeps {
  readonly db: Database;
  readonly clips: ClipRepository;
  readonly downloads: DownloadRepository;
  readonly settings: SettingsService;
  readonly folder: () => LibraryFolder;
  readonly clock: Clock;
  /** Whether the library folder is there: a file that is not found in a folder that is gone is not missing. */
  readonly isFolderReady: () => boolean;
  readonly onChange: (clipIds: readonly ClipId[]) => void;
  readonly retryDownloads: (ids: readonly number[]) => void;
}

/** A search that holds nothing to look for, such as a lone quote, lists nothing rather than everything. */
const NOTHING = Symbol('nothing');

export function createSongsService(deps: SongsServiceDeps): SongsService {
  const { clips, downloads } = deps;

  function matchOf(search: string): string | null | typeof NOTHING {
    if (search.trim() === '') return null;
    return toFtsQuery(parseSearch(search)) ?? NOTHING;
  }

  function ids(listing: SongListing, offset = 0, limit = Number.POSITIVE_INFINITY): readonly ClipId[] {
    const match = matchOf(listing.search);
    return match === NOTHING ? [] : clips.ids(listing, match).slice(offset, offset + limit);
  }

  async function openFile(clipId: ClipId, kind: string) {
    if (!isAssetKind(kind)) return null;
    const asset = downloads.asset(clipId, kind);
    if (!asset?.path) return null;
    try {
      return { path: await deps.folder().resolveExisting(asset.path), asset };
    } catch (error) {
      const isGone = error instanceof Error && isErrno(error.cause, 'ENOENT');
      if (isGone && deps.isFolderReady() && !asset.isMissing) {
        downloads.markMissing(asset.clipRow, kind);
        deps.onChange([clipId]);
      }
      return null;
    }
  }

  return {
    page(listing, offset, limit) {
      const match = matchOf(listing.search);
      if (match === NOTHING) return { rows: [], total: 0, offset };
      return { rows: clips.page(listing, match, offset, limit), total: clips.count(match), offset };
    },
    ids,
    jump(listing, prefix, after) {
      const match = matchOf(listing.search);
      if (match === NOTHING) return null;
      const titles = clips.titles(listing, match);
      const wanted = foldTitle(prefix);
      for (let step = 0; step < titles.length; step += 1) {
        const index = (after + step) % titles.length;
        if (foldTitle(titles[index] ?? '').startsWith(wanted)) return index;
      }
      return null;
    },
    position(listing, clipId) {
      const index = ids(listing).indexOf(clipId);
      return index === -1 ? null : index;
    },
    get: (clipId) => clips.song(clipId),
    fetchFiles(clipIds) {
      const wanted = deps.settings.current().wantedAssets;
      const failed: number[] = [];
      const queued = deps.db.transact(() => {
        let count = 0;
        for (const clipId of clipIds) {
          const clip = clips.find(clipId);
          if (!clip) continue;
          downloads.undecline(clip.row);
          failed.push(
            ...downloads
              .ofClip(clip.row)
              .flatMap(({ id, tracking }) => (tracking.state === 'failed' ? [id] : [])),
          );
          count += downloads.enqueue(clip.row, wanted, deps.clock.now());
        }
        return count;
      });
      deps.retryDownloads(failed);
      deps.onChange(clipIds);
      return { started: queued + failed.length };
    },
    openFile,
    async placeOf(clipId, kind) {
      if (kind !== null) {
        const file = await openFile(clipId, kind);
        if (file) return file.path;
      }
      const clip = clips.find(clipId);
      if (!clip) return null;
      try {
        return await deps.folder().resolveExisting(clip.folder);
      } catch {
        return null;
      }
    },
  };
}

function isAssetKind(kind: string): kind is AssetKind {
  return (ASSET_KINDS as readonly string[]).includes(kind);
}
