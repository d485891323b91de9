import type { TagNote, UntaggedReason } from '@shared/export';
import type { ClipId, LyricsLine, MediaFormat } from '@shared/model';
import { sniffMedia } from '../media-format';

/** What is to stand in an audio file, whatever its container. Where it stands in each: docs/TAGS.md. */
export interface SongTags {
  readonly title: string;
  readonly clipId: ClipId;
  readonly model: string | null;
  readonly seed: string | null;
  /** As the service tells it; written where it is a number from 1 to 999. */
  readonly bpm: string | null;
  readonly createdAt: number | null;
  /** What the song was asked for with. */
  readonly prompt: string | null;
  /** The bytes of a picture; what kind it is they tell themselves. */
  readonly cover: Uint8Array | null;
  readonly words: TaggedWords | null;
}

/** The words of a song in the forms that tags have a place for. */
export interface TaggedWords {
  /** As they are read, section labels in brackets. */
  readonly text: string;
  /** With times; those without are left out of synced lyrics. */
  readonly lines: readonly LyricsLine[];
  /** The same as LRC; null where no line has a time. It stands in place of the text, because players read times there. */
  readonly lrc: string | null;
  /** Whether synced lyrics have an entry per line, which all players show well, or one per word where words have times. */
  readonly syncBy: 'line' | 'word';
}

/** Containers that have a place for tags. */
export type TagContainer = Extract<MediaFormat, 'mp3' | 'm4a' | 'wav'>;

export type { TagNote };

/**
 * Why a sound file is left as it is: `fragmented` its index would lead astray · `tag-version` what stands in it cannot be
 * kept · `layout` no program of ours knows its inner order · `too-large` for the numbers of its container.
 */
export type UntaggableReason = Extract<UntaggedReason, 'fragmented' | 'tag-version' | 'layout' | 'too-large'>;

/** A stretch of a file in bytes, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** New bytes, or old ones that are copied as they are. */
export type Piece = Uint8Array | Stretch;

export type TagPlan =
  /** The tagged file, from its first byte to its last. */
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[]; readonly notes: readonly TagNote[] }
  | { readonly kind: 'untaggable'; readonly reason: UntaggableReason }
  | { readonly kind: 'damaged' };

/** What a song's own values are called in the free fields of every container. */
export const OWN_FIELDS = {
  clipId: 'Flowshelf Clip Id',
  model: 'Flowshelf Model',
  seed: 'Flowshelf Seed',
} as const;

/** The free fields that have a value. */
export function ownFields(tags: SongTags): readonly (readonly [name: string, value: string])[] {
  const fields = [
    [OWN_FIELDS.clipId, tags.clipId],
    [OWN_FIELDS.model, tags.model],
    [OWN_FIELDS.seed, tags.seed],
  ] as const;
  return fields.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, tagText(value)]]));
}

/**
 * A text as tags can hold it: no zero, which would end it, no mark of byte order, which would be taken for one, no half of a
 * character, and `\n` alone for a new line.
 */
export function tagText(text: string): string {
  return text
    .replace(/[\0\ufeff]/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** On one line, as titles are. */
export function tagLine(text: string): string {
  return tagText(text).replace(/\s+/gu, ' ').trim();
}

/** The title; null where there is nothing of it. */
export function titleText(tags: SongTags): string | null {
  const title = tagLine(tags.title);
  return title === '' ? null : title;
}

/** What the song was asked for with; null where that is not known. */
export function promptText(tags: SongTags): string | null {
  const prompt = tagText(tags.prompt ?? '').trim();
  return prompt === '' ? null : prompt;
}

/** What stands as the song's words: LRC where there are times; null where there is nothing to say. */
export function wordsText(words: TaggedWords | null): string | null {
  const text = tagText(words?.lrc ?? words?.text ?? '');
  return text.trim() === '' ? null : text;
}

/** A whole number of beats in a minute; null where it is none. */
export function tempoOf(bpm: string | null): number | null {
  if (bpm === null || !/^\d{1,3}(\.\d{1,6})?$/.test(bpm.trim())) return null;
  const tempo = Math.round(Number(bpm));
  return tempo >= 1 && tempo <= 999 ? tempo : null;
}

/** The parts of a time in UTC, each padded with zeros; null outside the years that tags can tell. */
export function dateParts(at: number | null) {
  if (at === null || !(Math.abs(at) <= 8.64e15)) return null;
  const iso = new Date(at).toISOString();
  if (!/^\d{4}-/.test(iso)) return null;
  return {
    year: iso.slice(0, 4),
    month: iso.slice(5, 7),
    day: iso.slice(8, 10),
    time: iso.slice(11, 19),
  } as const;
}

export interface TagCover {
  readonly bytes: Uint8Array;
  readonly format: 'jpg' | 'png';
}

/** A picture of a kind that tags are read with: JPEG or PNG; null for all others. */
export function tagCover(bytes: Uint8Array | null): TagCover | null {
  const format = bytes === null ? null : sniffMedia(bytes, 'cover');
  return bytes !== null && (format === 'jpg' || format === 'png') ? { bytes, format } : null;
}

/** Whether a text is LRC: a line of it begins with a stamp. */
export function hasStamps(text: string): boolean {
  return /^\s*\[\d{1,3}:\d{2}/m.test(text);
}

/** What of the song a file will not have. */
export function leftOut(tags: SongTags, hasTimedWords: boolean): readonly TagNote[] {
  const isPlain = tags.words?.lrc === null && wordsText(tags.words) !== null;
  return [
    ...(tags.cover !== null && tagCover(tags.cover) === null ? (['cover-format'] as const) : []),
    ...(isPlain && hasTimedWords ? (['timed-lyrics-kept'] as const) : []),
  ];
}

/** A moment of synced lyrics. */
export interface SyncedText {
  /** From the start of the song; never falls from one to the next. */
  readonly atMs: number;
  readonly text: string;
}

/**
 * What synced lyrics say when. A line sung is an entry, an empty one stands where silence begins and its moment is known.
 * By word, the first of each further line begins with a line break, which is how the format tells lines apart.
 */
export function syncedTexts({ lines, syncBy }: TaggedWords): readonly SyncedText[] {
  const entries: { atMs: number; text: string; isLineStart: boolean }[] = [];
  let endMs: number | null = null;
  for (const line of lines) {
    if (line.kind === 'blank' && endMs !== null) {
      entries.push({ atMs: endMs, text: '', isLineStart: true });
      endMs = null;
    }
    if (line.kind !== 'sung' || line.startMs === null) continue;
    endMs = line.endMs;
    const startMs = line.startMs;
    const words = syncBy === 'word' ? line.words : [];
    if (words.length === 0) entries.push({ atMs: startMs, text: tagLine(line.text), isLineStart: true });
    words.forEach((word, index) => {
      // The line is told whole: what stands before the first word goes with it.
      const text = line.text.slice(index === 0 ? 0 : word.at, words[index + 1]?.at);
      entries.push({ atMs: word.startMs, text: tagText(text), isLineStart: index === 0 });
    });
  }
  entries.sort((a, b) => a.atMs - b.atMs);
  return entries
    .filter((entry, index) => entry.text !== '' || entry.atMs !== entries[index + 1]?.atMs)
    .map(({ atMs, text, isLineStart }, index) => ({
      atMs: Math.max(0, Math.round(atMs)),
      text: syncBy === 'word' && isLineStart && index > 0 ? `\n${text}` : text,
    }));
}
