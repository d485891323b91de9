import type { LyricsLine } from '@shared/model';
import { clockMs, clockTime, endOfCue, knownLength } from './cues';
import { withDirectionMarks, withoutDirectionMarks } from './line-text';
import { classifyLine, LINE_BREAK } from '@shared/lyrics-lines';

/** SubRip subtitles: numbered cues with a start and an end in milliseconds. */

interface Cue {
  readonly startMs: number;
  /** Null when unknown. */
  readonly endMs: number | null;
  readonly text: string;
}

interface WholeCue extends Cue {
  readonly endMs: number;
}

// ------------------------------------------------------------------------------------------------------- printing

/** One line, without what means something in the format: the arrow of the time line, and the tags of styles. */
function safeText(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll('-->', '→')
    .replace(/<(?=\/?(?:i|b|u|s|font)\b)/gi, '‹')
    .replaceAll('{\\', '(\\');
}

function timedLines(lines: readonly LyricsLine[]): Cue[] {
  const cues: Cue[] = [];
  for (const line of lines) {
    const text = safeText(line.text);
    if (line.kind !== 'sung' || line.startMs === null || text === '') continue;
    cues.push({
      startMs: Math.max(0, Math.round(line.startMs)),
      endMs: line.endMs === null ? null : Math.round(line.endMs),
      text,
    });
  }
  return cues.sort((a, b) => a.startMs - b.startMs);
}

/** Gives every cue an end of its own: none overlaps the next, each lasts a millisecond at least. */
function laidOut(cues: readonly Cue[], durationMs: number | null): WholeCue[] {
  let freeFromMs = 0;
  return cues.map((cue, index) => {
    const nextStartMs = cues[index + 1]?.startMs ?? null;
    const lastMs = Math.min(nextStartMs ?? Infinity, durationMs ?? Infinity);
    // A line that begins with the song's end has the last millisecond.
    const startMs = Math.max(Math.min(cue.startMs, (durationMs ?? Infinity) - 1), freeFromMs);
    const endMs = Math.max(
      startMs + 1,
      Math.min(endOfCue(cue.startMs, cue.endMs, nextStartMs, durationMs), lastMs),
    );
    freeFromMs = endMs;
    return { startMs, endMs, text: cue.text };
  });
}

/**
 * A cue for every sung line that has a start, in the order of the starts, ended by: the line's own end, else the next
 * timed line's start, else the song's end (`durationMs`, null or 0 when unknown), both at most 7 s on, else 4 s after the
 * start. Ends are cut where the next cue or the song's end comes first. Of lines with one and the same start each but
 * the last lasts 1 ms. Words from right to left stand between direction marks. Empty when no line has a time.
 */
export function printSrt(lines: readonly LyricsLine[], durationMs: number | null): string {
  return laidOut(timedLines(lines), knownLength(durationMs))
    .map(({ startMs, endMs, text }, index) => {
      const times = `${clockTime(startMs, ',', 3)} --> ${clockTime(endMs, ',', 3)}`;
      return `${index + 1}\n${times}\n${withDirectionMarks(text)}\n`;
    })
    .join('\n');
}

// -------------------------------------------------------------------------------------------------------- parsing

const TIME = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s|$)`);
const STYLE = /<\/?(?:i|b|u|s|font)\b[^<>]*>|\{\\[^{}]*\}/gi;

interface Block {
  readonly startMs: number;
  readonly endMs: number;
  readonly words: string[];
  /** It has no words. */
  isOver: boolean;
}

function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let isBehindBlank = false;
  for (const raw of text.split(LINE_BREAK)) {
    const timing = TIMING.exec(raw);
    const current = blocks.at(-1);
    if (timing !== null) {
      // The number right in front of this time line is not the last cue's words.
      if (!isBehindBlank && /^\d+$/.test(current?.words.at(-1) ?? '')) current?.words.pop();
      const [, h1, m1, s1, f1, h2, m2, s2, f2] = timing;
      blocks.push({
        startMs: clockMs(h1, m1, s1, f1),
        endMs: clockMs(h2, m2, s2, f2),
        words: [],
        isOver: false,
      });
    } else if (current !== undefined && raw.trim() === '' && current.words.length === 0) {
      current.isOver = true;
    } else if (current?.isOver === false && raw.trim() !== '') {
      // Also behind a blank line: words that no time line follows are still of this cue.
      current.words.push(raw.trim());
    }
    isBehindBlank = raw.trim() === '';
  }
  return blocks;
}

/**
 * Reads SubRip as it is found in the wild: any line ends, a byte order mark, `.` for `,`, no hours, missing numbers or
 * blank lines, style tags (taken out). A cue of several lines becomes one line; cues are sorted by their start, and an
 * end that is not behind it counts as unknown. What is no cue is passed over; never throws.
 */
export function parseSrt(text: string): LyricsLine[] {
  return readBlocks(text)
    .map(({ startMs, endMs, words }) => ({
      ...classifyLine(words.map(withoutDirectionMarks).join(' ').replace(STYLE, '')),
      startMs,
      endMs: endMs > startMs ? endMs : null,
    }))
    .filter((line) => line.kind !== 'blank')
    .sort((a, b) => a.startMs - b.startMs);
}
