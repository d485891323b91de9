import * as z from 'zod';
import {
  ASSET_KINDS,
  FASTEST_PLAYBACK,
  LIST_FORMATS,
  LYRICS_FORMATS,
  MAX_PLAYLIST_ENTRIES,
  MAX_PLAYLIST_NAME,
  MAX_PLAYLISTS,
  MAX_KEPT_AT_ONCE,
  MAX_KEPT_POSITION_MS,
  MAX_KEPT_QUEUE,
  MAX_PLAY_HISTORY,
  MAX_SAVED_SEARCHES,
  MAX_SAVED_SEARCH_NAME,
  MAX_LYRICS_CHARS,
  MAX_LYRICS_FILES,
  MAX_LYRICS_OFFSET_MS,
  MAX_NAMED_AT_ONCE,
  MAX_SELECTION,
  SLOWEST_PLAYBACK,
  SONG_RATINGS,
  MAX_WANTED_SOUNDS,
  SONG_SORTS,
  SOUND_KINDS,
  type AddedJobs,
  type AlikeSongs,
  type ClipId,
  type CountedPage,
  type DiagnosticsPreview,
  type Download,
  type EditableLyrics,
  type ExportedList,
  type FoundFiles,
  type ImportedPlaylist,
  type Job,
  type JobId,
  type KeyStatus,
  type KeyTestResult,
  type KeptQueue,
  type LibraryFolderChoice,
  type Lyrics,
  type LyricsSearchRow,
  type MarkedLine,
  type Page,
  type PlaybackSession,
  type PlaylistEntry,
  type PlaylistId,
  type PlaylistSummary,
  type LyricsFileSongs,
  type ReadLyricsFile,
  type TakenLyricsFile,
  type Recognition,
  type SavedSearchId,
  type ChangedMarks,
  type FacetValue,
  type Settings,
  type Snapshot,
  type Song,
  type SongFacets,
  type SongPage,
  type SongRow,
  type SongSound,
  type SoundProgress,
  type StartedFetch,
  type TakeRow,
  type PackageLicence,
} from '@shared/model';

import {
  EXPORT_PLACES,
  ON_EXISTING,
  type ExportedSong,
  type ExportPreview,
  type ExportStatus,
} from '@shared/export';
import {
  FINDING_KINDS,
  REPAIRS,
  type CheckStatus,
  type Finding,
  type FindingIds,
  type RemovalEnd,
  type RemovalPlan,
  type RemovalReport,
  type RemovalUnderWay,
  type RemovalUndone,
  type RepairReport,
} from '@shared/library-check';
import type { HandedOver } from '@shared/handed-over';
import { oneLineName } from '@shared/list-names';
import { MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import { MAX_TAGS, tagProblem, tidyTag } from '@shared/song-tags';
import {
  MAX_DRAGGED,
  MAX_OPEN_FILES,
  MAX_REPORTED_TITLE,
  type OtherProgram,
  type SystemState,
} from '@shared/system';
import type { UpdateStatus, UpdateWaitsFor } from '@shared/updates';
import type { ImportedSettings } from '@shared/usual-settings';
import { settingSchemas } from './settings-schema';
import { timingSchema } from './timing-schema';

/**
 * All that the renderer may ask: route -> schema of its input and type of its output. Schemas are strict and bounded;
 * main parses every input with them before anything else happens.
 */

const MAX_PAGE = 500;

const jobId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,128}$/)
  .transform((id) => id as JobId);
const clipId = z
  .string()
  .min(1)
  .max(200)
  .transform((id) => id as ClipId);
const jobIds = z.array(jobId).min(1).max(100_000);
const clipIds = z.array(clipId).min(1).max(MAX_SELECTION);
const songCount = z.int().min(1).max(MAX_SELECTION);
const namedList = z.int().min(1).max(1_000_000);
const chosenClipIds = z.union([clipIds, z.strictObject({ list: namedList, count: songCount })]);
const downloadIds = z.array(z.int().positive()).min(1).max(MAX_SELECTION);
const searchText = z.string().max(MAX_QUERY_LENGTH);
const offset = z.int().min(0).max(10_000_000);
const limit = z.int().min(1).max(MAX_PAGE);
const timedText = { text: z.string().max(MAX_LYRICS_CHARS), timing: timingSchema };
/** Of a file of 20 MB. */
const MAX_LYRICS_FILE_BASE64 = 28_000_000;
const none = z.strictObject({});
const assetKind = z.enum(ASSET_KINDS);
const findingKind = z.enum(FINDING_KINDS);
const findingId = z.int().positive();

const listing = {
  search: searchText,
  sort: z.enum(SONG_SORTS),
  direction: z.enum(['asc', 'desc']),
};

