import { classifyLine, LINE_BREAK } from '@shared/lyrics-lines';
import type { LyricsLineKind, LyricsWord, TimedText } from '@shared/model';

/*
 * The words of a song while they are edited: the lines as they are written, each with its times. Every function gives a new
 * document and leaves the old one as it is, so that each step can be taken back.
 */

export interface EditorLine {
  /** As it is written, section labels in brackets. */
  readonly text: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** As in `LyricsLine`, places counted in the line without the spaces around it. */
  readonly words: readonly LyricsWord[];
  /** The timed line that this was before its words were changed: its times are this one's as long as the words are alike. */
  readonly origin?: EditorLine;
}

export type EditorDocument = readonly EditorLine[];

/** A line of which nothing is known but its words. */
export function untimed(text: string): EditorLine {
  return { text, startMs: null, endMs: null, words: [] };
}

export function documentOf({ text, timing }: TimedText): EditorDocument {
  const times = new Map(timing.map((line) => [line.line, line]));
  return text.split(LINE_BREAK).map((written, number) => {
    const told = times.get(number);
    return told === undefined
      ? untimed(written)
      : { text: written, startMs: told.startMs, endMs: told.endMs, words: told.words };
  });
}

/** What is kept of a document. */
export function contentOf(document: EditorDocument): TimedText {
  return {
    text: textOf(document),
    timing: document.flatMap(({ startMs, endMs, words }, line) =>
      startMs === null ? [] : [{ line, startMs, endMs, words }],
    ),
  };
}

export function textOf(document: EditorDocument): string {
  return document.map(({ text }) => text).join('\n');
}

/** What is known of lines already: they never change. */
const kinds = new WeakMap<EditorLine, LyricsLineKind>();

export function kindOf(line: EditorLine): LyricsLineKind {
  const known = kinds.get(line);
  if (known !== undefined) return known;
  const { kind } = classifyLine(line.text);
  kinds.set(line, kind);
  return kind;
}

/** How many characters `textOf` would have. */
export function lengthOf(document: EditorDocument): number {
  return document.reduce((length, { text }) => length + text.length, document.length - 1);
}

/** Whether the same would be kept of both. */
export function isSameContent(one: EditorDocument, other: EditorDocument): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((line, index) => isSameLine(line, other[index]));
}

function isSameLine(one: EditorLine, other: EditorLine | undefined): boolean {
  if (one === other) return true;
  if (one.text !== other?.text || one.startMs !== other.startMs) return false;
  if (one.startMs === null) return true;
  return (
    one.endMs === other.endMs &&
    one.words.length === other.words.length &&
    one.words.every(({ at, startMs, endMs }, index) => {
      const word = other.words[index];
      return at === word?.at && startMs === word.startMs && endMs === word.endMs;
    })
  );
}

/** The line of words that comes next after this one and may have a time; null: none. */
export function nextSung(document: EditorDocument, after: number): number | null {
  const index = document.findIndex((line, at) => at > after && kindOf(line) === 'sung');
  return index === -1 ? null : index;
}

/** The same backwards. */
export function previousSung(document: EditorDocument, before: number): number | null {
  const index = document.findLastIndex((line, at) => at < before && kindOf(line) === 'sung');
  return index === -1 ? null : index;
}

/**
 * Which of the lines that can be chosen each one is, from 1; null: a label or a blank one.
 *
 * @param written one that can be chosen whatever stands in it
 */
export function optionPlaces(
  document: EditorDocument,
  written: number | null,
): { readonly places: readonly (number | null)[]; readonly total: number } {
  let total = 0;
  const places = document.map((line, index) => {
    if (kindOf(line) !== 'sung' && index !== written) return null;
    total += 1;
    return total;
  });
  return { places, total };
}

function withLine(document: EditorDocument, index: number, line: EditorLine): EditorDocument {
  return document.with(index, line);
}

