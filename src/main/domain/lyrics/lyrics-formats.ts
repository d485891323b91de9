import type { LyricsFormat } from '@shared/model';
import { parseAss, printAss } from './ass';
import { parseLrc, printLrc, type LrcStamps } from './lrc';
import { splitLines } from './lines';
import {
  linesAsText,
  parsedLyrics,
  printableLines,
  tidyLines,
  type LyricsDocument,
  type ParsedLyrics,
} from './lyrics-document';
import { isLyricsJson, parseLyricsJson, printLyricsJson } from './lyrics-json';
import { printMarkdown } from './markdown';
import { parseSrt, printSrt } from './srt';
import { parseTtml, printTtml } from './ttml';
import { printSungTxt, printTxt } from './txt';
import { parseVtt, printVtt } from './vtt';

/** Every format of lyrics files, so that whoever writes, copies or reads them needs to know none of them. */

export interface LyricsPrintOptions {
  /** Whether section labels and instructions are written: for `txt` alone; other formats keep what they have a place for. */
  readonly hasSections: boolean;
}

export interface LyricsFileKind {
  /** Of the file's name, without a point. `lrc` and `lrc-words` share theirs. */
  readonly ending: string;
  readonly mediaType: string;
  /** What of a song's lines a file of this format holds. */
  readonly times: 'none' | 'lines' | 'words';
  /** How exact its times are, in milliseconds; null when it has none. */
  readonly stepMs: 1 | 10 | null;
  readonly hasSections: boolean;
  readonly hasBlankLines: boolean;
  /** Whether sung lines without a time are in it. */
  readonly hasUntimedLines: boolean;
  /** The file's content, with `\n` at line ends; empty where the format has nothing to say of this song. */
  readonly print: (document: LyricsDocument, options?: LyricsPrintOptions) => string;
  /** Reads a file's text (see `decodeText`); never throws. Null where files of this format are not read. */
  readonly parse: ((text: string) => ParsedLyrics) | null;
}

// ------------------------------------------------------------------------------------- those with shapes of their own

function printText({ text, lines }: LyricsDocument, options?: LyricsPrintOptions): string {
  const words = text ?? linesAsText(tidyLines(lines));
  return options?.hasSections === false ? printSungTxt(words) : printTxt(words);
}

function parseText(text: string): ParsedLyrics {
  const words = text.replace(/^\ufeff/, '');
  return parsedLyrics(splitLines(words), { text: words });
}

function printStamps(stamps: LrcStamps) {
  return ({ lines, title, durationMs }: LyricsDocument): string => {
    const all = printableLines(lines);
    // What stands behind the last timed line has no place, and a blank one there is read back as none.
    const printable = all.slice(0, all.findLastIndex((line) => line.startMs !== null) + 1);
    if (printable.length === 0) return '';
    return printLrc(printable, { title: title ?? '', lengthMs: durationMs }, stamps);
  };
}

function parseStamps(text: string): ParsedLyrics {
  const { lines, tags, offsetMs } = parseLrc(text);
  return parsedLyrics(lines, { title: tags.title ?? null, durationMs: tags.lengthMs ?? null, offsetMs });
}

const LRC: Omit<LyricsFileKind, 'times' | 'print'> = {
  ending: 'lrc',
  mediaType: 'text/plain',
  stepMs: 10,
  hasSections: false,
  hasBlankLines: false,
  hasUntimedLines: false,
  parse: parseStamps,
};

/** Formats that hold all but untimed lines. */
const RICH = { times: 'words', hasSections: true, hasBlankLines: true, hasUntimedLines: false } as const;

