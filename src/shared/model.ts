/**
 * The words of the field as types. Everything is readonly; times end in `At` and are milliseconds since the epoch,
 * durations end in `Ms`. Paths never appear here: the renderer names things by their ids.
 */

import type { ExportPlace, OnExisting } from './export';
import type { Language, LanguageChoice } from './language';
import type { GlobalKeys } from './system';
import type { ShortcutKeys } from './shortcut-keys';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Identity of a remote generation: letters, digits, `-` and `_`, 1 to 128 characters (API.md, "One call is the heart"). */
export type JobId = Branded<'JobId'>;
/** Identity of one generated take as the API names it; the same clip can come back from several jobs. */
export type ClipId = Branded<'ClipId'>;
/** Identity of a saved search: a UUID. */
export type SavedSearchId = Branded<'SavedSearchId'>;
/** Identity of a playlist: a UUID. */
export type PlaylistId = Branded<'PlaylistId'>;

// ---------------------------------------------------------------------------------------------------------- jobs

/** What became of a remote generation. `lost`: the service said three times that it does not know the id. */
export type JobPhase = 'pending' | 'succeeded' | 'failed' | 'lost';

/** Why the last try to ask about a job brought no usable answer, or what is odd about the one it brought. */
export type JobProblemCode =
  | 'bad-request'
  | 'not-found'
  | 'no-songs'
  | 'odd-answer'
  | 'unread-clips'
  | 'empty-answer'
  /** A web page. */
  | 'not-json'
  | 'queue-full'
  | 'no-balance'
  | 'server-error'
  | 'redirected'
  | 'wrong-address'
  | 'unexpected-status'
  | 'timeout'
  | 'unreachable';

export interface JobProblem {
  readonly code: JobProblemCode;
  /**
   * What the service or the network said, cut to a length for people; null when it said nothing. For `unread-clips` how
   * many songs of the answer could not be read, of how many: `2/3`.
   */
  readonly detail: string | null;
}

export interface Job {
  readonly id: JobId;
  readonly phase: JobPhase;
  /** True when the user stopped asking: the job is still pending but has no next check. */
  readonly isStopped: boolean;
  /** True while a question about it is under way. */
  readonly isAsking: boolean;
  /** True when it is due before all those have been asked that come before it: only so many are asked in a minute. */
  readonly isInLine: boolean;
  /** The service's own state text as it came, for example `ON_QUEUE`; null before the first answer. */
  readonly status: string | null;
  /** What the job makes: `music`, `lyrics`, `extend` …; null before the service has told. */
  readonly action: string | null;
  readonly model: string | null;
  /** Percent, 0 to 100; null when unknown. */
  readonly progress: number | null;
  /** What the job cost, a number as text, as the service tells it. */
  readonly quota: string | null;
  /** The service's message when it says more than "success". */
  readonly message: string | null;
  readonly problem: JobProblem | null;
  readonly addedAt: number;
  readonly lastAskedAt: number | null;
  readonly nextPollAt: number | null;
  readonly finishedAt: number | null;
  /** True when a raw answer is kept and can be opened. */
  readonly hasAnswer: boolean;
  readonly songCount: number;
  /** True when its songs have words and no file to hear or see was named of them. */
  readonly isWordsOnly: boolean;
  /** Songs of it that the user removed from the library. */
  readonly removedCount: number;
  /** Files of its songs that the job named and the user wants. */
  readonly fileCount: number;
  readonly fileDoneCount: number;
}

/** One job id found in what the user pasted. `isKnown`: it is in the library already. */
export interface RecognisedJob {
  readonly id: JobId;
  readonly isKnown: boolean;
  /** The paste held the whole answer of the service for this job, which is kept too. */
  readonly hasAnswer: boolean;
}

/** Why a piece of pasted text is no job id. */
export type NotAnIdReason =
  | 'too-long'
  | 'odd-characters'
  | 'plain-word'
  | 'plain-number'
  | 'clip-id'
  /** Shown by its beginning only. */
  | 'api-key'
  /** Beside the column of the ids in a table; the text is the column's name, or its first cell. */
  | 'other-column'
  /** JSON that names no job; told beside other things only. */
  | 'other-json'
  | 'removed-job';

export interface NotAnId {
  readonly text: string;
  readonly reason: NotAnIdReason;
}

/** What a paste holds; the lists are cut to what a person can read, the counts are whole. */
export interface Recognition {
  readonly jobs: readonly RecognisedJob[];
  readonly notIds: readonly NotAnId[];
  readonly newCount: number;
  readonly knownCount: number;
  readonly notIdCount: number;
  /** JSON is in it: that no id was found is then for another reason than in plain text. */
  readonly hasJson: boolean;
}

export interface AddedJobs {
  readonly added: readonly JobId[];
  readonly knownCount: number;
  /** It was stopped: what had not been stored by then is not in here. */
  readonly isStopped: boolean;
}

// ------------------------------------------------------------------------------------------- assets and downloads

