import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteReader } from '../../../src/main/domain/byte-reader';
import type { TagContainer } from '../../../src/main/domain/tags/song-tags';
import { findSound, planTags } from '../../../src/main/domain/tags/tag-plan';
import { media } from '../../support/media';
import {
  box,
  chunk,
  freeField,
  id3Bytes,
  id3Frame,
  item,
  m4aOf,
  metaOf,
  mp3With,
  songTags,
  wavData,
  wavFormat,
  wavOf,
} from '../../support/sound-files';

const reader = (bytes: Buffer): ByteReader => ({
  size: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
});

const FILES: Readonly<Record<TagContainer, () => Buffer>> = {
  mp3: () => mp3With(id3Bytes(4, [id3Frame('TPE1', '\0Artist'), id3Frame('TXXX', '\0MOOD\0calm')])),
  m4a: () => m4aOf({ inMovie: [box('udta', metaOf(item('©ART', 1, 'Artist'), freeField('a', 'b', 'c')))] }),
  wav: () => wavOf(wavFormat(), chunk('LIST', 'INFOIART\x04\0\0\0abc\0'), wavData()),
};
const CONTAINERS = ['mp3', 'm4a', 'wav'] as const;

describe.each(CONTAINERS)('a plan for %s', (container) => {
  it('never fails and never leads out of the file, however damaged it is', async () => {
    const whole = FILES[container]();
    const tags = songTags({ cover: media('low-tide.jpg').subarray(0, 500) });
    // Where the order of the file is told; the sound itself is no matter.
    const told = container === 'm4a' ? 7_000 : 400;
    const change = fc.record({ at: fc.nat(told), byte: fc.constantFrom(0, 1, 0x7f, 0xff, 0x30) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 4 }), fc.nat(), async (changes, cut) => {
        const bytes = Buffer.from(whole.subarray(0, cut % 3 === 0 ? cut % whole.length : whole.length));
        for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
        const file = reader(bytes);
        const plan = await planTags(file, container, tags);
        const sound = await findSound(file, container);
        const stretches = [...(sound ?? []), ...(plan.kind === 'pieces' ? plan.pieces : [])];
        for (const each of stretches) {
          if (each instanceof Uint8Array) continue;
          expect(each.start).toBeGreaterThanOrEqual(0);
          expect(each.end).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('copies the sound as it is: no byte of it is written anew', async () => {
    const bytes = FILES[container]();
    const plan = await planTags(reader(bytes), container, songTags());
    const sound = await findSound(reader(bytes), container);
    expect(plan.kind).toBe('pieces');
    const old =
      plan.kind === 'pieces' ? plan.pieces.flatMap((each) => (each instanceof Uint8Array ? [] : [each])) : [];
    for (const { start, end } of sound ?? []) {
      expect(old.some((piece) => piece.start <= start && piece.end >= end)).toBe(true);
    }
  });
});
