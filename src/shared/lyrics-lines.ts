import type { LyricsLine, LyricsLineKind } from './model';

/* How a text of words is read line by line: in main, which keeps and prints it, and in the window, where it is edited. */

/** Everything that ends a line of words, whichever system wrote them. For `split` and `matchAll` only: it is global. */
export const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/g;

/** Square brackets, and the wide ones that Chinese and Japanese lyrics use. */
const OPENING = '[［【';
const CLOSING = ']］】';

/** `End`, `End - 3:20`, `End of song`, `Fade out`, or a label that is a clock time: orders to the model, not labels. */
const INSTRUCTION =
  /^(?:(?:end|fin|stop|fade(?:[ -]?(?:in|out))?)(?: of (?:the )?song)?(?:\s*[-–—:@,].*|\s+(?:at\s+)?\d+:\d\d.*)?|\d{1,3}:\d\d\b.*)$/iu;

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

/**
 * The lines as they are shown with an offset: so much later; below zero: earlier. None leaves the song.
 *
 * @param durationMs length of the song; null or 0 where it is not known
 */
export function withOffset(
  lines: readonly LyricsLine[],
  offsetMs: number,
  durationMs: number | null = null,
): readonly LyricsLine[] {
  if (offsetMs === 0) return lines;
  const lastMs = durationMs === null || durationMs <= 0 ? Infinity : Math.floor(durationMs);
  const later = (ms: number) => Math.min(Math.max(0, ms + offsetMs), lastMs);
  return lines.map((line) => {
    if (line.startMs === null) return line;
    const startMs = later(line.startMs);
    return {
      ...line,
      startMs,
      endMs: endAfter(startMs, line.endMs, later),
      words: line.words.map((word) => {
        const wordStartMs = later(word.startMs);
        return { at: word.at, startMs: wordStartMs, endMs: endAfter(wordStartMs, word.endMs, later) };
      }),
    };
  });
}

/** What is left of a line's or word's end where nothing is left of its length: none. */
export function endAfter(startMs: number, endMs: number | null, move: (ms: number) => number): number | null {
  const end = endMs === null ? null : move(endMs);
  return end !== null && end > startMs ? end : null;
}
