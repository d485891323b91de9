import type { FacetValue } from '@shared/model';
import { tagKey } from '@shared/song-tags';

/** What is to become of the tags of some songs. */
export interface TagChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export const NO_CHANGES: TagChanges = { added: [], removed: [] };

/** A tag as it will be, and how many of the songs will have it. */
export interface ShownTag {
  readonly tag: string;
  readonly count: number;
}

function without(tags: readonly string[], tag: string): readonly string[] {
  return tags.filter((other) => tagKey(other) !== tagKey(tag));
}

/**
 * The changes with one more: a tag that comes to all songs, or goes from all of them.
 *
 * @param present the tags that the songs have
 */
export function noteTag(
  { added, removed }: TagChanges,
  present: readonly FacetValue[],
  tag: string,
  isWanted: boolean,
): TagChanges {
  const isPresent = present.some(({ value }) => tagKey(value) === tagKey(tag));
  return {
    added: isWanted ? [...without(added, tag), tag] : without(added, tag),
    removed: !isWanted && isPresent ? [...without(removed, tag), tag] : without(removed, tag),
  };
}

/** The tags as they will be, those that are new at the end. */
export function shownTags(
  present: readonly FacetValue[],
  total: number,
  { added, removed }: TagChanges,
): readonly ShownTag[] {
  const addedKeys = new Set(added.map(tagKey));
  const gone = new Set(removed.map(tagKey));
  const known = new Set(present.map(({ value }) => tagKey(value)));
  return [
    ...present
      .filter(({ value }) => !gone.has(tagKey(value)))
      .map(({ value, count }) => ({ tag: value, count: addedKeys.has(tagKey(value)) ? total : count })),
    ...added.filter((tag) => !known.has(tagKey(tag))).map((tag) => ({ tag, count: total })),
  ];
}
