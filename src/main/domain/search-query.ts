import type { TextRange } from '@shared/model';
import { foldCase } from './naming';

/**
 * Search in titles and words. One tokenizer serves the index, the query and the highlighting, so that the three cannot
 * disagree: what goes into SQLite's FTS5 (`unicode61 remove_diacritics 2`) is folded and split here already, into tokens
 * that unicode61 leaves as they are. What it falls short of and what is therefore done here:
 *
 * - it keeps й and ё apart from their decomposed forms, and ø, ł, đ, ß, æ, ﬁ, ı from what people type for them;
 * - it takes a run of Chinese, Japanese or Thai for one word: here every character is a token, and a piece of such a text
 *   is searched as a phrase; so are the syllables of Hangul;
 * - it treats the vowel signs of Indic scripts as spaces and knows no emoji: both become characters of a private plane
 *   (15), which it takes for letters.
 */

/** One part of what was typed. All terms must be found; the words of one term must follow each other. */
export interface SearchTerm {
  /** Folded as in the index; never empty. */
  readonly words: readonly string[];
  /** The user put it into quotes. */
  readonly isPhrase: boolean;
  /** The last word may go on: `"sal"` finds "salt". */
  readonly isPrefix: boolean;
  /** A single letter at the end of what was typed: more of the word is to come. */
  readonly isBegun: boolean;
}

/** A word of the index and the place in the original text that it came from. */
interface Token {
  readonly text: string;
  /** A character that is a word by itself, and can therefore not go on. */
  readonly isAlone: boolean;
  readonly start: number;
  readonly end: number;
}

// -------------------------------------------------------------------------------------------------------- folding

/** Letters without a decomposition, as people write them who have no key for them. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ħ', 'h'],
  ['ł', 'l'],
  ['ŧ', 't'],
  ['þ', 'th'],
  ['æ', 'ae'],
  ['œ', 'oe'],
]);

/**
 * What is put onto a character: accents, vowel signs, vowels and finals of decomposed Hangul, half-width voicing, tones
 * of skin.
 */
const ATTACHED = String.raw`\p{M}\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f\u200d\p{Emoji_Modifier}`;
const HAS_ATTACHED = new RegExp(`[${ATTACHED}]`, 'u');
/** Such a character with its base. Sticky: set `lastIndex`. */
const CLUSTER = new RegExp(`[^][${ATTACHED}]*`, 'uy');

/** Scripts whose characters are searched one by one; their accents make another letter and are kept. */
const ALONE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const PICTOGRAPH = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
/** Accents on letters of all other scripts, the points that Hebrew may leave out, and the stretcher of Arabic. */
const ACCENT = /[\p{Script=Inherited}\u0591-\u05c7\u0640]/gu;
/** Chooses between a coloured and a plain picture, or glues pictures together. */
const PICTURE_STYLE = /[\ufe00-\ufe0f\u200c\u200d]/gu;
/** The letters among the apostrophes are apostrophes here: з'їзд is one word in three spellings. */
const WORD_CHARACTER = /[^\P{L}\u02bb\u02bc]|[\p{N}\p{M}]/u;
const MARK = /\p{M}/u;
/** Part of no word, yet not the end of one: soft hyphens, joiners, accents, tones of skin. */
const PASSED_OVER = /^[\p{M}\p{Cf}\u0640\p{Emoji_Modifier}]/u;
const ZERO_WIDTH_SPACE = '\u200b';

const PRIVATE_PLANE = 0xf0000;

/** A letter of the private plane for a character that unicode61 takes for a space. */
function asLetter(character: string): string {
  return String.fromCodePoint(PRIVATE_PLANE + ((character.codePointAt(0) ?? 0) & 0xffff));
}

/** What a character with all that is attached to it comes to. */
interface Folding {
  readonly pieces: readonly { readonly text: string; readonly isAlone: boolean }[];
  /** True when nothing is left of it and the word that it stands in goes on behind it. */
  readonly isPassedOver: boolean;
}

