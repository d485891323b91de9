import { assertNever } from '@shared/assert-never';
import { windowed, type ByteReader } from '../byte-reader';
import { mp3Sound, planMp3 } from './mp3-tags';
import { mp4Sound } from './mp4-sound';
import { planMp4 } from './mp4-tags';
import type { SongTags, Stretch, TagContainer, TagPlan } from './song-tags';
import { planWav, wavSound } from './wav-tags';

/** What the file is to be with these tags, as pieces that are old or new. */
export function planTags(file: ByteReader, container: TagContainer, tags: SongTags): Promise<TagPlan> {
  const reader = windowed(file);
  switch (container) {
    case 'mp3':
      return planMp3(reader, tags);
    case 'm4a':
      return planMp4(reader, tags);
    case 'wav':
      return planWav(reader, tags);
    default:
      return assertNever(container);
  }
}

/** Where the sound is that no tag may change, in the order in which it is played; null when the file does not tell. */
export function findSound(file: ByteReader, container: TagContainer): Promise<readonly Stretch[] | null> {
  const reader = windowed(file);
  switch (container) {
    case 'mp3':
      return mp3Sound(reader);
    case 'm4a':
      return mp4Sound(reader);
    case 'wav':
      return wavSound(reader);
    default:
      return assertNever(container);
  }
}