/** One line with other words; nothing changes where they are the same. */
export function withText(document: EditorDocument, index: number, text: string): EditorDocument {
  const line = document[index];
  if (line === undefined || line.text === text) return document;
  return withLine(document, index, { text, startMs: line.startMs, endMs: line.endMs, words: [] });
}

// -------------------------------------------------------------------------------------------------------- the times

function moved(words: readonly LyricsWord[], byMs: number): LyricsWord[] {
  return words.map(({ at, startMs, endMs }) => ({
    at,
    startMs: Math.max(0, startMs + byMs),
    endMs: endMs === null ? null : Math.max(0, endMs + byMs),
  }));
}

/** The same words, none later than this; one that was later already may stay where it was. */
function heldBefore(
  words: readonly LyricsWord[],
  latestMs: number,
  before: readonly LyricsWord[],
): readonly LyricsWord[] {
  return words.map((word, index) => {
    const startMs = Math.min(word.startMs, Math.max(latestMs, before[index]?.startMs ?? 0));
    return startMs === word.startMs ? word : { at: word.at, startMs, endMs: null };
  });
}

/** A line that was given these times: what it was before is not asked any more. */
function withTimes({ text }: EditorLine, times: Pick<EditorLine, 'startMs' | 'endMs' | 'words'>): EditorLine {
  return { text, startMs: times.startMs, endMs: times.endMs, words: times.words };
}

/**
 * A line that begins then. Its words move along, as far as its end or the next line; an end that is no longer behind it, and
 * one in front that reaches into it, go.
 */
export function withStart(document: EditorDocument, index: number, startMs: number): EditorDocument {
  const line = document[index];
  if (line === undefined) return document;
  const at = Math.max(0, Math.round(startMs));
  const endMs = line.endMs !== null && line.endMs > at ? line.endMs : null;
  const latest = Math.max(at, Math.min(endMs ?? Infinity, nextStart(document, index)));
  const words =
    line.startMs === null ? [] : heldBefore(moved(line.words, at - line.startMs), latest, line.words);
  return withFreeStart(withLine(document, index, withTimes(line, { startMs: at, endMs, words })), index);
}

/** An end of the line in front that reaches into this one goes. */
function withFreeStart(document: EditorDocument, index: number): EditorDocument {
  const before = previousSung(document, index);
  const previous = before === null ? undefined : document[before];
  const startMs = document[index]?.startMs ?? Infinity;
  if (before === null || previous === undefined || previous.endMs === null || previous.endMs <= startMs)
    return document;
  return withLine(document, before, withTimes(previous, { ...previous, endMs: null }));
}

/**
 * A line that ends then, where that is behind its beginning and its words, and not behind the next line's beginning; null:
 * whenever that is. An end that is behind it already may stay there.
 */
export function withEnd(document: EditorDocument, index: number, endMs: number | null): EditorDocument {
  const line = document[index];
  if (line?.startMs === undefined || line.startMs === null) return document;
  if (endMs === null) return withLine(document, index, withTimes(line, { ...line, endMs: null }));
  const latest = Math.max(nextStart(document, index), line.endMs ?? 0);
  const earliest = line.words.at(-1)?.startMs ?? line.startMs;
  const at = Math.round(Math.min(Math.max(endMs, earliest), latest));
  return endMs <= line.startMs || at <= line.startMs
    ? document
    : withLine(document, index, withTimes(line, { ...line, endMs: at }));
}

/** A line without times. */
export function withoutTimes(document: EditorDocument, index: number): EditorDocument {
  const line = document[index];
  return line === undefined ? document : withLine(document, index, untimed(line.text));
}

/**
 * A line so much later, or earlier below zero, but not over the times of the lines around it, nor over the song's end.
 *
 * @param durationMs length of the song; null where it is not known
 */
