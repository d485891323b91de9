import type { LyricsLine } from '@shared/model';
import { clockMs, wordsInSteps } from './cues';
import {
  joinPieces,
  lineOnOneLine,
  onOneLine,
  piecesOf,
  type JoinedPieces,
  type RawPiece,
} from './line-text';
import { classifyLine, LINE_BREAK } from '@shared/lyrics-lines';

/**
 * LRC, the format of timed lyrics that music players read: one `[mm:ss.xx]` stamp in front of every line, and in its A2
 * form a `<mm:ss.xx>` stamp in front of every word.
 */

export interface LrcTags {
  readonly title?: string;
  /** Length of the song in milliseconds; null or 0 when unknown. */
  readonly lengthMs?: number | null;
}

export interface LrcFile {
  /** In the order of their times; a line without a stamp stays behind the line it followed. */
  readonly lines: readonly LyricsLine[];
  readonly tags: LrcTags;
  /**
   * `[offset:]` in milliseconds, not yet applied to the lines: a line is meant for `startMs - offsetMs`, so a positive
   * offset shows the words earlier. 0 when there is none.
   */
  readonly offsetMs: number;
}

const PROGRAM = 'Flowshelf';

// ------------------------------------------------------------------------------------------------------- printing

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** `mm:ss.xx`. Counting in hundredths from here on makes 59.999 s carry into `01:00.00`. */
function stampOf(centiseconds: number): string {
  const seconds = Math.floor(centiseconds / 100);
  return `${twoDigits(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}.${twoDigits(centiseconds % 100)}`;
}