function computeFolding(cluster: string): Folding {
  const composed = cluster.replace(PICTURE_STYLE, '').normalize('NFC');
  // What is attached may be of another script than its base, which decides: E with a vowel of Hangul is still an E.
  const base = String.fromCodePoint(composed.codePointAt(0) ?? 0).normalize('NFKC');
  const isAlone = ALONE.test(base) || PICTOGRAPH.test(base);
  const compatible = composed.normalize('NFKC');
  const folded = isAlone ? compatible : foldCase(compatible).normalize('NFKD').replace(ACCENT, '');
  const pieces: { text: string; isAlone: boolean }[] = [];
  for (const character of folded) {
    if (PICTOGRAPH.test(character)) pieces.push({ text: asLetter(character), isAlone: true });
    else if (WORD_CHARACTER.test(character)) {
      const letter = MARK.test(character) ? asLetter(character) : (LOOK_ALIKES.get(character) ?? character);
      pieces.push({ text: letter, isAlone: ALONE.test(character) });
    }
  }
  const isPassedOver =
    pieces.length === 0 && PASSED_OVER.test(cluster) && !cluster.startsWith(ZERO_WIDTH_SPACE);
  return { pieces, isPassedOver };
}

/** Folding costs a microsecond, and texts are made of few characters. */
const MAX_KNOWN_FOLDINGS = 50_000;
const knownFoldings = new Map<string, Folding>();

function foldingOf(cluster: string): Folding {
  const known = knownFoldings.get(cluster);
  if (known !== undefined) return known;
  const folding = computeFolding(cluster);
  if (knownFoldings.size >= MAX_KNOWN_FOLDINGS) knownFoldings.clear();
  if (cluster.length <= 8) knownFoldings.set(cluster, folding);
  return folding;
}

// ---------------------------------------------------------------------------------------------------- tokenizing

/**
 * What a UTF-16 unit is when nothing is attached to it, the quick answer for nearly all that texts are made of: a letter
 * that is folded already (`same`), another `letter`, a character that is a word by itself (`alone`), the `gap` between
 * words. The others need to be looked at with what stands beside them.
 */
const UnitKind = { unknown: 0, same: 1, letter: 2, alone: 3, gap: 4, attached: 5, complex: 6 } as const;

const unitKinds = new Uint8Array(0x10000);
/** The folded character of every unit whose kind is `same`, `letter` or `alone`. */
const unitFoldings: string[] = [];

function computeUnitKind(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return UnitKind.complex;
  const character = String.fromCharCode(unit);
  if (HAS_ATTACHED.test(character)) return UnitKind.attached;
  const { pieces, isPassedOver } = foldingOf(character);
  const [piece] = pieces;
  if (piece === undefined) return isPassedOver ? UnitKind.complex : UnitKind.gap;
  if (pieces.length > 1) return UnitKind.complex;
  unitFoldings[unit] = piece.text;
  if (piece.isAlone) return UnitKind.alone;
  return piece.text === character ? UnitKind.same : UnitKind.letter;
}

function unitKindAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (Number.isNaN(unit)) return UnitKind.gap;
  const known = unitKinds[unit] ?? UnitKind.unknown;
  if (known !== UnitKind.unknown) return known;
  return (unitKinds[unit] = computeUnitKind(unit));
}

/** Takes what a text is made of while it is walked through from its beginning to its end. */
interface TokenSink {
  addLetters(text: string, start: number, end: number): void;
  addAlone(text: string, start: number, end: number): void;
  endWord(): void;
}

/** Collects tokens with their places. */
class TokenList implements TokenSink {
  readonly tokens: Token[] = [];
  #word = '';
  #start = 0;
  #end = 0;

