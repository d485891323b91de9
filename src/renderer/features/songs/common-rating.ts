import { useQuery } from '@tanstack/react-query';
import type { SongRating, SongRow } from '@shared/model';
import { invoke } from '../../bridge';
import { fetchSongs, queryKeys } from '../../query';
import { isSelected } from '../../ui/grid-selection';
import { useRested } from '../../ui/use-rested';
import type { ChosenSongs } from './chosen-songs';

/** More songs are not looked at one by one. */
const MOST_LOOKED_AT = 200;
/** A selection that grows key by key is looked at when it rests. */
const LOOKED_AT_AFTER_MS = 150;

/** The stars that all of the songs have; null where they differ, and where they are more than can be looked at. */
export function useCommonRating(chosen: ChosenSongs): SongRating | null {
  const { listing, total, selection, count } = chosen;
  const isFew = (selection.kind === 'some' ? count : total) <= MOST_LOOKED_AT;
  const what = !isFew ? null : selection.kind === 'some' ? [...selection.keys] : listing;
  const isRested = useRested(JSON.stringify(what), LOOKED_AT_AFTER_MS);
  const { data } = useQuery({
    queryKey: [...queryKeys.songs(), 'chosen', what],
    queryFn: () => rowsOf(chosen),
    enabled: isFew && isRested,
    gcTime: 0,
  });
  const rows = data?.filter(({ clipId }) => isSelected(selection, clipId)) ?? [];
  const [first, ...others] = rows;
  return isFew && first !== undefined && others.every(({ rating }) => rating === first.rating)
    ? first.rating
    : null;
}

async function rowsOf({ listing, total, selection }: ChosenSongs): Promise<readonly SongRow[]> {
  if (selection.kind === 'some') return invoke('songs.rows', { clipIds: [...selection.keys] });
  return (await fetchSongs(listing, 0, total)).rows;
}
