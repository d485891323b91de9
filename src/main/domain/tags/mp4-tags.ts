import { latin1, uintBe, type ByteReader } from '../byte-reader';
import { concatBytes, joinBytes, latin1Bytes, uint16Be, uint32Be, utf8Bytes } from './bytes';
import { boxAlong, boxesIn, boxOf, type Mp4Box } from './mp4-boxes';
import { chunkTables, readMovie, type Movie } from './mp4-sound';
import {
  dateParts,
  hasStamps,
  leftOut,
  OWN_FIELDS,
  ownFields,
  promptText,
  tagCover,
  tempoOf,
  titleText,
  wordsText,
  type SongTags,
  type Stretch,
  type TagNote,
  type TagPlan,
} from './song-tags';

/**
 * MP4: a list of items in `moov`/`udta`/`meta`/`ilst`. Where that grows and stands in front of the sound, the sound moves,
 * and every number in the index that says where it is moves with it.
 */
export async function planMp4(file: ByteReader, tags: SongTags): Promise<TagPlan> {
  const movie = await readMovie(file);
  if (movie === 'damaged') return { kind: 'damaged' };
  if (typeof movie === 'string') return { kind: 'untaggable', reason: movie };
  const described = withUserData(movie, tags);
  if (described === null) return { kind: 'untaggable', reason: 'layout' };
  const { box } = movie;
  const shift = 8 + described.content.length - (box.end - box.start);
  const moved = moveChunks(described.content, box.end, shift);
  if (moved !== null) return { kind: 'untaggable', reason: moved };
  return {
    kind: 'pieces',
    pieces: [
      { start: 0, end: box.start },
      boxOf('moov', described.content),
      { start: box.end, end: file.size },
    ],
    notes: described.notes,
  };
}

/** Adds to each place behind the index what the index grew by; null when that went well. */
function moveChunks(content: Uint8Array, movieEnd: number, shift: number): 'layout' | 'too-large' | null {
  const tables = chunkTables(content, { start: 0, end: content.length });
  if (tables === null) return 'layout';
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  for (const { start, count, width } of tables) {
    for (let at = start; at < start + count * width; at += width) {
      const place = uintBe(content, at, width);
      if (place < movieEnd) continue;
      if (width === 8) view.setBigUint64(at, BigInt(place + shift));
      else if (place + shift > 0xffff_ffff) return 'too-large';
      else view.setUint32(at, place + shift);
    }
  }
  return null;
}

/** What `moov` holds, a copy, with the song in it; null where its inner order is not the usual one. */
function withUserData(
  { bytes, body }: Movie,
  tags: SongTags,
): { content: Uint8Array; notes: readonly TagNote[] } | null {
  const boxes = boxesIn(bytes, body);
  const [userData, ...further] = (boxes ?? []).filter(({ type }) => type === 'udta');
  if (boxes === null || further.length > 0) return null;
  if (userData === undefined) {
    const { items, notes } = withSong(new Uint8Array(0), [], tags);
    const content = concatBytes(bytes.subarray(body.start, body.end), boxOf('udta', metaBox(items)));
    return { content, notes };
  }
  const inner = boxesIn(bytes, { start: userData.bodyStart, end: userData.end });
  const [meta, ...furtherMeta] = (inner ?? []).filter(({ type }) => type === 'meta');
  if (inner === null || furtherMeta.length > 0) return null;
  const renewed = meta === undefined ? withNewMeta(tags) : withMeta(bytes, meta, tags);
  if (renewed === null) return null;
  const last = endOf(inner, userData.bodyStart);
  const place = meta ?? last;
  // Zeros may end the list. It ends without them too, and there are players that stumble over them.
  const isEnded = bytes.subarray(last.end, userData.end).every((byte) => byte === 0);
  const content = joinBytes([
    bytes.subarray(body.start, userData.start),
    boxOf(
      'udta',
      bytes.subarray(userData.bodyStart, place.start),
      renewed.box,
      bytes.subarray(place.end, isEnded ? last.end : userData.end),
    ),
    bytes.subarray(userData.end, body.end),
  ]);
  return { content, notes: renewed.notes };
}

function endOf(boxes: readonly Stretch[], otherwise: number): Stretch {
  const end = boxes.at(-1)?.end ?? otherwise;
  return { start: end, end };
}

interface Renewed {
  readonly box: Uint8Array;
  readonly notes: readonly TagNote[];
}

function withNewMeta(tags: SongTags): Renewed {
  const { items, notes } = withSong(new Uint8Array(0), [], tags);
  return { box: metaBox(items), notes };
}

/** Version and flags, the handler that says "a list of items", the list. */
function metaBox(items: Uint8Array): Uint8Array {
  const handler = boxOf('hdlr', new Uint8Array(8), latin1Bytes('mdirappl'), new Uint8Array(9));
  return boxOf('meta', new Uint8Array(4), handler, boxOf('ilst', items));
}

