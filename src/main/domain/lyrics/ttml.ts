import type { LyricsLine } from '@shared/model';
import { clockMs, clockTime, cueTimes, wordsInSteps, type CueTimes } from './cues';
import { isRightToLeft, joinPieces, languageOf, onOneLine, piecesOf, type RawPiece } from './line-text';
import { classifyLine } from '@shared/lyrics-lines';
import {
  cueLines,
  inOrderOfTime,
  parsedLyrics,
  type LyricsDocument,
  type ParsedLyrics,
} from './lyrics-document';
import { readXml, xmlText, type XmlElement } from './xml';

/** TTML 2 in the text profile of IMSC 1.1: what television and Apple's players show as timed words. */

// ------------------------------------------------------------------------------------------------------- printing

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media"`;

const LAYOUT = `    <layout>
      <region xml:id="lyrics" tts:origin="10% 70%" tts:extent="80% 20%" tts:displayAlign="after" tts:textAlign="center"/>
    </layout>`;

const time = (ms: number) => clockTime(ms, '.', 3);

function printLine(line: LyricsLine, times: CueTimes): string {
  const words = wordsInSteps(line.words, times, 1);
  const pieces = piecesOf({ ...line, words });
  const text =
    words.length === 0
      ? xmlText(line.text)
      : pieces
          .map((piece, index) => {
            const endMs = piece.endMs ?? words[index + 1]?.startMs ?? times.endMs;
            const spaces = piece.text.slice(piece.text.trimEnd().length);
            return `<span begin="${time(piece.startMs)}" end="${time(endMs)}">${xmlText(piece.text.trimEnd())}</span>${spaces}`;
          })
          .join('');
  const direction = isRightToLeft(line.text) ? ' tts:direction="rtl"' : '';
  return `      <p begin="${time(times.startMs)}" end="${time(times.endMs)}"${direction}>${text}</p>`;
}

function printFacts({ title, model, clipId, createdAt }: LyricsDocument): string[] {
  const facts = [
    ...(model === null ? [] : [`Model: ${onOneLine(model)}`]),
    ...(clipId === null ? [] : [`Clip: ${onOneLine(clipId)}`]),
    ...(createdAt === null ? [] : [`Created: ${new Date(createdAt).toISOString()}`]),
  ];
  const elements = [
    ...(title === null || onOneLine(title) === ''
      ? []
      : [`<ttm:title>${xmlText(onOneLine(title))}</ttm:title>`]),
    ...(facts.length === 0 ? [] : [`<ttm:desc>${xmlText(facts.join(' · '))}</ttm:desc>`]),
  ];
  return elements.length === 0
    ? []
    : ['    <metadata>', ...elements.map((each) => `      ${each}`), '    </metadata>'];
}

/** A division for every section and every stanza; an empty one for a blank line that a section follows. */
function printBody(lines: readonly LyricsLine[], durationMs: number | null): string[] {
  const cues = cueTimes(
    lines.filter((line) => line.startMs !== null),
    durationMs,
    1,
  ).values();
  const body: string[] = [];
  let isOpen = false;
  const close = () => {
    if (isOpen) body.push('    </div>');
    isOpen = false;
  };
  lines.forEach((line, index) => {
    if (line.kind === 'blank') {
      close();
      if (lines[index + 1]?.kind !== 'sung') body.push('    <div/>');
      return;
    }
    const cue = line.startMs === null ? undefined : cues.next().value;
    if (cue === undefined) close();
    if (!isOpen) body.push('    <div>');
    isOpen = true;
    if (cue === undefined)
      body.push(`      <metadata><ttm:title>${xmlText(line.text)}</ttm:title></metadata>`);
    else body.push(printLine(line, cue));
  });
  close();
  return body;
}

/**
 * A `<p>` for every sung line that has a start, with a `<span>` for every word that has a time of its own; ends as
 * `cueTimes` says. Sections are divisions with a title, blank lines part divisions. The language stands there where the
 * script tells it, the direction where words run from right to left. Empty when no line has a time.
 */