export const ASSET_KINDS = ['cover', 'audio', 'wav', 'video'] as const;
/** One file of a clip. The order is the order in which they are fetched: what is seen and heard first comes first. */
export type AssetKind = (typeof ASSET_KINDS)[number];

export const SOUND_KINDS = ['audio', 'wav'] as const satisfies readonly AssetKind[];
/** A file of a clip that is sound alone: compressed, or WAV. */
export type SoundKind = (typeof SOUND_KINDS)[number];

/** What the first bytes of a file say it is. */
export type MediaFormat = 'm4a' | 'mp3' | 'wav' | 'mp4' | 'jpg' | 'png' | 'webp';

/**
 * Where one file of a clip stands, in one word:
 * `present` on disk · `waiting`/`running`/`paused`/`failed` a download of that state · `offered` has an address but is
 * not wanted · `missing` was on disk and is not any more.
 */
export type AssetState = 'present' | 'waiting' | 'running' | 'paused' | 'failed' | 'offered' | 'missing';

export interface Asset {
  readonly kind: AssetKind;
  readonly state: AssetState;
  readonly format: MediaFormat | null;
  /** Other for other content: the first digits of the hash of what was served. Null before there is a file. */
  readonly version: string | null;
  /** The file is on disk, but neither its host nor its container told where it ends. */
  readonly isUnverified: boolean;
  /** 0 to 100 while a download has a known length, else null. */
  readonly percent: number | null;
  readonly failure: DownloadFailure | null;
}

export type DownloadState = 'queued' | 'running' | 'paused' | 'failed';

/** Why a transfer did not bring the file. `link-lost`: it has expired, and the service does not know the job any more. */
export type DownloadFailureCode =
  | 'link-expired'
  | 'link-lost'
  | 'refused'
  | 'not-media'
  | 'encoded'
  | 'short-body'
  | 'long-body'
  | 'bad-range'
  | 'changed'
  | 'server-error'
  | 'rate-limited'
  | 'unexpected-status'
  | 'bad-address'
  | 'redirected'
  | 'timeout'
  | 'too-slow'
  | 'too-large'
  | 'unreachable'
  | 'tls'
  | 'disk-full'
  | 'disk-error'
  | 'bad-name';

export interface DownloadFailure {
  readonly code: DownloadFailureCode;
  readonly detail: string | null;
}

export interface Download {
  readonly id: number;
  readonly clipId: ClipId;
  readonly title: string;
  readonly kind: AssetKind;
  readonly state: DownloadState;
  readonly doneBytes: number;
  /** Null until the host has told a length. */
  readonly totalBytes: number | null;
  readonly attempts: number;
  /** When the next try may start; null when it may start now. */
  readonly notBefore: number | null;
  readonly failure: DownloadFailure | null;
}

/** What came of asking for the files of songs. */
export interface StartedFetch {
  /** Downloads that were begun or are tried again. */
  readonly started: number;
  /** Those of them that there were not before, by their ids: cancelling them undoes it. */
  readonly begun: readonly number[];
}

/** What a look at the disk for missing files of songs came to. */
export interface FoundFiles {
  /** Songs of which a file is back. */
  readonly found: readonly ClipId[];
  /** Whether the library folder can be used; a file that is not found in one that is away is not lost. */
  readonly isFolderThere: boolean;
}

/** What a running transfer did lately; sent in batches, at most four a second. */
export interface DownloadProgress {
  readonly id: number;
  readonly clipId: ClipId;
  readonly kind: AssetKind;
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number;
}

// ---------------------------------------------------------------------------------------------------------- songs

/** `timed`: at least one sung line has a start. `instrumental`: the service says that there are no words. */
export type LyricsState = 'none' | 'plain' | 'timed' | 'instrumental';

export const SONG_RATINGS = [0, 1, 2, 3, 4, 5] as const;
/** Stars; 0 is no rating. */
export type SongRating = (typeof SONG_RATINGS)[number];

/** What became of a note on songs. */
export interface ChangedMarks {
  /** Songs on which it is new. */
  readonly changed: number;
  /** Songs that have as many tags as a song may have, and got none. */
  readonly full: number;
  /** Takes it back in `songs.undoMarks`; null where nothing changed. */
  readonly undoId: number | null;
}

/** A clip as a row of a list. */
export interface SongRow {
  readonly clipId: ClipId;
  /** Never empty: a clip without a title gets a name from its words or its id. */
  readonly title: string;
  /** The prompt, else the first words; may be empty. */
  readonly subtitle: string;
  readonly model: string | null;
  readonly action: string | null;
  readonly durationMs: number | null;
  /** The service's time of creation. */
  readonly createdAt: number | null;
  /** When the clip came into this library. */
  readonly arrivedAt: number;
  readonly lyricsState: LyricsState;
  readonly assets: readonly Asset[];
  readonly isFavourite: boolean;
  readonly rating: SongRating;
  /** In the order of their letters. */
  readonly tags: readonly string[];
  /** How often it was heard. */
  readonly plays: number;
  readonly lastPlayedAt: number | null;
  /** In no list but that of hidden songs. */
  readonly isHidden: boolean;
}

