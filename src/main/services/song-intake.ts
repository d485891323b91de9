import { posix } from 'node:path';
import type { AssetKind, JobId } from '@shared/model';
import type { CheckedFileRepository } from '../db/checked-files';
import type { ClipPlace, ClipRepository, StoredClip } from '../db/clips';
import type { DownloadRepository } from '../db/downloads';
import type { JobRepository } from '../db/jobs';
import type { LyricsRepository } from '../db/lyrics';
import type { SidecarRepository } from '../db/sidecars';
import type { NoteKind, SongMarkRepository, SongMarks } from '../db/song-marks';
import { nameClip } from '../domain/clip-naming';
import { newJobTracking } from '../domain/job';
import { nameKey } from '../domain/naming';
import { printTxt } from '../domain/lyrics/txt';
import type { Clock } from '../ports';
import type { SongFolder } from './song-folder';
import { sha256 } from './whole-file';

/** Brings what one song's folder tells into the database. Inside a transaction; twice is the same as once. */
export interface SongIntake {
  take(song: SongFolder, terms: IntakeTerms): TakenSong;
}

export interface IntakeTerms {
  /** The folder knows better than the database, which is the older of the two. */
  readonly isFolderNewer: boolean;
  /** Jobs that the user removed from the list. */
  readonly removedJobs: ReadonlySet<JobId>;
  /** Where the song moves here from another folder: files of it that are there still. */
  readonly staying: ReadonlySet<string>;
}

export interface TakenSong {
  readonly row: number;
  /** The song was not known before. */
  readonly isNew: boolean;
  /** Jobs and files that were not known before. */
  readonly jobs: number;
  readonly files: number;
  /** Files that the folder's own list names and that are not there. */
  readonly missingFiles: number;
  /** All files that the user wants are there. */
  readonly isWhole: boolean;
}

export interface SongIntakeDeps {
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly downloads: DownloadRepository;
  readonly files: CheckedFileRepository;
  readonly sidecars: SidecarRepository;
  readonly marks: SongMarkRepository;
  /** Kinds of files that the user wants: a job whose songs lack one is asked again. */
  readonly wantedAssets: () => readonly AssetKind[];
  /** Reads the words again and indexes the song. */
  readonly rereadLyrics: (clip: StoredClip) => void;
  readonly clock: Clock;
}

const PART_SUFFIX = '.part';
const NOTES: readonly NoteKind[] = ['favourite', 'rating', 'hidden', 'tags'];