/** `mm:ss`, rounded up so that no stamp of the file lies behind it. */
function lengthOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${twoDigits(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`;
}

function safeValue(value: string): string {
  return onOneLine(value).replaceAll('[', '(').replaceAll(']', ')');
}

/** Words that look like a stamp would be read as one: their brackets become round ones. */
function safeWords(text: string): string {
  return safePiece(onOneLine(text));
}

function safePiece(text: string): string {
  return text.replace(/[<[](\s*\d+:\d+(?:[.:,]\d+){0,2}\s*)[\]>]/g, '($1)');
}

/** What the file has: stamps of lines alone, which every player reads, or those of words too, which some show as text. */
export type LrcStamps = 'lines' | 'words';

interface Stamped {
  readonly at: number;
  /** What stands behind the stamp. */
  readonly text: string;
  /** Where silence begins that the lyrics show as a blank line; null when there is none or its start is unknown. */
  silentFrom: number | null;
}

/**
 * The words with their stamps; a further stamp where a word's end is known. The line's own end counts as that of its last
 * word. A line without times of words is the same as in the other form.
 */
function stampWords(line: LyricsLine, last: number): string {
  if (line.words.length === 0) return safeWords(line.text);
  const oneLine = lineOnOneLine(line);
  const times = { startMs: Math.round((line.startMs ?? 0) / 10) * 10, endMs: last * 10 };
  const words = wordsInSteps(oneLine.words, times, 10);
  const lineEndMs = line.endMs === null ? null : Math.min(Math.round(line.endMs / 10) * 10, times.endMs);
  const stamped = piecesOf({ ...oneLine, words }).map(({ text, startMs, endMs }, index) => {
    const word = safePiece(text).trimEnd();
    const end = endMs ?? (index === line.words.length - 1 ? lineEndMs : null);
    const endStamp = end !== null && end >= startMs && end > times.startMs ? `<${stampOf(end / 10)}>` : '';
    return `<${stampOf(startMs / 10)}>${word}${endStamp}${text.endsWith(' ') ? ' ' : ''}`;
  });
  return stamped.join('').trim();
}

/** The sung lines that have a start, in the order of their starts, with times in hundredths of a second. */
function stampLines(lines: readonly LyricsLine[], last: number, stamps: LrcStamps): Stamped[] {
  const toStamp = (ms: number): number => Math.min(Math.round(Math.max(0, ms) / 10), last);
  const stamped: Stamped[] = [];
  let latest: { readonly entry: Stamped; readonly endMs: number | null } | null = null;
  for (const line of lines) {
    const text = stamps === 'words' ? stampWords(line, last) : safeWords(line.text);
    if (line.kind === 'blank') {
      if (latest !== null && latest.endMs !== null) latest.entry.silentFrom = toStamp(latest.endMs);
    } else if (line.kind === 'sung' && text !== '') {
      latest = null;
      if (line.startMs === null) continue;
      latest = { entry: { at: toStamp(line.startMs), text, silentFrom: null }, endMs: line.endMs };
      stamped.push(latest.entry);
    }
  }
  return stamped.sort((a, b) => a.at - b.at);
}

/** A line, and an empty one where silence begins, unless that would hide the line itself or the next at once. */
function printStamped({ at, text, silentFrom }: Stamped, next: Stamped | undefined): string[] {
  const isSilent = silentFrom !== null && silentFrom > at && silentFrom < (next?.at ?? Infinity);
  return [`[${stampOf(at)}]${text}`, ...(isSilent ? [`[${stampOf(silentFrom)}]`] : [])];
}

/**
 * Line LRC with a title, a length and this program's name. Only sung lines that have a start are written: a label or an
 * instruction would be shown as words. A blank line becomes an empty stamped line where the end of the line in front of
 * it is known. Stamps rise, are never negative and never behind `lengthMs`. With the stamps of `words` it is A2.
 */
export function printLrc(lines: readonly LyricsLine[], tags: LrcTags, stamps: LrcStamps = 'lines'): string {
  const lengthMs = Math.max(0, tags.lengthMs ?? 0);
  const title = safeValue(tags.title ?? '');
  const head = [
    ...(title === '' ? [] : [`[ti:${title}]`]),
    ...(lengthMs === 0 ? [] : [`[length:${lengthOf(lengthMs)}]`]),
    `[re:${PROGRAM}]`,
  ];
  const last = lengthMs === 0 ? Infinity : Math.floor(lengthMs / 10);
  const stamped = stampLines(lines, last, stamps);
  const body = stamped.flatMap((line, index) => printStamped(line, stamped[index + 1]));
  return `${[...head, ...body].join('\n')}\n`;
}

// -------------------------------------------------------------------------------------------------------- parsing

/** Hours are known by the fraction behind the seconds: `[01:02:03]` has hundredths. */
const STAMP = /\s*\[\s*(?:(\d{1,3}):(?=\d{1,2}:\d{1,2}[.,]))?(\d{1,6}):(\d{1,2})(?:[.:,](\d{1,3}))?\s*\]/y;
/** In either kind of brackets: some programs stamp words as they stamp lines. */
const WORD_STAMP =
  /[<[]\s*(?:(\d{1,3}):(?=\d{1,2}:\d{1,2}[.,]))?(\d{1,6}):(\d{1,2})(?:[.:,](\d{1,3}))?\s*[\]>]/g;
/** Nobody sings a line more often; a file of stamps alone must not grow beyond measure. */
const MOST_STAMPS = 99;
/** Known names alone behind the first stamp: `[Chorus: both]` is a section label. */
const TAG = /^\s*\[\s*(ti|ar|al|au|lr|by|re|ve|tool|la|id|length|offset|#)\s*:(.*)\]\s*$/i;
/** What other programs put in front of the first stamp: a small name without spaces. */
const STRANGE_TAG = /^\s*\[\s*[a-z][a-z0-9_-]*\s*:.*\]\s*$/;
const LENGTH = /^(\d{1,6}):(\d{1,2})(?:[.:](\d{1,3}))?$/;

interface ReadLine {
  readonly startMs: number | null;
  /** Where the line belongs in time: its own start, or that of the line it followed. */
  readonly sortMs: number;
  readonly words: JoinedPieces;
}

/** Takes the stamps off the front of a line. */
function takeStamps(raw: string): { readonly stamps: readonly number[]; readonly rest: string } {
  const stamps: number[] = [];
  let end = 0;
  STAMP.lastIndex = 0;
  for (let match = STAMP.exec(raw); match !== null; match = STAMP.exec(raw)) {
    if (stamps.length < MOST_STAMPS) stamps.push(clockMs(match[1], match[2], match[3], match[4]));
    end = STAMP.lastIndex;
  }
  return { stamps, rest: raw.slice(end) };
}

function readWords(text: string): JoinedPieces {
  const pieces: RawPiece[] = [];
  let end = 0;
  let startMs: number | null = null;
  for (const match of text.matchAll(WORD_STAMP)) {
    pieces.push({ text: text.slice(end, match.index), startMs });
    startMs = clockMs(match[1], match[2], match[3], match[4]);
    end = match.index + match[0].length;
  }
  if (pieces.length === 0) return { text: text.trim(), words: [], endMs: null };
  return joinPieces([...pieces, { text: text.slice(end), startMs }]);
}

function readTag(name: string, value: string, into: { title?: string; lengthMs?: number }): number | null {
  switch (name.toLowerCase()) {
    case 'ti':
      if (value !== '') into.title = value;
      return null;
    case 'length': {
      const match = LENGTH.exec(value);
      if (match !== null) into.lengthMs = clockMs('0', match[1], match[2], match[3]);
      return null;
    }
    case 'offset':
      return /^[+-]?\d{1,9}$/.test(value) ? Number(value) : null;
    default:
      return null;
  }
}

function toLine({ startMs, words: { text, words, endMs } }: ReadLine): LyricsLine {
  const line = classifyLine(text);
  return line.kind === 'sung' ? { ...line, startMs, endMs, words } : { ...line, startMs };
}

/** An empty stamped line says when the words in front of it end. */
function withEnds(lines: readonly LyricsLine[]): LyricsLine[] {
  return lines.map((line, index) => {
    const next = lines[index + 1];
    const isEnded = line.kind === 'sung' && line.startMs !== null && next?.kind === 'blank';
    return isEnded && next.startMs !== null && next.startMs > line.startMs
      ? { ...line, endMs: next.startMs }
      : line;
  });
}

/**
 * Reads LRC as it is found in the wild: several stamps on a line, hundredths or thousandths or neither, minutes without
 * end, `[offset:]`, any line ends, a byte order mark. Word stamps (A2) are those of words where the line has one stamp of
 * its own or none; with several they could belong to any and are taken out. An empty stamped line is a blank line and the end
 * of the line in front of it. A line without a stamp is kept without a time; never throws.
 */
export function parseLrc(text: string): LrcFile {
  const tags: { title?: string; lengthMs?: number } = {};
  const read: ReadLine[] = [];
  let offsetMs = 0;
  let latestMs = -Infinity;
  for (const raw of text.split(LINE_BREAK)) {
    const tag = TAG.exec(raw);
    if (tag !== null) {
      offsetMs = readTag(tag[1] ?? '', (tag[2] ?? '').trim(), tags) ?? offsetMs;
      continue;
    }
    if (latestMs === -Infinity && STRANGE_TAG.test(raw)) continue;
    const { stamps, rest } = takeStamps(raw);
    const words = readWords(rest);
    const starts = stamps.length === 0 && words.words[0]?.at === 0 ? [words.words[0].startMs] : stamps;
    if (starts.length === 0 && words.text !== '') read.push({ startMs: null, sortMs: latestMs, words });
    for (const startMs of starts)
      read.push({
        startMs,
        sortMs: startMs,
        words: starts.length === 1 ? words : { ...words, words: [], endMs: null },
      });
    latestMs = starts[0] ?? latestMs;
  }
  // Stable: lines of the same time, and lines without one, keep the order of the file.
  read.sort((a, b) => (a.sortMs === b.sortMs ? 0 : a.sortMs - b.sortMs));
  return { lines: withEnds(read.map(toLine)), tags, offsetMs };
}
