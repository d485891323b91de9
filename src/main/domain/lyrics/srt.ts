import type { LyricsLine } from '@shared/model';
import { clockMs, clockTime, endOfCue, knownLength } from './cues';
import { withDirectionMarks, withoutDirectionMarks } from './line-text';
import { classifyLine, LINE_BREAK } from '@shared/lyrics-lines';

/** SubRip subtitles: numbered cues with a start and an end in milliseconds. */

interface Cue {
  readonly startMs: number;
  /** Null when unknown. */
  readonly endMs: number | null;
  /** The lines that begin then. */
  readonly texts: readonly string[];
}

/** What stands in front of each of several lines that begin at once, as subtitles mark the words of several voices. */
const VOICE = '- ';

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

/** Cues in the order of their starts, none behind the song's last millisecond; lines that begin at once are one cue. */
function cuesOf(lines: readonly LyricsLine[], durationMs: number | null): Cue[] {
  const lastMs = durationMs === null ? Infinity : durationMs - 1;
  const cues = new Map<number, { endMs: number | null; texts: string[] }>();
  for (const line of lines) {
    const text = safeText(line.text);
    if (line.kind !== 'sung' || line.startMs === null || text === '') continue;
    const startMs = Math.min(Math.max(0, Math.round(line.startMs)), lastMs);
    const endMs = line.endMs === null ? null : Math.round(line.endMs);
    const cue = cues.get(startMs);
    if (cue === undefined) cues.set(startMs, { endMs, texts: [text] });
    else {
      cue.texts.push(text);
      // It is shown until the last of them is over.
      cue.endMs = cue.endMs === null || endMs === null ? null : Math.max(cue.endMs, endMs);
    }
  }
  return [...cues]
    .map(([startMs, { endMs, texts }]) => ({ startMs, endMs, texts }))
    .sort((a, b) => a.startMs - b.startMs);
}

function printCue({ startMs, texts }: Cue, endMs: number, number: number): string {
  const times = `${clockTime(startMs, ',', 3)} --> ${clockTime(endMs, ',', 3)}`;
  const rows = texts.length === 1 ? texts : texts.map((text) => VOICE + text);
  return `${number}\n${times}\n${rows.map((row) => withDirectionMarks(row)).join('\n')}\n`;
}

/**
 * A cue for every start, in their order, ended by: the line's own end, else the next timed line's start, else the song's end
 * (`durationMs`, null or 0 when unknown), both at most 7 s on, else 4 s after the start. Ends are cut where the next cue or
 * the song's end comes first, and a line that begins with the song's end has its last millisecond; so cues rise and never
 * overlap. Lines of one start are one cue with a row for each, which a hyphen begins. Words from right to left stand
 * between direction marks. Empty when no line has a time.
 */
export function printSrt(lines: readonly LyricsLine[], durationMs: number | null): string {
  const length = knownLength(durationMs);
  const cues = cuesOf(lines, length);
  return cues
    .map((cue, index) => {
      const nextStartMs = cues[index + 1]?.startMs ?? null;
      const end = endOfCue(cue.startMs, cue.endMs, nextStartMs, length);
      return printCue(cue, Math.min(end, nextStartMs ?? Infinity, length ?? Infinity), index + 1);
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

/** The texts that a cue shows at once: its rows where a hyphen begins each of several, else one. */
function textsOf(rows: readonly string[]): readonly string[] {
  const plain = rows.map(withoutDirectionMarks);
  const areVoices = plain.length > 1 && plain.every((row) => row.startsWith(VOICE));
  const texts = areVoices ? plain.map((row) => row.slice(VOICE.length)) : [plain.join(' ')];
  return texts.map((text) => text.replace(STYLE, ''));
}

/**
 * Reads SubRip as it is found in the wild: any line ends, a byte order mark, `.` for `,`, no hours, missing numbers or
 * blank lines, style tags (taken out). A cue of several lines becomes one line, or a line each with its times where each
 * begins with a hyphen; cues are sorted by their start, and an end that is not behind it counts as unknown. What is no cue
 * is passed over; never throws.
 */
export function parseSrt(text: string): LyricsLine[] {
  return readBlocks(text)
    .flatMap(({ startMs, endMs, words }) =>
      textsOf(words).map((row) => ({
        ...classifyLine(row),
        startMs,
        endMs: endMs > startMs ? endMs : null,
      })),
    )
    .filter((line) => line.kind !== 'blank')
    .sort((a, b) => a.startMs - b.startMs);
}
