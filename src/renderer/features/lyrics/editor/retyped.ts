import { LINE_BREAK } from '@shared/lyrics-lines';
import { split } from './cut-lines';
import { kindOf, untimed, type EditorDocument, type EditorLine } from './editor-document';
import { areAlike, matchLines } from './match-lines';

/**
 * Another text in place of the one there is. Lines that are in both keep their times; one that was corrected where it
 * stands keeps its start and its end, for it is still sung then, but not the times of words that may be others; one with
 * wholly other words has no times, until its words are like those before again. Timed lines that went are known again
 * where they are put in, as long as times rise from line to line.
 *
 * @param begun the lines as they were before any of this was typed
 */
export function retyped(document: EditorDocument, text: string, begun = document): EditorDocument {
  const written = text.split(LINE_BREAK);
  const isAsBegun = written.length === begun.length && written.every((line, at) => line === begun[at]?.text);
  return isAsBegun ? begun : withLost(rewritten(document, written), begun);
}

function rewritten(document: EditorDocument, written: readonly string[]): EditorDocument {
  const before = document.map((line) => line.text);
  const cut = cutIn(before, written);
  if (cut !== null) return withCut(document, cut, written);
  const origins = document.map((line) => rootOf(line).text);
  return matchLines(before, written, origins).map((match, index) => {
    const next = written[index] ?? '';
    const old = match === null ? undefined : document[match.index];
    if (old === undefined) return untimed(next);
    return match?.isSame === true ? old : reworded(old, next);
  });
}

/** The line that it was when it was timed. */
function rootOf(line: EditorLine): EditorLine {
  return line.origin ?? line;
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
  return document.toSpliced(index, 1, as(left, first), as(right, second));
}

function as(text: string, line = untimed(text)): EditorLine {
  return line.text === text ? line : { ...line, text };
}

/** Gives lines without a time those of timed lines that are not there any more, where they are the same or alike. */
function withLost(document: EditorDocument, begun: EditorDocument): EditorDocument {
  const { start, were, are } = changed(begun, document);
  const places = placesOfNew(were, are).map((place) => place + start);
  const lost = places.length === 0 ? [] : lostLines(were, are);
  if (lost.length === 0) return document;
  const matches = matchLines(
    lost.map((line) => line.text),
    places.map((place) => document[place]?.text ?? ''),
    lost.map((line) => rootOf(line).text),
  );
  const known = new Set(begun.map((line) => line.text));
  const found = new Map<number, EditorLine>();
  matches.forEach((match, at) => {
    const [line, place] = [match === null ? undefined : lost[match.index], places[at]];
    if (line === undefined || place === undefined) return;
    const text = document[place]?.text ?? '';
    if (match?.isSame === true) found.set(place, line);
    // One more of another line is no correction of this one.
    else if (!known.has(text)) found.set(place, reworded(line, text));
  });
  return withRising(document, found);
}

/** What is between the lines that are the same ones at the beginning and at the end. */
function changed(
  begun: EditorDocument,
  document: EditorDocument,
): { readonly start: number; readonly were: EditorDocument; readonly are: EditorDocument } {
  const most = Math.min(begun.length, document.length);
  let start = 0;
  while (start < most && begun[start] === document[start]) start += 1;
  let end = 0;
  while (end < most - start && begun.at(-1 - end) === document.at(-1 - end)) end += 1;
  return {
    start,
    were: begun.slice(start, begun.length - end),
    are: document.slice(start, document.length - end),
  };
}

/** Where words stand that have no time, and did not stand there without one before. */
function placesOfNew(were: EditorDocument, are: EditorDocument): readonly number[] {
  const known = new Set(were);
  return are.flatMap((line, place) =>
    line.startMs === null && !known.has(line) && kindOf(line) === 'sung' ? [place] : [],
  );
}

/** Timed lines that have gone, and whose times no line has now, such as a part of one that was cut. */
function lostLines(were: EditorDocument, are: EditorDocument): EditorDocument {
  const roots = new Set(were.map(rootOf));
  const kept = new Set<EditorLine>();
  const taken = new Set<number>();
  for (const line of are) {
    if (line.startMs === null) continue;
    if (roots.has(rootOf(line))) kept.add(rootOf(line));
    else taken.add(line.startMs);
  }
  return were.filter((line) => line.startMs !== null && !kept.has(rootOf(line)) && !taken.has(line.startMs));
}

/** With those of these lines, each in its place, that are not before the timed line in front nor behind the next one. */
function withRising(document: EditorDocument, found: ReadonlyMap<number, EditorLine>): EditorDocument {
  const back = new Set<EditorLine>();
  const risen = withinTimes(document, (line, place, fits) => {
    const lost = found.get(place);
    if (lost === undefined || !fits(lost)) return line;
    back.add(rootOf(lost));
    return lost;
  });
  if (back.size === 0) return document;
  // What is back elsewhere does not come back a second time where it went, nor does another in front of it that is later.
  return withinTimes(risen, (line, _place, fits) =>
    line.startMs === null && line.origin && (back.has(line.origin) || !fits(line.origin))
      ? untimed(line.text)
      : line,
  );
}

/** Each line as it is chosen, with the answer whether another one fits there between the times around it. */
function withinTimes(
  document: EditorDocument,
  choose: (line: EditorLine, place: number, fits: (other: EditorLine) => boolean) => EditorLine,
): EditorDocument {
  const latest = new Float64Array(document.length);
  let next = Infinity;
  for (let place = document.length - 1; place >= 0; place -= 1) {
    latest[place] = next;
    next = document[place]?.startMs ?? next;
  }
  let earliest = 0;
  return document.map((line, place) => {
    const chosen = choose(line, place, ({ startMs }) => {
      return startMs !== null && startMs >= earliest && startMs <= (latest[place] ?? Infinity);
    });
    earliest = chosen.startMs ?? earliest;
    return chosen;
  });
}
