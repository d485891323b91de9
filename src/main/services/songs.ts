import { ASSET_KINDS, type AssetKind, type ClipId, type StartedFetch } from '@shared/model';
import type { ClipRepository } from '../db/clips';
import type { Database } from '../db/database';
import type { DownloadRepository, StoredAsset } from '../db/downloads';
import type { Clock } from '../ports';
import type { LibraryFolder } from './library-folder';
import type { SettingsService } from './settings';
import { isErrno } from './whole-file';

/** The songs' files. */
export interface SongsService {
  /** Fetches wanted files that are neither there nor coming: those never begun, once cancelled, and failed. */
  fetchFiles(clipIds: readonly ClipId[]): StartedFetch;
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
  /** Whether the last look found the library folder. */
  readonly isFolderReady: () => boolean;
  /** Looks whether it is there, and sets its hold: a file that is not found in a folder that is gone is not missing. */
  readonly isFolderThere: () => Promise<boolean>;
  /** A file that was missing has been opened. */
  readonly onBack: (clipId: ClipId) => void;
  readonly onChange: (clipIds: readonly ClipId[]) => void;
  readonly retryDownloads: (ids: readonly number[]) => void;
}

type FoundPath =
  | { readonly state: 'there'; readonly absolute: string }
  /** `elsewhere`: it is there and may not be followed or read. */
  | { readonly state: 'gone' | 'elsewhere' };

export function createSongsService(deps: SongsServiceDeps): SongsService {
  const { clips, downloads } = deps;

  async function openFile(clipId: ClipId, kind: string) {
    if (!isAssetKind(kind)) return null;
    const asset = downloads.asset(clipId, kind);
    if (!asset?.path) return null;
    const path = await find(asset.path);
    if (path.state === 'there') {
      if (asset.isMissing) deps.onBack(clipId);
      return { path: path.absolute, asset };
    }
    if (path.state === 'elsewhere' || asset.isMissing || !deps.isFolderReady()) return null;
    // A disk that goes takes all its files with it: the folder has to be there before and after the file is not.
    if (!(await deps.isFolderThere())) return null;
    const again = await find(asset.path);
    if (again.state === 'there') return { path: again.absolute, asset };
    if (again.state === 'gone' && (await deps.isFolderThere())) noteMissing(clipId, kind, asset.path);
    return null;
  }

  async function find(path: string): Promise<FoundPath> {
    try {
      return { state: 'there', absolute: await deps.folder().resolveExisting(path) };
    } catch (error) {
      return { state: error instanceof Error && isErrno(error.cause, 'ENOENT') ? 'gone' : 'elsewhere' };
    }
  }

  /** The row may have changed while the disk was looked at. */
  function noteMissing(clipId: ClipId, kind: AssetKind, path: string): void {
    const asset = downloads.asset(clipId, kind);
    if (asset === null || asset.path !== path || asset.isMissing) return;
    downloads.markMissing(asset.clipRow, kind);
    deps.onChange([clipId]);
  }

  return {
    fetchFiles(clipIds) {
      const wanted = deps.settings.current().wantedAssets;
      const failed: number[] = [];
      const begun: number[] = [];
      deps.db.transact(() => {
        for (const clipId of clipIds) {
          const clip = clips.find(clipId);
          if (!clip) continue;
          const before = downloads.ofClip(clip.row);
          for (const { id, tracking } of before) if (tracking.state === 'failed') failed.push(id);
          downloads.undecline(clip.row);
          if (downloads.enqueue(clip.row, wanted, deps.clock.now()) === 0) continue;
          const known = new Set(before.map(({ id }) => id));
          for (const { id } of downloads.ofClip(clip.row)) if (!known.has(id)) begun.push(id);
        }
      });
      deps.retryDownloads(failed);
      deps.onChange(clipIds);
      return { started: begun.length + failed.length, begun };
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
