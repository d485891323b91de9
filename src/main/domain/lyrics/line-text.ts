import type { LyricsLine, LyricsWord } from '@shared/model';

/** The text of lines as files hold it: on one line, cut into its words, and with its direction told. */

/** A stretch of a line that has a time of its own, with the spaces behind it. */
export interface WordPiece {
  readonly text: string;
  readonly startMs: number;
  /** Null when only the start is known. */
  readonly endMs: number | null;
}

const SPACES = /[\s\p{Cc}]+/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** Without line breaks, control characters, double spaces, and halves of characters that no file can hold. */
export function onOneLine(text: string): string {
  return text.replace(SPACES, ' ').trim().replace(LONE_SURROGATE, '\ufffd');
}

/** The line with its text on one line; words begin where they began. */
export function lineOnOneLine(line: LyricsLine): LyricsLine {
  if (line.words.length === 0) return { ...line, text: onOneLine(line.text) };
  let text = '';
  const words = piecesOf(line).map(({ text: raw, startMs, endMs }) => {
    const piece = raw.replace(SPACES, ' ').replace(LONE_SURROGATE, '\ufffd');
    const isSpaceDouble = piece.startsWith(' ') && (text === '' || text.endsWith(' '));
    text += isSpaceDouble ? piece.slice(1) : piece;
    return { at: text.length - piece.trimStart().length, startMs, endMs };
  });
  return { ...line, text: text.trimEnd(), words };
}

/** What a line is made of, in its order; one piece where no word has a time. The pieces together are its text. */
export function piecesOf({ text, startMs, words }: LyricsLine): WordPiece[] {
  if (words.length === 0) return [{ text, startMs: startMs ?? 0, endMs: null }];
  return words.map((word, index) => ({
    text: text.slice(word.at, words[index + 1]?.at ?? text.length),
    startMs: word.startMs,
    endMs: word.endMs,
  }));
}

/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}\p{Script=Mandaic}\p{Script=Samaritan}]/u;

/** Whether the first letter of a text is of a script that runs from right to left. */
export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '');
}

const EMBEDDING = '\u202b';
const END_OF_EMBEDDING = '\u202c';

/**
 * Between direction marks where it runs from right to left: for formats whose readers take every line as one from left to
 * right and put its punctuation on the wrong side. `words` is the text without what the format puts between them.
 */
export function withDirectionMarks(text: string, words = text): string {
  if (!isRightToLeft(words) || words.startsWith(EMBEDDING)) return text;
  return `${EMBEDDING}${text}${END_OF_EMBEDDING}`;
}

/** Without the marks that `withDirectionMarks` puts around it. */
export function withoutDirectionMarks(text: string): string {
  const isMarked = text.startsWith(EMBEDDING) && text.endsWith(END_OF_EMBEDDING);
  return isMarked ? text.slice(1, -1) : text;
}

/** Scripts that only one language of note is written in. Han stands last: Japanese has it too. */
const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Han}/u, 'zh'],
];

/**
 * The language (BCP 47) where its script tells it; empty where several are written in that script, as in Latin, Cyrillic
 * and Arabic letters, and where another alphabet stands beside it.
 */
export function languageOf(text: string): string {
  const found = LANGUAGES.find(([script]) => script.test(text));
  return found === undefined || /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}]/u.test(text)
    ? ''
    : found[1];
}

/** A stretch of a line as a file has it; a stamp in front of nothing but spaces tells when the word before it ends. */
export interface RawPiece {
  readonly text: string;
  /** Null where no stamp stands in front of it. */
  readonly startMs: number | null;
}

/** A line put together from its pieces. */
export interface JoinedPieces {
  readonly text: string;
  readonly words: readonly LyricsWord[];
  /** Told by a stamp behind the last word; null when there is none. */
  readonly endMs: number | null;
}

/** The line that these pieces make, with one space where pieces have some between them. */
export function joinPieces(pieces: readonly RawPiece[]): JoinedPieces {
  const words: { at: number; startMs: number; endMs: number | null }[] = [];
  let text = '';
  let endMs: number | null = null;
  for (const piece of pieces) {
    const raw = piece.text.replace(SPACES, ' ');
    text += raw.startsWith(' ') && (text === '' || text.endsWith(' ')) ? raw.slice(1) : raw;
    const isSpace = raw.trim() === '';
    if (isSpace && piece.startMs === null) continue;
    endMs = isSpace ? piece.startMs : null;
    const latest = words.at(-1);
    if (isSpace && latest !== undefined) latest.endMs ??= piece.startMs;
    if (!isSpace && piece.startMs !== null)
      words.push({ at: text.length - raw.trimStart().length, startMs: piece.startMs, endMs: null });
  }
  return { text: text.trim(), words, endMs };
}
