/** Letters as they are compared: without case and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The entries in whose texts all words of the search stand; all of them without a search. */
export function foundEntries<Entry>(
  entries: readonly Entry[],
  search: string,
  textsOf: (entry: Entry) => readonly string[],
): readonly Entry[] {
  const words = fold(search).split(/\s+/u).filter(Boolean);
  return entries.filter((entry) => {
    const text = fold(textsOf(entry).join('\n'));
    return words.every((word) => text.includes(word));
  });
}
