import type { UnwritableReason } from '@shared/export';
import { withOffset } from '@shared/lyrics-lines';
import type { LyricsFormat } from '@shared/model';
import { countUntimed } from '../domain/lyrics/lines';
import type { LyricsDocument } from '../domain/lyrics/lyrics-document';
import { LYRICS_FILE_KINDS } from '../domain/lyrics/lyrics-formats';
import { readLyrics, type WordsToRead } from '../domain/lyrics/reading';
import type { TaggedWords } from '../domain/tags/song-tags';
import type { WordsDocument } from './lyrics';
import { sha256 } from './whole-file';

/** The words of a song as they are stored, with what is known of it: enough to print them in any format. */
export interface StoredWords extends WordsToRead, Omit<LyricsDocument, 'lines' | 'text' | 'durationMs'> {
  /** So much later than told they are shown. */
  readonly offsetMs: number;
}

export interface PrintOrder {
  readonly words: StoredWords;
  readonly formats: readonly LyricsFormat[];
  readonly hasSections: boolean;
  /** Whether they are wanted in the forms of tags too. */
  readonly isForTags: boolean;
}

export interface PrintedWords {
  readonly isTimed: boolean;
  /** In the order of the formats. */
  readonly files: readonly PrintedFile[];
  /** Null where they are not wanted, or there are none to sing. */
  readonly tagged: TaggedWords | null;
}

export type PrintedFile =
  | {
      readonly kind: 'printed';
      readonly format: LyricsFormat;
      readonly content: string;
      readonly sha256: string;
      readonly isTimed: boolean;
      /** Sung lines that are not in it, because nobody knows when they are sung. */
      readonly untimedLines: number;
    }
  | { readonly kind: 'unwritable'; readonly format: LyricsFormat; readonly reason: UnwritableReason };

/** Prints words by whoever does it: a thread, because those of megabytes take a second in each format. */
export type PrintWords = (order: PrintOrder) => Promise<PrintedWords>;

/** Reads and prints the words of one song. */
export function printSong({ words, formats, hasSections, isForTags }: PrintOrder): PrintedWords {
  const { state, lines } = readLyrics(words);
  const document = { ...words, state, lines: withOffset(lines, words.offsetMs, words.durationMs) };
  return {
    isTimed: state === 'timed',
    files: formats.map((format) => printFile(document, format, hasSections)),
    tagged: isForTags ? taggedWords(document) : null,
  };
}

function printFile(document: WordsDocument, format: LyricsFormat, hasSections: boolean): PrintedFile {
  const reason = whyUnwritable(document, format);
  if (reason !== null) return { kind: 'unwritable', format, reason };
  const { print, times } = LYRICS_FILE_KINDS[format];
  const content = print(document, { hasSections });
  return {
    kind: 'printed',
    format,
    content,
    sha256: sha256(content),
    isTimed: times !== 'none' && document.state === 'timed',
    untimedLines: untimedLinesIn(document, [format]),
  };
}

/** The words in the forms that tags hold; null where there are none to sing. */
function taggedWords(words: WordsDocument): TaggedWords | null {
  if (words.state === 'none' || words.state === 'instrumental') return null;
  const { txt, lrc } = LYRICS_FILE_KINDS;
  return {
    text: txt.print(words, { hasSections: true }).trimEnd(),
    lines: words.lines,
    lrc: words.state === 'timed' ? lrc.print(words).trimEnd() : null,
    syncBy: 'line',
  };
}

/** Null when these words can be written in the format. */
export function whyUnwritable(
  { state, lines }: WordsDocument,
  format: LyricsFormat,
): UnwritableReason | null {
  if (state === 'none') return 'no-words';
  if (state === 'instrumental') return 'instrumental';
  if (!LYRICS_FILE_KINDS[format].hasUntimedLines && state !== 'timed') return 'no-times';
  // Without them it would be the file of the plain format once more.
  if (format === 'lrc-words' && !lines.some(({ words }) => words.length > 0)) return 'no-word-times';
  return null;
}

/** How many sung lines files of these formats do not have, because nobody knows when they are sung. */
export function untimedLinesIn({ lines }: WordsDocument, formats: readonly LyricsFormat[]): number {
  return formats.some((format) => !LYRICS_FILE_KINDS[format].hasUntimedLines) ? countUntimed(lines) : 0;
}
