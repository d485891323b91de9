import { basename } from 'node:path';
import type { CheckMode, FindingKind } from '@shared/library-check';
import type { CheckedFileRepository } from '../db/checked-files';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { DownloadRepository } from '../db/downloads';
import type { NewFinding } from '../db/findings';
import { isSongFolderName, isSystemName, isUnfinishedName, isUnfinishedText } from '../domain/library-check';
import { nameKey } from '../domain/naming';
import { partPath } from './download-runner';
import { filesBelow } from './files-below';
import { JOB_JOURNAL } from './job-journal';
import { isKeptLibraryFile, LIBRARY_FILE } from './library-file';
import { pathIn, type FolderEntry, type LibraryReader } from './library-reader';
import { CLIP_FILE, clipIdOf, readClipFile } from './clip-file';

/** Looks at what stands in the library folder and tells what the library does not know of, and what stands elsewhere. */
export interface LibraryWalk {
  /** What stands right under the root, in order. */
  rootEntries(signal: AbortSignal): Promise<readonly FolderEntry[]>;
  /** Tells what there is to find about one thing right under the root and all that is in it, as it is found. */
  look(entry: FolderEntry, signal: AbortSignal, tell: TellFinding): Promise<void>;
  /** What explains a song beside its files: null when it is as it should be, else the path of what is not. */
  lookAtSidecars(clip: StoredClip, mode: CheckMode): Promise<string | null>;
  clipFile(clip: StoredClip): string;
}

/** Takes a finding. The walk waits for it, so that what was found never piles up. */
export type TellFinding = (finding: NewFinding) => Promise<void>;

export interface LibraryWalkDeps {
  readonly files: CheckedFileRepository;
  readonly clips: ClipRepository;
  readonly downloads: DownloadRepository;
  readonly reader: LibraryReader;
  readonly clipFileText: (clip: StoredClip, present: string | null) => string;
  /** Whether a folder holds exported lyrics: what stands there is the user's, and meant to. */
  readonly isExportFolder: (path: string) => boolean;
}

/** The library's own files, which stand right under the root. */
export const ROOT_FILES: ReadonlySet<string> = new Set([JOB_JOURNAL, LIBRARY_FILE]);
/** Folders further down are nobody's songs. */
const MAX_DEPTH = 8;

/** So many missing files with the same bytes are looked at for one that is not coming. */
const LOST_TWINS = 64;

/** What a folder that belongs to no song holds besides songs' folders. */
interface Unclaimed {
  /** A file that the library does not know. */
  readonly hasStrangers: boolean;
  readonly isEmpty: boolean;
}

/** One look: until when it goes on, and whom it tells. */
interface Errand {
  readonly signal: AbortSignal;
  readonly tell: TellFinding;
}

