import type { DragEvent } from 'react';
import type { ClipId, PlaylistId } from '@shared/model';

/** Says that songs of this window are dragged; which ones stands in this file, for a drag carries only text. */
export const SONGS_TYPE = 'application/x-flowshelf-songs';

/** Songs under way to another place of the window. */
export interface DraggedSongs {
  /** Their ids in the order of their list; of a long list they are asked for only when they are dropped. */
  readonly clipIds: () => Promise<readonly ClipId[]>;
  /** Where they come from a playlist, its entries: dropped there again, they are moved. */
  readonly entries: { readonly playlist: PlaylistId; readonly ids: () => Promise<readonly number[]> } | null;
}

let dragged: DraggedSongs | null = null;

/** Has the drag that begins carry songs. */
export function beginSongDrag(event: DragEvent<HTMLElement>, songs: DraggedSongs): void {
  dragged = songs;
  event.dataTransfer.setData(SONGS_TYPE, '');
  event.dataTransfer.effectAllowed = 'copyMove';
  window.addEventListener(
    'dragend',
    () => {
      dragged = null;
    },
    { once: true },
  );
}

/** The songs that a drag carries; null when it is another one. */
export function draggedSongs(event: DragEvent<HTMLElement>): DraggedSongs | null {
  return event.dataTransfer.types.includes(SONGS_TYPE) ? dragged : null;
}