/** Everything known of a clip. */
export interface Song extends SongRow {
  readonly soundPrompt: string | null;
  readonly seed: string | null;
  readonly bpm: string | null;
  readonly lyricsId: string | null;
  readonly parentClipId: string | null;
  readonly jobIds: readonly JobId[];
  /** Folder of the song relative to the library folder, for people to read. */
  readonly folder: string;
}

/** `match`: the best hits of a search first; without a search as `arrived`. */
export const SONG_SORTS = [
  'arrived',
  'created',
  'title',
  'duration',
  'model',
  'match',
  /** When it was made a favourite. */
  'favourite',
  'rating',
  'plays',
  /** When it was played last. */
  'played',
] as const;
export type SongSort = (typeof SONG_SORTS)[number];
export type SortDirection = 'asc' | 'desc';

/** How songs are shown: as rows with columns, or by their covers. */
export const SONG_VIEWS = ['list', 'grid'] as const;
export type SongView = (typeof SONG_VIEWS)[number];

/** What the list of songs can show of each besides its title, in the order of the columns. */
export const SONG_COLUMNS = [
  'favourite',
  'rating',
  'tags',
  'model',
  'action',
  'lyrics',
  'duration',
  'plays',
  'played',
  'created',
  'arrived',
  'files',
] as const;
export type SongColumn = (typeof SONG_COLUMNS)[number];
/** Those that it shows until somebody chooses others. */
export const USUAL_SONG_COLUMNS: readonly SongColumn[] = ['model', 'duration', 'created', 'files'];

/** Which songs are listed and in what order: the identity of a list, of its pages and of the queue made from it. */
export interface SongListing {
  readonly search: string;
  readonly sort: SongSort;
  readonly direction: SortDirection;
}

/** A search that the user keeps: a text of the search box with an order, under a name. */
export interface SavedSearch extends SongListing {
  readonly id: SavedSearchId;
  /** 1 to `MAX_SAVED_SEARCH_NAME` characters; need not be the only one of its kind. */
  readonly name: string;
}
export const MAX_SAVED_SEARCHES = 500;
export const MAX_SAVED_SEARCH_NAME = 100;

// ------------------------------------------------------------------------------------------------------ playlists

/** A list that the user keeps: songs in the user's order. Those of a smart one are found by a saved search. */
export interface Playlist {
  readonly id: PlaylistId;
  /** 1 to `MAX_PLAYLIST_NAME` characters; need not be the only one of its kind. */
  readonly name: string;
  readonly createdAt: number;
  /** When its name or what it holds was changed last. */
  readonly updatedAt: number;
  /** Grows with every such change. */
  readonly revision: number;
  /** Entries, those included whose songs are not in the library any more. */
  readonly count: number;
}
export const MAX_PLAYLISTS = 500;
export const MAX_PLAYLIST_NAME = 100;
/** Steps that can be taken back one after the other. */
export const MAX_UNDO_STEPS = 20;
/** Entries of one playlist. */
export const MAX_PLAYLIST_ENTRIES = 100_000;

/** A place in a playlist. The same song may stand in several. */
export interface PlaylistEntry {
  /** Names the place wherever it is moved; of this database alone. */
  readonly entryId: number;
  readonly clipId: ClipId;
  /** What the song was called when it was put in; empty where that is not known. */
  readonly title: string;
  /** Null while the song is not in the library. */
  readonly song: SongRow | null;
}

/** What a playlist comes to. */
export interface PlaylistSummary {
  readonly count: number;
  /** Entries whose songs are not in the library. */
  readonly missing: number;
  /** Of all songs whose length is known. */
  readonly durationMs: number;
}

/** What became of a file that was read as a playlist. */
export interface ImportedPlaylist {
  /** The playlist that was made; null where no song was found. */
  readonly id: PlaylistId | null;
  readonly name: string;
  readonly added: number;
  /** What no song was found for, as it stands in the file: at most `MAX_TOLD_ENTRIES` of them. */
  readonly notFound: readonly string[];
  readonly notFoundCount: number;
}
export const MAX_TOLD_ENTRIES = 5_000;

