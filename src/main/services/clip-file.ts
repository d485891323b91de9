import { posix } from 'node:path';
import { z } from 'zod';
import {
  ASSET_KINDS,
  MAX_LYRICS_OFFSET_MS,
  SONG_RATINGS,
  type AssetKind,
  type ClipId,
  type JobId,
  type LyricsSource,
  type MediaFormat,
} from '@shared/model';
import { timingSchema } from '@shared/ipc/timing-schema';
import { MAX_TAGS, tagKey, tagProblem, tidyTag } from '@shared/song-tags';
import type { ClipFacts, StoredClip } from '../db/clips';
import type { StoredAsset } from '../db/downloads';
import type { StoredLyrics } from '../db/lyrics';
import type { SongMarks } from '../db/song-marks';
import { MIME_TYPES } from '../domain/media-format';
import { isJsonObject, readJsonObject, type JsonObject } from './json-object';

/** `clip.json`: everything known of a song, beside its files. Its form is described in docs/LIBRARY-FOLDER.md. */
export const CLIP_FILE = 'clip.json';

/** A clip file with 5 MB of lyrics is far below it. */
export const MAX_CLIP_FILE_BYTES = 32 * 1024 * 1024;

const FORMAT = 'flowshelf.clip';
const VERSION = 1;

/** What a clip file tells, as the library keeps it. */
export interface ClipFile extends ClipFacts {
  readonly title: string;
  readonly arrivedAt: number | null;
  readonly jobIds: readonly JobId[];
  readonly lyricsOffsetMs: number;
  readonly lyrics: readonly StoredLyrics[];
  readonly files: readonly ClipFileEntry[];
  /** Null where nothing was ever noted. */
  readonly marks: SongMarks | null;
}

export interface ClipFileEntry {
  readonly kind: AssetKind;
  /** Its name in the song's folder, or its path from there. */
  readonly name: string;
  readonly format: MediaFormat;
  readonly bytes: number;
  /** Of what was served. */
  readonly sha256: string;
  /** Of what is there by the user’s word; null where the file does not tell. */
  readonly presentSha256: string | null;
  /** Nobody could tell whether its end is missing. */
  readonly isUnverified: boolean;
}

/** What is known of a song, as its clip file is to tell it. */
export interface ClipFileFacts {
  readonly clip: StoredClip;
  readonly jobIds: readonly string[];
  /** Of all sources; those that are shown first. */
  readonly words: readonly StoredLyrics[];
  readonly assets: readonly StoredAsset[];
  readonly marks: SongMarks;
}

/**
 * The text of the clip file.
 *
 * @param present what stands in the file now: what a later version of the program has added to it is kept
 */
export function printClipFile(
  { clip, jobIds, words, assets, marks }: ClipFileFacts,
  present: string | null,
): string {
  const content = {
    format: FORMAT,
    version: VERSION,
    clipId: clip.clipId,
    title: clip.title,
    givenTitle: clip.givenTitle,
    model: clip.model,
    action: clip.action,
    soundPrompt: clip.soundPrompt,
    seed: clip.seed,
    bpm: clip.bpm,
    lyricsId: clip.lyricsId,
    parentClipId: clip.parentClipId,
    durationMs: clip.durationMs,
    lyricsOffsetMs: clip.lyricsOffsetMs,
    createdAt: isoOrNull(clip.createdAt),
    arrivedAt: isoOrNull(clip.arrivedAt),
    jobIds,
    lyrics: words.map(({ source, text, markers, timing }) => ({
      source,
      text,
      markers,
      ...(timing === null ? {} : { timing }),
    })),
    files: assets
      .filter((asset) => asset.path !== null)
      .map((asset) => ({
        kind: asset.kind,
        name: posix.relative(clip.folder, asset.path ?? ''),
        format: asset.format,
        bytes: asset.bytes,
        servedSha256: asset.sha256,
        presentSha256: asset.presentSha256,
        ...(asset.isUnverified ? { isUnverified: true } : {}),
      })),
    // Who knows of no note takes none away that stands in the file.
    ...(isMarked(marks) ? { marks: printMarks(marks) } : {}),
  };
  const before = present === null ? null : readJsonObject(present);
  const isOfThisSong = before?.['format'] === FORMAT && before['clipId'] === clip.clipId;
  return `${JSON.stringify(isOfThisSong ? withAdditions(content, before) : content, null, 2)}\n`;
}

function isMarked({ markedAt, plays }: SongMarks): boolean {
  return markedAt !== null || plays > 0;
}

function printMarks({ favourite, rating, hidden, tags, markedAt, plays, lastPlayedAt }: SongMarks) {
  return {
    notedAt: isoOrNull(markedAt),
    favouriteAt: isoOrNull(favourite),
    rating,
    tags,
    hiddenAt: isoOrNull(hidden),
    plays,
    lastPlayedAt: isoOrNull(lastPlayedAt),
  };
}

/** Fields of the song, of its words and of its files that this version writes itself, and those it does not know. */
const OWN_WORDS_FIELDS: ReadonlySet<string> = new Set(['source', 'text', 'markers', 'timing']);
const OWN_FILE_FIELDS: ReadonlySet<string> = new Set([
  'kind',
  'name',
  'format',
  'bytes',
  'servedSha256',
  'presentSha256',
  'isUnverified',
]);
const SOURCES: readonly unknown[] = ['api', 'user', 'file'] satisfies readonly LyricsSource[];
const KINDS: readonly unknown[] = ASSET_KINDS;

