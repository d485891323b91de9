import { latin1, uintLe, type ByteReader } from '../byte-reader';
import { concatBytes, joinBytes, latin1Bytes, uint32Le, utf8Bytes } from './bytes';
import { NEW_TAG, withSong } from './id3-song';
import { ID3_HEAD_BYTES, printId3Tag, readId3Tag } from './id3v2';
import { dateParts, titleText, type Piece, type SongTags, type Stretch, type TagPlan } from './song-tags';

const FORM_HEAD_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
/** More than this is sound that is called something else. */
const LARGEST_TAG_BYTES = 64 * 1024 * 1024;

/** All names under which an ID3 tag is found in WAV files; the first is the usual one. */
const ID3_CHUNKS: readonly string[] = ['id3 ', 'ID3 ', 'ID32'];

interface Chunk extends Stretch {
  readonly id: string;
  /** Without its padding. */
  readonly data: Stretch;
}

/**
 * WAV: an ID3 tag in a chunk of its own, at the end. Title and date stand in `LIST`/`INFO` too where the file has that list;
 * none is added, because there are players that read nothing else of a file that has one. All other chunks are copied as
 * they are, in their order.
 */
export async function planWav(file: ByteReader, tags: SongTags): Promise<TagPlan> {
  const form = await readForm(file);
  if (form === null) return { kind: 'untaggable', reason: 'layout' };
  const [id3, ...furtherId3] = form.chunks.filter((chunk) => ID3_CHUNKS.includes(chunk.id));
  const [info, ...furtherInfo] = await infoLists(file, form.chunks);
  const isTooLong = lengthOf(id3?.data) + lengthOf(info?.data) > LARGEST_TAG_BYTES;
  // Of two that say the same nobody knows which one a player believes.
  if (isTooLong || furtherId3.length + furtherInfo.length > 0)
    return { kind: 'untaggable', reason: 'layout' };

  const present =
    lengthOf(id3?.data) <= ID3_HEAD_BYTES ? NEW_TAG : readId3Tag(await readStretch(file, id3?.data));
  if (present === 'damaged') return { kind: 'damaged' };
  if (present === 'old') return { kind: 'untaggable', reason: 'tag-version' };
  const { tag, notes } = withSong(present, tags);
  const tagBytes = printId3Tag(tag);
  if (tagBytes === null) return { kind: 'untaggable', reason: 'too-large' };

  const infoBytes =
    info === undefined ? new Uint8Array(0) : infoChunk(await readStretch(file, info.data), tags);
  const kept = form.chunks.filter((chunk) => chunk !== id3 && chunk !== info);
  const body: Piece[] = [
    ...kept.flatMap((chunk): Piece[] => {
      const isPadded = chunk.end - chunk.start === CHUNK_HEAD_BYTES + padded(lengthOf(chunk.data));
      return isPadded ? [chunk] : [chunk, new Uint8Array(1)];
    }),
    infoBytes,
    chunkOf('id3 ', tagBytes),
  ];
  const bodyBytes = body.reduce((sum, piece) => sum + bytesOf(piece), 0);
  const formBytes = 4 + bodyBytes;
  if (formBytes > 0xffff_ffff) return { kind: 'untaggable', reason: 'too-large' };
  const head = concatBytes(latin1Bytes('RIFF'), uint32Le(formBytes), latin1Bytes('WAVE'));
  return { kind: 'pieces', pieces: [head, ...body, { start: form.end, end: file.size }], notes };
}

/** What the chunk `data` holds; null when it cannot be told. */
export async function wavSound(file: ByteReader): Promise<readonly Stretch[] | null> {
  const data = (await readForm(file))?.chunks.find((chunk) => chunk.id === 'data');
  return data === undefined ? null : [data.data];
}

/** The chunks of a form that tells all its sizes; null for any other. */
async function readForm(file: ByteReader): Promise<{ chunks: readonly Chunk[]; end: number } | null> {
  const head = await file.read(0, FORM_HEAD_BYTES);
  if (latin1(head, 0, 4) !== 'RIFF' || latin1(head, 8, 4) !== 'WAVE') return null;
  // Some writers count a last padding that they have not written.
  const end = Math.min(CHUNK_HEAD_BYTES + uintLe(head, 4, 4), file.size);
  const chunks: Chunk[] = [];
  for (let start = FORM_HEAD_BYTES; start + CHUNK_HEAD_BYTES <= end;) {
    const chunkHead = await file.read(start, CHUNK_HEAD_BYTES);
    const dataStart = start + CHUNK_HEAD_BYTES;
    const dataEnd = dataStart + uintLe(chunkHead, 4, 4);
    if (dataEnd > end) return null;
    const chunkEnd = Math.min(dataStart + padded(dataEnd - dataStart), end);
    chunks.push({
      id: latin1(chunkHead, 0, 4),
      start,
      end: chunkEnd,
      data: { start: dataStart, end: dataEnd },
    });
    start = chunkEnd;
  }
  return chunks.filter((chunk) => chunk.id === 'data').length === 1 ? { chunks, end } : null;
}

async function infoLists(file: ByteReader, chunks: readonly Chunk[]): Promise<Chunk[]> {
  const lists: Chunk[] = [];
  for (const chunk of chunks) {
    const isInfo = chunk.id === 'LIST' && latin1(await file.read(chunk.data.start, 4), 0, 4) === 'INFO';
    if (isInfo) lists.push(chunk);
  }
  return lists;
}

/** The list with title and date in it. Nobody ever said in which encoding its texts are; most libraries read UTF-8. */
function infoChunk(present: Uint8Array, tags: SongTags): Uint8Array {
  const title = titleText(tags);
  const date = dateParts(tags.createdAt);
  const entries: Uint8Array[] = [];
  for (let at = 4; at + CHUNK_HEAD_BYTES <= present.length;) {
    const id = latin1(present, at, 4);
    const size = uintLe(present, at + 4, 4);
    const isOurs = (id === 'INAM' && title !== null) || (id === 'ICRD' && date !== null);
    const data = present.subarray(at + CHUNK_HEAD_BYTES, at + CHUNK_HEAD_BYTES + size);
    if (!isOurs) entries.push(chunkOf(id, data));
    at += CHUNK_HEAD_BYTES + padded(size);
  }
  if (title !== null) entries.push(chunkOf('INAM', utf8Bytes(`${title}\0`)));
  if (date !== null) entries.push(chunkOf('ICRD', utf8Bytes(`${date.year}-${date.month}-${date.day}\0`)));
  return chunkOf('LIST', joinBytes([latin1Bytes('INFO'), ...entries]));
}

function chunkOf(id: string, data: Uint8Array): Uint8Array {
  return concatBytes(latin1Bytes(id), uint32Le(data.length), data, new Uint8Array(data.length % 2));
}

function padded(bytes: number): number {
  return bytes + (bytes % 2);
}

function lengthOf(stretch: Stretch | undefined): number {
  return stretch === undefined ? 0 : stretch.end - stretch.start;
}

function bytesOf(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.length : lengthOf(piece);
}

async function readStretch(file: ByteReader, stretch: Stretch | undefined): Promise<Uint8Array> {
  return stretch === undefined ? new Uint8Array(0) : file.read(stretch.start, lengthOf(stretch));
}
