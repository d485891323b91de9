import { uintBe, type ByteReader } from '../byte-reader';
import { boxAlong, boxesIn, fileBoxes, type Mp4Box } from './mp4-boxes';
import type { Stretch } from './song-tags';

/** A longer index is that of hours of film. */
const LARGEST_MOVIE_BYTES = 64 * 1024 * 1024;

/** The one `moov` of a file with all its bytes: what describes the sound, and what may be said of it. */
export interface Movie {
  readonly box: Mp4Box;
  readonly bytes: Uint8Array;
  /** Where its content is in `bytes`. */
  readonly body: Stretch;
}

/** `damaged` there is none, or two, or its inside makes no sense · `fragmented` pieces of the index stand between those of the sound. */
export async function readMovie(file: ByteReader): Promise<Movie | 'damaged' | 'fragmented' | 'too-large'> {
  const boxes = await fileBoxes(file);
  const [box, ...further] = boxes.filter(({ type }) => type === 'moov');
  if (box === undefined || further.length > 0) return 'damaged';
  if (box.end - box.start > LARGEST_MOVIE_BYTES) return 'too-large';
  const bytes = await file.read(box.start, box.end - box.start);
  const body = { start: box.bodyStart - box.start, end: bytes.length };
  const isFragmented = boxes.some(({ type }) => type === 'moof') || boxAlong(bytes, body, 'mvex') !== null;
  if (isFragmented) return 'fragmented';
  return boxAlong(bytes, body, 'mvhd') === null ? 'damaged' : { box, bytes, body };
}

/** Numbers in a row of equal width; the first stands behind a count, which is left out. */
interface Table {
  readonly count: number;
  read(index: number): number;
}

/** Where the chunks of each track are told to begin, as a place in `bytes`; null where a track does not tell. */
export function chunkTables(bytes: Uint8Array, body: Stretch): readonly ChunkTable[] | null {
  const tables: ChunkTable[] = [];
  for (const track of (boxesIn(bytes, body) ?? []).filter(({ type }) => type === 'trak')) {
    const samples = boxAlong(bytes, { start: track.bodyStart, end: track.end }, 'mdia', 'minf', 'stbl');
    if (samples === null) return null;
    const short = boxAlong(bytes, samples, 'stco');
    const offsets = short ?? boxAlong(bytes, samples, 'co64');
    if (offsets === null) return null;
    const width = short === null ? 8 : 4;
    const { count } = tableIn(bytes, offsets, 4, width);
    tables.push({ samples, start: offsets.start + 8, count, width });
  }
  return tables.length === 0 ? null : tables;
}

export interface ChunkTable {
  /** The track's sample table. */
  readonly samples: Stretch;
  /** Where the first number stands. */
  readonly start: number;
  readonly count: number;
  /** Bytes of a number. */
  readonly width: 4 | 8;
}

/** All samples of all tracks as the index finds them, in its order; null where it does not tell, or tells nonsense. */
export async function mp4Sound(file: ByteReader): Promise<readonly Stretch[] | null> {
  const movie = await readMovie(file);
  if (typeof movie === 'string') return null;
  const tables = chunkTables(movie.bytes, movie.body);
  if (tables === null) return null;
  const sound: Stretch[] = [];
  for (const table of tables) {
    const stretches = chunksOf(movie.bytes, table);
    if (stretches === null) return null;
    for (const stretch of stretches) {
      const last = sound.at(-1);
      if (stretch.end > file.size) return null;
      if (last?.end === stretch.start) sound[sound.length - 1] = { start: last.start, end: stretch.end };
      else sound.push(stretch);
    }
  }
  return sound;
}

/** The chunks of a track: where each begins, and how long its samples are together. */
function chunksOf(bytes: Uint8Array, { samples, start, count, width }: ChunkTable): Stretch[] | null {
  const sizeBox = boxAlong(bytes, samples, 'stsz');
  const runBox = boxAlong(bytes, samples, 'stsc');
  if (sizeBox === null || runBox === null) return null;
  const equalSize = uintBe(bytes, sizeBox.start + 4, 4);
  const sizes = tableIn(bytes, sizeBox, 8, 4);
  const sampleCount = uintBe(bytes, sizeBox.start + 8, 4);
  // Each run: first chunk, samples per chunk, description.
  const runs = tableIn(bytes, runBox, 4, 12);
  const stretches: Stretch[] = [];
  let run = 0;
  let sample = 0;
  for (let chunk = 1; chunk <= count; chunk += 1) {
    while (run + 1 < runs.count && uintBe(bytes, runBox.start + 8 + (run + 1) * 12, 4) <= chunk) run += 1;
    const inChunk = uintBe(bytes, runBox.start + 8 + run * 12 + 4, 4);
    if (sample + inChunk > sampleCount) return null;
    let length = equalSize * inChunk;
    if (equalSize === 0) {
      if (sample + inChunk > sizes.count) return null;
      for (let each = 0; each < inChunk; each += 1) length += sizes.read(sample + each);
    }
    sample += inChunk;
    const at = uintBe(bytes, start + (chunk - 1) * width, width);
    stretches.push({ start: at, end: at + length });
  }
  return sample === sampleCount ? stretches : null;
}

/** The numbers of a box; as many as it says, and no more than it has room for. */
function tableIn(bytes: Uint8Array, box: Stretch, countAt: number, width: number): Table {
  const first = box.start + countAt + 4;
  const room = Math.max(0, Math.floor((box.end - first) / width));
  return {
    count: Math.min(uintBe(bytes, box.start + countAt, 4), room),
    read: (index) => uintBe(bytes, first + index * width, Math.min(width, 4)),
  };
}
