import type { Word } from './words';

/** `job-a`, `take_one`: words that were put together. */
const JOINED = /[A-Za-z0-9][_-]+[A-Za-z0-9]/;
/** So are `well-known` and `hip-hop`; these are not written in a sentence: `take_one`, `my-demo-b`. */
const CODED = /[A-Za-z0-9]_+[A-Za-z0-9]|-[A-Za-z]$/;
const FIRST_PART = /^[A-Za-z0-9]+/;
/** A capital behind a small letter. */
const INNER_CAPITAL = /[a-z][A-Z]/;
/** Letters and digits in one. */
const MIXED = /[A-Za-z][_-]*[0-9]|[0-9][_-]*[A-Za-z]/;
/** Words that only happen to begin alike or to be of one length are shorter. */
const MIN_SHARED_START = 3;
const MIN_SHARED_LENGTH = 8;

/**
 * Whether words that stand side by side are a list of ids, though some or all of them are without a digit: `job-a job-b`.
 * They are if each can be an id and either all have a `-` or `_` inside, and are no two words of a language put together,
 * or all have one shape: the same length or the same beginning. One word that does not fit makes it a sentence (`my well-known song from last-night`). Where in doubt it
 * is one: a sentence taken for ids costs requests, and words that are refused are shown with the reason.
 */
export function isIdList(words: readonly Word[]): boolean {
  const members = words.filter(({ kind }) => kind !== 'nothing' && kind !== 'number');
  // A UUID has no ids of another kind beside it: they are remarks.
  if (!members.every(({ kind }) => kind === 'id' || kind === 'name')) return false;
  // Words over and over are sung.
  const distinct = [...new Map(members.map(({ text }) => [text.toLowerCase(), text])).values()];
  return distinct.length > 1 && (areJoined(distinct) || haveOneShape(distinct));
}

function areJoined(words: readonly string[]): boolean {
  if (!words.every((word) => JOINED.test(word))) return false;
  const firstParts = new Set(words.map((word) => FIRST_PART.exec(word)?.[0]));
  const [first = ''] = firstParts;
  const isSeries = firstParts.size === 1 && first.length >= MIN_SHARED_START;
  return isSeries || words.some((word) => CODED.test(word));
}

function haveOneShape(words: readonly string[]): boolean {
  const [first = ''] = words;
  const isSeveral = words.length > 2;
  const isOneLength = words.every((word) => word.length === first.length);
  const start = sharedStart(words);
  // `joba jobb`: names that count up.
  if (start >= MIN_SHARED_START && (isSeveral || (isOneLength && start === first.length - 1))) return true;
  const isCoded = words.some((word) => MIXED.test(word)) || words.every((word) => INNER_CAPITAL.test(word));
  return isOneLength && first.length >= MIN_SHARED_LENGTH && (isSeveral || isCoded);
}

/** With how many characters all of them begin alike. */
function sharedStart([first = '', ...others]: readonly string[]): number {
  let length = first.length;
  for (const word of others) {
    let index = 0;
    while (index < length && word.charAt(index) === first.charAt(index)) index += 1;
    length = index;
  }
  return length;
}
