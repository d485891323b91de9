import { posix } from 'node:path';
import { z } from 'zod';
import { ASSET_KINDS, type AssetKind, type ClipId, type JobId, type MediaFormat } from '@shared/model';
import type { ClipFacts, StoredClip } from '../db/clips';
import type { StoredAsset } from '../db/downloads';
import type { StoredLyrics } from '../db/lyrics';
import { MIME_TYPES } from '../domain/media-format';

/** `clip.json`: everything known of a song, beside its files. Its form is described in docs/LIBRARY-FOLDER.md. */
export const CLIP_FILE = 'clip.json';

const FORMAT = 'flowshelf.clip';
const VERSION = 1;

/** What a clip file tells, as the library keeps it. */
export interface ClipFile extends ClipFacts {
  readonly title: string;
  readonly arrivedAt: number | null;
  readonly jobIds: readonly JobId[];
  readonly lyrics: readonly StoredLyrics[];
  readonly files: readonly ClipFileEntry[];
}

export interface ClipFileEntry {
  readonly kind: AssetKind;
  /** Its name in the song's folder, or its path from there. */
  readonly name: string;
  readonly format: MediaFormat;
  readonly bytes: number;
  readonly sha256: string;
  /** Nobody could tell whether its end is missing. */
  readonly isUnverified: boolean;
}

/** The text of the clip file. */
export function printClipFile(
  clip: StoredClip,
  jobIds: readonly string[],
  words: StoredLyrics | null,
  assets: readonly StoredAsset[],
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
    createdAt: isoOrNull(clip.createdAt),
    arrivedAt: isoOrNull(clip.arrivedAt),
    jobIds,
    lyrics: words ? [{ source: words.source, text: words.text, markers: words.markers }] : [],
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
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const FORMATS = Object.keys(MIME_TYPES) as [MediaFormat, ...MediaFormat[]];
const textOrNull = z.string().nullable().catch(null);
const timeOrNull = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number())
  .nullable()
  .catch(null);

const entrySchema = z.object({
  kind: z.enum(ASSET_KINDS),
  // A place in the library folder; whoever opens it checks that it leads nowhere else.
  name: z.string().regex(/^[^\\\0/][^\\\0]{0,500}$/),
  format: z.enum(FORMATS),
  bytes: z.int().nonnegative(),
  servedSha256: z.string().regex(/^[0-9a-f]{64}$/),
  isUnverified: z.boolean().catch(false),
});
const lyricsSchema = z.object({
  source: z.enum(['api', 'user', 'file']),
  text: z.string(),
  markers: z.unknown().transform((markers) => markers ?? null),
});
/** Rows that make no sense are left out; the song comes back with the others. */
function listOf<Row>(row: z.ZodType<Row>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((rows) => rows.flatMap((each) => row.safeParse(each).data ?? []));
}
const clipSchema = z.object({
  format: z.literal(FORMAT),
  // What a later program adds is not read here and stays in its file.
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
  createdAt: timeOrNull,
  arrivedAt: timeOrNull,
  jobIds: listOf(z.string().regex(/^[A-Za-z0-9_-]{1,128}$/)),
  lyrics: listOf(lyricsSchema),
  files: listOf(entrySchema),
});

/** Reads a clip file; null when it is none. */
export function readClipFile(text: string): ClipFile | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = clipSchema.safeParse(json);
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
