import { MIME_TYPES } from '../media-format';
import { concatBytes, joinBytes, latin1Bytes, uint32Be, utf16Bytes } from './bytes';
import { isPacked, type Id3Frame, type Id3Tag } from './id3v2';
import {
  dateParts,
  hasStamps,
  leftOut,
  OWN_FIELDS,
  ownFields,
  promptText,
  syncedTexts,
  tagCover,
  tempoOf,
  titleText,
  wordsText,
  type SongTags,
  type SyncedText,
  type TagCover,
  type TaggedWords,
  type TagNote,
} from './song-tags';

/** Which ID3v2 frames say what of a song (docs/TAGS.md), and which of those that are there they take the place of. */

/** For a file without a tag: what all players read that read the later version, and some that do not. */
export const NEW_TAG: Id3Tag = { version: 3, frames: [] };

const LATIN1 = 0;
const UTF16 = 1;
/** "Not known": what language a song is sung in, nobody has told. */
const LANGUAGE = 'XXX';
const FRONT_COVER = 3;
const MILLISECONDS = 2;
const LYRICS = 1;

/** The frames of the song in place of those that say the same; all others as they were, in front of them. */
export function withSong(present: Id3Tag, tags: SongTags): { tag: Id3Tag; notes: readonly TagNote[] } {
  const { version } = present;
  const cover = tagCover(tags.cover);
  const notes = leftOut(
    tags,
    present.frames.some((frame) => isTimed(frame, version)),
  );
  const words = notes.includes('timed-lyrics-kept') ? null : tags.words;
  const lyrics = words === null ? [] : lyricsFrames(words);
  const frames = [...textFrames(tags, version), ...lyrics, ...(cover === null ? [] : [pictureFrame(cover)])];
  const told = new Set(frames.map((frame) => meaningOf(frame, version)));
  // Synced lyrics of other words would go on beside the new ones.
  if (lyrics.length > 0) told.add('SYLT');
  return {
    tag: {
      version,
      frames: [...present.frames.filter((frame) => !told.has(meaningOf(frame, version))), ...frames],
    },
    notes,
  };
}

// ------------------------------------------------------------------------------------------------------- printing

function textFrames(tags: SongTags, version: 3 | 4): Id3Frame[] {
  const tempo = tempoOf(tags.bpm);
  const title = titleText(tags);
  const prompt = promptText(tags);
  return [
    ...(title === null ? [] : [textFrame('TIT2', title)]),
    ...dateFrames(tags.createdAt, version),
    ...(tempo === null ? [] : [textFrame('TBPM', String(tempo))]),
    ...(prompt === null ? [] : [describedFrame('COMM', prompt)]),
    ...ownFields(tags).map(([name, value]) => {
      const encoding = encodingOf(name + value);
      return frameOf('TXXX', Uint8Array.of(encoding), ended(name, encoding), encoded(value, encoding));
    }),
  ];
}

/** One field since 2.4, three before: the year, day and month, hour and minute. */
function dateFrames(createdAt: number | null, version: 3 | 4): Id3Frame[] {
  const date = dateParts(createdAt);
  if (date === null) return [];
  const { year, month, day, time } = date;
  if (version === 4) return [textFrame('TDRC', `${year}-${month}-${day}T${time}`)];
  return [
    textFrame('TYER', year),
    textFrame('TDAT', `${day}${month}`),
    textFrame('TIME', `${time.slice(0, 2)}${time.slice(3, 5)}`),
  ];
}

function lyricsFrames(words: TaggedWords): Id3Frame[] {
  const text = wordsText(words);
  if (text === null) return [];
  const synced = words.lrc === null ? [] : syncedTexts(words);
  return [describedFrame('USLT', text), ...(synced.length === 0 ? [] : [syncedFrame(synced)])];
}

function syncedFrame(texts: readonly SyncedText[]): Id3Frame {
  const encoding = encodingOf(texts.map(({ text }) => text).join(''));
  const head = concatBytes(
    Uint8Array.of(encoding),
    latin1Bytes(LANGUAGE),
    Uint8Array.of(MILLISECONDS, LYRICS),
  );
  const entries = texts.flatMap(({ atMs, text }) => [
    ended(text, encoding),
    uint32Be(Math.min(atMs, 0xffff_ffff)),
  ]);
  return frameOf('SYLT', head, ended('', encoding), joinBytes(entries));
}

