import type { FilterKind } from './filters';

/** Every kind of filter in the order in which they are proposed, with an example of how it is written. */
export const EXAMPLES: Readonly<Record<FilterKind, string>> = {
  has: 'has:video',
  is: 'is:failed',
  model: 'model:"Lyria 3 Pro"',
  action: 'action:extend',
  created: 'created:2026-05',
  added: 'added:7d',
  length: 'length:>3:00',
  rating: 'rating:>=4',
  tag: 'tag:"late night"',
  plays: 'plays:>10',
  played: 'played:never',
  lyrics: 'lyrics:timed',
  title: 'title:tide',
  words: 'words:"carry me"',
  prompt: 'prompt:folk',
  text: 'text:tide',
  bpm: 'bpm:96',
  seed: 'seed:42',
  id: 'id:3f2a',
  limit: 'limit:50',
  match: 'match:any',
};

export const FILTER_KINDS = Object.keys(EXAMPLES) as readonly FilterKind[];

/** Other names for a kind of filter. */
const ALIASES: ReadonlyMap<string, FilterKind> = new Map([['job', 'id']]);

/** The kind of filter that goes by this name, whatever its case; null when none does. */
export function filterKindOf(name: string): FilterKind | null {
  const lower = name.toLowerCase();
  return FILTER_KINDS.find((kind) => kind === lower) ?? ALIASES.get(lower) ?? null;
}