export const LYRICS_FILE_KINDS: Readonly<Record<LyricsFormat, LyricsFileKind>> = {
  txt: {
    ending: 'txt',
    mediaType: 'text/plain',
    times: 'none',
    stepMs: null,
    hasSections: true,
    hasBlankLines: true,
    hasUntimedLines: true,
    print: printText,
    parse: parseText,
  },
  lrc: { ...LRC, times: 'lines', print: printStamps('lines') },
  'lrc-words': { ...LRC, times: 'words', print: printStamps('words') },
  srt: {
    ending: 'srt',
    mediaType: 'application/x-subrip',
    times: 'lines',
    stepMs: 1,
    hasSections: false,
    hasBlankLines: false,
    hasUntimedLines: false,
    print: ({ lines, durationMs }) => printSrt(printableLines(lines), durationMs),
    parse: (text) => parsedLyrics(parseSrt(text)),
  },
  vtt: { ...RICH, ending: 'vtt', mediaType: 'text/vtt', stepMs: 1, print: printVtt, parse: parseVtt },
  ass: { ...RICH, ending: 'ass', mediaType: 'text/x-ssa', stepMs: 10, print: printAss, parse: parseAss },
  ttml: {
    ...RICH,
    ending: 'ttml',
    mediaType: 'application/ttml+xml',
    stepMs: 1,
    print: printTtml,
    parse: parseTtml,
  },
  json: {
    ...RICH,
    ending: 'json',
    mediaType: 'application/json',
    stepMs: 1,
    hasUntimedLines: true,
    print: printLyricsJson,
    parse: parseLyricsJson,
  },
  md: {
    ending: 'md',
    mediaType: 'text/markdown',
    times: 'none',
    stepMs: null,
    hasSections: true,
    hasBlankLines: true,
    hasUntimedLines: true,
    print: printMarkdown,
    parse: null,
  },
};

// ------------------------------------------------------------------------------------------------------- detection

const ENDINGS: Readonly<Record<string, LyricsFormat | null>> = {
  txt: 'txt',
  lrc: 'lrc',
  srt: 'srt',
  vtt: 'vtt',
  ass: 'ass',
  ssa: 'ass',
  ttml: 'ttml',
  dfxp: 'ttml',
  xml: 'ttml',
  json: 'json',
};

/** So much of a text tells what it is. */
const BEGINNING = 20_000;

const SIGNATURES: readonly (readonly [RegExp, LyricsFormat])[] = [
  [/^WEBVTT(?:\s|$)/, 'vtt'],
  [/^\s*\[Script Info\]/i, 'ass'],
  [/^\s*<(?:\?xml|!--|(?:\w+:)?tt[\s>])/, 'ttml'],
  [/^[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?[ \t]*-->/m, 'srt'],
  [/^[ \t]*[[<][ \t]*\d{1,6}:\d{1,2}(?:[.:,]\d{1,3})?[ \t]*[\]>]/m, 'lrc'],
];

/** Formats that need no stamp at the beginning of a line to be what their name says. */
const PLAIN_NAMES: readonly (LyricsFormat | null)[] = ['txt', 'lrc'];

/**
 * Which format a dropped file or a pasted text (`fileName` null) is of. What it holds counts before its name: many a `.txt`
 * is an LRC. Null where it is none that can be read: another kind of file, JSON or XML of others.
 */
export function detectLyricsFormat(text: string, fileName: string | null): LyricsFormat | null {
  const ending = /\.([^./\\]+)$/.exec(fileName ?? '')?.[1]?.toLowerCase();
  const named = ending === undefined ? 'txt' : (ENDINGS[ending] ?? null);
  const whole = text.replace(/^\ufeff/, '');
  const isJson = /^\s*\{/.test(whole) && isLyricsJson(whole);
  if (isJson) return 'json';
  const beginning = whole.slice(0, BEGINNING);
  const [, signed] = SIGNATURES.find(([signature]) => signature.test(beginning)) ?? [null, null];
  if (signed === 'ttml' && !/<(?:\w+:)?tt[\s>]/.test(beginning)) return null;
  return signed ?? (PLAIN_NAMES.includes(named) ? 'txt' : null);
}
