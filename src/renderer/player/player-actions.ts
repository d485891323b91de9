import { useCallback } from 'react';
import type { ClipId, Repeat } from '@shared/model';
import { translate } from '../i18n';
import { useListing, useSelectedSong } from '../navigation';
import { notifyFailure } from '../shell/failure-text';
import { notify } from '../shell/notices';
import { titleOf } from '../shell/song-notes';
import { setPictureSize } from './picture-size';
import type { QueuePlace } from './queue';
import { player } from './use-player';

/** What one press of a key or one step of the wheel changes the volume by. */
const VOLUME_STEP = 0.05;

const NEXT_REPEAT: Readonly<Record<Repeat, Repeat>> = { off: 'all', all: 'one', one: 'off' };

/** Makes it louder by so many steps; negative for softer. */
export function stepVolume(steps: number): void {
  player.setVolume(player.getState().volume + steps * VOLUME_STEP);
}

export function toggleShuffle(): void {
  player.setShuffled(!player.getState().isShuffled);
}

/** Off, all songs, this song, and round again. */
export function stepRepeat(): void {
  player.setRepeat(NEXT_REPEAT[player.getState().repeat]);
}

/** Puts songs into the queue and says so, of one song by its name. */
export function enqueueSongs(ids: readonly ClipId[], place: QueuePlace): void {
  player.enqueue(ids, place);
  const words = place === 'next' ? 'next' : 'added';
  titleOf(ids)
    .then((title) => {
      notify(() =>
        title === null
          ? translate(`queue.notice.${words}`, { count: ids.length })
          : translate(`queue.notice.${words}Named`, { title }),
      );
    })
    .catch(notifyFailure);
}

/** Shows the picture large, or hides it. */
export function toggleVideo(): void {
  setPictureSize('large');
  player.setVideo(!player.getState().isVideo);
}

/** Plays or pauses; with nothing in the player yet, begins with the selected song, else the first of the list. */
export function usePlayOrPause(): () => void {
  const [listing] = useListing();
  const [selected] = useSelectedSong();
  return useCallback(() => {
    if (player.getState().clipId === null) player.playOr(listing, selected);
    else player.toggle();
  }, [listing, selected]);
}
