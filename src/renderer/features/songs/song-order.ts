import type { SongListing, SongSort } from '@shared/model';

/** The direction that a person most likely wants of an order: the newest and the longest, but A before Z. */
const FIRST_DIRECTION = {
  created: 'desc',
  arrived: 'desc',
  title: 'asc',
  duration: 'desc',
  model: 'asc',
  match: 'desc',
  favourite: 'desc',
  rating: 'desc',
  plays: 'desc',
  played: 'desc',
} as const;

/** The order after a press on a column's header, or on an order in the menu: again on the same one turns it round. */
export function orderBy(listing: SongListing, sort: SongSort): Pick<SongListing, 'sort' | 'direction'> {
  if (listing.sort !== sort) return { sort, direction: FIRST_DIRECTION[sort] };
  return { sort, direction: listing.direction === 'asc' ? 'desc' : 'asc' };
}
