import { readFile } from 'node:fs/promises';
import type { UntaggedReason } from '@shared/export';
import type { SoundKind } from '@shared/model';
import type { StoredClip } from '../db/clips';
import type { DownloadRepository } from '../db/downloads';
import type { SongTags, TaggedWords } from '../domain/tags/song-tags';
import type { LibraryFolder } from './library-folder';
import type { TaggedFiles, TagOutcome } from './tagged-files';

/** Copies of songs' sound files with all that is known of the songs in their tags. */
export interface SongSound {
  /**
   * Makes a copy under a name for the time being.
   *
   * @throws the signal's reason when it was aborted before the file was begun
   */
  copy(
    clip: StoredClip,
    kind: SoundKind,
    words: TaggedWords | null,
    target: string,
    signal: AbortSignal,
  ): Promise<SoundCopy>;
  /** What is to stand in the song's sound files. */
  tagsOf(clip: StoredClip, words: TaggedWords | null): Promise<SongTags>;
}

export type SoundCopy = TagOutcome | { readonly kind: 'skipped'; readonly reason: UntaggedReason };

export interface SongSoundDeps {
  readonly downloads: DownloadRepository;
  readonly folder: () => LibraryFolder;
  readonly taggedFiles: TaggedFiles;
}

/** Pictures above this are no covers, and would be read into memory. */
const MAX_COVER_BYTES = 16 * 1024 * 1024;

export function createSongSound({ downloads, folder, taggedFiles }: SongSoundDeps): SongSound {
  async function coverOf(clip: StoredClip): Promise<Uint8Array | null> {
    const asset = downloads.asset(clip.clipId, 'cover');
    if (!asset?.path || asset.isMissing || (asset.bytes ?? 0) > MAX_COVER_BYTES) return null;
    try {
      return await readFile(await folder().resolveExisting(asset.path));
    } catch {
      // A song without its cover is still the song.
      return null;
    }
  }

  async function tagsOf(clip: StoredClip, words: TaggedWords | null): Promise<SongTags> {
    return {
      title: clip.title,
      clipId: clip.clipId,
      model: clip.model,
      seed: clip.seed,
      bpm: clip.bpm,
      createdAt: clip.createdAt,
      prompt: clip.soundPrompt,
      cover: await coverOf(clip),
      words,
    };
  }

  return {
    tagsOf,
    async copy(clip, kind, words, target, signal) {
      const asset = downloads.asset(clip.clipId, kind);
      if (!asset?.path || asset.isMissing) return { kind: 'skipped', reason: 'no-sound' };
      const tags = await tagsOf(clip, words);
      // A file that has gone, or a link that leads away, is told by who opens it.
      const source = await folder()
        .resolveExisting(asset.path)
        .catch(() => null);
      if (source === null) return { kind: 'skipped', reason: 'no-sound' };
      return taggedFiles.writeTaggedCopy(source, target, tags, signal);
    },
  };
}
