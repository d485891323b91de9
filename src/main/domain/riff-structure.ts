import { latin1, uintLe, type ByteReader } from './byte-reader';
import type { MediaStructure } from './media-structure';

const FORM_HEAD_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
/** Writers that cannot go back to fill in a size leave nothing, or the highest number of 31 or 32 bits, or close to it. */
const OPEN_ENDED_FROM = 0x7fff_f000;

/** Some writers count the padding after the last chunk and do not write it. */
const WAV_PADDING_BYTES = 1;

function isOpenEnded(size: number): boolean {
  return size === 0 || size >= OPEN_ENDED_FROM;
}

/** WAV: the size of the form and that of the `data` chunk; RF64 keeps both in a chunk `ds64`. */
export async function readWavStructure(file: ByteReader): Promise<MediaStructure> {
  const head = await file.read(0, FORM_HEAD_BYTES);
  const isLarge = latin1(head, 0, 4) === 'RF64';
  let formSize = uintLe(head, 4, 4);
  let largeDataSize: number | null = null;
  for (let at = FORM_HEAD_BYTES; at < file.size;) {
    const chunk = await file.read(at, CHUNK_HEAD_BYTES + 16);
    if (chunk.length < CHUNK_HEAD_BYTES) return 'cut';
    const id = latin1(chunk, 0, 4);
    const size = uintLe(chunk, 4, 4);
    if (isLarge && id === 'ds64') {
      formSize = uintLe(chunk, CHUNK_HEAD_BYTES, 8);
      largeDataSize = uintLe(chunk, CHUNK_HEAD_BYTES + 8, 8);
    }
    if (id === 'data') {
      const isTold = largeDataSize !== null || !isOpenEnded(size);
      if (!isTold) return 'undecided';
      const dataEnd = at + CHUNK_HEAD_BYTES + (largeDataSize ?? size);
      if (dataEnd > file.size) return 'cut';
      return largeDataSize === null && isOpenEnded(formSize)
        ? 'whole'
        : formStructure(formSize, file.size, WAV_PADDING_BYTES);
    }
    at += CHUNK_HEAD_BYTES + size + (size % 2);
  }
  // Sound has not even begun.
  return 'cut';
}

/** WebP: the size of the form. */
export async function readWebpStructure(file: ByteReader): Promise<MediaStructure> {
  const head = await file.read(0, FORM_HEAD_BYTES);
  return head.length < FORM_HEAD_BYTES ? 'cut' : formStructure(uintLe(head, 4, 4), file.size, 0);
}

/** @param forgivenBytes how far the form may announce more than there is */
function formStructure(formSize: number, fileBytes: number, forgivenBytes: number): MediaStructure {
  const end = formSize + CHUNK_HEAD_BYTES;
  if (end === fileBytes) return 'whole';
  return end > fileBytes + forgivenBytes ? 'cut' : 'undecided';
}
