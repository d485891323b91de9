/** Numbers and what separates them, no more than a person types or copies by hand. */
const NUMBERS = /^[\s,;|]*\d{1,128}(?:[\s,;|、，；]+\d{1,128}){0,99}[\s,;|、，；]*$/;
const LONGEST_LIST = 2_000;
/** Ids that count up are of about one length; `1  1234567` is an id with its row's number. */
const MOST_DIFFERENCE = 2;
/** A day as eight digits. */
const DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

/**
 * The members of a short text that is nothing but whole numbers of about one length: API.md rules out no short number,
 * and nobody means anything else by them here. Empty where the text has anything else in it, or where a number is a date.
 */
export function numbersOf(text: string): readonly string[] {
  if (text.length > LONGEST_LIST || !NUMBERS.test(text)) return [];
  const numbers = text.match(/\d+/g) ?? [];
  const lengths = numbers.map((number) => number.length);
  const isOfOneKind = Math.max(...lengths) - Math.min(...lengths) <= MOST_DIFFERENCE;
  return isOfOneKind && !numbers.some((number) => DATE.test(number)) ? numbers : [];
}
