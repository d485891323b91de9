import { posix } from 'node:path';
import {
  ASSET_KINDS,
  type AssetKind,
  type JobId,
  type RebuildReason,
  type RecoveryReport,
} from '@shared/model';
import type { ClipPlace, ClipRepository, StoredClip } from '../db/clips';
import type { Database } from '../db/database';
import type { DownloadRepository, FinishedFile } from '../db/downloads';
import type { JobRepository } from '../db/jobs';
import type { LyricsRepository } from '../db/lyrics';
import type { RemovedClipRepository } from '../db/removed-clips';
import type { SidecarRepository } from '../db/sidecars';
import { nameClip } from '../domain/clip-naming';
import { newJobTracking } from '../domain/job';
import { USUAL_FORMATS } from '../domain/media-format';
import { fileStem, nameKey } from '../domain/naming';
import { printTxt } from '../domain/txt';
import type { Clock, Log } from '../ports';
import { CLIP_FILE, readClipFile, type ClipFile } from './clip-file';
import { readJournal, type Journal } from './job-journal';
import type { FolderEntry, LibraryFolder } from './library-folder';
import { findSongFolders } from './song-folders';
import { sha256 } from './whole-file';

/**
 * Brings into the database what the library folder knows and it does not: after the database was lost or replaced by an
 * older copy, and when a folder with songs is opened for the first time. Doing it twice is doing it once, so an ended
 * program simply begins again.
 */
export interface LibraryRebuild {
  /** Goes through the folder. What is in the database already stays as it is, unless the database is the older one. */
  run(request: RebuildRequest): Promise<RebuildResult>;
}

export interface RebuildRequest {
  readonly reason: RebuildReason;
  readonly signal: AbortSignal;
  /** What earlier runs that were cut off have brought in. */
  readonly before: BroughtIn;
  /** Keeps what has been brought in so far; called in the transaction that brings it in. */
  readonly keep: (soFar: BroughtIn) => void;
  /** Folders done and in all; called often. */
  readonly onProgress: (done: number, total: number) => void;
}

/** How much was not in the database before. */
export type BroughtIn = Pick<RecoveryReport, 'songs' | 'jobs' | 'files'>;

/** What was brought in, by this run and those before it, and what could not be. */
export type RebuildResult = BroughtIn & Pick<RecoveryReport, 'missingFiles' | 'unreadable' | 'duplicates'>;

export interface LibraryRebuildDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly downloads: DownloadRepository;
  readonly sidecars: SidecarRepository;
  readonly removed: RemovedClipRepository;
  readonly folder: () => LibraryFolder;
  /** Whether a folder is the program's own and holds no songs; its path is relative to the library folder. */
  readonly isOwnFolder: (path: string) => boolean;
  /** Kinds of files that the user wants: a job whose songs lack one is asked again. */
  readonly wantedAssets: () => readonly AssetKind[];
  /** Reads the words again and indexes the song. */
  readonly rereadLyrics: (clip: StoredClip) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** A clip file with 5 MB of lyrics is far below it. */
const MAX_CLIP_FILE_BYTES = 32 * 1024 * 1024;
const FOLDERS_AT_ONCE = 32;
const PART_SUFFIX = '.part';

/** A song's folder as it stands on disk. */
interface SongFolder {
  /** Path relative to the library folder. */
  readonly path: string;
  readonly clip: ClipFile;
  readonly entries: readonly FolderEntry[];
  /** Files that the clip file names and that are there, by their name in it. */
  readonly present: ReadonlySet<string>;
  /** Files that no clip file names, hashed: finished just before the program ended. */
  readonly unlisted: readonly { readonly kind: AssetKind; readonly file: FinishedFile }[];
  /** Text of the words' file, to know whether it is ours. */
  readonly text: string | null;
}