/** Files that a list of songs can be written to. */
export const LIST_FORMATS = ['m3u8', 'csv', 'json'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** What was written of a list. */
export interface ExportedList {
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly written: number;
  /** Songs left out, for they have no file of sound on disk or are not in the library. Only of `m3u8`. */
  readonly leftOut: number;
}

/** Something that songs can be chosen by, and how many of them have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** Which models, actions and tags the songs of the library have, the most frequent first. */
export interface SongFacets {
  readonly models: readonly FacetValue[];
  readonly actions: readonly FacetValue[];
  readonly tags: readonly FacetValue[];
}

/** Songs that one request can name. */
export const MAX_SELECTION = 1_000_000;
/** Songs that one portion names. */
export const MAX_NAMED_AT_ONCE = 10_000;

/** Songs that something is done with: by their ids, or where they are many as a list that `songs.name` has named before. */
export type ChosenClipIds = readonly ClipId[] | { readonly list: number; readonly count: number };

/** Where songs are heard. */
export interface ChosenDevice {
  /** As the browser names it, for this program alone. */
  readonly id: string;
  readonly label: string;
}

export const SIDE_PANEL_VIEWS = ['lyrics', 'queue'] as const;
export type SidePanelView = (typeof SIDE_PANEL_VIEWS)[number];

// ---------------------------------------------------------------------------------------------------------- queue

/** Entries of the player's queue that are kept. */
export const MAX_KEPT_QUEUE = 100_000;
/** Whoever is further in a song than this, close to three hours, begins there. */
export const MAX_KEPT_POSITION_MS = 10_000_000;
/** Songs of the queue that one request can bring. */
export const MAX_KEPT_AT_ONCE = 5_000;
/** What was played longest ago is forgotten where there is more. */
export const MAX_PLAY_HISTORY = 200;

/** A song that was begun, and when. */
export interface PlayedSong {
  readonly clipId: ClipId;
  readonly at: number;
}

/** Where playback stands in its queue. */
export interface PlaybackPlace {
  /** Which entry of the walk is the current one. */
  readonly at: number;
  readonly positionMs: number;
}

/** The order of a queue; entries are numbers of its songs, as text with commas: a hundred thousand of them are nothing then. */
export interface QueueOrder {
  readonly walk: string;
  /** The order to come back to when shuffling ends. */
  readonly listed: string | null;
  /** Somebody has put it together; else it is a list that was played. */
  readonly isByHand: boolean;
}

/** The player's queue as it was kept last. */
export interface KeptQueue extends PlaybackPlace, QueueOrder {
  /** The song of each entry. */
  readonly songs: readonly ClipId[];
  /** What was played, the last first. */
  readonly history: readonly PlayedSong[];
  /** Playback went on when it was kept, and the program has not ended since: only its window was opened anew. */
  readonly wasPlaying: boolean;
}

/** The speeds at which songs can be played; 1 is as they were made. */
export const SLOWEST_PLAYBACK = 0.5;
export const FASTEST_PLAYBACK = 2;

/** Until when playback goes on: to the end of the song, or to a moment. */
export type PlaybackStop = { readonly kind: 'song' } | { readonly kind: 'time'; readonly at: number };

/** A part of a song that is heard again and again, in milliseconds. */
export interface RepeatedPart {
  readonly clipId: ClipId;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * How songs are played for now, which no setting keeps: a window that is opened anew goes on so, another start of the program does
 * not.
 */
export interface PlaybackSession {
  readonly speed: number;
  readonly isMuted: boolean;
  readonly stop: PlaybackStop | null;
  readonly repeated: RepeatedPart | null;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly offset: number;
}

/** A page of a list that may be too long to be counted at once. */
export interface CountedPage<Row> extends Page<Row> {
  /** False: there are at least `total` rows, and somebody has to ask for the whole count. */
  readonly isTotalExact: boolean;
}

export type SongPage = CountedPage<SongRow>;

// --------------------------------------------------------------------------------------------------------- lyrics

/** Most characters of a song's words. */
export const MAX_LYRICS_CHARS = 5_000_000;
/** Words are shifted by so much at most, to either side. */
export const MAX_LYRICS_OFFSET_MS = 60_000;

/** Words of all songs are shifted by so much at most. */
export const MAX_DEVICE_OFFSET_MS = 2_000;

export type LyricsSource = 'api' | 'user' | 'file';

/**
 * `sung` words · `section` a label such as "Verse 1" (without its brackets) · `instruction` such as `[End - 1:20]`,
 * which is not sung · `blank` an empty line.
 */
export type LyricsLineKind = 'sung' | 'section' | 'instruction' | 'blank';

/** A stretch of a line that is sung at a time of its own: a word, or a part of one. */
export interface LyricsWord {
  /** Where it begins in the line's text, in UTF-16 units; it goes on to the next one or to the line's end. */
  readonly at: number;
  readonly startMs: number;
  /** Null when only the start is known. */
  readonly endMs: number | null;
}

/** One line of a song's words. Times are from the start of the song. */
export interface LyricsLine {
  readonly kind: LyricsLineKind;
  readonly text: string;
  readonly startMs: number | null;
  /** Null when only the start is known. */
  readonly endMs: number | null;
  /** In their order, the first beginning with the line; empty where only the line as a whole has a time. */
  readonly words: readonly LyricsWord[];
}

/** When one line of a text is sung, as people or files have told it. */
export interface LineTiming extends Pick<LyricsLine, 'startMs' | 'endMs' | 'words'> {
  /** Which line of the text, counted from 0; blank lines count. */
  readonly line: number;
}

/** When the lines of a text are sung, in the order of the lines; those without a time are left out. */
export type LyricsTiming = readonly LineTiming[];

/** A text with section labels in brackets, and when its lines are sung. */
export interface TimedText {
  readonly text: string;
  readonly timing: LyricsTiming;
}

/** The words of a song as they are corrected and timed. */
export interface EditableLyrics extends TimedText {
  readonly clipId: ClipId;
  /** Whose words these are; null when the song has none. */
  readonly source: LyricsSource | null;
  /** Whether there are words behind the user's own, which come back when these are given up. */
  readonly canRevert: boolean;
  /** What was edited and not saved; null when all is saved. */
  readonly draft: (TimedText & { readonly keptAt: number }) | null;
  /** As in `Lyrics`; the times are as if there were none. */
  readonly offsetMs: number;
  readonly durationMs: number | null;
}

export interface Lyrics {
  readonly clipId: ClipId;
  readonly source: LyricsSource;
  readonly state: LyricsState;
  /** Changes that were begun in the editor wait there, not saved. */
  readonly hasDraft: boolean;
  /** The words as they came, section labels in brackets. */
  readonly text: string;
  readonly lines: readonly LyricsLine[];
  /** So much later than `lines` tell the words are shown; below zero: earlier. */
  readonly offsetMs: number;
  /** Null when no other song has these words. */
  readonly take: Take | null;
}

/** Which of the songs with the same words this is, the oldest being the first. */
export interface Take {
  /** 1 to `count`. */
  readonly number: number;
  readonly count: number;
}

/** One of the songs with the same words. */
export interface TakeRow {
  readonly clipId: ClipId;
  readonly title: string;
  readonly model: string | null;
  readonly durationMs: number | null;
  readonly createdAt: number | null;
  readonly isPlayable: boolean;
}

/** Songs that are compared at once: as many as there are letters at hand and digits on the keyboard. */
export const MAX_COMPARED = 9;

/** Songs that were made of the same, the song that was asked for among them. */
export interface AlikeSongs {
  /** What they have in common: the words, else the whole prompt; null for a song that is alone. */
  readonly basis: 'lyrics' | 'prompt' | null;
  /** In the order in which they were made, hidden ones last; at most `MAX_COMPARED`, the latest. */
  readonly clipIds: readonly ClipId[];
  /** There are more than these. */
  readonly hasMore: boolean;
}

/** A stretch of a text, in UTF-16 units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What of a line was searched for. */
export interface MarkedLine {
  /** Place of the line among all lines of the song. */
  readonly lineIndex: number;
  readonly ranges: readonly TextRange[];
}

export interface LyricsHit extends MarkedLine {
  readonly text: string;
  /** The section label that the line stands under. */
  readonly section: string | null;
  readonly startMs: number | null;
}

/** A song by its words; of songs with the same words the newest. */
export interface LyricsSearchRow {
  readonly clipId: ClipId;
  readonly title: string;
  readonly titleRanges: readonly TextRange[];
  readonly lyricsState: LyricsState;
  readonly hasCover: boolean;
  readonly isPlayable: boolean;
  /** It has no file, and none is coming: a lyrics job made it. */
  readonly isWordsOnly: boolean;
  /** The hit lines, or the first lines when nothing is searched. */
  readonly hits: readonly LyricsHit[];
  /** How many hit lines there are beyond `hits`. */
  readonly moreHits: number;
  /** How many other songs sing the same words. */
  readonly otherTakes: number;
}

/** `lrc-words`: with the times of words, which few players read. What each holds: docs/LYRICS-FILES.md. */
export const LYRICS_FORMATS = ['txt', 'lrc', 'lrc-words', 'srt', 'vtt', 'ass', 'ttml', 'json', 'md'] as const;
export type LyricsFormat = (typeof LYRICS_FORMATS)[number];

/** Formats that have no place for lines without a time. */
export const CUE_FORMATS = [
  'lrc',
  'lrc-words',
  'srt',
  'vtt',
  'ass',
  'ttml',
] as const satisfies readonly LyricsFormat[];

/** A file of words that was found beside a song and taken. */
export interface TakenLyricsFile {
  readonly fileName: string;
  /** False: the user’s own words of the song stand before it. */
  readonly isInForce: boolean;
}

/** The songs that a file of words may be for, by its name; none where no song is called so. */
export interface LyricsFileSongs {
  readonly fileName: string;
  readonly songs: readonly {
    readonly clipId: ClipId;
    readonly title: string;
    readonly isTimed: boolean;
    /** Its words are the user's own. */
    readonly isOwn: boolean;
  }[];
}

/** Most files of words that are imported at once. */
export const MAX_LYRICS_FILES = 500;

/** A file of words, read and not taken yet. */
export interface ReadLyricsFile extends TimedText {
  readonly fileName: string;
  readonly format: LyricsFormat;
  readonly sungLines: number;
  readonly timedLines: number;
  /** The file does not tell how its letters are written, and this is a guess; null: it is certain. */
  readonly guessedEncoding: string | null;
}

// ---------------------------------------------------------------------------------------------------------- sound

/** How loud a sound is as a whole, by EBU R128. */
export interface Loudness {
  /** Integrated loudness; -70 to about 5. */
  readonly lufs: number;
  /** The highest point of the wave between samples too, in decibels of full scale (dBTP); may be above 0. */
  readonly truePeakDb: number;
}

/** What was heard in a song's file. */
export interface SongSound {
  /**
   * `waiting`: its turn has not come, or no file of it is on disk · `unmeasurable`: none of its files can be read as
   * sound, or they are too long.
   */
  readonly state: 'measured' | 'waiting' | 'unmeasurable';
  /** Null until it is measured, and where the sound is silent or shorter than 0.4 s. */
  readonly loudness: Loudness | null;
  /**
   * Mean of the energy of all measured songs with the same words, this one among them, with the highest of their peaks; of
   * a song without others its own. Null while nothing is known of any.
   */
  readonly takesLoudness: Loudness | null;
  /**
   * The highest sample of each of `WAVEFORM_COLUMNS` equally long stretches, 0 to 255 for silence to full scale, a byte
   * each in base64. Null until it is measured.
   */
  readonly waveform: string | null;
}
export const WAVEFORM_COLUMNS = 800;

/** Songs that can be asked to be measured first. */
export const MAX_WANTED_SOUNDS = 64;

export interface SoundProgress {
  readonly measured: number;
  readonly unmeasurable: number;
  /** Songs that have a file with sound on disk. */
  readonly songs: number;
}

// ---------------------------------------------------------------------------------------------------------- holds

/** What a disk says that takes nothing more. `neededBytes` have to be free before work goes on. */
export type LackOfRoom = {
  readonly neededBytes: number;
  readonly freeBytes: number;
  /** The disk says to have the room and refuses all the same: most likely a quota is used up. */
  readonly isRefused: boolean;
};

/** A reason why nothing is started just now. One banner and one action each; never a state of a row. */
export type Hold =
  | { readonly kind: 'key-missing' }
  | { readonly kind: 'key-rejected'; readonly detail: string | null }
  | { readonly kind: 'rate-limited'; readonly until: number }
  | { readonly kind: 'offline'; readonly until: number; readonly host: string }
  /** Something else than the service answers at its address. */
  | { readonly kind: 'wrong-address'; readonly until: number; readonly apiUrl: string }
  /** In the library folder: downloads wait. */
  | ({ readonly kind: 'disk-full' } & LackOfRoom)
  /** Where the database is: nothing can be stored. */
  | ({ readonly kind: 'data-disk-full' } & LackOfRoom)
  /** `instead`: what stands in its place; absent when nothing does. */
  | {
      readonly kind: 'library-missing';
      readonly folder: string;
      readonly instead?: 'empty-folder' | 'other-folder';
    }
  /** New jobs wait: their ids cannot be written into the library folder's list, which comes before they are asked about. */
  | { readonly kind: 'journal-unwritable'; readonly file: string }
  | { readonly kind: 'library-readonly'; readonly folder: string }
  | { readonly kind: 'library-moving'; readonly to: string }
  | { readonly kind: 'downloads-paused' }
  /** The database is damaged: nothing more is written until it is repaired. */
  | { readonly kind: 'database-damaged' }
  /** What the library folder knows is brought into the database, of so many songs so many; until the user stops it. */
  | {
      readonly kind: 'library-rebuilding';
      readonly done: number;
      readonly total: number;
      readonly isStopped: boolean;
    };
export type HoldKind = Hold['kind'];

// --------------------------------------------------------------------------------------- place of the library folder

/** What the folder means that the user has just chosen for the library. Nothing has been written to it. */
export type LibraryFolderChoice =
  /** In use already: this library, moved by hand, or an empty folder while no file is on disk. */
  | { readonly kind: 'used'; readonly libraryFolder: string }
  /** The library can go there, once the user has confirmed. */
  | { readonly kind: 'planned'; readonly plan: LibraryMovePlan }
  | { readonly kind: 'refused'; readonly refusal: LibraryFolderRefusal };

/**
 * `rename` on one disk, at once · `copy` to another one, every file compared; the old folder stays · `use`: no file is on
 * disk yet, so there is nothing to move.
 */
export type LibraryMoveWay = 'rename' | 'copy' | 'use';

export interface LibraryMovePlan {
  readonly id: number;
  readonly way: LibraryMoveWay;
  readonly from: string;
  readonly to: string;
  /** The chosen folder holds other things, so the library gets a folder of its own in it. */
  readonly isSubfolder: boolean;
  readonly songs: number;
  readonly files: number;
  readonly bytes: number;
  /** Links and the like, which a copy leaves where they are. */
  readonly leftOut: number;
}

/** Why the library cannot go into a chosen folder. */
export type LibraryFolderRefusal =
  | {
      readonly reason:
        | 'same'
        | 'inside-library'
        | 'contains-library'
        /** There is a folder `Flowshelf` with other things in it. */
        | 'occupied'
        | 'not-writable'
        /** The library is not there to be moved. */
        | 'library-missing'
        /** Another move was begun and has to be ended first. */
        | 'move-unfinished';
      readonly folder: string;
    }
  | {
      readonly reason: 'too-little-space';
      readonly folder: string;
      readonly neededBytes: number;
      readonly freeBytes: number;
    }
  /** A copy of this library that lacks files of the one in use. */
  | { readonly reason: 'older-copy'; readonly folder: string; readonly lackingFiles: number };

/** Where a move of the library stands. The library in use is whole in every one of these. */
export type LibraryMove =
  | {
      readonly phase: 'moving';
      readonly from: string;
      readonly to: string;
      readonly files: number;
      readonly bytes: number;
      readonly doneFiles: number;
      readonly doneBytes: number;
      readonly bytesPerSecond: number;
      /** Null while it cannot be told. */
      readonly remainingMs: number | null;
      readonly isCancelling: boolean;
    }
  /** A half copy stands in `to`; the old folder is in use. `problem` is null when the program ended meanwhile. */
  | {
      readonly phase: 'stopped';
      readonly from: string;
      readonly to: string;
      readonly problem: LibraryMoveProblem | null;
    }
  /** Done by copying: the old folder is still there. */
  | {
      readonly phase: 'copied';
      readonly from: string;
      readonly to: string;
      readonly files: number;
      readonly bytes: number;
      readonly leftOut: number;
    };

/** What ended a move; `file` is relative to the library folder. */
export type LibraryMoveProblem =
  | { readonly code: 'disk-full'; readonly neededBytes: number; readonly freeBytes: number }
  | { readonly code: 'source-gone' | 'target-gone' }
  | {
      readonly code: 'unreadable' | 'unwritable' | 'differs' | 'occupied' | 'changing';
      readonly file: string;
    };

// ------------------------------------------------------------------------------------------------------- settings

export type Theme = 'system' | 'light' | 'dark';
export type Repeat = 'off' | 'all' | 'one';
/** Which file is played where both are on disk. */
export type PlaybackSource = 'audio' | 'wav';

export const MAX_CROSSFADE_MS = 12_000;

/** How loud songs are made to be: as they are, at -18 LUFS as ReplayGain has it, or at -14 LUFS as most services have it. */
export const LEVELLINGS = ['off', 'quiet', 'usual'] as const;
export type Levelling = (typeof LEVELLINGS)[number];
/** `takes`: songs with the same words keep their loudness to each other, as songs of one album do elsewhere. */
export const LEVELLING_BYS = ['song', 'takes'] as const;
export type LevellingBy = (typeof LEVELLING_BYS)[number];

/** What is seen of the sound while it plays: how loud both channels are, or how loud low and high tones are. */
export const METERS = ['off', 'levels', 'spectrum'] as const;
export type Meter = (typeof METERS)[number];

export const WORDS_FILE_KINDS = ['txt', 'lrc'] as const;

/** A kind of file that the program keeps beside a song with its words. */
export type WordsFileKind = (typeof WORDS_FILE_KINDS)[number];

export interface Settings {
  readonly apiUrl: string;
  /** Most requests to the API in a minute, 1 to 120. */
  readonly requestsPerMinute: number;
  readonly wantedAssets: readonly AssetKind[];
  readonly theme: Theme;
  readonly language: LanguageChoice;
  /** 0 to 1. */
  readonly volume: number;
  readonly isShuffled: boolean;
  readonly repeat: Repeat;
  readonly playbackSource: PlaybackSource;
  /** Over how long songs that follow each other are both heard, 0 to `MAX_CROSSFADE_MS`; 0: one behind the other, without a gap. */
  readonly crossfadeMs: number;
  readonly levelling: Levelling;
  readonly levellingBy: LevellingBy;
  readonly meter: Meter;
  /** The line that is sung stands under the large picture of a video. */
  readonly hasPictureWords: boolean;
  readonly isLyricsPanelOpen: boolean;
  /** Where songs are heard; null for what the system prefers. */
  readonly outputDevice: ChosenDevice | null;
  /** What the panel at the right shows while it is open. */
  readonly sidePanelView: SidePanelView;
  /** Pixels, 280 to 480. */
  readonly lyricsPanelWidth: number;
  /** Words of all songs are shown so much later, up to `MAX_DEVICE_OFFSET_MS`; below zero: earlier. */
  readonly lyricsOffsetMs: number;
  readonly exportFormats: readonly LyricsFormat[];
  readonly exportPattern: string;
  readonly hasExportSections: boolean;
  /** Copies of which sound files are exported with the words. */
  readonly exportSounds: readonly SoundKind[];
  readonly exportPlace: ExportPlace;
  readonly onExportExisting: OnExisting;
  /** The files of words beside the songs that are kept up to date; `lrc` where lines have times. */
  readonly wordsFiles: readonly WordsFileKind[];
  /** The library is checked by itself: quickly each day, thoroughly each month. */
  readonly isCheckScheduled: boolean;
  /** A newer version of the program is looked for by itself, once a day, and told. */
  readonly looksForUpdates: boolean;
  readonly songView: SongView;
  /** Columns that the list of songs shows where it has room for them. */
  readonly songColumns: readonly SongColumn[];
  /** Pixels, 40 to 600, of the columns that are not as wide as by default. */
  readonly songColumnWidths: Readonly<Partial<Record<SongColumn, number>>>;
  /** The window is the mini player. */
  readonly isMini: boolean;
  readonly hasTray: boolean;
  /** Closing the window leaves the program in the tray, where there is one. */
  readonly isKeptInTray: boolean;
  /** The end of jobs is told while another program is in front. */
  readonly hasNotifications: boolean;
  readonly hasGlobalKeys: boolean;
  readonly globalKeys: GlobalKeys;
  /** Keys that differ from the usual ones. */
  readonly shortcuts: ShortcutKeys;
}

/** A package of others that the program is made with. */
export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  /** As SPDX has it. */
  readonly licence: string;
  /** The whole text; empty where the package brings none. */
  readonly text: string;
}

/** How the API key is kept. `secure`: the system's secret store · `unprotected`: readable by programs of this user. */
export type KeyStorage = 'secure' | 'session' | 'unprotected' | 'environment';

export interface KeyStatus {
  /** Null when there is no key for the address in use. */
  readonly storage: KeyStorage | null;
  /** The last characters of the key, to tell one from another; never more. */
  readonly ending: string | null;
  /** Whether the system has a secret store. */
  readonly canStoreSecurely: boolean;
  /** A key is kept, but for another address: it is not sent to this one unasked. */
  readonly isForOtherAddress: boolean;
  /** A key that the user gave is held; one of the environment cannot be forgotten, nor what stands behind it. */
  readonly canForget: boolean;
}

export type KeyTestResult =
  | { readonly verdict: 'accepted' }
  | { readonly verdict: 'rejected'; readonly detail: string | null }
  | {
      readonly verdict: 'unknown';
      /** `rate-limited`: the service asked for a pause and was not asked · `wrong-address`: something else answered. Null: see `detail`. */
      readonly reason: 'rate-limited' | 'unreachable' | 'wrong-address' | null;
      /** What was answered; null when nothing a person can use. */
      readonly detail: string | null;
    };

/** Settings that the environment has taken over and that the window therefore shows as fixed. */
export interface Overrides {
  readonly apiUrl: boolean;
  readonly libraryFolder: boolean;
  readonly key: boolean;
}

export interface Counts {
  readonly songs: number;
  readonly jobs: number;
  /** Jobs that are pending and not stopped. */
  readonly activeJobs: number;
  readonly downloads: number;
  readonly failedDownloads: number;
}

/** What a zip of diagnostics would hold, for a person to read before anything is written. */
export interface DiagnosticsPreview {
  /** The whole report, which is one of the files. */
  readonly report: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** What the window needs for its first picture. */
/**
 * Why the library was gone through. `damaged`, `missing`: the database · `foreign-log`: beside the database lay the log of another
 * one · `behind`: the folder knew jobs that the database
 * did not · `found`: a folder with songs was opened for the first time.
 */
export type RebuildReason = 'damaged' | 'missing' | 'foreign-log' | 'behind' | 'found';

/** What came back, told until the user has read it. */
export interface RecoveryReport {
  readonly reason: RebuildReason;
  readonly at: number;
  /** Folder that the damaged database was kept in; null when there was none. */
  readonly setAside: string | null;
  /** When the copy that the library goes on from was made; null when it was begun anew. */
  readonly copiedAt: number | null;
  readonly songs: number;
  readonly jobs: number;
  readonly files: number;
  /** Files that the folder's own lists name and that are not there. */
  readonly missingFiles: number;
  /** Names of folders whose `clip.json` cannot be read, and of those that hold a song which another folder holds too. */
  readonly unreadable: readonly string[];
  readonly duplicates: readonly string[];
}

export interface Snapshot {
  readonly settings: Settings;
  readonly overrides: Overrides;
  readonly key: KeyStatus;
  readonly holds: readonly Hold[];
  readonly counts: Counts;
  readonly libraryFolder: string;
  /** Null unless the library is being moved, or a move left something to decide. */
  readonly libraryMove: LibraryMove | null;
  readonly exportFolder: string;
  /** What the language `system` comes to on this machine. */
  readonly systemLanguage: Language;
  readonly isSample: boolean;
  readonly appVersion: string;
  readonly electronVersion: string;
  readonly chromiumVersion: string;
  readonly platform: string;
  /** True when neither a key nor a song nor a job is there: the welcome is shown. */
  readonly isFirstStart: boolean;
  readonly recovery: RecoveryReport | null;
  /** In the order that the user gave them. */
  readonly savedSearches: readonly SavedSearch[];
  /** In the user's order. */
  readonly playlists: readonly Playlist[];
}