export function printTtml(document: LyricsDocument): string {
  const lines = cueLines(document.lines);
  if (lines.length === 0) return '';
  const language = languageOf(lines.map((line) => (line.kind === 'sung' ? line.text : '')).join(' '));
  return [
    `${HEAD} xml:lang="${language}">`,
    '  <head>',
    ...printFacts(document),
    LAYOUT,
    '  </head>',
    '  <body region="lyrics">',
    ...printBody(lines, document.durationMs),
    '  </body>',
    '</tt>',
    '',
  ].join('\n');
}

// -------------------------------------------------------------------------------------------------------- parsing

const CLOCK = /^\s*(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?\s*$/;
const OFFSET = /^\s*(\d{1,9}(?:\.\d{1,9})?)(h|m|s|ms)?\s*$/;
const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Clock times (of Apple's players without hours, too) and offsets such as `12.5s`; null for frames, ticks and nothing. */
function readTime(value: string | undefined): number | null {
  if (value === undefined) return null;
  const clock = CLOCK.exec(value);
  if (clock !== null) return clockMs(clock[1], clock[2], clock[3], clock[4]);
  const offset = OFFSET.exec(value);
  return offset === null ? null : Math.round(Number(offset[1]) * (UNIT_MS[offset[2] ?? 's'] ?? 1000));
}

function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function readEnd({ attributes }: XmlElement, startMs: number | null): number | null {
  const durationMs = readTime(attributes.get('dur'));
  return (
    readTime(attributes.get('end')) ?? (durationMs === null || startMs === null ? null : startMs + durationMs)
  );
}

function readPieces(element: XmlElement, lineEndMs: number | null): RawPiece[] {
  const pieces: RawPiece[] = [];
  let endMs: number | null = null;
  const endWord = (nextMs: number | null) => {
    if (endMs !== null && endMs !== nextMs) pieces.push({ text: '', startMs: endMs });
    endMs = null;
  };
  for (const child of element.children) {
    if (typeof child === 'string') {
      pieces.push({ text: child, startMs: null });
    } else if (child.name === 'br') {
      pieces.push({ text: ' ', startMs: null });
    } else if (child.name === 'span') {
      const startMs = readTime(child.attributes.get('begin'));
      endWord(startMs);
      if (startMs === null) pieces.push(...readPieces(child, lineEndMs));
      else pieces.push({ text: textOf(child), startMs });
      endMs = startMs === null ? null : readEnd(child, startMs);
    }
  }
  endWord(lineEndMs);
  return pieces;
}

function readLine(element: XmlElement): LyricsLine {
  const startMs = readTime(element.attributes.get('begin'));
  const endMs = readEnd(element, startMs);
  const { text, words } = joinPieces(readPieces(element, endMs));
  return { ...classifyLine(text), startMs: startMs ?? words[0]?.startMs ?? null, endMs, words };
}

function childrenNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name,
  );
}

function readTitle(element: XmlElement | undefined): string {
  const [title] = childrenNamed(childrenNamed(element, 'metadata')[0], 'title');
  return title === undefined ? '' : onOneLine(textOf(title));
}

const BLANK: LyricsLine = classifyLine('');

/** A title makes a division a section; one without a title is a stanza. Apple's players name sections by an attribute. */
function readDivision(division: XmlElement, index: number): LyricsLine[] {
  const title = readTitle(division) || onOneLine(division.attributes.get('songPart') ?? '');
  const [label] = [classifyLine(title)].map((line) =>
    line.kind === 'sung' ? classifyLine(`[${title}]`) : line,
  );
  const lines = childrenNamed(division, 'p')
    .map(readLine)
    .filter((line) => line.kind !== 'blank');
  if (title !== '' && label !== undefined) return [label, ...lines];
  return index === 0 ? lines : [BLANK, ...lines];
}

/** Reads TTML, Apple's lyrics among it, by the elements it has; no lines where it has none; never throws. */
export function parseTtml(text: string): ParsedLyrics {
  const root = readXml(text);
  const tt = childrenNamed(root, 'tt')[0];
  const body = childrenNamed(tt, 'body')[0];
  const divisions = childrenNamed(body, 'div').flatMap(readDivision);
  const title = readTitle(childrenNamed(tt, 'head')[0]);
  const durationMs = readTime(body?.attributes.get('dur'));
  return parsedLyrics(inOrderOfTime([...divisions, ...childrenNamed(body, 'p').map(readLine)]), {
    title: title === '' ? null : title,
    durationMs,
  });
}