export function nudged(
  document: EditorDocument,
  index: number,
  wantedMs: number,
  durationMs: number | null = null,
): EditorDocument {
  const line = document[index];
  if (line === undefined || line.startMs === null) return document;
  const [earliest, latest] = roomOfStart(document, index);
  const lastMs = Math.min(latest, durationMs ?? Infinity);
  // One that stands outside already may only go back in.
  const startMs =
    wantedMs > 0
      ? Math.max(line.startMs, Math.min(line.startMs + wantedMs, lastMs))
      : Math.min(line.startMs, Math.max(line.startMs + wantedMs, earliest));
  const byMs = startMs - line.startMs;
  if (byMs === 0) return document;
  const next = nextStart(document, index);
  const end = line.endMs === null ? null : Math.min(line.endMs + byMs, Math.max(next, line.endMs));
  const endMs = end !== null && end > startMs ? end : null;
  const held = heldBefore(
    moved(line.words, byMs),
    Math.max(startMs, Math.min(endMs ?? Infinity, next)),
    line.words,
  );
  return withFreeStart(withLine(document, index, withTimes(line, { startMs, endMs, words: held })), index);
}

function isTimed(line: EditorLine): boolean {
  return line.startMs !== null && kindOf(line) === 'sung';
}

/** When the next line with a time begins; never where there is none. */
function nextStart(document: EditorDocument, index: number): number {
  for (let at = index + 1; at < document.length; at += 1) {
    const line = document[at];
    if (line !== undefined && isTimed(line)) return line.startMs ?? Infinity;
  }
  return Infinity;
}

/** When the line in front of this one has begun, and the words of it that are not behind this one. */
function previousTime(document: EditorDocument, index: number): number {
  const startMs = document[index]?.startMs ?? Infinity;
  for (let at = index - 1; at >= 0; at -= 1) {
    const line = document[at];
    if (line === undefined || !isTimed(line)) continue;
    const last = line.words.at(-1)?.startMs ?? 0;
    return Math.max(line.startMs ?? 0, last <= startMs ? last : 0);
  }
  return 0;
}

/**
 * Lines that begin before the timed line in front of them. By ear that may be meant, as of voices that overlap: the time is
 * taken, and told to be out of order.
 */
export function disordered(document: EditorDocument): readonly number[] {
  let earliest = 0;
  return document.flatMap((line, index) => {
    if (line.startMs === null || !isTimed(line)) return [];
    const isBefore = line.startMs < earliest;
    earliest = line.startMs;
    return isBefore ? [index] : [];
  });
}

/** Where a line may begin without taking another one's place: between the times of those around it, in milliseconds. */
export function roomOfStart(document: EditorDocument, index: number): readonly [number, number] {
  return [previousTime(document, index), nextStart(document, index)];
}

/**
 * A word of a line that begins then, not before the one in front of it, and not behind the next, the line's end or the next
 * line; the first begins the line.
 */
export function withWordStart(
  document: EditorDocument,
  index: number,
  word: number,
  startMs: number,
): EditorDocument {
  const line = document[index];
  const old = line?.words[word];
  if (line === undefined || old === undefined || line.startMs === null) return document;
  const [first, next] = roomOfStart(document, index);
  const earliest = word === 0 ? first : (line.words[word - 1]?.startMs ?? 0);
  const last = Math.min(line.words[word + 1]?.startMs ?? Infinity, line.endMs ?? Infinity, next);
  // One that is behind them already may only come back.
  const latest = Math.max(earliest, last, Math.min(startMs, old.startMs));
  const at = Math.round(Math.min(Math.max(earliest, startMs), latest));
  const endMs = old.endMs !== null && old.endMs > at ? old.endMs : null;
  const words = line.words.with(word, { ...old, startMs: at, endMs });
  const moved = withTimes(line, { ...line, startMs: word === 0 ? at : line.startMs, words });
  return withFreeStart(withLine(document, index, moved), index);
}