export function createLibraryRebuild(deps: LibraryRebuildDeps): LibraryRebuild {
  const { db, jobs, clips, lyrics, downloads, sidecars, removed, clock, log } = deps;

  /** Files of a song that the user removed from the list and kept on disk. */
  const isLeftBehind = (song: SongFolder | string) =>
    typeof song !== 'string' && removed.has(song.clip.clipId);

  async function run({ reason, signal, before, keep, onProgress }: RebuildRequest): Promise<RebuildResult> {
    const folder = deps.folder();
    const journal = readJournal(folder.readJournal());
    const isRemoved = new Set(journal.jobs.filter((job) => job.isRemoved).map((job) => job.id));
    const broughtIn = { ...before };
    db.transactDurably(() => {
      broughtIn.jobs += takeJobs(journal);
      keep(broughtIn);
    });

    const found = await findSongFolders(folder, deps.isOwnFolder, log);
    const total = found.songs.length;
    let missingFiles = 0;
    const unreadable = [...found.unreadable];
    const duplicates: string[] = [];
    /** Jobs of songs that are here, and whether one of their songs may lack something. */
    const jobsOfSongs = new Map<JobId, boolean>();
    for (let start = 0; start < total && !signal.aborted; start += FOLDERS_AT_ONCE) {
      const slice = found.songs.slice(start, start + FOLDERS_AT_ONCE);
      const songs = await Promise.all(slice.map((path) => readSongFolder(folder, path)));
      db.transact(() => {
        for (const song of songs) {
          if (isLeftBehind(song)) continue;
          if (typeof song === 'string') {
            unreadable.push(song);
            continue;
          }
          const taken = takeSong(song, reason, found.all, isRemoved);
          if (taken === 'duplicate') {
            duplicates.push(song.path);
            continue;
          }
          broughtIn.songs += taken.isNew ? 1 : 0;
          broughtIn.jobs += taken.jobs;
          broughtIn.files += taken.files;
          missingFiles += taken.missingFiles;
          for (const id of song.clip.jobIds) {
            jobsOfSongs.set(id, (jobsOfSongs.get(id) ?? false) || !taken.isWhole);
          }
        }
        keep(broughtIn);
      });
      onProgress(Math.min(start + FOLDERS_AT_ONCE, total), total);
    }
    if (!signal.aborted) db.transactDurably(() => settleJobs(jobsOfSongs));
    return { ...broughtIn, missingFiles, unreadable, duplicates };
  }

  /** Adds the journal's jobs that are not known, and notes which stand in it. Returns how many it added. */
  function takeJobs({ jobs: journaled, removedClips }: Journal): number {
    for (const [clipId, removedAt] of removedClips) removed.note(clipId, removedAt);
    const kept = journaled.filter((job) => !job.isRemoved);
    const now = clock.now();
    const added = kept.flatMap((job) => jobs.add([job.id], newJobTracking(now), job.addedAt ?? now));
    jobs.setJournaled(journaled.map((job) => job.id));
    return added.length;
  }

  /**
   * A job whose songs are all here is done; one of whose songs something may be missing is asked once more. Only of jobs
   * that nobody has asked about: this run has added them, or one before it that was cut off.
   */
  function settleJobs(jobsOfSongs: ReadonlyMap<JobId, boolean>): void {
    const isUnasked = jobs.unasked([...jobsOfSongs.keys()]);
    for (const [id, lacksSomething] of jobsOfSongs) {
      const tracking = isUnasked.has(id) ? jobs.tracking(id) : null;
      if (tracking === null) continue;
      const now = clock.now();
      jobs.saveTracking(id, {
        ...tracking,
        phase: 'succeeded',
        nextPollAt: lacksSomething ? now : null,
        finishedAt: now,
      });
    }
  }

  /** The path itself where its clip file cannot be read. */
  async function readSongFolder(folder: LibraryFolder, path: string): Promise<SongFolder | string> {
    try {
      const entries = await folder.listFiles(path);
      const text = await folder.readText(posix.join(path, CLIP_FILE), MAX_CLIP_FILE_BYTES);
      const clip = text === null ? null : readClipFile(text);
      if (clip === null) return path;
      return {
        path,
        clip,
        entries,
        present: await presentFiles(folder, path, clip, entries),
        unlisted: await hashUnlisted(folder, path, clip, entries),
        text: await folder.readText(posix.join(path, `${stemOf(clip, entries)}.txt`), MAX_CLIP_FILE_BYTES),
      };
    } catch (error) {
      log.error('A folder of the library could not be read', error);
      return path;
    }
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
      // One that the user keeps elsewhere in the library.
      const isElsewhere = file.name.includes('/') && (await isInside(folder, posix.join(path, file.name)));
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

  function takeSong(
    song: SongFolder,
    reason: RebuildReason,
    isFolder: ReadonlySet<string>,
    isRemoved: ReadonlySet<JobId>,
  ) {
    const { clip } = song;
    const now = clock.now();
    const known = clips.find(clip.clipId);
    // The folder that the database knows is still there, so this one is a copy of it.
    if (known && known.folder !== song.path && isFolder.has(known.folder)) return 'duplicate' as const;
    const stored = known ?? insert(song, now);
    // A database that was replaced by an older copy learns what the folder has learnt since.
    const isFolderNewer = !known || (reason !== 'found' && reason !== 'behind');
    if (known && known.folder !== song.path) clips.relocate(known.row, placeOf(song));
    if (known && isFolderNewer) clips.updateFacts(clip);
    for (const words of clip.lyrics) {
      if (isFolderNewer || lyrics.fromSource(stored.row, words.source) === null) {
        lyrics.save(stored.row, words, clip.arrivedAt ?? now);
      }
    }
    const jobIds = clip.jobIds.filter((id) => !isRemoved.has(id));
    // Those that the journal does not know.
    const newJobs = jobs.add(jobIds, newJobTracking(now), clip.arrivedAt ?? now);
    for (const id of jobIds) clips.linkJob(id, stored.row);
    const files = takeFiles(stored, song, now);
    noteOwnText(stored, song);
    const renamed = clips.findRow(stored.row) ?? stored;
    clips.updateNaming(stored.row, nameClip(renamed, lyrics.effective(stored.row)?.text ?? null));
    deps.rereadLyrics(clips.findRow(stored.row) ?? stored);
    return { isNew: !known, jobs: newJobs.length, ...files };
  }

  function insert(song: SongFolder, now: number): StoredClip {
    const { clip } = song;
    const words = clip.lyrics[0]?.text ?? null;
    const stored = clips.insert(clip, nameClip(clip, words), placeOf(song), clip.arrivedAt ?? now);
    const isMeasured = clip.durationMs !== null && clip.files.some((file) => file.kind !== 'cover');
    if (isMeasured) clips.setMeasuredDuration(stored.row, clip.durationMs ?? 0);
    return clips.findRow(stored.row) ?? stored;
  }

  function takeFiles(stored: StoredClip, song: SongFolder, now: number) {
    let files = 0;
    let missingFiles = 0;
    for (const { kind, name, ...told } of song.clip.files) {
      const isThere = song.present.has(name);
      const path = posix.join(song.path, name);
      if (path.startsWith('..')) continue;
      const file = { path, ...told };
      const isTaken = downloads.adopt(stored.row, kind, file, !isThere, now);
      if (!isThere) missingFiles += 1;
      else if (isTaken) files += 1;
    }
    for (const { kind, file } of song.unlisted) {
      if (downloads.adopt(stored.row, kind, file, false, now)) files += 1;
    }
    const present = new Set(
      downloads
        .assets(stored.row)
        .flatMap((asset) => (asset.path !== null && !asset.isMissing ? asset.kind : [])),
    );
    const isCutOff = song.entries.some((entry) => entry.name.endsWith(PART_SUFFIX));
    const isWhole = !isCutOff && deps.wantedAssets().every((kind) => present.has(kind));
    return { files, missingFiles, isWhole };
  }

  /** Words beside the song that are just what we would write are ours; anything else is the user's and stays. */
  function noteOwnText(stored: StoredClip, song: SongFolder): void {
    const words = lyrics.effective(stored.row);
    if (words === null || song.text === null || song.text !== printTxt(words.text)) return;
    sidecars.save(stored.row, posix.join(song.path, `${stored.stem}.txt`), sha256(song.text));
  }

  return { run };
}

async function isInside(folder: LibraryFolder, path: string): Promise<boolean> {
  try {
    await folder.resolveExisting(path);
    return true;
  } catch {
    return false;
  }
}

function placeOf(song: SongFolder): ClipPlace {
  return { folder: song.path, folderKey: nameKey(song.path), stem: stemOf(song.clip, song.entries) };
}

/** What the names of the song's files have in common: told by the files, else what it was called. */
function stemOf(clip: ClipFile, entries: readonly FolderEntry[]): string {
  const named = clip.files.find((file) => file.kind !== 'cover')?.name;
  const text = entries.find((entry) => entry.name.endsWith('.txt') || entry.name.endsWith('.lrc'))?.name;
  const name = named ?? text;
  return name === undefined ? fileStem(clip.title) : posix.parse(name).name;
}
