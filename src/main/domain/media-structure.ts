import type { MediaFormat } from '@shared/model';
import { windowed, type ByteReader } from './byte-reader';
import { readJpegStructure, readPngStructure } from './image-structure';
import { readMp3Structure } from './mp3-structure';
import { readMp4Structure } from './mp4-structure';
import { readWavStructure, readWebpStructure } from './riff-structure';

/**
 * What a media file says of its own end: `whole` nothing that it announces is missing · `cut` it announces more than
 * there is · `undecided` it tells nothing that could be held against its length.
 */
export type MediaStructure = 'whole' | 'cut' | 'undecided';

/** Reads sizes and end marks of the container; no sound or picture is decoded, and no damage inside is noticed. */
export function readMediaStructure(file: ByteReader, format: MediaFormat): Promise<MediaStructure> {
  const reader = windowed(file);
  switch (format) {
    case 'm4a':
    case 'mp4':
      return readMp4Structure(reader);
    case 'wav':
      return readWavStructure(reader);
    case 'mp3':
      return readMp3Structure(reader);
    case 'jpg':
      return readJpegStructure(reader);
    case 'png':
      return readPngStructure(reader);
    case 'webp':
      return readWebpStructure(reader);
  }
}
