import type { LineTiming, LyricsLine, LyricsTiming, LyricsWord } from '@shared/model';
import { lineOnOneLine } from './line-text';
import { classifyLine, withOffset } from '@shared/lyrics-lines';
import { placeLines } from './lines';

/** A song's words together with what is known of the song: what every format prints, and what reading one gives. */
export interface LyricsDocument {
  readonly title: string | null;
  /** Length of the song in milliseconds; null or 0 when unknown. */
  readonly durationMs: number | null;
  readonly model: string | null;
  readonly clipId: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number | null;
  /** The words as they were written, section labels in brackets; null where only the lines are known. */
  readonly text: string | null;
  readonly lines: readonly LyricsLine[];
}

/** What a file tells. Its lines are tidy (see `tidyLines`). */
export interface ParsedLyrics extends LyricsDocument {
  /**
   * How much earlier than its stamps the file wants its words, in milliseconds (`[offset:]` of LRC; negative: later). The
   * lines have it applied already: their times are those of the song. 0 in all other formats.
   */
  readonly offsetMs: number;
}

/** Words and times as the database keeps them. */
export interface StoredLyrics {
  readonly text: string;
  readonly timing: LyricsTiming;
}

const NOTHING_TOLD: Omit<ParsedLyrics, 'lines'> = {
  title: null,
  durationMs: null,
  model: null,
  clipId: null,
  createdAt: null,
  text: null,
  offsetMs: 0,
};

/** What a file tells beside its lines, and those, tidied and moved by its offset. */
export function parsedLyrics(
  lines: readonly LyricsLine[],
  told: Partial<Omit<ParsedLyrics, 'lines'>> = {},
): ParsedLyrics {
  const { offsetMs = 0 } = told;
  return { ...NOTHING_TOLD, ...told, lines: tidyLines(withOffset(lines, -offsetMs)) };
}

// -------------------------------------------------------------------------------------------------------- tidying

/** How a line stands in a text: labels in brackets. */
export function lineAsText({ kind, text }: LyricsLine): string {
  return kind === 'section' ? `[${text}]` : text;
}

/** All lines as one text, as it could have been written. */
export function linesAsText(lines: readonly LyricsLine[]): string {
  return lines.map(lineAsText).join('\n');
}

function wholeMs(ms: number): number {
  return Math.max(0, Math.round(ms));
}

function endBehind(startMs: number, endMs: number | null, lastMs: number): number | null {
  const end = endMs === null ? NaN : Math.min(wholeMs(endMs), lastMs);
  return end > startMs ? end : null;
}

function isInsideCharacter(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
}

/** Words with rising places and times, each within the line; the first is the line's beginning. */
function tidyWords(
  words: readonly LyricsWord[],
  text: string,
  startMs: number,
  endMs: number | null,
): LyricsWord[] {
  const lastMs = endMs ?? Infinity;
  const tidy: LyricsWord[] = [];
  for (const word of words) {
    let { at } = word;
    // What lies in spaces that were passed over already is no further word.
    if (at <= (tidy.at(-1)?.at ?? -1)) continue;
    while (at < text.length && /\s/u.test(text.charAt(at))) at += 1;
    const previous = tidy.at(-1);
    const canBegin = at >= 0 && at < text.length && !isInsideCharacter(text, at);
    if (!canBegin) continue;
    if (previous === undefined && at > 0) tidy.push({ at: 0, startMs, endMs: null });
    const wordStartMs = Math.min(Math.max(wholeMs(word.startMs), tidy.at(-1)?.startMs ?? startMs), lastMs);
    tidy.push({ at, startMs: wordStartMs, endMs: endBehind(wordStartMs, word.endMs, lastMs) });
  }
  if (tidy.length < 2) return [];
  return tidy.map((word, index) => ({
    ...word,
    endMs: endBehind(word.startMs, word.endMs, tidy[index + 1]?.startMs ?? lastMs),
  }));
}