/** A word so much later or earlier, within the same bounds; one that stands outside of them may only go back in. */
export function nudgedWord(
  document: EditorDocument,
  index: number,
  word: number,
  wantedMs: number,
  durationMs: number | null = null,
): EditorDocument {
  const startMs = document[index]?.words[word]?.startMs;
  if (startMs === undefined) return document;
  const lastMs = wantedMs > 0 ? (durationMs ?? Infinity) : Infinity;
  const next = withWordStart(document, index, word, Math.min(startMs + wantedMs, lastMs));
  const movedMs = (next[index]?.words[word]?.startMs ?? startMs) - startMs;
  return Math.sign(movedMs) === Math.sign(wantedMs) ? next : document;
}

/**
 * All lines so much later, or earlier below zero, as far as the first and the last of them may go: so the way back leads
 * to where they were.
 *
 * @param durationMs length of the song; null where it is not known
 */
export function shifted(
  document: EditorDocument,
  wantedMs: number,
  durationMs: number | null = null,
): EditorDocument {
  const starts = document.flatMap(({ startMs }) => startMs ?? []);
  if (starts.length === 0) return document;
  const first = starts.reduce((least, ms) => Math.min(least, ms), Infinity);
  const last = starts.reduce((most, ms) => Math.max(most, ms), 0);
  const byMs =
    wantedMs < 0
      ? Math.max(wantedMs, -first)
      : Math.min(wantedMs, Math.max(0, (durationMs ?? Infinity) - last));
  if (byMs === 0) return document;
  return document.map((line) => {
    if (line.startMs === null) return line;
    const startMs = Math.max(0, line.startMs + byMs);
    const endMs = line.endMs === null ? null : line.endMs + byMs;
    return withTimes(line, {
      startMs,
      endMs: endMs !== null && endMs > startMs ? endMs : null,
      words: moved(line.words, byMs),
    });
  });
}

// -------------------------------------------------------------------------------------------------------- the words

/** Scripts that put no space between words: each of their signs is sung by itself. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Where the words of a line begin, in the line without the spaces around it; scripts without spaces have one for each sign. */
export function wordStarts(line: EditorLine): readonly number[] {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' });
  return [...words.segment(line.text.trim())]
    .filter(({ isWordLike }) => isWordLike === true)
    .flatMap(({ segment, index }) =>
      SPACELESS.test(segment)
        ? [...new Intl.Segmenter().segment(segment)].map((sign) => index + sign.index)
        : [index],
    );
}

/** What is written of a timed word: up to the next one, timed or not. */
export function wordText(line: EditorLine, word: number): string {
  const from = line.words[word]?.at ?? 0;
  const next = [line.words[word + 1]?.at, wordStarts(line).find((at) => at > from)];
  const to = next.reduce<number>((least, at) => Math.min(least, at ?? Infinity), Infinity);
  return line.text.trim().slice(from, to).trim();
}

/**
 * The next word of a line that has no time yet begins then; the first one begins the line. When all have one, nothing
 * changes.
 */
export function withNextWord(document: EditorDocument, index: number, startMs: number): EditorDocument {
  const line = document[index];
  if (line === undefined) return document;
  const at = Math.max(0, Math.round(startMs));
  const starts = wordStarts(line);
  if (line.startMs === null) return withStart(document, index, at);
  const timed = Math.max(1, line.words.length);
  const place = starts[timed];
  if (place === undefined) return document;
  const first = line.words.length > 0 ? line.words : [{ at: 0, startMs: line.startMs, endMs: null }];
  const latest = first.at(-1)?.startMs ?? 0;
  const words = [...first, { at: place, startMs: Math.max(at, latest), endMs: null }];
  return withLine(document, index, withTimes(line, { ...line, words }));
}

/** How many words of a line have no time yet; 0 where only the line as a whole is timed by choice cannot be told. */
export function hasUntimedWords(line: EditorLine): boolean {
  return line.startMs === null || wordStarts(line).length > Math.max(1, line.words.length);
}
