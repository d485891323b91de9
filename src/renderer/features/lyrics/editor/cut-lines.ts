import type { LyricsWord } from '@shared/model';
import { kindOf, untimed, type EditorDocument, type EditorLine } from './editor-document';
import { areAlike } from './match-lines';

/* Lines in two, and two in one. */

/**
 * A line cut in two at a place in its text. The second has a time where a word of it has one, or where the first was put in
 * front of the words that were timed.
 *
 * @param timed the line as it was timed, before other words were written
 */
export function split(
  document: EditorDocument,
  index: number,
  at: number,
  timed = document[index]?.origin,
): EditorDocument {
  const line = document[index];
  if (line === undefined) return document;
  const indent = line.text.length - line.text.trimStart().length;
  const [left, right] = [line.text.slice(0, at).trimEnd(), line.text.slice(at).trimStart()];
  if (left.trim() === '' || right === '') return document;
  if (timed !== undefined && timed.startMs !== null && isInFront(left, right, timed.text)) {
    const { startMs, endMs } = timed;
    const rest = right === timed.text ? timed : { text: right, startMs, endMs, words: [], origin: timed };
    return document.toSpliced(index, 1, untimed(left), rest);
  }
  const begins = line.text.indexOf(right, Math.max(0, at)) - indent;
  const leftWords = line.words.filter((word) => word.at < begins);
  const rightWords = line.words.filter((word) => word.at >= begins);
  const startMs = rightWords[0]?.at === begins ? rightWords[0].startMs : null;
  const first: EditorLine = {
    text: left,
    startMs: line.startMs,
    endMs: startMs === null ? line.endMs : null,
    words: leftWords.length > 1 ? leftWords : [],
  };
  const second: EditorLine = {
    text: right,
    startMs,
    endMs: startMs === null ? null : line.endMs,
    words:
      startMs === null || rightWords.length < 2
        ? []
        : rightWords.map((word) => ({ ...word, at: word.at - begins })),
  };
  return document.toSpliced(index, 1, first, second);
}

/** Whether the second part is what was timed, and the first was put in front of it. */
function isInFront(left: string, right: string, timed: string): boolean {
  if (right === timed.trim()) return true;
  const beginning = timed.trimStart().slice(0, left.trim().length);
  return left.trim() !== beginning && !areAlike(left, beginning) && areAlike(right, timed);
}

/** A line and the next one as one; the times of words are kept where both have some. */
export function merged(document: EditorDocument, index: number): EditorDocument {
  const [one, other] = [document[index], document[index + 1]];
  if (one === undefined || other === undefined) return document;
  const left = one.text.trim();
  const right = other.text.trim();
  if (kindOf(one) !== 'sung' || kindOf(other) !== 'sung') return document;
  const offset = left.length + 1;
  const timesOf = (line: EditorLine): readonly LyricsWord[] =>
    line.words.length > 0 || line.startMs === null
      ? line.words
      : [{ at: 0, startMs: line.startMs, endMs: null }];
  const behind = timesOf(other).map((word) => ({ ...word, at: word.at + offset }));
  const words = one.startMs === null || behind.length === 0 ? [] : [...timesOf(one), ...behind];
  return document.toSpliced(index, 2, {
    text: `${left} ${right}`,
    startMs: one.startMs,
    endMs: one.startMs === null ? null : other.startMs === null ? one.endMs : other.endMs,
    words: words.length > 1 ? words : [],
  });
}
