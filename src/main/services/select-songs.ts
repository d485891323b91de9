import type { SongListing } from '@shared/model';
import { parseSearch, toIndexQuery } from '../domain/search-query';
import type { SongSelection } from './song-list';

/** What a listing asks for; null for a search that holds nothing to look for, such as a lone quote: it lists nothing. */
export function selectSongs({ search, sort, direction }: SongListing): SongSelection | null {
  const match = toIndexQuery(parseSearch(search));
  if (search.trim() !== '' && match === null) return null;
  return { match, filters: [], sort, direction };
}
