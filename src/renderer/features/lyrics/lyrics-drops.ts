import { useEffect } from 'react';
import type { ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { dialogs } from '../../shell/dialogs';
import { notifyFailure } from '../../shell/failure-text';
import { onLyricsDrop } from '../../shell/lyrics-drop';
import { notify } from '../../shell/notices';
import { useShownSong } from './shown-song';

/** Main reads no larger ones either. */
const MOST_BYTES = 20_000_000;

/** Files of words that are dropped on the window are for the song whose words are shown; once in the window. */
export function useLyricsDrops(): void {
  const { clipId } = useShownSong();
  useEffect(
    () =>
      onLyricsDrop((files) => {
        importFirst(files, clipId).catch(notifyFailure);
      }),
    [clipId],
  );
}

async function importFirst([file, ...others]: readonly File[], clipId: ClipId | null): Promise<void> {
  if (file === undefined) return;
  if (clipId === null || others.length > 0) {
    notify(translate(clipId === null ? 'lyrics.importing.noSong' : 'lyrics.importing.oneFile'), {
      tone: 'bad',
    });
    return;
  }
  if (file.size > MOST_BYTES) {
    notify(translate('errors.file-too-large'), { tone: 'bad' });
    return;
  }
  const base64 = await toBase64(file);
  dialogs.openImportLyrics(clipId, await invoke('lyrics.readImport', { fileName: file.name, base64 }));
}

/** Bytes and not text: main finds out how its letters are written. */
function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      // `data:…;base64,…`
      resolve(String(reader.result).replace(/^[^,]*,/, ''));
    };
    reader.onerror = () => {
      reject(reader.error ?? new Error('The file could not be read.'));
    };
    reader.readAsDataURL(file);
  });
}