const lyricsFormats = z.array(z.enum(LYRICS_FORMATS)).max(LYRICS_FORMATS.length);
const soundKinds = z.array(z.enum(SOUND_KINDS)).max(SOUND_KINDS.length);

/** Room for a tag with spaces that are taken out. */
const MAX_TYPED_TAG = 500;
const tags = z
  .array(
    z
      .string()
      .max(MAX_TYPED_TAG)
      .refine((text) => tagProblem(text) === null)
      .transform(tidyTag),
  )
  .min(1)
  .max(MAX_TAGS);
const programId = z.string().regex(/^[0-9a-f]{16}$/);
const queueId = z.uuid();
const keptPosition = z.int().min(0).max(MAX_KEPT_POSITION_MS);
const queueAt = z.int().min(0).max(MAX_KEPT_QUEUE);
/** Numbers with commas; each has at most six digits. */
const queueEntries = z
  .string()
  .max(MAX_KEPT_QUEUE * 7)
  .regex(/^(?:\d{1,6}(?:,\d{1,6})*)?$/);
const moment = z.int().min(0).max(8_640_000_000_000_000);

const savedSearchId = z.uuid().transform((id) => id as SavedSearchId);

const playlistId = z.uuid().transform((id) => id as PlaylistId);
/** With room for marks and spaces that are taken out. */
const listName = (most: number) =>
  z
    .string()
    .max(2 * most)
    .transform(oneLineName)
    .pipe(z.string().min(1).max(most));
const playlistName = listName(MAX_PLAYLIST_NAME);
const entryId = z.int().positive();
/** Looked at by hand: of a hundred thousand numbers a schema of each would hold main up. Of removals, each of an entry at least, as many. */
const entryIds = z.custom<readonly number[]>(
  (value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= MAX_PLAYLIST_ENTRIES &&
    value.every((id) => Number.isSafeInteger(id) && id > 0),
);
const listedClipIds = z.array(clipId).max(MAX_PLAYLIST_ENTRIES);
const namedClipIds = z.strictObject({ list: namedList, count: z.int().min(1).max(MAX_PLAYLIST_ENTRIES) });
/** Of a file of 20 MB. */
const MAX_PLAYLIST_FILE_CHARS = 28_000_000;
/** What a list is written from: a playlist, or a listing. */
const listSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('playlist'), id: playlistId }),
  z.strictObject({ kind: z.literal('listing'), name: z.string().max(MAX_PLAYLIST_NAME), ...listing }),
]);

const settingsPatch = z.strictObject(settingSchemas).partial();

/** Room for a page that was pasted whole: what is wrong with it is told as of any other text that is no key. */
const keyText = z.string().trim().min(1).max(20_000);
const pasted = z.strictObject({ text: z.string().max(20_000_000) });

function route<Schema extends z.ZodType, Output>(input: Schema) {
  return { input } as { readonly input: Schema; readonly output?: Output };
}
/** Lets the output type be named while the schema's type is inferred. */
function answering<Output>() {
  return <Schema extends z.ZodType>(input: Schema) => route<Schema, Output>(input);
}
type Nothing = Record<string, never>;

