import type { ByteReader } from '../byte-reader';
import { NEW_TAG, withSong } from './id3-song';
import { ID3_HEAD_BYTES, id3TagBytes, printId3Tag, readId3Tag } from './id3v2';
import type { SongTags, Stretch, TagPlan } from './song-tags';

/** MP3: the tag stands in front of the sound. Whatever follows the first tag is copied as it is. */
export async function planMp3(file: ByteReader, tags: SongTags): Promise<TagPlan> {
  const tagBytes = id3TagBytes(await file.read(0, ID3_HEAD_BYTES)) ?? 0;
  // A tag that holds nothing has no version worth keeping.
  const present = tagBytes <= ID3_HEAD_BYTES ? NEW_TAG : readId3Tag(await file.read(0, tagBytes));
  if (present === 'damaged') return { kind: 'damaged' };
  if (present === 'old') return { kind: 'untaggable', reason: 'tag-version' };
  const { tag, notes } = withSong(present.frames.length === 0 ? NEW_TAG : present, tags);
  const bytes = printId3Tag(tag);
  if (bytes === null) return { kind: 'untaggable', reason: 'too-large' };
  return { kind: 'pieces', pieces: [bytes, { start: tagBytes, end: file.size }], notes };
}

/** The sound, and tags behind it, which nobody changes. */
export async function mp3Sound(file: ByteReader): Promise<readonly Stretch[]> {
  const start = id3TagBytes(await file.read(0, ID3_HEAD_BYTES)) ?? 0;
  return [{ start, end: file.size }];
}
