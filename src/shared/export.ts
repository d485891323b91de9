import type { ClipId, LyricsFormat, SoundKind } from './model';

/**
 * Songs as files for other programs: their words in any format, and copies of their sound with the words and all else
 * that is known in the tags. One export is under way at a time, with thousands of songs as with one.
 */

/**
 * What happens with files that stand under a name already. `keep-both`: they stay, and ours gets a number · `replace`:
 * those that an export of ours wrote, and nobody has changed since, are replaced; all others stay as with `keep-both` ·
 * `skip`: they stay, and nothing is written.
 */
export const ON_EXISTING = ['keep-both', 'replace', 'skip'] as const;
export type OnExisting = (typeof ON_EXISTING)[number];

/** Where files go: into a folder, or all into one archive in it. */
export const EXPORT_PLACES = ['folder', 'zip'] as const;
export type ExportPlace = (typeof EXPORT_PLACES)[number];

export interface ExportRequest {
  readonly clipIds: readonly ClipId[];
  readonly formats: readonly LyricsFormat[];
  /** Copies of which sound files are written, with tags; of a song that lacks one, none. */
  readonly sounds: readonly SoundKind[];
  /** File name without ending, with `{title}`, `{id}`, `{model}`, `{date}`, `{number}`. */
  readonly pattern: string;
  /** Whether text files have the labels of sections. */
  readonly hasSections: boolean;
  readonly place: ExportPlace;
  readonly onExisting: OnExisting;
}

/** One file of a song in an export. */
export type ExportPart = LyricsFormat | SoundKind;

/** Why a song's words cannot be written in a format, whatever is in the folder. */
export const UNWRITABLE_REASONS = ['no-words', 'instrumental', 'no-times', 'no-word-times'] as const;
export type UnwritableReason = (typeof UNWRITABLE_REASONS)[number];

/**
 * Why a sound file gets no tags. `no-sound`: it is not on disk · `changed`: it is not what the library knows ·
 * `playing`: it is loaded in the player; the others as in docs/TAGS.md.
 */
export const UNTAGGED_REASONS = [
  'no-sound',
  'changed',
  'playing',
  'no-container',
  'fragmented',
  'tag-version',
  'layout',
  'too-large',
] as const;
export type UntaggedReason = (typeof UNTAGGED_REASONS)[number];

/** Why a file could not be written; what stood under its name is as it was. */
export const EXPORT_FAILURES = [
  /** A folder has the file's name. */
  'folder-in-the-way',
  'not-permitted',
  'read-only',
  'disk-full',
  'name-too-long',
  /** The export folder is gone, or no folder any more. */
  'folder-gone',
  /** The log has what the system said. */
  'unknown',
] as const;
export type ExportFailure = (typeof EXPORT_FAILURES)[number];

/** Why a sound file could not be written beyond that; it is as it was. */
export const SOUND_FAILURES = [
  /** The sound file is not there. */
  'source-gone',
  /** The disk does not let it be read. */
  'source-unreadable',
  /** The sound file is cut, or its inside makes no sense. */
  'damaged',
  /** The finished file does not say what it should, or its sound is not the same. */
  'verification',
] as const;
export type SoundFailure = (typeof SOUND_FAILURES)[number];

/** What was not written of a song, though its file was: see docs/TAGS.md. */
export type TagNote = 'cover-format' | 'timed-lyrics-kept';

/** Why a file has not the name that it should have: there is another's, one of ours that was changed since, or one that was to stay. */
export type KeptBeside = 'foreign' | 'changed' | 'both';