export const contract = {
  'app.snapshot': answering<Snapshot>()(none),

  'settings.update': answering<Settings>()(settingsPatch),
  /** Asks where to and writes the settings there; null when the dialog was closed. Fails with `disk-full`, `file-failed`. */
  'settings.save': answering<{ readonly fileName: string } | null>()(none),
  /**
   * Has the user choose a file of settings and puts them in force; null when the dialog was closed. Fails with
   * `no-settings-file`, `newer-settings-file`, `file-too-large`, `file-failed`.
   */
  'settings.take': answering<ImportedSettings | null>()(none),
  /** Fails with `bad-address` unless https, or http to this machine; with `address-…` for what else is wrong with it. */
  'settings.setApiUrl': answering<KeyStatus>()(z.strictObject({ url: z.string().max(2_000) })),
  /** Has the user choose a folder and says what it means for the library; null when the dialog was closed. */
  'settings.chooseLibraryFolder': answering<LibraryFolderChoice | null>()(none),

  /** Begins what was planned last; `library-move.changed` tells how it goes. Fails with `not-found` for an older plan. */
  'libraryMove.start': answering<Nothing>()(z.strictObject({ planId: z.int().min(1).max(1_000_000) })),
  /** Ends a move under way; answers when what it wrote is gone. */
  'libraryMove.cancel': answering<Nothing>()(none),
  /** Goes on with a move that was stopped. */
  'libraryMove.resume': answering<Nothing>()(none),
  /** Takes the half copy of a stopped move away. Tells how many files stay in it because others have put or changed them. */
  'libraryMove.discard': answering<{ readonly left: number }>()(none),
  'libraryMove.showOldFolder': answering<Nothing>()(none),
  /** Fails with `trash-failed` where the system has no trash. */
  'libraryMove.trashOldFolder': answering<Nothing>()(none),
  /** The old folder stays; it is not spoken of again. */
  'libraryMove.keepOldFolder': answering<Nothing>()(none),

  'key.save': answering<KeyStatus>()(
    z.strictObject({
      key: keyText,
      storage: z.enum(['secure', 'session', 'unprotected']),
    }),
  ),
  'key.forget': answering<KeyStatus>()(none),
  /** Tests `key`, or the kept one when it is null, against the address in use. */
  'key.test': answering<KeyTestResult>()(z.strictObject({ key: keyText.nullable() })),

  /** Closes the library and opens it again: a damaged database is set aside then and the library brought back. */
  'library.repair': answering<Nothing>()(none),
  'library.dismissReport': answering<Nothing>()(none),
  /** The library folder is gone through no further; what has come in stays. */
  'library.stopRebuild': answering<Nothing>()(none),
  'library.continueRebuild': answering<Nothing>()(none),

  'sample.enter': answering<Nothing>()(none),
  'sample.leave': answering<Nothing>()(none),

  /** The next of what the desktop has handed over, which waits no more then; null when nothing does. */
  'handedOver.take': answering<HandedOver | null>()(none),

  'jobs.recognise': answering<Recognition>()(pasted),
  'jobs.add': answering<AddedJobs>()(pasted),
  /** Stops adding; `jobs.add` answers then with what is stored. */
  'jobs.cancelAdding': answering<Nothing>()(none),
  'jobs.page': answering<Page<Job>>()(z.strictObject({ offset, limit })),
  /** Place of a job in the list of all; null when it is not there. */
  'jobs.position': answering<number | null>()(z.strictObject({ jobId })),
  'jobs.check': answering<Nothing>()(z.strictObject({ jobIds })),
  'jobs.stop': answering<Nothing>()(z.strictObject({ jobIds })),
  'jobs.remove': answering<Nothing>()(z.strictObject({ jobIds })),
  /** The raw answer as the service sent it; null when none is kept. */
  'jobs.answer': answering<{ readonly text: string; readonly receivedAt: number } | null>()(
    z.strictObject({ jobId }),
  ),

  'songs.page': answering<SongPage>()(z.strictObject({ ...listing, offset, limit })),
  /** How many songs a listing has, counted to the end; a page of a long one says only that there are many. */
  'songs.count': answering<number>()(z.strictObject(listing)),
  /** Songs of a listing in its order, all or a part: what *select all* means and what the queue is made of. */
  'songs.ids': answering<readonly ClipId[]>()(
    z.strictObject({ ...listing, offset, limit: z.int().min(1).max(MAX_SELECTION) }),
  ),
  /** Position of the first song, from `after` on and around, whose title begins with the typed letters; null if none. */
  'songs.jump': answering<number | null>()(
    z.strictObject({ ...listing, prefix: z.string().min(1).max(100), after: offset }),
  ),
  'songs.position': answering<number | null>()(z.strictObject({ ...listing, clipId })),
  'songs.get': answering<Song | null>()(z.strictObject({ clipId })),
  /** These songs as rows, in this order; those that are not in the library are left out. */
  'songs.rows': answering<readonly SongRow[]>()(
    z.strictObject({ clipIds: z.array(clipId).min(1).max(MAX_PAGE) }),
  ),
  /** The takes of a song, hidden ones too, else the songs of the same prompt; null where there is no such song. */
  'songs.alike': answering<AlikeSongs | null>()(z.strictObject({ clipId })),
  /** Which models and actions the songs have, the most frequent first. */
  'songs.facets': answering<SongFacets>()(none),
  /** Fetches wanted files that are neither there nor coming, failed ones included. */
  'songs.fetchFiles': answering<StartedFetch>()(z.strictObject({ clipIds })),
  /** Looks on the disk for files of these songs that were missing; those that are back can be played from then on. */
  'songs.lookForFiles': answering<FoundFiles>()(
    z.strictObject({ clipIds: z.array(clipId).min(1).max(MAX_PAGE) }),
  ),

  /** What would go and what would stay if these songs were removed; null when it was cancelled. `removal-plan.progress` tells how it goes. */
  'songs.planRemoval': answering<RemovalPlan | null>()(z.strictObject({ clipIds: chosenClipIds })),
  /** Ends planning after the song that it is at; its request answers then. */
  'songs.cancelRemovalPlan': answering<Nothing>()(none),
  /**
   * Moves the songs' files to the system's trash, or leaves them where they are, and takes the songs from the list.
   * `removal.progress` tells how it goes. Fails with `removal-running` while songs are removed or brought back.
   */
  'songs.remove': answering<RemovalReport>()(
    z.strictObject({ clipIds: chosenClipIds, keepsFiles: z.boolean() }),
  ),
  /** Ends removing or bringing back after the song that it is at; its request answers then. */
  'songs.cancelRemoval': answering<Nothing>()(none),
  /**
   * Brings back the songs of a removal since the program started: with their files where these are, else from the
   * kept answers of their jobs. `removal.progress` tells how it goes. Fails with `removal-running` as well.
   */
  'songs.undoRemoval': answering<RemovalUndone>()(z.strictObject({ id: z.int().min(1) })),
  /** What is under way, for a window that has been opened anew; null when nothing is. */
  'songs.removalUnderWay': answering<RemovalUnderWay | null>()(none),
  /** Answers when what is under way has ended; null at once when nothing is. */
  'songs.joinRemoval': answering<RemovalEnd | null>()(none),
  /** Brings back the songs of these jobs that were removed. */
  'songs.bringBack': answering<{ readonly restored: number }>()(z.strictObject({ jobIds })),

  /**
   * Names songs for a request that follows, portion by portion: these stand behind the `after` that this list has so far; 0
   * begins it anew. Fails with `not-found` where it has another number; only the last few lists are known.
   */
  'songs.name': answering<{ readonly named: number }>()(
    z.strictObject({
      list: namedList,
      clipIds: z.array(clipId).min(1).max(MAX_NAMED_AT_ONCE),
      after: z.int().min(0).max(MAX_SELECTION),
    }),
  ),
  /**
   * What the user notes on songs. Each answers when it stands on all of them, or on those to which it came before
   * `songs.stopNoting`; `songs.undoMarks` takes it back. `marks.progress` tells how it goes.
   */
  'songs.setFavourite': answering<ChangedMarks>()(
    z.strictObject({ clipIds: chosenClipIds, isFavourite: z.boolean() }),
  ),
  'songs.setRating': answering<ChangedMarks>()(
    z.strictObject({ clipIds: chosenClipIds, rating: z.literal(SONG_RATINGS) }),
  ),
  'songs.setHidden': answering<ChangedMarks>()(
    z.strictObject({ clipIds: chosenClipIds, isHidden: z.boolean() }),
  ),
  /** Tags that differ in case alone are one; a song that has one keeps it as it is written. */
  'songs.addTags': answering<ChangedMarks>()(z.strictObject({ clipIds: chosenClipIds, tags })),
  'songs.removeTags': answering<ChangedMarks>()(z.strictObject({ clipIds: chosenClipIds, tags })),
  'songs.stopNoting': answering<Nothing>()(none),
  /** Gives songs the notes that they had before a change. Fails with `not-found` for one that is not among the last. */
  'songs.undoMarks': answering<{ readonly changed: number }>()(z.strictObject({ id: z.int().min(1) })),
  /** Counts a song as heard just now. */
  'songs.notePlayed': answering<Nothing>()(z.strictObject({ clipId })),
  /** All tags with how many songs have each, in the order of their letters. */
  'songs.tags': answering<readonly FacetValue[]>()(none),
  /** The tags of these songs, with how many of them have each, in the order of their letters. */
  'songs.tagsOf': answering<readonly FacetValue[]>()(z.strictObject({ clipIds })),

  /**
   * Adds a saved search, or changes the one with its id. `position` is its place from the top; one past the end is the end.
   * Fails with `too-many-saved-searches`. `saved-searches.changed` tells the list that comes of it.
   */
  'savedSearches.put': answering<Nothing>()(
    z.strictObject({
      ...listing,
      id: savedSearchId,
      name: listName(MAX_SAVED_SEARCH_NAME),
      position: z.int().min(0).max(MAX_SAVED_SEARCHES),
    }),
  ),
  'savedSearches.remove': answering<Nothing>()(z.strictObject({ id: savedSearchId })),

  /**
   * Makes a playlist of these songs, at the end of the list. Fails with `too-many-playlists`. `playlists.changed` tells what
   * comes of this and of what follows; what names a playlist that is not there fails with `not-found`.
   */
  'playlists.create': answering<Nothing>()(
    z.strictObject({
      id: playlistId,
      name: playlistName,
      clipIds: z.union([listedClipIds, namedClipIds]),
    }),
  ),
  'playlists.rename': answering<Nothing>()(z.strictObject({ id: playlistId, name: playlistName })),
  /** Until the program ends `playlists.restore` brings it back. */
  'playlists.remove': answering<Nothing>()(z.strictObject({ id: playlistId })),
  'playlists.restore': answering<Nothing>()(z.strictObject({ id: playlistId })),
  /** Makes another playlist of the same songs, behind the one. Fails with `too-many-playlists`. */
  'playlists.duplicate': answering<Nothing>()(
    z.strictObject({ id: playlistId, copyId: playlistId, name: playlistName }),
  ),
  /** Puts a playlist at another place from the top; one past the end is the end. */
  'playlists.move': answering<Nothing>()(
    z.strictObject({ id: playlistId, position: z.int().min(0).max(MAX_PLAYLISTS) }),
  ),
  /** Puts songs before an entry; at the end where `before` is null or has gone. Fails with `playlist-full`. */
  'playlists.add': answering<{ readonly added: number }>()(
    z.strictObject({
      id: playlistId,
      clipIds: z.union([listedClipIds.min(1), namedClipIds]),
      before: entryId.nullable(),
    }),
  ),
  /** Until the program ends `playlists.restoreEntries` brings them back to their places by the numbers of their removals. */
  'playlists.removeEntries': answering<{ readonly removal: number; readonly removed: number }>()(
    z.strictObject({ id: playlistId, entryIds }),
  ),
  'playlists.restoreEntries': answering<Nothing>()(z.strictObject({ id: playlistId, removals: entryIds })),
  /** Puts entries, in their order, before another one; at the end where `before` is null or has gone. */
  'playlists.moveEntries': answering<Nothing>()(
    z.strictObject({ id: playlistId, entryIds, before: entryId.nullable() }),
  ),
  /** Entries in order; with a search, those whose songs it finds. */
  'playlists.page': answering<Page<PlaylistEntry>>()(
    z.strictObject({ id: playlistId, search: searchText, offset, limit }),
  ),
  /** Ids of such entries, for a selection that reaches over many. */
  'playlists.entryIds': answering<readonly number[]>()(
    z.strictObject({
      id: playlistId,
      search: searchText,
      offset,
      limit: z.int().min(1).max(MAX_PLAYLIST_ENTRIES),
    }),
  ),
  /** Songs of such entries in their order, without those that are not in the library: what the queue is made of. */
  'playlists.clipIds': answering<readonly ClipId[]>()(z.strictObject({ id: playlistId, search: searchText })),
  'playlists.summary': answering<PlaylistSummary>()(z.strictObject({ id: playlistId })),
  /** Has the user choose a playlist file and makes a playlist of it; null when the dialog was closed. Fails as `playlists.readImport`. */
  'playlists.chooseImport': answering<ImportedPlaylist | null>()(none),
  /** Makes a playlist of a file that was dropped. Fails with `no-playlist-file`, `file-too-large`, `too-many-playlists`. */
  'playlists.readImport': answering<ImportedPlaylist>()(
    z.strictObject({
      fileName: z.string().min(1).max(1_000),
      base64: z.string().max(MAX_PLAYLIST_FILE_CHARS),
    }),
  ),
  /**
   * Writes a list of songs where the user chooses; null when the dialog was closed. `sound`: which file of a song an `m3u8`
   * names; the other one where there is only that. Fails with `disk-full` or `file-failed`.
   */
  'playlists.export': answering<ExportedList | null>()(
    z.strictObject({ source: listSource, format: z.enum(LIST_FORMATS), sound: z.enum(SOUND_KINDS) }),
  ),

  'check.status': answering<CheckStatus>()(none),
  /** Fails with `library-unavailable` while the library folder is not there. */
  'check.start': answering<CheckStatus>()(z.strictObject({ mode: z.enum(['quick', 'thorough']) })),
  'check.cancel': answering<CheckStatus>()(none),
  'check.page': answering<Page<Finding>>()(z.strictObject({ kind: findingKind.nullable(), offset, limit })),
  'check.ids': answering<readonly FindingIds[]>()(z.strictObject({ kind: findingKind.nullable() })),
  /** Repairs findings of one kind: these, or all of the kind when `ids` is null. `repair.progress` tells how it goes. */
  'check.repair': answering<RepairReport>()(
    z.strictObject({
      kind: findingKind,
      repair: z.enum(REPAIRS),
      ids: z.array(findingId).min(1).max(MAX_SELECTION).nullable(),
    }),
  ),
  /** Ends repairs under way after the finding that they are at; their request answers then. */
  'check.cancelRepair': answering<Nothing>()(none),
  'check.show': answering<Nothing>()(z.strictObject({ id: findingId })),

  'lyrics.get': answering<Lyrics | null>()(z.strictObject({ clipId })),
  /** What is to be marked in the words of one song. */
  'lyrics.hits': answering<readonly MarkedLine[]>()(z.strictObject({ clipId, search: searchText })),
  'lyrics.page': answering<CountedPage<LyricsSearchRow>>()(
    z.strictObject({ search: searchText, offset, limit }),
  ),
  /** How many songs a search in words and titles finds, counted to the end. */
  'lyrics.count': answering<number>()(z.strictObject({ search: searchText })),
  /** What may have been meant by a search that finds nothing; null when nothing near it is in the library. */
  'lyrics.correct': answering<string | null>()(z.strictObject({ search: searchText })),
  /** The songs that sing the words of this one, itself among them, the oldest first. */
  'lyrics.takes': answering<readonly TakeRow[]>()(z.strictObject({ clipId })),
  /** These songs, and behind each those that sing the same words. */
  'lyrics.withTakes': answering<readonly ClipId[]>()(z.strictObject({ clipIds })),
  /** Fails with `not-found` where there is no such song, as all that follow for one song. */
  'lyrics.editable': answering<EditableLyrics>()(z.strictObject({ clipId })),
  /** Keeps what is edited through a crash. */
  'lyrics.keepDraft': answering<Nothing>()(z.strictObject({ clipId, ...timedText })),
  'lyrics.dropDraft': answering<Nothing>()(z.strictObject({ clipId })),
  /** Makes these the song's words, before those of the service and of a file, which are kept. */
  'lyrics.save': answering<Nothing>()(z.strictObject({ clipId, ...timedText })),
  /** Gives up the user's own words, and with `api` those of a file too. */
  'lyrics.revert': answering<Nothing>()(z.strictObject({ clipId, to: z.enum(['file', 'api']) })),
  'lyrics.setOffset': answering<Nothing>()(
    z.strictObject({ clipId, offsetMs: z.int().min(-MAX_LYRICS_OFFSET_MS).max(MAX_LYRICS_OFFSET_MS) }),
  ),
  /** The words of a song as a file of this format holds them; empty where it has nothing to say of them. */
  /** Which songs these files of words are for, in their order. */
  'lyrics.songsOfFiles': answering<readonly LyricsFileSongs[]>()(
    z.strictObject({ fileNames: z.array(z.string().min(1).max(1_000)).min(1).max(MAX_LYRICS_FILES) }),
  ),
  'lyrics.print': answering<string>()(
    z.strictObject({ clipId, format: z.enum(LYRICS_FORMATS), hasSections: z.boolean() }),
  ),
  /** Takes the words of an `.lrc` that someone has laid beside the song; null when there is nothing new. */
  'lyrics.lookBeside': answering<TakenLyricsFile | null>()(z.strictObject({ clipId })),
  /** Takes back what `lyrics.lookBeside` took last of this song. The user's own words stay as they are. */
  'lyrics.giveUpBeside': answering<Nothing>()(z.strictObject({ clipId })),
  /** Has the user choose a file of words and reads it; null when the dialog was closed. Fails as `lyrics.readImport`. */
  'lyrics.chooseImport': answering<ReadLyricsFile | null>()(none),
  /** Reads a file of words that was dropped. Fails with `no-lyrics-file` where it is none, with `file-too-large`. */
  'lyrics.readImport': answering<ReadLyricsFile>()(
    z.strictObject({ fileName: z.string().max(1_000), base64: z.string().max(MAX_LYRICS_FILE_BASE64) }),
  ),

  /**
   * Names songs for what is begun next, portion by portion: these stand behind the `after` that were named so far; 0 begins
   * anew. Fails with `not-found` where others were named meanwhile.
   */
  'export.nameSongs': answering<{ readonly named: number }>()(
    z.strictObject({
      clipIds: z.array(clipId).min(1).max(MAX_NAMED_AT_ONCE),
      after: z.int().min(0).max(MAX_SELECTION),
    }),
  ),
  /**
   * Begins to export the songs that were named; `export.changed` tells how it goes. Fails with `not-found` when these are not `count`, with `export-running` while there is one, with
   * `export-folder-…`, `disk-full` or `library-unavailable` when the folder cannot be made, and with `export-archive-exists`.
   */
  'export.start': answering<ExportStatus>()(
    z
      .strictObject({
        count: songCount,
        formats: lyricsFormats,
        sounds: soundKinds,
        pattern: z.string().min(1).max(200),
        hasSections: z.boolean(),
        place: z.enum(EXPORT_PLACES),
        onExisting: z.enum(ON_EXISTING),
      })
      .refine(({ formats, sounds }) => formats.length + sounds.length > 0),
  ),
  /**
   * Begins to write tags into the library's own sound files of the songs that were named; the rest is as with
   * `export.start`. Fails with `not-found`, `export-running` and `library-unavailable`.
   */
  'export.writeTags': answering<ExportStatus>()(
    z.strictObject({ count: songCount, sounds: soundKinds.min(1) }),
  ),
  /** Ends the present export, also one of tags, after the songs that it is at. */
  'export.cancel': answering<Nothing>()(none),
  /** The present export or the last one; null before the first. */
  'export.status': answering<ExportStatus | null>()(none),
  /** What became of songs in the present or last export: all, or those about which something has to be read, the failed first. */
  'export.report': answering<Page<ExportedSong>>()(
    z.strictObject({ offset, limit, isProblemsOnly: z.boolean() }),
  ),
  /** Asks the user where to; null when the dialog was closed. Fails with `disk-full` or `file-failed`. */
  'export.saveReport': answering<{ readonly file: string } | null>()(none),
  /** Copies the whole report as text, a row per file. */
  'export.copyReport': answering<Nothing>()(none),
  /** What an export would write of the first few of these songs. */
  'export.preview': answering<readonly ExportPreview[]>()(
    z.strictObject({
      clipIds,
      formats: lyricsFormats,
      sounds: soundKinds,
      pattern: z.string().max(200),
    }),
  ),
  'export.chooseFolder': answering<{ readonly exportFolder: string } | null>()(none),
  /** Shows where the last export went, else the export folder. */
  'export.showTarget': answering<Nothing>()(none),

  /**
   * Keeps songs of the player's queue, portion by portion: these stand behind the `after` that were kept so far. Another
   * `queueId` is another queue; which one counts is told by `queue.keepOrder`.
   */
  'queue.keepSongs': answering<Nothing>()(
    z.strictObject({
      queueId,
      after: z.int().min(0).max(MAX_KEPT_QUEUE),
      clipIds: z.array(clipId).min(1).max(MAX_KEPT_AT_ONCE),
    }),
  ),
  /** Keeps the order of a queue whose songs were kept; it takes the place of the one before. */
  'queue.keepOrder': answering<Nothing>()(
    z.strictObject({
      queueId,
      walk: queueEntries,
      listed: queueEntries.nullable(),
      isByHand: z.boolean(),
      at: queueAt,
    }),
  ),
  /** Keeps where the queue stands; about once a second while it plays. A null keeps the history that is there. */
  'queue.keepPlace': answering<Nothing>()(
    z.strictObject({
      at: queueAt,
      positionMs: keptPosition,
      isPlaying: z.boolean(),
      history: z
        .array(z.strictObject({ clipId, at: moment }))
        .max(MAX_PLAY_HISTORY)
        .nullable(),
    }),
  ),
  /** The queue that was kept last; null where there is none. */
  'queue.kept': answering<KeptQueue | null>()(none),

  /** Keeps how songs are played, as long as the program runs. */
  'playback.keepSession': answering<Nothing>()(
    z.strictObject({
      speed: z.number().min(SLOWEST_PLAYBACK).max(FASTEST_PLAYBACK),
      isMuted: z.boolean(),
      stop: z
        .discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('song') }),
          z.strictObject({ kind: z.literal('time'), at: moment }),
        ])
        .nullable(),
      repeated: z.strictObject({ clipId, fromMs: keptPosition, toMs: keptPosition }).nullable(),
    }),
  ),
  /** What was kept of it last; null where nothing was since the program began. */
  'playback.session': answering<PlaybackSession | null>()(none),

  /** The files that the window has open from now on, playing or not. */
  'player.loaded': answering<Nothing>()(
    z.strictObject({ files: z.array(z.strictObject({ clipId, kind: assetKind })).max(MAX_OPEN_FILES) }),
  ),
  /** What is heard from now on; see `PlaybackReport`. */
  'player.report': answering<Nothing>()(
    z.strictObject({
      clipId: clipId.nullable(),
      title: z.string().max(MAX_REPORTED_TITLE),
      isPlaying: z.boolean(),
      hasNext: z.boolean(),
      hasPrevious: z.boolean(),
      isVideoLarge: z.boolean(),
    }),
  ),
  /** Begins anew what hands sound to the system, which does not find it again by itself where it had ended. */
  'player.renewSound': answering<Nothing>()(none),

  /** How loud a song is, and its waveform; null where there is no such song. */
  'sound.get': answering<SongSound | null>()(z.strictObject({ clipId })),
  /** Has these songs measured before all others, in this order. `sound.measured` tells what has been. */
  'sound.want': answering<Nothing>()(
    z.strictObject({ clipIds: z.array(clipId).min(1).max(MAX_WANTED_SOUNDS) }),
  ),
  'sound.progress': answering<SoundProgress>()(none),

  'downloads.page': answering<Page<Download>>()(z.strictObject({ offset, limit })),
  'downloads.retry': answering<Nothing>()(z.strictObject({ ids: downloadIds })),
  'downloads.retryAll': answering<Nothing>()(none),
  'downloads.pause': answering<Nothing>()(z.strictObject({ ids: downloadIds })),
  'downloads.resume': answering<Nothing>()(z.strictObject({ ids: downloadIds })),
  'downloads.pauseAll': answering<Nothing>()(none),
  'downloads.resumeAll': answering<Nothing>()(none),
  'downloads.cancel': answering<Nothing>()(z.strictObject({ ids: downloadIds })),

  /** Takes the one action of a hold's banner that main can take: asks or tries again now. */
  'holds.tryAgain': answering<Nothing>()(
    z.strictObject({
      kind: z.enum([
        'key-rejected',
        'rate-limited',
        'offline',
        'disk-full',
        'data-disk-full',
        'library-missing',
        'library-readonly',
        'journal-unwritable',
      ]),
    }),
  ),

  /** All packages of others that the program is made with. */
  'about.licences': answering<readonly PackageLicence[]>()(none),
  /** Shows Chromium's own licences, which come with Electron, in a program of the system. Fails with `file-failed`. */
  'about.showChromiumLicences': answering<Nothing>()(none),

  'updates.status': answering<UpdateStatus>()(none),
  /** Asks the source of updates now, and answers when that has answered or was not reached. `updates.changed` tells all that follows. */
  'updates.look': answering<UpdateStatus>()(none),
  /** Fetches the version that was found as soon as nothing else is under way. Fails with `not-found` where none was. */
  'updates.fetch': answering<UpdateStatus>()(z.strictObject({ atQuit: z.boolean() })),
  'updates.cancel': answering<UpdateStatus>()(none),
  /** Puts the version off that was found, or forgets a failure. */
  'updates.later': answering<UpdateStatus>()(none),
  /**
   * Ends the program and starts it as the version that was fetched; where something is under way that is told, and nothing ends. Fails
   * with `not-found` where none was fetched.
   */
  'updates.restart': answering<{ readonly waitsFor: UpdateWaitsFor | null }>()(none),

  'diagnostics.preview': answering<DiagnosticsPreview>()(none),
  /** Asks the user where to; null when the dialog was closed. Fails with `disk-full` or `file-failed`. */
  'diagnostics.save': answering<{ readonly file: string } | null>()(none),
  'diagnostics.show': answering<Nothing>()(none),

  /** Writes a failure of the window into the log. `logId` is null when so many were told lately that this one was left out. */
  'log.windowFailure': answering<{ readonly logId: string | null }>()(
    z.strictObject({
      kind: z.enum(['error', 'rejection', 'view']),
      message: z.string().max(1_000),
      stack: z.string().max(2_000),
    }),
  ),

  /** Keys and programs; `system.changed` tells when they are others. */
  'system.state': answering<SystemState>()(none),
  /**
   * Begins a drag of the songs' own files, which another program can take; the pointer has to be pressed. Of each song the
   * file of this kind, else another that can be heard. Answers how many songs have none on disk, on some systems only
   * when the drag has ended.
   */
  'system.dragSongs': answering<{ readonly missing: number }>()(
    z.strictObject({ clipIds: z.array(clipId).min(1).max(MAX_DRAGGED), kind: assetKind }),
  ),
  /**
   * Opens a song's file of this kind, or the best that can be heard for null, with a chosen program or for null with the
   * system's own. Fails with `not-found`, with `program-missing` and with `program-failed`.
   */
  'system.openSong': answering<Nothing>()(
    z.strictObject({
      clipId,
      kind: assetKind.nullable(),
      programId: programId.nullable(),
    }),
  ),
  /** Has the user choose a program for opening songs and remembers it; null when the dialog was closed. Fails with `no-program`. */
  'system.chooseProgram': answering<OtherProgram | null>()(none),
  'system.forgetProgram': answering<Nothing>()(z.strictObject({ id: programId })),
  'system.showSong': answering<Nothing>()(z.strictObject({ clipId, kind: assetKind.nullable() })),
  'system.showLibrary': answering<Nothing>()(none),
  'system.copyText': answering<Nothing>()(z.strictObject({ text: z.string().max(MAX_LYRICS_CHARS) })),
} as const;

type Contract = typeof contract;
export type Route = keyof Contract;
/** What the renderer sends. */
export type Input<R extends Route> = z.input<Contract[R]['input']>;
/** What the handler gets after parsing. */
export type ParsedInput<R extends Route> = z.output<Contract[R]['input']>;
/** What the handler answers. */
export type Output<R extends Route> = Exclude<Contract[R]['output'], undefined>;
