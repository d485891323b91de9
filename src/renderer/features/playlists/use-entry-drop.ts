import { useState, type DragEvent } from 'react';
import type { ClipId, PlaylistId } from '@shared/model';
import { draggedSongs, type DraggedSongs } from '../../shell/song-drag';
import { notifyFailure } from '../../shell/failure-text';

/** Songs that were dropped between two entries. */
export interface EntryDrop {
  /** How many entries stand before the place. */
  readonly place: number;
  /** Entries of this playlist that are moved; null where songs come from elsewhere. */
  readonly entryIds: readonly number[] | null;
  readonly clipIds: readonly ClipId[];
}

export interface EntryDropZone {
  /** Pixels from the top of the zone to the line where what is dragged would go; null while nothing is. */
  readonly lineTop: number | null;
  readonly handlers: {
    readonly onDragOver: (event: DragEvent<HTMLElement>) => void;
    readonly onDragLeave: (event: DragEvent<HTMLElement>) => void;
    readonly onDrop: (event: DragEvent<HTMLElement>) => void;
  };
}

interface Target {
  readonly place: number;
  readonly lineTop: number;
}

/**
 * Lets songs be dropped between the rows of a playlist.
 *
 * @param count how many entries there are
 * @param isOrdered false while not all entries are shown: then songs go to the end
 */
export function useEntryDrop(
  playlist: PlaylistId,
  count: number,
  isOrdered: boolean,
  onDropped: (drop: EntryDrop) => void,
): EntryDropZone {
  const [lineTop, setLineTop] = useState<number | null>(null);

  function targetOf(event: DragEvent<HTMLElement>): Target {
    const zone = event.currentTarget.getBoundingClientRect();
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (row === null || !isOrdered) {
      const rows = event.currentTarget.querySelectorAll<HTMLElement>('[data-index]');
      const last = [...rows].find(({ dataset }) => Number(dataset['index']) === count - 1);
      const end = last?.getBoundingClientRect().bottom ?? zone.top;
      return { place: count, lineTop: Math.min(end, zone.bottom) - zone.top };
    }
    const { top, bottom, height } = row.getBoundingClientRect();
    const index = Number(row.dataset['index']);
    const isBehind = event.clientY > top + height / 2;
    return { place: isBehind ? index + 1 : index, lineTop: (isBehind ? bottom : top) - zone.top };
  }

  return {
    lineTop,
    handlers: {
      onDragOver(event) {
        const songs = draggedSongs();
        const isOwn = ownEntries(songs, playlist) !== null;
        if (songs === null || (isOwn && !isOrdered)) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = isOwn ? 'move' : 'copy';
        setLineTop(targetOf(event).lineTop);
      },
      onDragLeave(event) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setLineTop(null);
      },
      onDrop(event) {
        setLineTop(null);
        const songs = draggedSongs();
        if (songs === null) return;
        event.preventDefault();
        event.stopPropagation();
        const { place } = targetOf(event);
        const own = ownEntries(songs, playlist);
        Promise.all([own === null ? null : own.ids(), own === null ? songs.clipIds() : []])
          .then(([entryIds, clipIds]) => {
            onDropped({ place, entryIds, clipIds });
          })
          .catch(notifyFailure);
      },
    },
  };
}

/** The entries of this playlist that are dragged; null where the songs come from elsewhere. */
function ownEntries(songs: DraggedSongs | null, playlist: PlaylistId) {
  const origin = songs?.origin;
  return origin?.kind === 'playlist' && origin.playlist === playlist ? origin : null;
}
