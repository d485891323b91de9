import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { id3TagBytes, printId3Tag, readId3Tag, type Id3Tag } from '../../../src/main/domain/tags/id3v2';
import { id3Bytes, id3Frame } from '../../support/sound-files';

const frame = fc.record({
  id: fc.stringMatching(/^[A-Z][A-Z0-9]{3}$/),
  // What a frame of either version may say of itself without changing how its content is read.
  flags: fc.constantFrom(0, 0x4000, 0x2000),
  data: fc.uint8Array({ maxLength: 400 }),
});
const tag = fc.record({ version: fc.constantFrom(3, 4), frames: fc.array(frame) }) as fc.Arbitrary<Id3Tag>;

const printed = (each: Id3Tag) => printId3Tag(each) ?? new Uint8Array(0);

describe('ID3v2', () => {
  it('what is printed is read as the same, and is as long as its head says', () => {
    fc.assert(
      fc.property(tag, (each) => {
        expect(readId3Tag(printed(each))).toEqual(each);
        expect(id3TagBytes(printed(each))).toBe(printed(each).length);
      }),
    );
  });

  it('a tag that is cut, or any bytes behind a head, never make the reader fail', () => {
    fc.assert(
      fc.property(tag, fc.nat(), (each, cut) => {
        const bytes = printed(each);
        const at = 10 + (cut % Math.max(1, bytes.length - 10));
        if (at < bytes.length) expect(readId3Tag(bytes.subarray(0, at))).toBe('damaged');
      }),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(3, 4),
        fc.nat(255),
        (body, version, flags) => {
          const head = [0x49, 0x44, 0x33, version, 0, flags, 0, 0, body.length >> 7, body.length & 0x7f];
          const read = readId3Tag(Uint8Array.from([...head, ...body]));
          expect(read === 'damaged' || typeof read === 'object').toBe(true);
        },
      ),
    );
  });

  it.each([2, 5, 0xff])('version 2.%i is left to others', (version) => {
    const bytes = id3Bytes(3, [id3Frame('TIT2', '\0x')]);
    bytes[3] = version;
    expect(readId3Tag(bytes)).toBe('old');
  });

  it.each([
    [3, [0, 0, 0, 6, 0, 0, 0, 0, 0, 0]],
    [4, [0, 0, 0, 6, 1, 0]],
  ] as const)('2.%i: an extended head is passed over', (version, extended) => {
    const frames = id3Bytes(version, [id3Frame('TPE1', '\0Artist')]).subarray(10);
    const size = extended.length + frames.length;
    const bytes = Buffer.concat([
      Buffer.from(['I', 'D', '3'].map((letter) => letter.charCodeAt(0))),
      Buffer.from([version, 0, 0x40, 0, 0, size >> 7, size & 0x7f, ...extended]),
      frames,
    ]);
    expect(readId3Tag(bytes)).toMatchObject({ version, frames: [{ id: 'TPE1' }] });
  });

  it('2.4: a frame that was unsynchronised by itself is made plain', () => {
    const data = Buffer.from([0, 0, 0, 3, 0xff, 0x00, 0xe0, 0x01]);
    const read = readId3Tag(id3Bytes(4, [id3Frame('PRIV', data, 0x0003)]));
    expect(read).toMatchObject({ frames: [{ flags: 0, data: Uint8Array.of(0xff, 0xe0, 0x01) }] });
  });

  it('a footer counts, and padding does not', () => {
    const bytes = id3Bytes(4, [id3Frame('TPE1', '\0Artist')], { padding: 77 });
    expect(id3TagBytes(bytes)).toBe(bytes.length);
    bytes[5] = 0x10;
    expect(id3TagBytes(bytes)).toBe(bytes.length + 10);
    expect(readId3Tag(bytes)).toMatchObject({ frames: [{ id: 'TPE1' }] });
  });

  it('no tag is no tag', () => {
    expect(id3TagBytes(Buffer.from('ID3'))).toBeNull();
    expect(id3TagBytes(Buffer.from('RIFF......'))).toBeNull();
  });

  it('more than a head can tell is not printed', () => {
    const data = new Uint8Array(2 ** 28);
    expect(printId3Tag({ version: 3, frames: [{ id: 'PRIV', flags: 0, data }] })).toBeNull();
  });
});
