import type { LyricsLine, LyricsWord } from '@shared/model';
import { placeLines, type PlacedLine } from './lines';

/**
 * The timing that the service may send with the words (API.md, `lyrics_timing_markers`). What its pairs mean is told
 * nowhere and is therefore decided from the data. A song whose pairs fit no meaning stays without times: a wrong time
 * is worse than none.
 */

/** What the service told about one song's words. */
export interface MarkedLyrics {
  /** The words; may be empty. */
  readonly text: string;
  /** `lyrics_timing_markers` as it came: nothing, pairs, pairs as JSON text, an object around pairs, or the words. */
  readonly markers: unknown;
  /** How long the song is, in milliseconds; null when nothing has told yet. Read again when it becomes known. */
  readonly durationMs: number | null;
}

/** "From this character on, this second": `index` is a UTF-16 index into the text, whatever unit the service counts. */
export interface IndexMarker {
  readonly index: number;
  readonly seconds: number;
}

/** When one sung line is sung, in seconds. */
export interface SpanMarker {
  readonly start: number;
  readonly end: number;
}

/**
 * Why pairs give no times: there are none (`absent`), the value is something else (`not-pairs`), the song has no sung
 * line (`no-words`), or neither meaning fits (`no-fit`).
 */
export type NoTimesReason = 'absent' | 'not-pairs' | 'no-words' | 'no-fit';

export type MarkerDecision =
  | {
      readonly kind: 'indexes';
      readonly unit: 'utf16' | 'code-points';
      readonly markers: readonly IndexMarker[];
    }
  | { readonly kind: 'spans'; readonly markers: readonly SpanMarker[] }
  | { readonly kind: 'none'; readonly reason: NoTimesReason };

type Pair = readonly [first: number, second: number];

/** The last word may be stamped a little behind the end that the service rounds the duration to. */
const DURATION_TOLERANCE_S = 1;
/** No time is believed behind this when the duration is unknown: ten minutes, more than one job can make (API.md). */
const LONGEST_UNKNOWN_S = 600;
/** Ends and starts of neighbouring lines are rounded apart from each other. */
const OVERLAP_TOLERANCE_S = 0.05;
/** Nobody sings one line for longer, in the middle of a list: longer spans are those of verses or sections. */
const LONGEST_LINE_S = 15;

const NUMBER_TEXT = /^-?\d{1,15}(?:\.\d{1,15})?$/;