export function createSongIntake(deps: SongIntakeDeps): SongIntake {
  const { jobs, clips, lyrics, downloads, files, sidecars, marks, clock } = deps;

  function take(song: SongFolder, { isFolderNewer, removedJobs, staying }: IntakeTerms): TakenSong {
    const { clip } = song;
    const now = clock.now();
    const known = clips.find(clip.clipId);
    const presentBefore = known ? presentKinds(known.row).size : 0;
    const stored = known ?? insert(song, now);
    if (known && known.folder !== song.path) relocate(known, song, staying);
    if (known && isFolderNewer) clips.updateFacts(clip);
    for (const words of clip.lyrics) {
      if (!known || isFolderNewer || lyrics.fromSource(stored.row, words.source) === null) {
        lyrics.save(stored.row, words, clip.arrivedAt ?? now);
      }
    }
    if (!known || isFolderNewer) clips.setLyricsOffset(stored.row, clip.lyricsOffsetMs);
    if (clip.marks !== null) takeMarks(stored.row, clip.marks, now);
    const jobIds = clip.jobIds.filter((id) => !removedJobs.has(id));
    // Those that the journal does not know.
    const newJobs = jobs.add(jobIds, newJobTracking(now), clip.arrivedAt ?? now);
    for (const id of jobIds) clips.linkJob(id, stored.row);
    const { missingFiles, present } = takeFiles(stored, song, now);
    noteOwnText(stored, song);
    const renamed = clips.findRow(stored.row) ?? stored;
    clips.updateNaming(stored.row, nameClip(renamed, lyrics.effective(stored.row)?.text ?? null));
    deps.rereadLyrics(clips.findRow(stored.row) ?? stored);
    const isCutOff = song.entries.some((entry) => entry.name.endsWith(PART_SUFFIX));
    return {
      row: stored.row,
      isNew: !known,
      jobs: newJobs.length,
      files: Math.max(0, present.size - presentBefore),
      missingFiles,
      isWhole: !isCutOff && deps.wantedAssets().every((kind) => present.has(kind)),
    };
  }

  function insert(song: SongFolder, now: number): StoredClip {
    const { clip } = song;
    const words = clip.lyrics[0]?.text ?? null;
    const stored = clips.insert(clip, nameClip(clip, words), placeOf(song, null), clip.arrivedAt ?? now);
    const isMeasured = clip.durationMs !== null && clip.files.some((file) => file.kind !== 'cover');
    if (isMeasured) clips.setMeasuredDuration(stored.row, clip.durationMs ?? 0);
    return clips.findRow(stored.row) ?? stored;
  }

  /** Of what the user has noted, the newer is in force, wherever it stands; what was heard is counted up. */
  function takeMarks(row: number, told: SongMarks, now: number): void {
    const { markedAt } = marks.of(row);
    const toldAt = told.markedAt ?? 0;
    if (markedAt === null || toldAt > markedAt) {
      for (const kind of NOTES) marks.write(row, kind, told[kind], told.markedAt ?? now);
    }
    if (told.plays > 0) marks.raisePlays(row, told.plays, told.lastPlayedAt);
  }

  /** The song's row takes the folder in which it was found, with each file that came along. */
  function relocate(known: StoredClip, song: SongFolder, staying: ReadonlySet<string>): void {
    const place = placeOf(song, known.row);
    const from = `${known.folder}/`;
    const moved = files.ofClip(known.row).filter((file) => file.path.startsWith(from));
    files.moveFolder(known.row, place.folder, place.folderKey);
    clips.relocate(known.row, place);
    for (const file of moved) {
      const name = file.path.slice(from.length);
      const isHere = song.present.has(name) || song.entries.some((entry) => entry.name === name);
      const isThere = !isHere && staying.has(file.path);
      files.relink(
        known.row,
        file.kind,
        isThere ? file.path : posix.join(song.path, name),
        !isHere && !isThere,
      );
    }
  }

  function placeOf(song: SongFolder, row: number | null): ClipPlace {
    const key = nameKey(song.path);
    const owner = files.clipInFolder(key);
    // Two folders whose names some file systems take for one: the key only has to keep later names apart.
    const folderKey = owner === null || owner === row ? key : `${key} ${song.clip.clipId}`;
    return { folder: song.path, folderKey, stem: song.stem };
  }

  function takeFiles(stored: StoredClip, song: SongFolder, now: number) {
    let missingFiles = 0;
    for (const { kind, name, ...told } of song.clip.files) {
      const isThere = song.present.has(name);
      const path = posix.join(song.path, name);
      downloads.adopt(stored.row, kind, { path, ...told }, !isThere, now);
      if (!isThere && noteMissing(stored.row, kind, path)) missingFiles += 1;
    }
    for (const { kind, file } of song.unlisted) downloads.adopt(stored.row, kind, file, false, now);
    return { missingFiles, present: presentKinds(stored.row) };
  }

  function presentKinds(clipRow: number): ReadonlySet<AssetKind> {
    const assets = downloads.assets(clipRow);
    return new Set(assets.flatMap(({ kind, path, isMissing }) => (path !== null && !isMissing ? kind : [])));
  }

  /** The file is not where the folder's list has it; whether the library lacks it so. */
  function noteMissing(clipRow: number, kind: AssetKind, path: string): boolean {
    const known = files.find(clipRow, kind);
    if (known === null || known.path !== path) return false;
    files.setMissing(clipRow, kind, true);
    return true;
  }

  /** Words beside the song that are just what we would write are ours; anything else is the user's and stays. */
  function noteOwnText(stored: StoredClip, song: SongFolder): void {
    const words = lyrics.effective(stored.row);
    if (words === null || song.text === null || song.text !== printTxt(words.text)) return;
    sidecars.save(stored.row, posix.join(song.path, `${stored.stem}.txt`), sha256(song.text));
  }

  return { take };
}