  addLetters(text: string, start: number, end: number): void {
    if (this.#word === '') this.#start = start;
    this.#word += text;
    this.#end = end;
  }

  addAlone(text: string, start: number, end: number): void {
    this.endWord();
    this.tokens.push({ text, isAlone: true, start, end });
  }

  endWord(): void {
    if (this.#word === '') return;
    this.tokens.push({ text: this.#word, isAlone: false, start: this.#start, end: this.#end });
    this.#word = '';
  }
}

/** Collects only the words, with single spaces between them. */
class WordText implements TokenSink {
  text = '';
  #isInWord = false;

  addLetters(text: string): void {
    this.text += this.#isInWord || this.text === '' ? text : ` ${text}`;
    this.#isInWord = true;
  }

  addAlone(text: string): void {
    this.text += this.text === '' ? text : ` ${text}`;
    this.#isInWord = false;
  }

  endWord(): void {
    this.#isInWord = false;
  }
}

function addCluster(sink: TokenSink, cluster: string, start: number): void {
  const end = start + cluster.length;
  const { pieces, isPassedOver } = foldingOf(cluster);
  if (pieces.length === 0 && !isPassedOver) sink.endWord();
  for (const piece of pieces) {
    if (piece.isAlone) sink.addAlone(piece.text, start, end);
    else sink.addLetters(piece.text, start, end);
  }
}

function clusterAt(text: string, index: number): string {
  CLUSTER.lastIndex = index;
  return CLUSTER.exec(text)?.[0] ?? text.charAt(index);
}

/** Whether what stands at the index is whole without what stands behind it. */
function isPlainAt(text: string, index: number): boolean {
  return unitKindAt(text, index) <= UnitKind.gap && unitKindAt(text, index + 1) <= UnitKind.gap;
}

/** Where the folded letters end that begin at the index; a last one with something attached to it is left out. */
function endOfSame(text: string, index: number): number {
  let end = index + 1;
  while (unitKindAt(text, end) === UnitKind.same && unitKindAt(text, end + 1) <= UnitKind.gap) end += 1;
  return end;
}

function walk(text: string, sink: TokenSink): void {
  let index = 0;
  while (index < text.length) {
    let end = index + 1;
    const kind = unitKindAt(text, index);
    if (!isPlainAt(text, index)) {
      const cluster = clusterAt(text, index);
      addCluster(sink, cluster, index);
      end = index + cluster.length;
    } else if (kind === UnitKind.same) {
      end = endOfSame(text, index);
      sink.addLetters(text.slice(index, end), index, end);
    } else if (kind === UnitKind.letter) {
      sink.addLetters(unitFoldings[text.charCodeAt(index)] ?? '', index, end);
    } else if (kind === UnitKind.alone) {
      sink.addAlone(unitFoldings[text.charCodeAt(index)] ?? '', index, end);
    } else {
      sink.endWord();
    }
    index = end;
  }
  sink.endWord();
}

function tokenize(text: string): Token[] {
  const list = new TokenList();
  walk(text, list);
  return list.tokens;
}

const IS_ASCII = /^[\0-\x7f]*$/;

/** A text as it goes into the index: folded words with single spaces between them. Empty when it has no words. */
export function toSearchText(text: string): string {
  // A library is imported through here: texts that have nothing but their case to fold take the short way.
  if (IS_ASCII.test(text)) return (text.toLowerCase().match(/[0-9a-z]+/g) ?? []).join(' ');
  const words = new WordText();
  walk(text, words);
  return words.text;
}

// ------------------------------------------------------------------------------------------------------ the query

const QUOTE = /["“”„«»]/;
const MAX_TERMS = 32;
const MAX_WORDS = 64;

function toTerm(text: string, isPhrase: boolean, isOpen: boolean, isAtEnd: boolean): SearchTerm | null {
  const tokens = tokenize(text).slice(0, MAX_WORDS);
  const last = tokens.at(-1);
  if (last === undefined) return null;
  const canGoOn = isOpen && !last.isAlone;
  const isLetter = last.text.length < 2;
  return {
    words: tokens.map((token) => token.text),
    isPhrase,
    isPrefix: canGoOn && !isLetter,
    isBegun: canGoOn && isLetter && isAtEnd && !isPhrase && tokens.length === 1,
  };
}

function isSameTerm(one: SearchTerm, other: SearchTerm): boolean {
  return one.isPrefix === other.isPrefix && one.words.join(' ') === other.words.join(' ');
}

/**
 * What is searched for. Every part between spaces is a term of its own and its last word a prefix from two letters on,
 * not only the part that is typed last: "dan sea" finds "Dancing by the Sea". One letter alone must be a whole word, or
 * the first key pressed would find everything. What stands in quotes is a phrase of whole words; while the closing quote
 * is missing its last word is still being typed. At most 32 terms of 64 words are looked at.
 */
export function parseSearch(input: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  const sections = input.split(QUOTE);
  sections.forEach((section, index) => {
    const isPhrase = index % 2 === 1;
    const isOpen = !isPhrase || index === sections.length - 1;
    const parts = isPhrase ? [section] : section.split(/\s+/u);
    for (const [at, part] of parts.entries()) {
      const isAtEnd = index === sections.length - 1 && at === parts.length - 1;
      const term = toTerm(part, isPhrase, isOpen, isAtEnd);
      if (term !== null && !terms.some((known) => isSameTerm(known, term))) terms.push(term);
    }
  });
  return terms.slice(0, MAX_TERMS);
}

/**
 * The text with words replaced, as they stand in the index; what is quoted, or no single word of letters, stays.
 *
 * @param replacementOf null where a word is to stay
 * @returns null when nothing is replaced
 */
export function replaceWords(text: string, replacementOf: (word: string) => string | null): string | null {
  let isReplaced = false;
  const sections = text.split(new RegExp(`(${QUOTE.source})`));
  let quotes = 0;
  const replaced = sections.map((section) => {
    if (QUOTE.test(section)) quotes += 1;
    if (quotes % 2 === 1) return section;
    return section.replace(/[^\s]+/gu, (part) => {
      const [token, ...others] = tokenize(part);
      if (token === undefined || token.isAlone || others.length > 0) return part;
      const replacement = replacementOf(token.text);
      isReplaced ||= replacement !== null;
      return replacement ?? part;
    });
  });
  return isReplaced ? replaced.join('') : null;
}

/** What the two full-text indexes are asked, in the syntax of FTS5; a song is found by either. */
export interface IndexQuery {
  /** Of titles, words, and what is told about a song. */
  readonly everything: string;
  /** Of titles alone: small, and quick to find by a single letter. Null when it is not asked. */
  readonly titles: string | null;
}

/** Columns of the index of everything; `about` is the prompt, the model and what the song was made by. */
const SEARCH_COLUMNS = ['title', 'words', 'about'] as const;
export type SearchColumn = (typeof SEARCH_COLUMNS)[number];

/**
 * What is to be asked for the terms; null when there is nothing to search for. The first letter of all also finds titles
 * that have a word with it; the first letter of a further word changes nothing yet, or the list would be empty for a moment.
 */
export function toIndexQuery(
  terms: readonly SearchTerm[],
  columns: readonly SearchColumn[] = SEARCH_COLUMNS,
): IndexQuery | null {
  const whole = terms.filter(({ isBegun }) => !isBegun);
  const query = toFtsQuery(whole.length === 0 ? terms : whole);
  if (query === null) return null;
  const isEverywhere = columns.length === SEARCH_COLUMNS.length;
  return {
    everything: isEverywhere ? query : `{${columns.join(' ')}} : (${query})`,
    titles: whole.length === 0 && columns.includes('title') ? `${query} *` : null,
  };
}

/** The words of a beginning of a title as the index has them. */
export function titleWords(beginning: string): string[] {
  return tokenize(beginning).map(({ text }) => text);
}

/**
 * The query for FTS5, to be bound as a parameter of `MATCH`; null when there is nothing to search for. Words hold only
 * letters and digits and stand in quotes, so nothing that was typed can be read as syntax.
 */
export function toFtsQuery(terms: readonly SearchTerm[]): string | null {
  if (terms.length === 0) return null;
  return terms.map((term) => `"${term.words.join(' ')}"${term.isPrefix ? ' *' : ''}`).join(' AND ');
}

// ------------------------------------------------------------------------------------------------------------ hits

function hasWord(token: Token | undefined, word: string, isPrefix: boolean): token is Token {
  return token !== undefined && (isPrefix ? token.text.startsWith(word) : token.text === word);
}

/** Where in the line a token's first `length` folded units end: a prefix is shown as far as it was typed. */
function endOfPrefix(line: string, token: Token, length: number): number {
  let end = token.start;
  let folded = 0;
  while (folded < length && end < token.end) {
    const cluster = clusterAt(line, end);
    for (const piece of foldingOf(cluster).pieces) folded += piece.text.length;
    end += cluster.length;
  }
  return end;
}

function rangesOfTerm(line: string, tokens: readonly Token[], term: SearchTerm): TextRange[] {
  const ranges: TextRange[] = [];
  const lastIndex = term.words.length - 1;
  const lastWord = term.words[lastIndex] ?? '';
  tokens.forEach((first, position) => {
    const isHit = term.words.every((word, index) =>
      hasWord(tokens[position + index], word, term.isPrefix && index === lastIndex),
    );
    const last = tokens[position + lastIndex];
    if (!isHit || last === undefined) return;
    const end = term.isPrefix ? endOfPrefix(line, last, lastWord.length) : last.end;
    ranges.push({ start: first.start, end });
  });
  return ranges;
}

function merged(ranges: TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start)) {
    const previous = result.at(-1);
    if (previous === undefined || range.start > previous.end) result.push(range);
    else result[result.length - 1] = { start: previous.start, end: Math.max(previous.end, range.end) };
  }
  return result;
}

/**
 * Where the terms stand in a line as it is shown: UTF-16 ranges, rising and apart from each other, found by the same
 * rules as in the index. A line need not hold all terms; a phrase that goes over a line's end is in neither line.
 */
export function findRanges(line: string, terms: readonly SearchTerm[]): TextRange[] {
  if (terms.length === 0) return [];
  const tokens = tokenize(line);
  return merged(terms.flatMap((term) => rangesOfTerm(line, tokens, term)));
}
