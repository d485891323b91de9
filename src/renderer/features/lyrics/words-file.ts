import type { ReadLyricsFile } from '@shared/model';
import { invoke, WireFailure } from '../../bridge';

/** Main reads no larger ones either. */
const MOST_BYTES = 20_000_000;

/** Has main read a file of words that came to the window. Fails as `lyrics.readImport`. */
export async function readWordsFile(file: File): Promise<ReadLyricsFile> {
  if (file.size > MOST_BYTES)
    throw new WireFailure('file-too-large', 'The file is too large for one of words.', null);
  return invoke('lyrics.readImport', { fileName: file.name, base64: await toBase64(file) });
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