export function createLibraryWalk(deps: LibraryWalkDeps): LibraryWalk {
  const { files, clips, reader } = deps;

  async function look(entry: FolderEntry, errand: Errand): Promise<void> {
    const { name } = entry;
    if (isSystemName(name)) return;
    if (!entry.isFolder) {
      if (isKeptLibraryFile(name)) await errand.tell(finding('library-file', name));
      else if (!ROOT_FILES.has(name)) await lookAtFile(name, null, errand);
    } else if (!deps.isExportFolder(name)) {
      await lookAtFolder(name, errand);
    }
  }

  async function lookAtFolder(path: string, errand: Errand): Promise<void> {
    const clip = clipOfFolder(path);
    if (clip !== null) return lookAtSong(clip, errand);
    const { hasStrangers, isEmpty } = await lookAtUnclaimed(path, 0, errand);
    if (hasStrangers) await errand.tell(finding('foreign', path));
    if (isEmpty && isSongFolderName(basename(path))) await errand.tell(finding('empty-folder', path));
  }

  function clipOfFolder(path: string): StoredClip | null {
    const row = files.clipInFolder(nameKey(path));
    const clip = row === null ? null : clips.findRow(row);
    return clip !== null && clip.folder.normalize('NFC') === path.normalize('NFC') ? clip : null;
  }

  /** A song's own folder, with whatever else was put into it. */
  async function lookAtSong(clip: StoredClip, errand: Errand): Promise<void> {
    const isEntered = (name: string, depth: number): boolean => !isSystemName(name) && depth < MAX_DEPTH;
    const paths = await filesBelow(reader, clip.folder, isEntered, errand.signal);
    // Read after the listing: a download that ended meanwhile is known by now.
    const coming = deps.downloads.ofClip(clip.row);
    if (coming.some((task) => task.tracking.state === 'running')) return;
    const own = new Set(
      [
        pathIn(clip.folder, CLIP_FILE),
        // Also where the user changed them: they are the words of this song.
        pathIn(clip.folder, `${clip.stem}.txt`),
        pathIn(clip.folder, `${clip.stem}.lrc`),
        ...files.ofClip(clip.row).map((file) => file.path),
        ...files.sidecars(clip.row).map((sidecar) => sidecar.path),
        ...coming.map(partPath),
        // Under its name already, before its row says so.
        ...coming.flatMap(({ arrived }) => arrived?.path ?? []),
      ].map((path) => path.normalize('NFC')),
    );
    for (const path of paths) {
      if (!own.has(path.normalize('NFC'))) await lookAtFile(path, clip.row, errand);
    }
  }

  /** A folder that belongs to no song: a song's folder under another name, a collection of such, or somebody's. */
  async function lookAtUnclaimed(path: string, depth: number, errand: Errand): Promise<Unclaimed> {
    const entries = await reader.listLarge(path, errand.signal);
    if (entries.some((entry) => !entry.isFolder && entry.name === CLIP_FILE)) {
      const text = await reader.readText(pathIn(path, CLIP_FILE));
      const clipId = text === null ? null : clipIdOf(text);
      const clip = clipId === null ? null : clips.find(clipId);
      // A name that some file systems take for that of another song's folder.
      if (clip?.folder === path) await lookAtSong(clip, errand);
      else if (clip !== null) await errand.tell(await strayFinding(path, clip));
      else if (text !== null && readClipFile(text) !== null) await errand.tell(finding('unknown-song', path));
      else return { hasStrangers: true, isEmpty: false };
      return { hasStrangers: false, isEmpty: false };
    }
    let hasStrangers = false;
    let isEmpty = true;
    for (const entry of entries) {
      errand.signal.throwIfAborted();
      if (isSystemName(entry.name)) continue;
      isEmpty = false;
      const inner = pathIn(path, entry.name);
      if (entry.isFolder) {
        const clip = clipOfFolder(inner);
        if (clip !== null) await lookAtSong(clip, errand);
        else if (depth < MAX_DEPTH) {
          const below = await lookAtUnclaimed(inner, depth + 1, errand);
          hasStrangers ||= below.hasStrangers;
        }
        continue;
      }
      const known = await identify(inner, errand.signal);
      if (known !== null) await errand.tell(known);
      else hasStrangers ||= !files.isOwnPath(inner);
    }
    return { hasStrangers, isEmpty };
  }

  /** A song of ours where none should be: moved here, or a copy. */
  async function strayFinding(path: string, clip: StoredClip): Promise<NewFinding> {
    return (await isMovedTo(path, clip))
      ? { ...finding('moved-folder', clip.folder), clipRow: clip.row, otherPath: path }
      : { ...finding('duplicate', path), clipRow: clip.row, otherPath: clip.folder };
  }

  /**
   * Whether a song stands in this folder and not where its row says: its files are here, and none is at both places, as it
   * would be with a copy. A song without files is where its description is.
   */
  async function isMovedTo(path: string, clip: StoredClip): Promise<boolean> {
    const prefix = `${clip.folder}/`;
    let isAnyHere = false;
    let isAnyThere = false;
    for (const file of files.ofClip(clip.row)) {
      if (!file.path.startsWith(prefix)) continue;
      const isHere = (await reader.look(pathIn(path, file.path.slice(prefix.length)))) !== 'missing';
      const isThere = (await reader.look(file.path)) !== 'missing';
      if (isHere && isThere) return false;
      isAnyHere ||= isHere;
      isAnyThere ||= isThere;
    }
    if (isAnyHere || isAnyThere) return isAnyHere;
    return (await reader.look(clipFileOf(clip))) === 'missing';
  }

  /** A file that no row speaks of. */
  async function lookAtFile(path: string, clipRow: number | null, errand: Errand): Promise<void> {
    const seen = await reader.look(path);
    // Gone again: it was written just now.
    if (seen === 'missing' || files.isOwnPath(path)) return;
    // Words and descriptions that are written at this moment; one that was left over goes with the next writing.
    if (isUnfinishedText(path) && clipRow !== null && clips.areSidecarsDue(clipRow)) return;
    if (isUnfinishedName(path)) return errand.tell({ ...finding('part', path), clipRow });
    return errand.tell((await identify(path, errand.signal)) ?? { ...finding('foreign', path), clipRow });
  }

  /** A file of the library by another name: it is told by its length, then by its bytes. */
  async function identify(path: string, signal: AbortSignal): Promise<NewFinding | null> {
    const seen = await reader.look(path);
    if (typeof seen === 'string' || files.isOwnPath(path) || !files.hasLength(seen.bytes)) return null;
    const hash = await reader.hash(path, signal, () => undefined);
    const lost = files.missingWithHash(hash, LOST_TWINS).find((file) => !file.isComing);
    const match = lost ?? files.withHash(hash);
    if (match === null) return null;
    return lost === undefined
      ? { kind: 'duplicate', clipRow: match.clipRow, assetKind: match.kind, path, otherPath: match.path }
      : { kind: 'moved-file', clipRow: lost.clipRow, assetKind: lost.kind, path: lost.path, otherPath: path };
  }

  const clipFileOf = (clip: StoredClip): string => pathIn(clip.folder, CLIP_FILE);

  return {
    clipFile: clipFileOf,
    rootEntries: (signal) => reader.listLarge('', signal),
    look: (entry, signal, tell) => look(entry, { signal, tell }),
    async lookAtSidecars(clip, mode) {
      const clipFile = clipFileOf(clip);
      for (const path of new Set([clipFile, ...files.sidecars(clip.row).map((sidecar) => sidecar.path)])) {
        if ((await reader.look(path)) === 'missing') return path;
      }
      if (mode === 'quick') return null;
      const text = await reader.readText(clipFile);
      return text === deps.clipFileText(clip, text) ? null : clipFile;
    },
  };
}

function finding(kind: FindingKind, path: string): NewFinding {
  return { kind, clipRow: null, assetKind: null, path, otherPath: null };
}