function tidyLine(line: LyricsLine): LyricsLine {
  // What a line is follows from its text alone, because that is all that is kept of it.
  const tidy = classifyLine(lineAsText(line).replace(/[\n\r\u0085\u2028\u2029]/g, ' '));
  if (tidy.kind !== 'sung' || line.startMs === null) return tidy;
  const startMs = wholeMs(line.startMs);
  const isWholeWord = line.words.length === 1;
  const endMs = endBehind(
    startMs,
    line.endMs ?? (isWholeWord ? (line.words[0]?.endMs ?? null) : null),
    Infinity,
  );
  const indent = line.text.length - line.text.trimStart().length;
  const words =
    indent === 0 ? line.words : line.words.map((word) => ({ ...word, at: Math.max(0, word.at - indent) }));
  return { ...tidy, startMs, endMs, words: tidyWords(words, tidy.text, startMs, endMs) };
}

/**
 * Lines as a text of them would be read: labels and instructions known by their brackets, no blank line at either end, a
 * run of them kept as one. Only sung lines have times: whole milliseconds, never negative, ends behind their starts. Words
 * rise in place and time and stay within their line; a line that is one word has none. Tidy lines are not changed.
 */
export function tidyLines(lines: readonly LyricsLine[]): LyricsLine[] {
  const kept: LyricsLine[] = [];
  for (const line of lines) {
    const tidy = tidyLine(line);
    if (tidy.kind !== 'blank' || (kept.at(-1)?.kind ?? 'blank') !== 'blank') kept.push(tidy);
  }
  if (kept.at(-1)?.kind === 'blank') kept.pop();
  return kept;
}

/**
 * Tidy lines in the order of their starts; those of equal ones stay as they are. What has no time (labels, blank and
 * untimed lines) stays in front of the timed line that it stood in front of, or at the end.
 */
export function inOrderOfTime(lines: readonly LyricsLine[]): LyricsLine[] {
  const groups: { startMs: number; lines: LyricsLine[] }[] = [];
  let open: LyricsLine[] = [];
  for (const line of lines) {
    open.push(line);
    if (line.startMs === null) continue;
    groups.push({ startMs: line.startMs, lines: open });
    open = [];
  }
  groups.sort((a, b) => a.startMs - b.startMs);
  return tidyLines([...groups.flatMap((group) => group.lines), ...open]);
}

/** The lines as formats print them that have one row for each: in the order of time, each on one line. */
export function printableLines(lines: readonly LyricsLine[]): LyricsLine[] {
  return inOrderOfTime(tidyLines(lines).map(lineOnOneLine));
}

/** The same without sung lines that have no time: what formats can hold whose lines are cues. None when nothing is timed. */
export function cueLines(lines: readonly LyricsLine[]): LyricsLine[] {
  const printable = printableLines(lines).filter((line) => line.kind !== 'sung' || line.startMs !== null);
  return printable.some((line) => line.startMs !== null) ? tidyLines(printable) : [];
}

// -------------------------------------------------------------------------------------------------------- storing

function isSameWording(one: LyricsLine, other: LyricsLine | undefined): boolean {
  return other !== undefined && one.kind === other.kind && one.text === other.text;
}

/** Which line of a text each line is; null when they are not the lines of that text. */
function numbersIn(text: string, lines: readonly LyricsLine[]): number[] | null {
  const placed = placeLines(text);
  const isSame =
    placed.length === lines.length && placed.every(({ line }, index) => isSameWording(line, lines[index]));
  return isSame ? placed.map(({ number }) => number) : null;
}

/**
 * What the database keeps of these lines: `readLyrics` makes the same ones of it. The text is the one that the file has
 * kept, where the lines are that text's; else it is made of the lines.
 */
export function toStoredLyrics({ text, lines }: Pick<ParsedLyrics, 'text' | 'lines'>): StoredLyrics {
  const tidy = tidyLines(lines);
  const kept = text === null ? null : numbersIn(text, tidy);
  const timing = tidy.flatMap(({ startMs, endMs, words }, index): LineTiming[] =>
    startMs === null ? [] : [{ line: kept?.[index] ?? index, startMs, endMs, words }],
  );
  return { text: text !== null && kept !== null ? text : linesAsText(tidy), timing };
}
