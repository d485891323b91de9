import { LINE_BREAK } from '@shared/lyrics-lines';
import { split, untimed, type EditorDocument, type EditorLine } from './editor-document';
import { areAlike, matchLines } from './match-lines';

/**
 * Another text in place of the one there is. Lines that are in both keep their times; one that was corrected where it
 * stands keeps its start and its end, for it is still sung then, but not the times of words that may be others; one with
 * wholly other words has no times, until its words are like those before again.
 */
export function retyped(document: EditorDocument, text: string): EditorDocument {
  const written = text.split(LINE_BREAK);
  const before = document.map((line) => line.text);
  const cut = cutIn(before, written);
  if (cut !== null) return withCut(document, cut, written);
  const origins = document.map((line) => (line.origin ?? line).text);
  return matchLines(before, written, origins).map((match, index) => {
    const next = written[index] ?? '';
    const old = match === null ? undefined : document[match.index];
    if (old === undefined) return untimed(next);
    return match?.isSame === true ? old : reworded(old, next);
  });
}

/** A line with other words, measured against those that it was timed with, however it came from them. */
function reworded(line: EditorLine, text: string): EditorLine {
  const origin = line.origin ?? (line.startMs === null ? undefined : line);
  if (origin === undefined) return untimed(text);
  if (text === origin.text) return origin;
  if (!areAlike(text, origin.text)) return { ...untimed(text), origin };
  const { startMs, endMs } = line.startMs === null ? origin : line;
  return { text, startMs, endMs, words: [], origin };
}

/** The line that was only cut in two there; null where something else was done. */
function cutIn(before: readonly string[], after: readonly string[]): number | null {
  if (after.length !== before.length + 1) return null;
  const index = before.findIndex((line, at) => line !== after[at]);
  if (index === -1 || before[index] !== `${after[index] ?? ''}${after[index + 1] ?? ''}`) return null;
  return before.slice(index + 1).every((line, at) => line === after[index + 2 + at]) ? index : null;
}

/** Cuts a line, and leaves what is written as it is written: under the caret nothing may change. */
function withCut(document: EditorDocument, index: number, written: readonly string[]): EditorDocument {
  const [left = '', right = ''] = written.slice(index, index + 2);
  const old = document[index] ?? untimed('');
  const cut = split(document, index, left.length);
  const isAtBeginning = left.trim() === '';
  // At an end it is a new line that is empty.
  const first = cut !== document ? cut[index] : isAtBeginning ? untimed('') : old;
  const second = cut !== document ? cut[index + 1] : isAtBeginning ? old : untimed('');
  return document.toSpliced(
    index,
    1,
    { ...(first ?? old), text: left },
    { ...(second ?? untimed('')), text: right },
  );
}