/** What we write, and beside it all that we do not know: fields, and words and files of kinds that are none of ours. */
function withAdditions(
  ours: JsonObject & { readonly lyrics: readonly JsonObject[]; readonly files: readonly JsonObject[] },
  before: JsonObject,
): JsonObject {
  const version = before['version'];
  return {
    ...ours,
    ...unknownFields(before, new Set(Object.keys(ours))),
    version: typeof version === 'number' && version > VERSION ? version : VERSION,
    lyrics: withRows(ours.lyrics, before['lyrics'], {
      key: 'source',
      ownKeys: SOURCES,
      own: OWN_WORDS_FIELDS,
    }),
    files: withRows(ours.files, before['files'], { key: 'kind', ownKeys: KINDS, own: OWN_FILE_FIELDS }),
    ...withMarks(ours['marks'], before['marks']),
  };
}

function withMarks(ours: unknown, before: unknown): JsonObject {
  if (!isJsonObject(ours) || !isJsonObject(before)) return {};
  return { marks: { ...ours, ...unknownFields(before, new Set(Object.keys(ours))) } };
}

interface RowForm {
  /** The field that tells the rows apart, and the values that are ours to write. */
  readonly key: string;
  readonly ownKeys: readonly unknown[];
  readonly own: ReadonlySet<string>;
}

function withRows(
  ours: readonly JsonObject[],
  before: unknown,
  { key, ownKeys, own }: RowForm,
): JsonObject[] {
  const rows = (Array.isArray(before) ? before : []).filter(isJsonObject);
  const known = ours.map((row) => {
    const same = rows.find((each) => each[key] === row[key]);
    return same ? { ...row, ...unknownFields(same, own) } : row;
  });
  return [...known, ...rows.filter((row) => !ownKeys.includes(row[key]))];
}

function unknownFields(content: JsonObject, own: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(content).filter(([name]) => !own.has(name)));
}

/** The identity that a `clip.json` gives; null when it is none. */
export function clipIdOf(text: string): ClipId | null {
  const clipId = readJsonObject(text)?.['clipId'];
  return typeof clipId === 'string' ? (clipId as ClipId) : null;
}

const FORMATS = Object.keys(MIME_TYPES) as [MediaFormat, ...MediaFormat[]];
const textOrNull = z.string().nullable().catch(null);
const timeOrNull = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number())
  .nullable()
  .catch(null);

const SHA256 = /^[0-9a-f]{64}$/;
const entrySchema = z.object({
  kind: z.enum(ASSET_KINDS),
  // A place in the library folder; whoever opens it checks that it leads nowhere else.
  name: z.string().regex(/^[^\\\0/][^\\\0]{0,500}$/),
  format: z.enum(FORMATS),
  bytes: z.int().nonnegative(),
  servedSha256: z.string().regex(SHA256),
  presentSha256: z.string().regex(SHA256).nullable().catch(null),
  isUnverified: z.boolean().catch(false),
});
const lyricsSchema = z.object({
  source: z.enum(['api', 'user', 'file']),
  text: z.string(),
  markers: z.unknown().transform((markers) => markers ?? null),
  timing: timingSchema.nullable().catch(null),
});
/** Rows that make no sense are left out; the song comes back with the others. */
function listOf<Row>(row: z.ZodType<Row>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((rows) => rows.flatMap((each) => row.safeParse(each).data ?? []));
}
const marksSchema = z
  .object({
    notedAt: timeOrNull,
    favouriteAt: timeOrNull,
    rating: z.literal(SONG_RATINGS).catch(0),
    tags: listOf(z.string().refine((text) => tagProblem(text) === null)),
    hiddenAt: timeOrNull,
    plays: z.int().nonnegative().catch(0),
    lastPlayedAt: timeOrNull,
  })
  .transform(({ notedAt, favouriteAt, hiddenAt, tags, ...marks }): SongMarks => ({
    ...marks,
    markedAt: notedAt,
    favourite: favouriteAt,
    hidden: hiddenAt,
    tags: [...new Map(tags.map((tag) => [tagKey(tag), tidyTag(tag)])).values()].slice(0, MAX_TAGS),
  }));
const clipSchema = z.object({
  format: z.literal(FORMAT),
  // What a later version adds is not read here; `printClipFile` keeps it in its file.
  version: z.int().min(1),
  clipId: z.string().min(1).max(200),
  title: z.string().min(1),
  givenTitle: textOrNull,
  model: textOrNull,
  action: textOrNull,
  soundPrompt: textOrNull,
  seed: textOrNull,
  bpm: textOrNull,
  lyricsId: textOrNull,
  parentClipId: textOrNull,
  durationMs: z.number().positive().nullable().catch(null),
  lyricsOffsetMs: z.int().min(-MAX_LYRICS_OFFSET_MS).max(MAX_LYRICS_OFFSET_MS).catch(0),
  createdAt: timeOrNull,
  arrivedAt: timeOrNull,
  jobIds: listOf(z.string().regex(/^[A-Za-z0-9_-]{1,128}$/)),
  lyrics: listOf(lyricsSchema),
  files: listOf(entrySchema),
  marks: marksSchema.nullable().catch(null),
});

/** Reads a clip file; null when it is none. */
export function readClipFile(text: string): ClipFile | null {
  const parsed = clipSchema.safeParse(readJsonObject(text));
  if (!parsed.success) return null;
  const { clipId, jobIds, files, format: _format, version: _version, ...facts } = parsed.data;
  return {
    ...facts,
    clipId: clipId as ClipId,
    jobIds: jobIds as JobId[],
    files: files.map(({ servedSha256, ...file }) => ({ ...file, sha256: servedSha256 })),
  };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
