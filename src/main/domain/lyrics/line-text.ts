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

/** Puts a text together from pieces, with one space where some stand at a seam. Never reads what it has written. */
function createJoiner() {
  const parts: string[] = [];
  let length = 0;
  let needsNoSpace = true;
  return {
    /** Adds a piece and gives the index at which its first character that is no space stands. */
    add(raw: string): number {
      const piece = raw.replace(SPACES, ' ').replace(LONE_SURROGATE, '\ufffd');
      const added = piece.startsWith(' ') && needsNoSpace ? piece.slice(1) : piece;
      parts.push(added);
      length += added.length;
      if (added !== '') needsNoSpace = added.endsWith(' ');
      return length - piece.trimStart().length;
    },
    text: () => parts.join('').trimEnd(),
  };
}

/** The line with its text on one line; words begin where they began. */
export function lineOnOneLine(line: LyricsLine): LyricsLine {
  if (line.words.length === 0) return { ...line, text: onOneLine(line.text) };
  const joiner = createJoiner();
  const words = piecesOf(line).map(({ text, startMs, endMs }) => ({ at: joiner.add(text), startMs, endMs }));
  return { ...line, text: joiner.text(), words };
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
  const joiner = createJoiner();
  let endMs: number | null = null;
  for (const { text, startMs } of pieces) {
    const at = joiner.add(text);
    const isSpace = text.trim() === '';
    if (isSpace && startMs === null) continue;
    endMs = isSpace ? startMs : null;
    const latest = words.at(-1);
    if (isSpace && latest !== undefined) latest.endMs ??= startMs;
    if (!isSpace && startMs !== null) words.push({ at, startMs, endMs: null });
  }
  return { text: joiner.text(), words, endMs };
}
