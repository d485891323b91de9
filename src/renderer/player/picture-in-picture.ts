import { useEffect, useSyncExternalStore } from 'react';
import { player } from './use-player';

/* The picture in a window of the system's own, over all others. The page is told when it goes there and comes back. */

const EVENTS = ['enterpictureinpicture', 'leavepictureinpicture'] as const;

function subscribe(listener: () => void): () => void {
  for (const name of EVENTS) document.addEventListener(name, listener);
  return () => {
    for (const name of EVENTS) document.removeEventListener(name, listener);
  };
}

/** Whether the picture is out of this window. */
export function useIsPictureOut(): boolean {
  return useSyncExternalStore(subscribe, () => document.pictureInPictureElement !== null);
}

export function canPictureGoOut(): boolean {
  return document.pictureInPictureEnabled;
}

/** Takes the picture out or back in. Out only while there is one, and only when a hand asks for it. */
export async function togglePictureOut(): Promise<void> {
  if (document.pictureInPictureElement !== null) await document.exitPictureInPicture();
  else if (player.getState().isVideo) {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
    await player.picture().requestPictureInPicture();
  }
}

/** Keeps the picture that is out true to what plays: the other deck's when that goes on, none where there is none. */
export function useFollowedPictureOut(isVideo: boolean): void {
  useEffect(() => {
    if (isVideo) {
      return player.subscribeTime(() => {
        const out = document.pictureInPictureElement;
        const picture = player.picture();
        // The one that waits for its turn has no picture yet.
        if (out === null || out === picture || picture.readyState < HTMLMediaElement.HAVE_METADATA) return;
        picture.requestPictureInPicture().catch(console.warn);
      });
    }
    if (document.pictureInPictureElement !== null) document.exitPictureInPicture().catch(console.warn);
    return undefined;
  }, [isVideo]);
}
