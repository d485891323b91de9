import { useEffect } from 'react';
import { MAX_LYRICS_FILES, type ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { dialogs } from '../../shell/dialogs';
import { notifyFailure } from '../../shell/failure-text';
import { onLyricsDrop } from '../../shell/lyrics-drop';
import { notify } from '../../shell/notices';
import { readWordsFile } from './words-file';
import { useShownSong } from './shown-song';

/**
 * Takes files of words that are dropped on the window; once in the window. One is for the song that is called so, else for
 * the one whose words are shown; of several each is for the song that is called so.
 */
export function useLyricsDrops(): void {
  const { clipId } = useShownSong();
  useEffect(
    () =>
      onLyricsDrop({
        take: (files) => take(files, clipId).catch(notifyFailure),
        isSongShown: clipId !== null,
      }),
    [clipId],
  );
}

async function take(files: readonly File[], shown: ClipId | null): Promise<void> {
  if (files.length > MAX_LYRICS_FILES) {
    notify(() => translate('lyrics.importing.tooMany', { count: MAX_LYRICS_FILES }), { tone: 'bad' });
    return;
  }
  const [only] = files;
  const clipId = only !== undefined && files.length === 1 ? await songOf(only, shown) : null;
  if (only === undefined || clipId === null) dialogs.openImportMany(files);
  else dialogs.openImportLyrics(clipId, await readWordsFile(only));
}

/** The song that one file is for; null where that has to be chosen. */
async function songOf({ name }: File, shown: ClipId | null): Promise<ClipId | null> {
  const [match] = await invoke('lyrics.songsOfFiles', { fileNames: [name] });
  const songs = match?.songs ?? [];
  const isShownMeant = songs.length === 0 || songs.some(({ clipId }) => clipId === shown);
  if (shown !== null && isShownMeant) return shown;
  return songs.length === 1 ? (songs[0]?.clipId ?? null) : null;
}
