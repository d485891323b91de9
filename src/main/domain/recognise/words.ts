import type { NotAnIdReason } from '@shared/model';

const MAX_ID_LENGTH = 128;
const ID_CHARACTERS = /^[A-Za-z0-9_-]+$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DIGIT = /[0-9]/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Words of any language, with what stands in the middle of words. */
const PROSE_WORD = /^[\p{L}\p{M}\p{N}'’.,:;!?…&+_-]+$/u;

/** Numbers that are no names: counts, versions, times of day, percentages, measures. */
const SHORT_NUMBER = /^\d{1,5}(?:st|nd|rd|th|s|ms|min|m|h|x|k|kb|mb|gb|kbps|bpm)?$/i;
const COMPOUND_NUMBER = /^[+-]?\d{1,9}(?:(?:[.:/]\d{1,9}){1,8}%?|%)$/;
const DATE =
  /^(?:\d{4}-\d{1,2}-\d{1,2}(?:[T_].{0,40})?|\d{1,2}-\d{1,2}-(?:\d{2}|\d{4})|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/i;

/** Names of columns and fields, and the values that stand in them, written without `_`, `-` and spaces. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  (
    'jobid jobids job jobs id ids title titles name status state action type message model mv progress quota hookurl ' +
    'clipid clip clips lyricsid lyrics musics music createtime createdat created updatedat date time duration url urls ' +
    'audiourl wavurl videourl imageurl data success failed pendingqueue onqueue null true false none undefined nan ' +
    'number index key value prompt soundprompt seed bpm length code song songs link links'
  ).split(' '),
);

/** The name of a column or field as `KNOWN_WORDS` writes it. */
export function plainKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

export function isKnownWord(word: string): boolean {
  return word.length <= 20 && KNOWN_WORDS.has(plainKey(word));
}

/** Why this can be no id, wherever it stands; null where it can be one. API.md limits only the characters and the length. */
export function whyNoId(text: string): 'too-long' | 'odd-characters' | null {
  if (!ID_CHARACTERS.test(text)) return 'odd-characters';
  return text.length > MAX_ID_LENGTH ? 'too-long' : null;
}

/**
 * `id` for certain · `name` a plain word that is an id where it stands alone · `prose` a word that never is ·
 * `nothing` a number, a date, a dash · else why it is none.
 */
export type TokenClass = 'id' | 'name' | 'prose' | 'nothing' | NotAnIdReason;

export function classify(token: string): TokenClass {
  if (!LETTER_OR_DIGIT.test(token)) return 'nothing';
  if (SHORT_NUMBER.test(token) || COMPOUND_NUMBER.test(token) || DATE.test(token)) return 'nothing';
  const reason = whyNoId(token);
  if (reason === null) return UUID.test(token) || DIGIT.test(token) ? 'id' : 'name';
  return reason === 'odd-characters' && PROSE_WORD.test(token) ? 'prose' : reason;
}

const OUTER_PUNCTUATION = new Set('.,:;!?…*#•·–—~=');

/** The token without the punctuation of the sentence or list around it. */
export function bare(token: string): string {
  let start = 0;
  let end = token.length;
  while (start < end && OUTER_PUNCTUATION.has(token.charAt(start))) start += 1;
  while (end > start && OUTER_PUNCTUATION.has(token.charAt(end - 1))) end -= 1;
  return token.slice(start, end);
}
