import type { IAudioMetadata, ITag } from 'music-metadata';
import {
  OWN_FIELDS,
  syncedTexts,
  tagCover,
  titleText,
  wordsText,
  type SongTags,
  type TagContainer,
  type TagNote,
} from '../domain/tags/song-tags';

/** Which part of the song another library does not find in the file as it should be; null when it finds all. */
export async function wrongTagIn(
  path: string,
  container: TagContainer,
  tags: SongTags,
  notes: readonly TagNote[],
): Promise<'unreadable' | 'title' | 'clip-id' | 'cover' | 'lyrics' | 'synced-lyrics' | null> {
  const { parseFile } = await import('music-metadata');
  let metadata: IAudioMetadata;
  try {
    metadata = await parseFile(path, { duration: false });
  } catch {
    return 'unreadable';
  }
  const read = container === 'm4a' ? readItems(metadata) : readFrames(metadata);
  const title = titleText(tags);
  if (title !== null && read.title !== title) return 'title';
  if (read.clipId !== tags.clipId) return 'clip-id';
  const cover = tagCover(tags.cover);
  if (cover !== null && !read.covers.some((each) => Buffer.compare(each, cover.bytes) === 0)) return 'cover';
  const words = wordsText(tags.words);
  if (words === null || tags.words === null || notes.includes('timed-lyrics-kept')) return null;
  if (read.lyrics !== words) return 'lyrics';
  const synced = container === 'm4a' || tags.words.lrc === null ? [] : syncedTexts(tags.words);
  const isSame =
    synced.length === read.synced.length &&
    synced.every(({ atMs, text }, index) => {
      const entry = read.synced[index];
      return entry?.timestamp === atMs && entry.text === text;
    });
  return isSame ? null : 'synced-lyrics';
}

interface ReadTags {
  readonly title: unknown;
  readonly clipId: unknown;
  readonly covers: readonly Uint8Array[];
  readonly lyrics: unknown;
  readonly synced: readonly { readonly timestamp: number; readonly text: string }[];
}

/** What the library gives for the frames that we write, by the names that it gives to values. */
interface Frames {
  readonly APIC: { readonly type: string; readonly data: Uint8Array };
  readonly USLT: { readonly descriptor: string; readonly text: string };
  readonly SYLT: {
    readonly contentType: number;
    readonly syncText: readonly { readonly timestamp: number; readonly text: string }[];
  };
}

function readFrames({ native }: IAudioMetadata): ReadTags {
  const tags = Object.entries(native).flatMap(([type, list]) => (type.startsWith('ID3v2.') ? list : []));
  const all = <Id extends keyof Frames>(id: Id) => valuesOf(tags, id) as readonly Frames[Id][];
  return {
    title: valuesOf(tags, 'TIT2')[0],
    clipId: valuesOf(tags, `TXXX:${OWN_FIELDS.clipId}`)[0],
    covers: all('APIC').map(({ data }) => data),
    lyrics: all('USLT').find(({ descriptor }) => descriptor === '')?.text ?? null,
    synced: all('SYLT').find(({ contentType }) => contentType === 1)?.syncText ?? [],
  };
}

function readItems({ native }: IAudioMetadata): ReadTags {
  const tags = native['iTunes'] ?? [];
  return {
    title: valuesOf(tags, '©nam')[0],
    clipId: valuesOf(tags, `----:com.apple.iTunes:${OWN_FIELDS.clipId}`)[0],
    covers: (valuesOf(tags, 'covr') as readonly { readonly data: Uint8Array }[]).map(({ data }) => data),
    lyrics: valuesOf(tags, '©lyr')[0],
    synced: [],
  };
}

function valuesOf(tags: readonly ITag[], id: string): readonly unknown[] {
  return tags.filter((tag) => tag.id === id).map(({ value }) => value);
}
