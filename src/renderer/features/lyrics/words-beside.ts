import { useEffect } from 'react';
import type { ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { usePlayerValue } from '../../player/use-player';
import { notifyFailure } from '../../shell/failure-text';
import { notify, undoAction } from '../../shell/notices';
import { useShownSong } from './shown-song';

/** Whoever goes along a list of songs is not asked about each of them. */
const RESTED_MS = 400;

/**
 * Has main look whether someone has laid a file of words beside the song that is shown, and the one that plays; again when
 * the user comes back to the window, perhaps from another editor. Once in the window.
 */
export function useWordsBeside(): void {
  const { clipId: shown } = useShownSong();
  const playing = usePlayerValue((state) => state.clipId);
  useEffect(() => {
    const wanted = new Set([shown, playing].filter((clipId) => clipId !== null));
    const look = () => {
      for (const clipId of wanted) lookBeside(clipId).catch(notifyFailure);
    };
    const timer = window.setTimeout(look, RESTED_MS);
    window.addEventListener('focus', look);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('focus', look);
    };
  }, [shown, playing]);
}

async function lookBeside(clipId: ClipId): Promise<void> {
  const taken = await invoke('lyrics.lookBeside', { clipId });
  if (!taken?.isInForce) return;
  const song = await invoke('songs.get', { clipId });
  const said = () => translate('lyrics.importing.beside', { title: song?.title ?? '', file: taken.fileName });
  const undo = () => {
    invoke('lyrics.giveUpBeside', { clipId }).catch(notifyFailure);
  };
  notify(said, { action: undoAction(undo) });
}
