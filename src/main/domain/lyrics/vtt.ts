import type { LyricsLine, LyricsWord } from '@shared/model';
import { clockMs, clockTime, cueTimes, wordsInSteps, type CueTimes } from './cues';
import { withoutEntities } from './entities';
import { joinPieces, onOneLine, piecesOf, type RawPiece } from './line-text';
import { classifyLine, LINE_BREAK } from '@shared/lyrics-lines';
import {
  cueLines,
  inOrderOfTime,
  lineAsText,
  parsedLyrics,
  type LyricsDocument,
  type ParsedLyrics,
} from './lyrics-document';

/** WebVTT, the subtitles of web pages: cues with times in milliseconds, and stamps within them for words. */

// ------------------------------------------------------------------------------------------------------- printing

function safeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** In headers and notes nothing is escaped; the arrow alone is not allowed. */
function safeNote(text: string): string {
  return onOneLine(text).replaceAll('-->', '→');
}

/** The words that stamps can tell apart: they rise within the cue, and none stands at its start or end. */
function tellableWords(words: readonly LyricsWord[], times: CueTimes): LyricsWord[] {
  const tellable: LyricsWord[] = [];
  for (const word of wordsInSteps(words, times, 1)) {
    const latestMs = tellable.at(-1)?.startMs ?? times.startMs;
    const isFirst = tellable.length === 0;
    if (word.startMs < times.endMs && (word.startMs > latestMs || isFirst)) tellable.push(word);
    else if (isFirst) return [];
  }
  return tellable.length > 1 ? tellable : [];
}

function printCue(line: LyricsLine, times: CueTimes): string {
  const words = tellableWords(line.words, times);
  const text = piecesOf({ ...line, words }).map((piece, index) => {
    const needsStamp = words.length > 0 && (index > 0 || piece.startMs > times.startMs);
    return `${needsStamp ? `<${clockTime(piece.startMs, '.', 3)}>` : ''}${safeText(piece.text)}`;
  });
  return `${clockTime(times.startMs, '.', 3)} --> ${clockTime(times.endMs, '.', 3)}\n${text.join('')}`;
}

function printNote(line: LyricsLine): string {
  return line.kind === 'blank' ? 'NOTE' : `NOTE ${safeNote(lineAsText(line))}`;
}

function printFacts({ model, clipId, createdAt }: LyricsDocument): string[] {
  const facts = [
    ...(model === null ? [] : [`Model: ${safeNote(model)}`]),
    ...(clipId === null ? [] : [`Clip: ${safeNote(clipId)}`]),
    ...(createdAt === null ? [] : [`Created: ${new Date(createdAt).toISOString()}`]),
  ];
  return facts.length === 0 ? [] : [['NOTE', ...facts].join('\n')];
}

/**
 * A cue for every sung line that has a start, with stamps where its words have times of their own that rise; ends as
 * `cueTimes` says. Labels and instructions are notes in their brackets, blank lines empty notes. Empty when no line has a
 * time.
 */
export function printVtt(document: LyricsDocument): string {
  const lines = cueLines(document.lines);
  const timed = lines.filter((line) => line.startMs !== null);
  if (lines.length === 0) return '';
  const times = cueTimes(timed, document.durationMs, 1).values();
  const title = safeNote(document.title ?? '');
  const blocks = lines.map((line) => {
    const cue = line.startMs === null ? undefined : times.next().value;
    return cue === undefined ? printNote(line) : printCue(line, cue);
  });
  return `${[title === '' ? 'WEBVTT' : `WEBVTT - ${title}`, ...printFacts(document), ...blocks].join('\n\n')}\n`;
}

// -------------------------------------------------------------------------------------------------------- parsing

const TIME = String.raw`(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s|$)`);
const STAMP = new RegExp(`^${TIME}$`);
const TAG_OR_TEXT = /<([^<>]*)>|[^<]+|</g;

/** The cue's words with the times of the stamps between them; other tags are taken out. */
function readCueText(raw: string): RawPiece[] {
  const pieces: { text: string; startMs: number | null }[] = [{ text: '', startMs: null }];
  for (const [whole, tag] of raw.matchAll(TAG_OR_TEXT)) {
    const stamp = tag === undefined ? null : STAMP.exec(tag);
    if (stamp !== null) {
      pieces.push({ text: '', startMs: clockMs(stamp[1], stamp[2], stamp[3], stamp[4]) });
    } else if (tag === undefined) {
      const latest = pieces.at(-1);
      if (latest !== undefined) latest.text += withoutEntities(whole);
    }
  }
  return pieces;
}

function readCue(timing: RegExpExecArray, words: readonly string[]): LyricsLine {
  const [, h1, m1, s1, f1, h2, m2, s2, f2] = timing;
  const startMs = clockMs(h1, m1, s1, f1);
  const [first, ...further] = readCueText(words.join(' '));
  const isStamped = further.length > 0 && first !== undefined && first.text.trim() !== '';
  const joined = joinPieces([{ text: first?.text ?? '', startMs: isStamped ? startMs : null }, ...further]);
  return { ...classifyLine(joined.text), startMs, endMs: clockMs(h2, m2, s2, f2), words: joined.words };
}

/** A note that is nothing but a label or an instruction in its brackets, or empty; null for any other. */
function readNote(block: readonly string[]): LyricsLine | null {
  if (block.length > 1) return null;
  const line = classifyLine((block[0] ?? '').slice('NOTE'.length));
  return line.kind === 'sung' ? null : line;
}

function readBlock(block: readonly string[]): LyricsLine | null {
  // A cue may have a name, on a line of its own in front of its times.
  for (const [index, raw] of block.slice(0, 2).entries()) {
    const timing = TIMING.exec(raw);
    if (timing !== null) return readCue(timing, block.slice(index + 1));
  }
  return /^NOTE(?:\s|$)/.test(block[0] ?? '') ? readNote(block) : null;
}

function isCue(block: readonly string[] | null): boolean {
  return block?.some((line) => line.includes('-->')) === true;
}

function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let open: string[] | null = null;
  for (const raw of text.split(LINE_BREAK)) {
    // A space is a line: automatic captions have such ones at the top of their cues.
    if (raw === '' || (raw.trim() === '' && !isCue(open))) {
      open = null;
    } else if (open === null || (raw.includes('-->') && isCue(open))) {
      open = [raw];
      blocks.push(open);
    } else {
      open.push(raw);
    }
  }
  return blocks;
}

/**
 * Reads WebVTT as it is found in the wild: any line ends, a byte order mark, names of cues, settings, styles, regions,
 * notes, tags (taken out, all but the stamps of words), no hours. A cue of several lines becomes one line, empty cues are
 * passed over; never throws.
 */
export function parseVtt(text: string): ParsedLyrics {
  const blocks = blocksOf(text.replace(/^\ufeff/, ''));
  const title = /^WEBVTT[ \t]+-[ \t]*(.*)$/.exec(blocks[0]?.[0] ?? '')?.[1]?.trim() ?? '';
  const lines = blocks.map(readBlock).filter((line) => line !== null);
  const sungOrLabel = lines.filter((line) => line.kind !== 'blank' || line.startMs === null);
  return parsedLyrics(inOrderOfTime(sungOrLabel), { title: title === '' ? null : title });
}
