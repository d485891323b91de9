import type { LyricsLine, LyricsLineKind, LyricsState } from '@shared/model';

/** What a song's words come to once its text and its timing have been read. */
export interface LyricsReading {
  readonly state: LyricsState;
  readonly lines: readonly LyricsLine[];
}

/** A line together with the stretch of the text that it came from, in UTF-16 units, end exclusive. */
export interface PlacedLine {
  readonly line: LyricsLine;
  /** Which line of the text, counted from 0; blank lines count. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Everything that ends a line of words, whichever system wrote them. For `split` and `matchAll` only: it is global. */
export const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/g;

/** Square brackets, and the wide ones that Chinese and Japanese lyrics use. */
const OPENING = '[［【';
const CLOSING = ']］】';

/** `End`, `End - 3:20`, `End of song`, `Fade out`, or a label that is a clock time: orders to the model, not labels. */
const INSTRUCTION =
  /^(?:(?:end|fin|stop|fade(?:[ -]?(?:in|out))?)(?: of (?:the )?song)?(?:\s*[-–—:@,].*|\s+(?:at\s+)?\d+:\d\d.*)?|\d{1,3}:\d\d\b.*)$/iu;

const INSTRUMENTAL = /^instrumental\b/iu;

function untimed(kind: LyricsLineKind, text: string): LyricsLine {
  return { kind, text, startMs: null, endMs: null, words: [] };
}

/** What stands in the brackets of a line that is nothing but bracketed text; null for any other line. */
function bracketedLabel(text: string): string | null {
  if (!OPENING.includes(text.charAt(0)) || !CLOSING.includes(text.charAt(text.length - 1))) return null;
  const labels: string[] = [];
  let depth = 0;
  let label = '';
  for (const character of text) {
    if (OPENING.includes(character)) {
      depth += 1;
    } else if (CLOSING.includes(character)) {
      depth -= 1;
      if (depth < 0) return null;
      if (depth === 0) {
        labels.push(label);
        label = '';
      }
    } else if (depth > 0) {
      label += character;
    } else if (character.trim() !== '') {
      return null;
    }
  }
  if (depth !== 0) return null;
  const words = labels.map((each) => each.replace(/\s+/gu, ' ').trim());
  return words.filter((each) => each !== '').join(' · ');
}

/**
 * What one line is, without a time. The text of a section label loses its brackets (several on one line are joined by
 * a dot); an instruction keeps them, because it is shown as it was written. Words beside brackets are sung.
 */
export function classifyLine(raw: string): LyricsLine {
  const text = raw.trim();
  if (text === '') return untimed('blank', '');
  const label = bracketedLabel(text);
  if (label === null) return untimed('sung', text);
  if (label === '') return untimed('blank', '');
  return INSTRUCTION.test(label) ? untimed('instruction', text) : untimed('section', label);
}

/** All lines of a text without exception, each with its place; `[start, end)` leaves the line break out. */
function everyLine(text: string): PlacedLine[] {
  const placed: PlacedLine[] = [];
  const place = (start: number, end: number) => {
    placed.push({ line: classifyLine(text.slice(start, end)), number: placed.length, start, end });
  };
  let start = 0;
  for (const lineBreak of text.matchAll(LINE_BREAK)) {
    place(start, lineBreak.index);
    start = lineBreak.index + lineBreak[0].length;
  }
  place(start, text.length);
  return placed;
}

/** The lines of a text with their places: no blank line at either end, a run of blank lines kept as one. */
export function placeLines(text: string): PlacedLine[] {
  const kept: PlacedLine[] = [];
  for (const placed of everyLine(text)) {
    const isNeeded = placed.line.kind !== 'blank' || (kept.at(-1)?.line.kind ?? 'blank') !== 'blank';
    if (isNeeded) kept.push(placed);
  }
  if (kept.at(-1)?.line.kind === 'blank') kept.pop();
  return kept;
}

/**
 * The lines of a song's words, all without times. A line in square brackets is a section label, or an instruction such
 * as `[End - 1:20]` (API.md); everything else with a character in it is sung. Blank lines at both ends are dropped and
 * a run of them is kept as one.
 */
export function splitLines(text: string): LyricsLine[] {
  return placeLines(text).map((placed) => placed.line);
}

function saysInstrumental(lines: readonly LyricsLine[]): boolean {
  return (
    lines.some((line) => line.kind === 'section' && INSTRUMENTAL.test(line.text)) &&
    !lines.some((line) => line.kind === 'sung')
  );
}

/**
 * Whether the service says that there are no words: an `[Instrumental]` label and not one sung line (API.md). Other
 * labels and instructions beside it change nothing.
 */
export function isInstrumental(text: string): boolean {
  return saysInstrumental(splitLines(text));
}

/** How many sung lines have no start: a file of times has no place for them. */
export function countUntimed(lines: readonly LyricsLine[]): number {
  return lines.filter((line) => line.kind === 'sung' && line.startMs === null).length;
}

/** The state that these lines come to: `timed` when a sung line has a start, `none` when there is nothing to sing. */
export function lyricsStateOf(lines: readonly LyricsLine[]): LyricsState {
  const sung = lines.filter((line) => line.kind === 'sung');
  if (sung.some((line) => line.startMs !== null)) return 'timed';
  if (sung.length > 0) return 'plain';
  return saysInstrumental(lines) ? 'instrumental' : 'none';
}
