import { useSyncExternalStore } from 'react';
import { useIsPictureOut } from './picture-in-picture';
import { usePlayerValue } from './use-player';

/** `large`: over the content · `small`: in a corner, so that the content can be used. */
export type PictureSize = 'large' | 'small';

let size: PictureSize = 'large';
const listeners = new Set<() => void>();

/** Hears when it is shown otherwise; the returned function ends it. */
export function onPictureSize(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Also for a picture that is not shown just now: the next song may have one. */
export function setPictureSize(next: PictureSize): void {
  if (next === size) return;
  size = next;
  for (const listener of listeners) listener();
}

export function pictureSize(): PictureSize {
  return size;
}

/** How the moving picture is shown, whether there is one or not. */
export function usePictureSize(): PictureSize {
  return useSyncExternalStore(onPictureSize, pictureSize);
}

/** Whether the small picture stands in the window just now, so that room is left for it. */
export function useHasSmallPicture(): boolean {
  const isVideo = usePlayerValue((state) => state.isVideo);
  const isOut = useIsPictureOut();
  return usePictureSize() === 'small' && isVideo && !isOut;
}