export type ExportOutcome =
  | {
      readonly kind: 'written' | 'replaced';
      readonly fileName: string;
      /** What was kept under the name that this file should have had; null when it has it. */
      readonly beside: KeptBeside | null;
      readonly notes: readonly TagNote[];
    }
  | { readonly kind: 'unchanged'; readonly fileName: string }
  /** `timed-there`: the words of the file have times, and those to be written have none. */
  | { readonly kind: 'skipped'; readonly reason: 'exists' | 'timed-there'; readonly fileName: string }
  /** `stopped`: the export was ended before this file of the song was begun. */
  | {
      readonly kind: 'skipped';
      readonly reason: UnwritableReason | UntaggedReason | 'unknown-song' | 'stopped';
    }
  | { readonly kind: 'failed'; readonly reason: ExportFailure | SoundFailure; readonly fileName: string };
export type ExportOutcomeKind = ExportOutcome['kind'];

export interface ExportedFile {
  readonly part: ExportPart;
  readonly outcome: ExportOutcome;
  /** Sung lines that are not in the file because they have no time; 0 where there is no file to speak of. */
  readonly untimedLines: number;
}

/** What became of one song. */
export interface ExportedSong {
  /** Its place in the export, from 1. */
  readonly number: number;
  readonly clipId: ClipId;
  readonly title: string;
  readonly files: readonly ExportedFile[];
}

/** What an export would write of one song. */
export interface ExportPreview {
  /** The files' name without ending. */
  readonly stem: string;
  /** Of the formats asked for, those that will be written. */
  readonly formats: readonly LyricsFormat[];
  /** Endings of the sound files that will be written. */
  readonly sounds: readonly string[];
  /** Why the other formats will not; null when all will. */
  readonly leftOut: UnwritableReason | null;
  /** Whether a sound file asked for is not on disk. */
  readonly lacksSound: boolean;
  /** Sung lines without a time, which the formats with times will not have; 0 when none of those is written. */
  readonly untimedLines: number;
}

/** `export`: files for other programs · `tags`: tags in the library's own sound files. */
export type ExportPurpose = 'export' | 'tags';

/** How many files ended how, and why. */
export interface ExportCounts {
  readonly outcomes: Readonly<Record<ExportOutcomeKind, number>>;
  readonly parts: readonly {
    readonly part: ExportPart;
    readonly outcomes: Readonly<Record<ExportOutcomeKind, number>>;
  }[];
  /** Why files failed, each reason once, the most frequent first. */
  readonly failures: readonly { readonly reason: ExportFailure | SoundFailure; readonly count: number }[];
  /** Files that stand beside another one, or one of ours that was changed. */
  readonly beside: number;
  /** Files that lack lines without a time. */
  readonly withoutEveryLine: number;
  /** Songs of which something was not written as asked. */
  readonly problemSongs: number;
}

/**
 * Where an export stands. Ended `whole`: every song was seen to · `stopped`: by the user · `failed`: nothing more could be
 * written. What was written stays.
 */
export interface ExportStatus {
  /** Which export of this run of the program. */
  readonly id: number;
  readonly purpose: ExportPurpose;
  /** The folder or archive written to, for people to read. */
  readonly target: string;
  readonly total: number;
  /** Songs that were seen to. */
  readonly done: number;
  /** The song that was begun last; null before the first. */
  readonly title: string | null;
  readonly phase: 'running' | 'stopping' | 'whole' | 'stopped' | 'failed';
  /** What ended it, when it failed. */
  readonly failure: ExportFailure | null;
  readonly counts: ExportCounts;
}

/** Whether a file of the song could not be written. */
export function hasFailed({ files }: Pick<ExportedSong, 'files'>): boolean {
  return files.some(({ outcome }) => outcome.kind === 'failed');
}

/** Whether something about a song has to be read by a person: it was not written as asked. */
export function hasProblem({ files }: Pick<ExportedSong, 'files'>): boolean {
  return files.some(
    ({ outcome, untimedLines }) =>
      untimedLines > 0 ||
      outcome.kind === 'skipped' ||
      outcome.kind === 'failed' ||
      (outcome.kind !== 'unchanged' &&
        (outcome.notes.length > 0 || (outcome.beside !== null && outcome.beside !== 'both'))),
  );
}
