/** Names that people give their lists. */

/** Marks that turn the direction of everything behind them; the plain ones (LRM, RLM) only help and stay. */
const DIRECTION_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/gu;

/** A name as it can stand among others and within a sentence: one line, and nothing that turns the text around it. */
export function oneLineName(text: string): string {
  return text
    .replace(DIRECTION_OVERRIDE, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/**
 * The name, with a number behind it where it is taken: for lists that get their name by themselves. Case is of no account.
 *
 * @param limit characters that it may have
 */
export function freeName(name: string, taken: Iterable<string>, limit: number): string {
  const keys = new Set([...taken].map(keyOf));
  let free = name.slice(0, limit).trim();
  for (let number = 2; keys.has(keyOf(free)); number += 1) {
    const ending = ` ${number}`;
    free = `${name.slice(0, limit - ending.length).trim()}${ending}`;
  }
  return free;
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
