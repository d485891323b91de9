import { classifyLine, LINE_BREAK } from '@shared/lyrics-lines';
import type { LyricsLine, LyricsState } from '@shared/model';

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

const INSTRUMENTAL = /^instrumental\b/iu;

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
