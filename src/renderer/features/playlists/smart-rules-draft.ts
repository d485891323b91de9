import type { SavedSearch, SongSort, SortDirection } from '@shared/model';
import { MAX_LIMIT, MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import { parseSongQuery } from '@shared/song-query/parse';
import { DEFAULT_LISTING } from '../../navigation';
import { faultOf, newRule, printRules, readRules, type Rule } from './smart-rules';

/*
 * A smart playlist while it is put together: it may be wrong in several places, and is a search only when it is in none.
 */

export interface KeyedRule {
  readonly key: number;
  readonly rule: Rule;
}

export interface Draft {
  readonly name: string;
  /** Null: the text is changed instead, for it says more than rules can. */
  readonly rules: readonly KeyedRule[] | null;
  readonly text: string;
  readonly isAnyEnough: boolean;
  readonly isLimited: boolean;
  readonly limit: string;
  readonly sort: SongSort;
  readonly direction: SortDirection;
}

export const USUAL_LIMIT = '50';

let nextKey = 1;
/** A rule that is told from others like it. */
export function keyed(rule: Rule): KeyedRule {
  nextKey += 1;
  return { key: nextKey, rule };
}

/** What a saved search says, to be changed; without one, what a new one begins with. */
export function draftOf(search: SavedSearch | null, usualName: string): Draft {
  const { sort, direction } = search ?? DEFAULT_LISTING;
  const text = search?.search ?? '';
  const read = readRules(text);
  const rules = search === null ? [newRule('model')] : (read?.rules ?? null);
  return {
    name: search?.name ?? usualName,
    rules: rules?.map(keyed) ?? null,
    text,
    isAnyEnough: read?.isAnyEnough ?? false,
    isLimited: read !== null && read.limit !== null,
    limit: String(read?.limit ?? USUAL_LIMIT),
    sort,
    direction,
  };
}

/** A field of a draft that can be wrong. A rule of another kind is another one. */
export type DraftPlace = 'text' | 'limit' | `rule ${number} ${string}`;

export function placeOfRule({ key, rule }: KeyedRule): DraftPlace {
  return `rule ${key} ${rule.kind}`;
}

/** What a draft comes to. */
export type DraftReading =
  | { readonly text: string }
  /** These are to be put right first. */
  | { readonly text: null; readonly wrong: readonly DraftPlace[] }
  /** No field is wrong, and yet it is no search. */
  | { readonly text: null; readonly problem: 'needsRule' | 'tooLong' };

/** The search text of a draft, or where it is still to be put right. */
export function readDraft({ rules, text, isAnyEnough, isLimited, limit }: Draft): DraftReading {
  if (rules === null) {
    const isWrong = text.trim() === '' || parseSongQuery(text).problems.length > 0;
    return isWrong ? { text: null, wrong: ['text'] } : { text: text.trim() };
  }
  const count = /^\d{1,7}$/.test(limit.trim()) ? Number(limit) : 0;
  const wrong = rules.filter(({ rule }) => faultOf(rule) !== null).map(placeOfRule);
  if (isLimited && (count < 1 || count > MAX_LIMIT)) wrong.push('limit');
  if (wrong.length > 0) return { text: null, wrong };
  if (rules.length === 0 && !isLimited) return { text: null, problem: 'needsRule' };
  const printed = printRules({
    rules: rules.map(({ rule }) => rule),
    isAnyEnough,
    limit: isLimited ? count : null,
  });
  // More filters than a search can have are found wrong when it is read.
  const isUsable =
    printed !== null && printed.length <= MAX_QUERY_LENGTH && parseSongQuery(printed).problems.length === 0;
  return isUsable ? { text: printed } : { text: null, problem: 'tooLong' };
}

/** The fields that are wrong. */
export function wrongIn(reading: DraftReading): readonly DraftPlace[] {
  return 'wrong' in reading ? reading.wrong : [];
}
