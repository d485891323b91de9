/** Most characters of a tag, and most tags of a song. */
export const MAX_TAG_LENGTH = 60;
export const MAX_TAGS = 50;

/** A tag as it is kept: composed, without space at its ends, with single spaces within. */
export function tidyTag(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** What tags are compared by: two that differ in case or in how a letter is composed are one. */
export function tagKey(tag: string): string {
  return tidyTag(tag).toLowerCase().normalize('NFC');
}

export type TagProblem = 'empty' | 'too-long';

/** Why a text can be no tag; null when it can. */
export function tagProblem(text: string): TagProblem | null {
  const tag = tidyTag(text);
  if (tag === '') return 'empty';
  return Array.from(tag).length > MAX_TAG_LENGTH ? 'too-long' : null;
}
