/** A stretch of a prompt, and whether it is not in all of the prompts. */
export interface PromptPart {
  readonly text: string;
  readonly isOwn: boolean;
}

/** Of what is common to all so many words stand beside what is not. */
const WORDS_BESIDE = 5;

/** Of longer prompts the rest is shown as it is: what is compared grows with the square of it. */
const MOST_WORDS = 600;

/** What each prompt has of its own: words that the others do not have in this order. Null where all are the same. */
export function promptDifferences(
  prompts: readonly (string | null)[],
): readonly (readonly PromptPart[])[] | null {
  const texts = prompts.map((prompt) => prompt?.trim() ?? '');
  if (texts.every((text) => text === texts[0])) return null;
  const words = texts.map((text) => text.split(/\s+/).filter((word) => word !== ''));
  const compared = words.map((each) => each.slice(0, MOST_WORDS));
  const common = compared.reduce<readonly string[]>(commonWords, compared[0] ?? []);
  return words.map((each) => partsOf(each, common));
}

/** The same to be read at a glance: of long stretches that all have, only the words beside what is its own. */
export function inBrief(parts: readonly PromptPart[]): readonly PromptPart[] {
  return parts.map(({ text, isOwn }, index) => {
    const words = text.split(' ');
    if (isOwn || words.length <= 2 * WORDS_BESIDE + 1) return { text, isOwn };
    const before = index === 0 ? [] : words.slice(0, WORDS_BESIDE);
    const after = index === parts.length - 1 ? [] : words.slice(-WORDS_BESIDE);
    return { text: [...before, '…', ...after].join(' '), isOwn };
  });
}

/** The longest row of words that stands in both, in this order; words with the same letters are the same. */
function commonWords(one: readonly string[], other: readonly string[]): readonly string[] {
  const width = other.length + 1;
  // How many words the rests have in common, from each place in both.
  const lengths = new Uint16Array((one.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] = isSame(one[row], other[column])
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const common: string[] = [];
  for (let row = 0, column = 0; row < one.length && column < other.length;) {
    const word = one[row];
    if (word !== undefined && isSame(word, other[column])) {
      common.push(word);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return common;
}

function partsOf(words: readonly string[], common: readonly string[]): readonly PromptPart[] {
  const parts: PromptPart[] = [];
  let next = 0;
  for (const [index, word] of words.entries()) {
    const isOwn = index < MOST_WORDS && !isSame(word, common[next]);
    if (!isOwn) next += 1;
    const last = parts.at(-1);
    if (last?.isOwn === isOwn) parts[parts.length - 1] = { text: `${last.text} ${word}`, isOwn };
    else parts.push({ text: word, isOwn });
  }
  return parts;
}

/** A comma behind a word makes it no other one. */
function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && bare(one) === bare(other);
}

function bare(word: string): string {
  const letters = word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' ? word : letters;
}
