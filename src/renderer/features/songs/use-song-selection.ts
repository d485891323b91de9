import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ClipId, SongListing } from '@shared/model';
import { useSelectedSong } from '../../navigation';
import {
  isSelected,
  lastSelected,
  NOTHING,
  sizeOf,
  these,
  withoutGone,
  type Selection,
} from '../../ui/grid-selection';
import type { ChosenSongs } from './chosen-songs';
import { useRemoved } from './removed-songs';

/** Several songs, and which songs the list had in which they were selected. */
interface Several {
  readonly members: string;
  readonly selection: Selection<ClipId>;
}

export interface SongSelection {
  readonly chosen: ChosenSongs;
  /** `active` is the song that the last step ended on. */
  readonly select: (selection: Selection<ClipId>, active: ClipId | null) => void;
}

/**
 * Which songs are selected: the one that the address names, or several.
 *
 * @param listed how many songs the listing has; undefined while it is not known
 * @param onSelected hears which song becomes the one that the address names
 */
export function useSongSelection(
  listing: SongListing,
  listed: number | undefined,
  onSelected: (clipId: ClipId | null) => void,
): SongSelection {
  const total = listed ?? 0;
  const [selectedSong, setSelectedSong] = useSelectedSong();
  const [several, setSeveral] = useState<Several>({ members: '', selection: NOTHING });
  const members = membersOf(listing);

  const chosen = useMemo<ChosenSongs>(() => {
    const selection = isMeant(several, members, total)
      ? several.selection
      : selectedSong === null
        ? NOTHING
        : these([selectedSong]);
    return { listing, total, selection, count: sizeOf(selection, total) };
  }, [several, members, selectedSong, listing, total]);

  // All of a list that has none of them left is over: what comes into it later is not selected.
  const isOver =
    several.selection.kind === 'all' &&
    several.members === members &&
    listed !== undefined &&
    sizeOf(several.selection, listed) === 0;
  useEffect(() => {
    if (isOver) setSeveral({ members: '', selection: NOTHING });
  }, [isOver]);

  const select = useCallback(
    (selection: Selection<ClipId>, active: ClipId | null) => {
      setSeveral({ members, selection });
      const shown = active !== null && isSelected(selection, active) ? active : lastSelected(selection);
      onSelected(shown);
      setSelectedSong(shown);
    },
    [members, setSelectedSong, onSelected],
  );

  useRemoved(
    useCallback((gone) => {
      setSeveral((old) => ({ ...old, selection: withoutGone(old.selection, gone) }));
    }, []),
  );
  return { chosen, select };
}

/** What of a listing says which songs are in it; their order does not. */
function membersOf({ sort: _sort, direction: _direction, ...members }: SongListing): string {
  return JSON.stringify(members);
}

/** All songs of one list are not all of another. One song alone is the one that the address names. */
function isMeant({ members, selection }: Several, shown: string, total: number): boolean {
  if (selection.kind === 'all') return members === shown && sizeOf(selection, total) > 0;
  return selection.keys.size > 1;
}