// ------------------------------------------------------------------------------------------------ reading the value

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function ownValue(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

/** Takes JSON text and the objects `{ value: { markers } }` apart until the array is found; undefined if there is none. */
function findArray(markers: unknown): readonly unknown[] | undefined {
  let value = markers;
  for (let wrapping = 0; wrapping < 5; wrapping += 1) {
    if (Array.isArray(value)) return value as readonly unknown[];
    if (typeof value === 'string') value = parseJson(value);
    else if (typeof value === 'object' && value !== null) {
      value = ownValue(value, 'markers') ?? ownValue(value, 'value');
    } else return undefined;
  }
  return undefined;
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER_TEXT.test(value) ? Number(value) : NaN;
}

/** The pairs of an array; null as soon as one member is not a pair of finite numbers from zero up. */
function toPairs(array: readonly unknown[]): Pair[] | null {
  const pairs: Pair[] = [];
  for (const member of array) {
    if (!Array.isArray(member) || member.length !== 2) return null;
    const first = toNumber(member[0]);
    const second = toNumber(member[1]);
    if (!Number.isFinite(first) || !Number.isFinite(second) || first < 0 || second < 0) return null;
    pairs.push([first, second]);
  }
  return pairs;
}

// --------------------------------------------------------------------------------------------- where an index points

/** Scripts that put no space between words: each of their characters may begin one. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}'’]/u;
const SPACE = /\s/u;
/** What stands in front of a line: nothing, or a line break. */
const LINE_BREAK_OR_START = /^[\r\n]?$/u;

/**
 * What stands at an index: a line's or a word's beginning (`start`), a character of a script without spaces, which may
 * be one (`glyph`), the space in front of a word (`gap`), or the inside of a word or nothing (`inside`).
 */
type Landing = 'start' | 'glyph' | 'gap' | 'inside';

function characterAt(text: string, index: number): string {
  const codePoint = text.codePointAt(index);
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
}

function characterBefore(text: string, index: number): string {
  const unit = text.charCodeAt(index - 1);
  const isLowHalf = unit >= 0xdc00 && unit <= 0xdfff;
  return index <= 0 ? '' : characterAt(text, isLowHalf ? index - 2 : index - 1);
}

function isInsidePair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  const before = text.charCodeAt(index - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}

function landingOf(text: string, index: number): Landing {
  const here = characterAt(text, index);
  if (here === '' || isInsidePair(text, index)) return 'inside';
  const before = characterBefore(text, index);
  if (SPACE.test(here)) {
    const next = characterAt(text, index + 1);
    return next !== '' && !SPACE.test(next) ? 'gap' : 'inside';
  }
  if (before === '' || SPACE.test(before)) return 'start';
  if (SPACELESS.test(here)) return 'glyph';
  return WORD_CHARACTER.test(here) && !WORD_CHARACTER.test(before) ? 'start' : 'inside';
}

interface Landings {
  /** Indexes on a line's or a word's beginning: what proves that they are indexes. */
  readonly starts: number;
  /** Those on a line's beginning: they settle which unit is meant where as many words begin at one as at the other. */
  readonly lineStarts: number;
  /** Those, and the ones on a character or a space that may begin a word: what does not speak against it. */
  readonly plausible: number;
}

function countLandings(text: string, markers: readonly IndexMarker[]): Landings {
  let starts = 0;
  let lineStarts = 0;
  let plausible = 0;
  for (const { index } of markers) {
    const landing = landingOf(text, index);
    if (landing === 'start') starts += 1;
    if (landing === 'start' && LINE_BREAK_OR_START.test(characterBefore(text, index))) lineStarts += 1;
    if (landing !== 'inside') plausible += 1;
  }
  return { starts, lineStarts, plausible };
}

// --------------------------------------------------------------------------------------------- the two readings

function isKnown(durationMs: number | null): durationMs is number {
  return durationMs !== null && durationMs > 0;
}

function lastSecond(durationMs: number | null): number {
  return isKnown(durationMs) ? durationMs / 1000 + DURATION_TOLERANCE_S : LONGEST_UNKNOWN_S;
}

/** Whether values never fall, and, when there are several, come to more than the first. */
function isRising(values: readonly number[]): boolean {
  const neverFalls = values.every((value, index) => value >= (values[index - 1] ?? 0));
  return neverFalls && (values.length < 2 || (values.at(-1) ?? 0) > (values[0] ?? 0));
}

function fitsIndexes(pairs: readonly Pair[], limitSeconds: number): boolean {
  const indexes = pairs.map(([first]) => first);
  const seconds = pairs.map(([, second]) => second);
  return (
    indexes.every(Number.isSafeInteger) &&
    isRising(indexes) &&
    isRising(seconds) &&
    (seconds.at(-1) ?? 0) <= limitSeconds
  );
}

function fitsSpans(pairs: readonly Pair[], limitSeconds: number): boolean {
  const areInOrder = pairs.every(([start, end], index) => {
    const [previousStart, previousEnd] = pairs[index - 1] ?? [0, 0];
    const isSuccessor = start >= previousStart && start >= previousEnd - OVERLAP_TOLERANCE_S;
    return isSuccessor && end >= start && end <= limitSeconds;
  });
  // Nothing but zeros is a list that was never filled in.
  return areInOrder && (pairs.at(-1)?.[1] ?? 0) > (pairs[0]?.[0] ?? 0);
}

/** The pairs as markers whose indexes count UTF-16 units; null when one lies behind the text's end. */
function asUtf16(pairs: readonly Pair[], text: string): IndexMarker[] | null {
  if ((pairs.at(-1)?.[0] ?? 0) > text.length) return null;
  return pairs.map(([index, seconds]) => ({ index, seconds }));
}

/** The same for indexes that count code points. Rising indexes let one walk through the text answer all of them. */
function asCodePoints(pairs: readonly Pair[], text: string): IndexMarker[] | null {
  const markers: IndexMarker[] = [];
  let units = 0;
  let codePoints = 0;
  for (const [index, seconds] of pairs) {
    while (codePoints < index && units < text.length) {
      units += characterAt(text, units).length;
      codePoints += 1;
    }
    if (codePoints < index) return null;
    markers.push({ index: units, seconds });
  }
  return markers;
}

type IndexReading = Extract<MarkerDecision, { kind: 'indexes' }> & { readonly landings: Landings };

/** The better of the two units, by how many indexes fall on line or word starts; UTF-16 when both are as good. */
function readIndexes(pairs: readonly Pair[], text: string): IndexReading | null {
  // A text never has more code points than units: what lies behind its last unit lies behind its end either way.
  const utf16 = asUtf16(pairs, text);
  if (utf16 === null) return null;
  const asUnits = {
    kind: 'indexes',
    unit: 'utf16',
    markers: utf16,
    landings: countLandings(text, utf16),
  } as const;
  const counted = asCodePoints(pairs, text);
  if (counted === null) return asUnits;
  const landings = countLandings(text, counted);
  if (!isBetter(landings, asUnits.landings)) return asUnits;
  return { kind: 'indexes', unit: 'code-points', markers: counted, landings };
}

function isBetter(one: Landings, other: Landings): boolean {
  if (one.starts !== other.starts) return one.starts > other.starts;
  if (one.lineStarts !== other.lineStarts) return one.lineStarts > other.lineStarts;
  return one.plausible > other.plausible;
}

// ------------------------------------------------------------------------------------------------------ the decision

const NO_FIT: MarkerDecision = { kind: 'none', reason: 'no-fit' };

function decidePairs(pairs: readonly Pair[], text: string, durationMs: number | null): MarkerDecision {
  const limit = lastSecond(durationMs);
  const canBeSpans = fitsSpans(pairs, limit);
  const reading = fitsIndexes(pairs, limit) ? readIndexes(pairs, text) : null;
  if (reading !== null) {
    const { landings, ...indexes } = reading;
    const isMost = landings.starts * 2 > pairs.length;
    const isEnough = canBeSpans ? isMost : landings.plausible * 2 >= pairs.length;
    if (isEnough) return indexes;
  }
  if (!canBeSpans) return NO_FIT;
  return { kind: 'spans', markers: pairs.map(([start, end]) => ({ start, end })) };
}

/**
 * What the markers of a song mean (API.md, "decide from the data"):
 *
 * - Pairs of which one number is not finite or is negative, or that fall, or that end more than a second behind the
 *   song's end are not understood. Frame counts and milliseconds fail here. Without a duration nothing behind ten
 *   minutes is believed.
 * - `[character index, seconds]`: rising whole numbers within the text, and rising seconds. At least half of the
 *   indexes must fall where a word can begin, else they count something else.
 * - `[start, end]` seconds: no end before its start, no line before the end of the one before it.
 * - Where both fit, as in `[[10,13],[13,17]]`, they are indexes only if *most* fall on line or word starts.
 */
export function decideMarkers({ text, markers, durationMs }: MarkedLyrics): MarkerDecision {
  if (markers === null || markers === undefined || markers === '') return { kind: 'none', reason: 'absent' };
  const array = findArray(markers);
  if (array === undefined) return { kind: 'none', reason: 'not-pairs' };
  if (array.length === 0) return { kind: 'none', reason: 'absent' };
  const pairs = toPairs(array);
  if (pairs === null) return { kind: 'none', reason: 'not-pairs' };
  const hasWords = placeLines(text).some((placed) => placed.line.kind === 'sung');
  return hasWords ? decidePairs(pairs, text, durationMs) : { kind: 'none', reason: 'no-words' };
}

// --------------------------------------------------------------------------------------------- times for the lines

function toMs(seconds: number, durationMs: number | null): number {
  const ms = Math.round(seconds * 1000);
  return isKnown(durationMs) ? Math.min(ms, Math.floor(durationMs)) : ms;
}

/** Where a line's first word ends, as an index into the text: a marker behind it times a later word, not the line. */
function firstWordEnd(text: string, placed: PlacedLine): number {
  let index = placed.start;
  let hasBegun = false;
  while (index < placed.end) {
    const character = characterAt(text, index);
    const isLetter = WORD_CHARACTER.test(character);
    if (hasBegun && (!isLetter || SPACELESS.test(character))) return index;
    index += character.length;
    if (isLetter) hasBegun = true;
  }
  return placed.end;
}

/**
 * The words of a line that begins with the marker at this place. None where there is but one, which is that of the line.
 */
function wordsOfLine(
  text: string,
  { line, start, end }: PlacedLine,
  markers: readonly IndexMarker[],
  first: number,
  durationMs: number | null,
): LyricsWord[] {
  const lineStart = text.indexOf(line.text, start);
  const words: LyricsWord[] = [];
  for (let place = first; place < markers.length; place += 1) {
    const { index, seconds } = markers[place] ?? { index: end, seconds: 0 };
    if (index >= end) break;
    let from = index;
    while (from < end && SPACE.test(text.charAt(from))) from += 1;
    const at = words.length === 0 ? 0 : from - lineStart;
    const isFurther = words.length === 0 || at > (words.at(-1)?.at ?? 0);
    if (isFurther && at < line.text.length)
      words.push({ at, startMs: toMs(seconds, durationMs), endMs: null });
  }
  return words.length > 1 ? words : [];
}

/**
 * A line starts at the first marker from its beginning to the end of its first word: pairs may stand for lines, words
 * or syllables, and all three mark that place. Failing that, a marker on the line break just in front of it counts,
 * because words may be counted with the space before them. A line whose first marker is further on gets no time. Markers
 * behind the first are those of its words.
 */
function timeByIndexes(
  text: string,
  markers: readonly IndexMarker[],
  durationMs: number | null,
): LyricsLine[] {
  let next = 0;
  return placeLines(text).map((placed) => {
    if (placed.line.kind === 'blank') return placed.line;
    while ((markers[next]?.index ?? Infinity) < placed.start - 1) next += 1;
    let first = next;
    let marker = markers[next];
    while (marker !== undefined && marker.index < placed.start) {
      next += 1;
      const following = markers[next];
      if (following === undefined || following.index >= firstWordEnd(text, placed)) break;
      marker = following;
      first = next;
    }
    if (marker === undefined || marker.index >= firstWordEnd(text, placed)) return placed.line;
    const words = wordsOfLine(text, placed, markers, first, durationMs);
    return { ...placed.line, startMs: toMs(marker.seconds, durationMs), words };
  });
}

function typicalLength(markers: readonly SpanMarker[]): number {
  const lengths = markers.map((span) => span.end - span.start).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}

/**
 * Whether spans can be laid onto the sung lines one after another. As many spans as lines: yes. Fewer: the song ended
 * before its words did, so the first lines get them, unless they are so long that they must belong to whole verses.
 * More: a line cannot take two, and which lines were sung twice is unknown.
 */
function canLaySpans(markers: readonly SpanMarker[], sungCount: number): boolean {
  if (markers.length === sungCount) return true;
  return markers.length < sungCount && typicalLength(markers) <= LONGEST_LINE_S;
}

function timeBySpans(text: string, markers: readonly SpanMarker[], durationMs: number | null): LyricsLine[] {
  const lines = placeLines(text).map((placed) => placed.line);
  if (!canLaySpans(markers, lines.filter((line) => line.kind === 'sung').length)) return lines;
  const spans = markers.values();
  return lines.map((line) => {
    const span = line.kind === 'sung' ? spans.next().value : undefined;
    if (span === undefined) return line;
    const startMs = toMs(span.start, durationMs);
    const endMs = toMs(span.end, durationMs);
    return { ...line, startMs, endMs: endMs > startMs ? endMs : null };
  });
}

/**
 * The words of a song: its text, or, where the service put the words into the markers field, as its own documentation
 * shows it (API.md), that text. Empty when there are none.
 */
export function wordsOf(text: string, markers: unknown): string {
  if (text.trim() !== '' || typeof markers !== 'string') return text;
  const parsed = parseJson(markers);
  return typeof parsed === 'object' ? text : markers;
}

/**
 * The lines of a text with the times that its markers give (see `decideMarkers`). Times are milliseconds from the song's
 * start, never fall, and never lie behind its end; `endMs` is known only from `[start, end]` pairs. Lines that no marker
 * speaks of have none, and a text whose markers are not understood has none at all.
 */
export function timeByMarkers(input: MarkedLyrics): LyricsLine[] {
  const { text, durationMs } = input;
  const decision = decideMarkers(input);
  switch (decision.kind) {
    case 'indexes':
      return timeByIndexes(text, decision.markers, durationMs);
    case 'spans':
      return timeBySpans(text, decision.markers, durationMs);
    case 'none':
      return placeLines(text).map((placed) => placed.line);
  }
}