/** The same `meta` with the song in its list; null when it is not one that holds a list of items. */
function withMeta(bytes: Uint8Array, meta: Mp4Box, tags: SongTags): Renewed | null {
  const content = { start: meta.bodyStart + 4, end: meta.end };
  const handler = boxAlong(bytes, content, 'hdlr');
  if (handler === null || latin1(bytes, handler.start + 8, 4) !== 'mdir') return null;
  const boxes = boxesIn(bytes, content);
  const [list, ...further] = (boxes ?? []).filter(({ type }) => type === 'ilst');
  if (boxes === null || further.length > 0) return null;
  const place = list ?? endOf(boxes, content.start);
  const items = list === undefined ? [] : boxesIn(bytes, { start: list.bodyStart, end: list.end });
  if (items === null) return null;
  const renewed = withSong(bytes, items, tags);
  const box = boxOf(
    'meta',
    bytes.subarray(meta.bodyStart, place.start),
    boxOf('ilst', renewed.items),
    bytes.subarray(place.end, meta.end),
  );
  return { box, notes: renewed.notes };
}

// ---------------------------------------------------------------------------------------------------------- items

/** What the data of an item are. */
const TEXT = 1;
const PICTURE = { jpg: 13, png: 14 } as const;
const NUMBER = 21;
/** Whose free fields players look at. */
const FREE_FIELD_OWNER = 'com.apple.iTunes';
const OWN_NAMES: ReadonlySet<string> = new Set(Object.values(OWN_FIELDS).map((name) => name.toLowerCase()));

/** The song's items behind those that are there and say something else. */
function withSong(
  bytes: Uint8Array,
  present: readonly Mp4Box[],
  tags: SongTags,
): { items: Uint8Array; notes: readonly TagNote[] } {
  const cover = tagCover(tags.cover);
  const notes = leftOut(
    tags,
    present.some((item) => item.type === '©lyr' && hasStamps(textOf(bytes, item))),
  );
  const words = notes.includes('timed-lyrics-kept') ? null : wordsText(tags.words);
  const date = dateParts(tags.createdAt);
  const tempo = tempoOf(tags.bpm);
  const title = titleText(tags);
  const prompt = promptText(tags);
  const ours: readonly (readonly [meaning: string, item: Uint8Array])[] = [
    ...(title === null ? [] : [textItem('©nam', title)]),
    ...(date === null ? [] : [textItem('©day', `${date.year}-${date.month}-${date.day}T${date.time}Z`)]),
    ...(tempo === null ? [] : [['tmpo', boxOf('tmpo', dataBox(NUMBER, uint16Be(tempo)))] as const]),
    ...(prompt === null ? [] : [textItem('©cmt', prompt)]),
    ...(words === null ? [] : [textItem('©lyr', words)]),
    ...ownFields(tags).map(([name, value]) => freeField(name, value)),
    ...(cover === null
      ? []
      : [['covr', boxOf('covr', dataBox(PICTURE[cover.format], cover.bytes))] as const]),
  ];
  const told = new Set(ours.map(([meaning]) => meaning));
  const kept = present.filter((item) => !told.has(meaningOf(bytes, item)));
  return {
    items: joinBytes([
      ...kept.map((item) => bytes.subarray(item.start, item.end)),
      ...ours.map(([, item]) => item),
    ]),
    notes,
  };
}

function textItem(type: string, text: string): readonly [string, Uint8Array] {
  return [type, boxOf(type, dataBox(TEXT, utf8Bytes(text)))];
}

function freeField(name: string, value: string): readonly [string, Uint8Array] {
  const item = boxOf(
    '----',
    boxOf('mean', new Uint8Array(4), latin1Bytes(FREE_FIELD_OWNER)),
    boxOf('name', new Uint8Array(4), latin1Bytes(name)),
    dataBox(TEXT, utf8Bytes(value)),
  );
  return [`---- ${name.toLowerCase()}`, item];
}

/** The kind of the data, a language that is none, the data. */
function dataBox(kind: number, data: Uint8Array): Uint8Array {
  return boxOf('data', uint32Be(kind), new Uint8Array(4), data);
}

/** What an item is about: of two with the same meaning only one can stand. */
function meaningOf(bytes: Uint8Array, item: Mp4Box): string {
  if (item.type !== '----') return item.type;
  const name = boxAlong(bytes, { start: item.bodyStart, end: item.end }, 'name');
  const text =
    name === null
      ? ''
      : latin1(bytes, name.start + 4, Math.min(100, name.end - name.start - 4)).toLowerCase();
  return OWN_NAMES.has(text) ? `---- ${text}` : item.type;
}

function textOf(bytes: Uint8Array, item: Mp4Box): string {
  const data = boxAlong(bytes, { start: item.bodyStart, end: item.end }, 'data');
  return data === null ? '' : new TextDecoder().decode(bytes.subarray(data.start + 8, data.end));
}
