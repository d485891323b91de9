import { posix } from 'node:path';
import { ASSET_KINDS, type AssetKind } from '@shared/model';
import type { FinishedFile } from '../db/downloads';
import { USUAL_FORMATS } from '../domain/media-format';
import { fileStem } from '../domain/naming';
import type { Log } from '../ports';
import { CLIP_FILE, MAX_CLIP_FILE_BYTES, readClipFile, type ClipFile, type ClipFileEntry } from './clip-file';
import type { FolderEntry, LibraryFolder } from './library-folder';
import { ROOT_FILES } from './library-walk';

/** A song's folder as it stands on disk. */
export interface SongFolder {
  /** Path relative to the library folder. */
  readonly path: string;
  readonly clip: ClipFile;
  /** What the names of the song's files have in common. */
  readonly stem: string;
  readonly entries: readonly FolderEntry[];
  /** Files that the clip file names and that are there, by their name in it. */
  readonly present: ReadonlySet<string>;
  /** Files that no clip file names, hashed: finished just before the program ended. */
  readonly unlisted: readonly { readonly kind: AssetKind; readonly file: FinishedFile }[];
  /** Text of the words' file, to know whether it is ours. */
  readonly text: string | null;
}

/** Reads what a song's folder holds; null where its clip file cannot be read. */
export async function readSongFolder(
  folder: LibraryFolder,
  path: string,
  log: Log,
): Promise<SongFolder | null> {
  try {
    const entries = await folder.listFiles(path);
    const clipText = await folder.readText(posix.join(path, CLIP_FILE), MAX_CLIP_FILE_BYTES);
    const told = clipText === null ? null : readClipFile(clipText);
    if (told === null) return null;
    const clip = { ...told, files: await filesOfSong(folder, path, told.files, log) };
    const stem = stemOf(clip, entries);
    return {
      path,
      clip,
      stem,
      entries,
      present: await presentFiles(folder, path, clip, entries),
      unlisted: await hashUnlisted(folder, path, clip, entries),
      text: await folder.readText(posix.join(path, `${stem}.txt`), MAX_CLIP_FILE_BYTES),
    };
  } catch (error) {
    log.error('A folder of the library could not be read', error);
    return null;
  }
}

/** Without those that cannot be the song's, whatever its clip file says: the library's own, and what is in another song's folder. */
async function filesOfSong(
  folder: LibraryFolder,
  songPath: string,
  named: ClipFile['files'],
  log: Log,
): Promise<ClipFile['files']> {
  const own: ClipFile['files'][number][] = [];
  for (const file of named) {
    if (await canBeOfSong(folder, songPath, file.name)) own.push(file);
    else log.warn('A clip file names what is not its song’s', { folder: songPath, kind: file.kind });
  }
  return own;
}

async function canBeOfSong(folder: LibraryFolder, songPath: string, name: string): Promise<boolean> {
  const path = posix.join(songPath, name);
  if (path.startsWith('../') || posix.basename(path).toLowerCase() === CLIP_FILE) return false;
  if (ROOT_FILES.has(path.toLowerCase())) return false;
  for (let above = posix.dirname(path); above !== songPath && above !== '.'; above = posix.dirname(above)) {
    if (await folder.exists(posix.join(above, CLIP_FILE))) return false;
  }
  return true;
}

async function presentFiles(
  folder: LibraryFolder,
  path: string,
  clip: ClipFile,
  entries: readonly FolderEntry[],
): Promise<ReadonlySet<string>> {
  const present = new Set<string>();
  for (const file of clip.files) {
    const isHere = entries.some((entry) => entry.name === file.name);
    // One that the user keeps elsewhere in the library; there its name says little.
    const isElsewhere = file.name.includes('/') && (await holds(folder, posix.join(path, file.name), file));
    if (isHere || isElsewhere) present.add(file.name);
  }
  return present;
}

/** Finished files whose rows and lines in the clip file were not written any more. */
async function hashUnlisted(
  folder: LibraryFolder,
  songPath: string,
  clip: ClipFile,
  entries: readonly FolderEntry[],
): Promise<SongFolder['unlisted']> {
  const stem = stemOf(clip, entries);
  const isListed = new Set(clip.files.map((file) => file.name));
  const found: { kind: AssetKind; file: FinishedFile }[] = [];
  for (const kind of ASSET_KINDS) {
    if (clip.files.some((file) => file.kind === kind)) continue;
    for (const format of USUAL_FORMATS[kind]) {
      const fileName = `${kind === 'cover' ? 'cover' : stem}.${format}`;
      const entry = entries.find((each) => each.name === fileName && each.bytes > 0);
      if (!entry || isListed.has(fileName)) continue;
      const path = posix.join(songPath, fileName);
      const hash = await folder.hash(path);
      if (hash !== null)
        found.push({ kind, file: { path, format, bytes: entry.bytes, sha256: hash, isUnverified: true } });
      break;
    }
  }
  return found;
}

async function holds(
  folder: LibraryFolder,
  path: string,
  { sha256, presentSha256 }: ClipFileEntry,
): Promise<boolean> {
  try {
    await folder.resolveExisting(path);
    const hash = await folder.hash(path);
    return hash !== null && (hash === sha256 || hash === presentSha256);
  } catch {
    return false;
  }
}

/** Told by the files, else what they were called when the song came. */
function stemOf(clip: ClipFile, entries: readonly FolderEntry[]): string {
  const named = clip.files.find((file) => file.kind !== 'cover')?.name;
  const text = entries.find((entry) => entry.name.endsWith('.txt') || entry.name.endsWith('.lrc'))?.name;
  const name = named ?? text;
  return name === undefined ? fileStem(clip.title) : posix.parse(name).name;
}
