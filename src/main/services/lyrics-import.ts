import { basename } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import { MAX_LYRICS_CHARS, type ReadLyricsFile } from '@shared/model';
import { decodeText } from '../domain/lyrics/decode-text';
import { detectLyricsFormat, LYRICS_FILE_KINDS } from '../domain/lyrics/lyrics-formats';
import { toStoredLyrics } from '../domain/lyrics/lyrics-document';
import { readChosenFile } from './chosen-file';

/** A file of words is a few kilobytes; what is this large is something else. */
export const MAX_LYRICS_FILE_BYTES = 20_000_000;

/**
 * Reads a file of words, whatever its format and however its letters are written. Nothing is changed by it.
 *
 * @throws AppError `no-lyrics-file` where there are no words in it that can be read, `file-too-large`
 */
export function readLyricsFile(fileName: string, bytes: Uint8Array): ReadLyricsFile {
  if (bytes.byteLength > MAX_LYRICS_FILE_BYTES) throw tooLarge();
  const { text, encoding, isGuess } = decodeText(bytes);
  const format = detectLyricsFormat(text, fileName);
  const parse = format === null ? null : LYRICS_FILE_KINDS[format].parse;
  if (format === null || parse === null || text.includes('\0')) throw noWords();
  const parsed = parse(text);
  const sung = parsed.lines.filter(({ kind }) => kind === 'sung');
  if (sung.length === 0) throw noWords();
  const content = toStoredLyrics(parsed);
  if (content.text.length > MAX_LYRICS_CHARS) throw tooLarge();
  return {
    ...content,
    fileName,
    format,
    sungLines: sung.length,
    timedLines: sung.filter(({ startMs }) => startMs !== null).length,
    guessedEncoding: isGuess ? encoding : null,
  };
}

/** As `readLyricsFile`, of a file that the user chose. Fails with `file-failed` too. */
export async function readLyricsFileAt(path: string): Promise<ReadLyricsFile> {
  return readLyricsFile(basename(path), await readChosenFile(path, MAX_LYRICS_FILE_BYTES));
}

function noWords(): AppError {
  return new AppError('no-lyrics-file', 'No words can be read in the file.');
}

function tooLarge(): AppError {
  return new AppError('file-too-large', 'The file is too large for one of words.');
}
