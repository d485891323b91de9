import type { ClipId } from '@shared/model';
import { invoke } from '../bridge';
import { goTo, useListing, useSelectedSong } from '../navigation';
import { notifyFailure } from '../shell/failure-text';
import { setPictureSize } from './picture-size';

/** Goes to the song in the list, wherever one is. */
export function useShowInList(): (clipId: ClipId) => void {
  const [, select] = useSelectedSong();
  const [listing, changeListing] = useListing();
  return (clipId) => {
    goTo('songs');
    setPictureSize('small');
    select(clipId);
    invoke('songs.position', { ...listing, clipId })
      .then((index) => {
        // A search that hides the song would make the press do nothing.
        if (index === null) changeListing({ search: '' });
      })
      .catch(notifyFailure);
  };
}