function pictureFrame({ bytes, format }: TagCover): Id3Frame {
  const head = concatBytes(
    Uint8Array.of(LATIN1),
    ended(MIME_TYPES[format], LATIN1),
    Uint8Array.of(FRONT_COVER),
    ended('', LATIN1),
  );
  return frameOf('APIC', head, bytes);
}

function textFrame(id: string, text: string): Id3Frame {
  const encoding = encodingOf(text);
  return frameOf(id, Uint8Array.of(encoding), encoded(text, encoding));
}

/** A text with a language and without a description: the one that players show. */
function describedFrame(id: 'COMM' | 'USLT', text: string): Id3Frame {
  const encoding = encodingOf(text);
  const head = concatBytes(Uint8Array.of(encoding), latin1Bytes(LANGUAGE));
  return frameOf(id, head, ended('', encoding), encoded(text, encoding));
}

function frameOf(id: string, ...data: readonly Uint8Array[]): Id3Frame {
  return { id, flags: 0, data: joinBytes(data) };
}

/**
 * Latin-1 wherever it is enough: old players know nothing else. Both exist in either version. What of it are no characters
 * is read as others by some.
 */
function encodingOf(text: string): typeof LATIN1 | typeof UTF16 {
  return /^[\n\t\x20-\x7e\xa0-\xff]*$/.test(text) ? LATIN1 : UTF16;
}

function encoded(text: string, encoding: number): Uint8Array {
  return encoding === LATIN1 ? latin1Bytes(text) : utf16Bytes(text);
}

function ended(text: string, encoding: number): Uint8Array {
  return concatBytes(encoded(text, encoding), new Uint8Array(encoding === LATIN1 ? 1 : 2));
}

// -------------------------------------------------------------------------------------------------------- reading

const DATES: ReadonlySet<string> = new Set(['TDRC', 'TYER', 'TDAT', 'TIME']);
const OWN_NAMES: ReadonlySet<string> = new Set(Object.values(OWN_FIELDS).map((name) => name.toLowerCase()));

/** What a frame is about: of two with the same meaning only one can stand. Null for what is never ours. */
function meaningOf(frame: Id3Frame, version: 3 | 4): string | null {
  const { id, data } = frame;
  if (DATES.has(id)) return 'date';
  if (id === 'TIT2' || id === 'TBPM') return id;
  if (isPacked(frame, version)) return null;
  const encoding = data[0] ?? LATIN1;
  switch (id) {
    case 'COMM':
    case 'USLT':
      return untilEnd(data.subarray(4), encoding).text === '' ? id : null;
    case 'SYLT':
      return data[5] === LYRICS ? id : null;
    case 'TXXX': {
      const name = untilEnd(data.subarray(1), encoding).text.toLowerCase();
      return OWN_NAMES.has(name) ? `TXXX ${name}` : null;
    }
    case 'APIC': {
      const mime = untilEnd(data.subarray(1), LATIN1);
      return data[1 + mime.bytes] === FRONT_COVER ? id : null;
    }
    default:
      return null;
  }
}

function isTimed(frame: Id3Frame, version: 3 | 4): boolean {
  const meaning = meaningOf(frame, version);
  if (meaning === 'SYLT') return true;
  if (meaning !== 'USLT') return false;
  const encoding = frame.data[0] ?? LATIN1;
  const text = frame.data.subarray(4);
  return hasStamps(decoded(text.subarray(untilEnd(text, encoding).bytes), encoding));
}

/** A text up to its zero, and how many bytes it takes with it. */
function untilEnd(data: Uint8Array, encoding: number): { readonly text: string; readonly bytes: number } {
  const step = encoding === UTF16 || encoding === 2 ? 2 : 1;
  let end = 0;
  while (end < data.length && (data[end] !== 0 || (step === 2 && (data[end + 1] ?? 0) !== 0))) end += step;
  return { text: decoded(data.subarray(0, end), encoding), bytes: Math.min(end + step, data.length) };
}

function decoded(data: Uint8Array, encoding: number): string {
  if (encoding === UTF16) {
    const isBigEndian = data[0] === 0xfe && data[1] === 0xff;
    return new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(data);
  }
  if (encoding === 2) return new TextDecoder('utf-16be').decode(data);
  return encoding === 3 ? new TextDecoder().decode(data) : new TextDecoder('latin1').decode(data);
}
