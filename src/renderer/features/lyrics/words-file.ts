import type { ReadLyricsFile } from '@shared/model';
import { invoke, WireFailure } from '../../bridge';
import { toBase64 } from '../../file-base64';

/** Main reads no larger ones either. */
const MOST_BYTES = 20_000_000;

/** Has main read a file of words that came to the window. Fails as `lyrics.readImport`. */
export async function readWordsFile(file: File): Promise<ReadLyricsFile> {
  if (file.size > MOST_BYTES)
    throw new WireFailure('file-too-large', 'The file is too large for one of words.', null);
  return invoke('lyrics.readImport', { fileName: file.name, base64: await toBase64(file) });
}
