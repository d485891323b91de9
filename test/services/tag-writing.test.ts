import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parseFile, type IAudioMetadata } from 'music-metadata';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SongTags } from '../../src/main/domain/tags/song-tags';
import { writeTagged } from '../../src/main/services/tag-writing';
import { newFolder, removeFolder } from '../support/core';
import { media, png, sha256, webp } from '../support/media';
import {
  bareMp3,
  box,
  chunk,
  freeField,
  id3Bytes,
  id3Frame,
  item,
  m4aOf,
  metaOf,
  mp3With,
  PLAIN_WORDS,
  songTags,
  sungLine,
  TIMED_WORDS,
  wavData,
  wavFormat,
  wavOf,
} from '../support/sound-files';

/** Tags in real files of each container, as another library reads them; the sound is compared byte for byte. */

const CONTAINERS = ['mp3', 'm4a', 'wav'] as const;
type Container = (typeof CONTAINERS)[number];

const SONG = {
  mp3: () => media('slow-machines.mp3'),
  m4a: () => media('low-tide.m4a'),
  wav: () => media('low-tide.wav'),
} satisfies Record<Container, () => Buffer>;

function folder(): string {
  const made = newFolder();
  onTestFinished(() => removeFolder(made));
  return made;
}

/** Tags these bytes; what was written, or what became of it. */
async function tag(bytes: Buffer, tags: SongTags) {
  const at = folder();
  const source = join(at, 'song');
  const target = join(at, 'song.tmp');
  writeFileSync(source, bytes);
  const writing = await writeTagged(source, target, tags);
  expect(readFileSync(source).equals(bytes)).toBe(true);
  return { writing, target, isThere: existsSync(target) };
}

async function tagged(bytes: Buffer, tags: SongTags): Promise<{ bytes: Buffer; metadata: IAudioMetadata }> {
  const { writing, target } = await tag(bytes, tags);
  expect(writing).toMatchObject({ kind: 'written' });
  const written = readFileSync(target);
  if (writing.kind === 'written') {
    expect({ bytes: written.length, sha256: sha256(written) }).toEqual({
      bytes: writing.bytes,
      sha256: writing.sha256,
    });
  }
  return { bytes: written, metadata: await parseFile(target) };
}

/** All values of one name, of any kind of tag in the file. */
function values(metadata: IAudioMetadata, id: string): unknown[] {
  return Object.values(metadata.native)
    .flat()
    .filter((each) => each.id === id)
    .map((each) => each.value);
}

/** The samples, found by hand where the sample song keeps them. */
function soundOf(container: Container, bytes: Buffer): Buffer {
  if (container === 'mp3') return bytes.subarray(bytes.indexOf(bareMp3().subarray(0, 64)));
  if (container === 'wav') {
    const at = bytes.indexOf('data');
    return bytes.subarray(at + 8, at + 8 + bytes.readUInt32LE(at + 4));
  }
  const long = bytes.indexOf('co64');
  const at = long === -1 ? bytes.indexOf('stco') : long;
  const place = long === -1 ? bytes.readUInt32BE(at + 12) : Number(bytes.readBigUInt64BE(at + 12));
  return bytes.subarray(place, place + 287_196);
}

const LYRICS_ID = { mp3: 'USLT', wav: 'USLT', m4a: '©lyr' } as const;
function lyricsOf(container: Container, metadata: IAudioMetadata): unknown {
  const [value] = values(metadata, LYRICS_ID[container]);
  return container === 'm4a' ? value : (value as { text: string } | undefined)?.text;
}

describe.each(CONTAINERS)('%s', (container) => {
  const song = SONG[container];

  it('has everything that is known of the song, in the words of its container', async () => {
    const { metadata, bytes } = await tagged(song(), songTags());
    expect(metadata.common.title).toBe('Low Tide 海 🌊 ים');
    expect(metadata.common.year).toBe(2026);
    expect(metadata.common.bpm).toBe(120);
    expect(metadata.common.comment?.[0]).toMatchObject({ text: 'A slow song\nof the sea' });
    expect(metadata.common.picture?.map(({ format }) => format)).toEqual(['image/jpeg']);
    expect(Buffer.from(metadata.common.picture?.[0]?.data ?? []).equals(media('low-tide.jpg'))).toBe(true);
    expect(lyricsOf(container, metadata)).toBe(TIMED_WORDS.lrc);
    const field = (name: string) =>
      values(metadata, container === 'm4a' ? `----:com.apple.iTunes:${name}` : `TXXX:${name}`);
    expect(field('Flowshelf Clip Id')).toEqual(['0f5c1a52-8d0e-4c6f-9d6e-2f3c4b5a6978']);
    expect(field('Flowshelf Model')).toEqual(['FUZZ-2.0']);
    expect(field('Flowshelf Seed')).toEqual(['4242']);
    expect(soundOf(container, bytes).equals(soundOf(container, song()))).toBe(true);
    expect(metadata.format.duration).toBeCloseTo(container === 'mp3' ? 30.4 : 33.6, 0);
  });

  it('is the same after the same was written again', async () => {
    const once = await tagged(song(), songTags());
    const twice = await tagged(once.bytes, songTags());
    expect(twice.bytes.equals(once.bytes)).toBe(true);
  });

  it('has the new values in place of the old ones, and goes back to fewer bytes', async () => {
    const long = await tagged(song(), songTags({ prompt: 'long '.repeat(10_000) }));
    const { metadata, bytes } = await tagged(
      long.bytes,
      songTags({
        title: 'Other',
        cover: png(),
        prompt: 'x',
        words: { ...TIMED_WORDS, lrc: '[00:01.00]a\n' },
      }),
    );
    expect(metadata.common.title).toBe('Other');
    expect(metadata.common.picture).toHaveLength(1);
    expect(metadata.common.picture?.[0]?.format).toBe('image/png');
    expect(metadata.common.comment).toHaveLength(1);
    expect(values(metadata, LYRICS_ID[container])).toHaveLength(1);
    expect(lyricsOf(container, metadata)).toBe('[00:01.00]a\n');
    expect(bytes.length).toBeLessThan(long.bytes.length - 40_000);
    expect(soundOf(container, bytes).equals(soundOf(container, song()))).toBe(true);
  });

  it('keeps what it has where nothing is known', async () => {
    const full = await tagged(song(), songTags());
    const bare = { createdAt: null, bpm: null, prompt: null, cover: null, words: null, model: null };
    const { metadata } = await tagged(full.bytes, songTags(bare));
    expect(metadata.common.bpm).toBe(120);
    expect(metadata.common.year).toBe(2026);
    expect(metadata.common.picture).toHaveLength(1);
    expect(lyricsOf(container, metadata)).toBe(TIMED_WORDS.lrc);
  });

  it('never has its timed words replaced by plain ones, and says so', async () => {
    const timed = await tagged(song(), songTags());
    const { writing, target } = await tag(timed.bytes, songTags({ words: PLAIN_WORDS }));
    expect(writing).toMatchObject({ kind: 'written', notes: ['timed-lyrics-kept'] });
    expect(lyricsOf(container, await parseFile(target))).toBe(TIMED_WORDS.lrc);
  });

  it('has plain words as they are read', async () => {
    const { metadata } = await tagged(song(), songTags({ words: PLAIN_WORDS }));
    expect(lyricsOf(container, metadata)).toBe(PLAIN_WORDS.text);
    expect(values(metadata, 'SYLT')).toEqual([]);
  });

  it('has words of 5 MB and ten thousand timed lines', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => sungLine(`海 line ${index}`, index * 10));
    const lrc = `${'[00:00.00]A line of words 海\n'.repeat(180_000)}end`;
    const words = { text: '', lines, lrc, syncBy: 'line' } as const;
    const { metadata } = await tagged(song(), songTags({ words }));
    expect(lyricsOf(container, metadata)).toBe(lrc);
  });

  it('takes a text with everything that a tag cannot hold', async () => {
    const odd = 'a\0b\r\nc\rd\ud800e';
    const words = { text: odd, lines: [], lrc: null, syncBy: 'line' } as const;
    const { metadata } = await tagged(song(), songTags({ title: ` ${odd} `, words }));
    expect(metadata.common.title).toBe('ab c d\ufffde');
    expect(lyricsOf(container, metadata)).toBe('ab\nc\nd\ufffde');
  });

  it('takes any text whatever, and another library reads it as it was', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (title, prompt, lrc) => {
        const words = {
          text: lrc,
          lines: [sungLine(title, 5), sungLine(lrc, 9)],
          lrc,
          syncBy: 'line',
        } as const;
        const { writing } = await tag(song(), songTags({ title, prompt, words, cover: null }));
        expect(writing).toMatchObject({ kind: 'written' });
      }),
      { numRuns: 60, examples: [['\ufeffa\u0085\u0080', 'AC/DC; x', '\ufeff\u0091[00:01]\u2028\u202e']] },
    );
  });

  it('keeps the title that it has where there is none', async () => {
    const named = await tagged(song(), songTags({ title: 'Named' }));
    const { metadata } = await tagged(named.bytes, songTags({ title: ' \0' }));
    expect(metadata.common.title).toBe('Named');
  });

  it.each([
    ['webp', webp],
    ['something that is no picture', () => Buffer.from('<svg/>')],
  ] as const)('has no cover where it is %s, and says so', async (_kind, cover) => {
    const { writing, target } = await tag(song(), songTags({ cover: cover() }));
    expect(writing).toMatchObject({ kind: 'written', notes: ['cover-format'] });
    expect((await parseFile(target)).common.picture).toBeUndefined();
  });

  it('is refused where it is cut, and nothing is left', async () => {
    for (const at of [300, 0.3, 0.999]) {
      const bytes = song();
      const cut = bytes.subarray(0, at < 1 ? Math.floor(bytes.length * at) : at);
      const { writing, isThere } = await tag(cut, songTags());
      expect(writing).toMatchObject({ kind: 'failed', reason: 'damaged' });
      expect(isThere).toBe(false);
    }
  });
});

describe('synced lyrics in ID3', () => {
  it.each(['mp3', 'wav'] as const)('by line in %s, with silence where it begins', async (container) => {
    const { metadata } = await tagged(SONG[container](), songTags());
    expect(values(metadata, 'SYLT')).toEqual([
      expect.objectContaining({
        contentType: 1,
        timeStampFormat: 2,
        syncText: [
          { text: '海の歌 🌊', timestamp: 1_000 },
          { text: '', timestamp: 4_000 },
          { text: 'שיר של הים', timestamp: 6_500 },
          { text: 'Hello', timestamp: 9_010 },
        ],
      }),
    ]);
  });

  it('by word, each further line beginning with a line break', async () => {
    const { metadata } = await tagged(SONG.mp3(), songTags({ words: { ...TIMED_WORDS, syncBy: 'word' } }));
    expect((values(metadata, 'SYLT')[0] as { syncText: unknown }).syncText).toEqual([
      { text: '海の歌 ', timestamp: 1_000 },
      { text: '🌊', timestamp: 2_500 },
      { text: '\n', timestamp: 4_000 },
      { text: '\nשיר של הים', timestamp: 6_500 },
      { text: '\nHello', timestamp: 9_010 },
    ]);
  });

  it('go where the new words have none, though they have stamps', async () => {
    const old = await tagged(SONG.mp3(), songTags());
    const { metadata } = await tagged(old.bytes, songTags({ words: { ...TIMED_WORDS, lines: [] } }));
    expect(values(metadata, 'SYLT')).toEqual([]);
    expect(lyricsOf('mp3', metadata)).toBe(TIMED_WORDS.lrc);
  });

  it('a quarter of a million words have room', async () => {
    const words = Array.from({ length: 250 }, (_, at) => ({ at, startMs: at, endMs: null }));
    const lines = Array.from({ length: 1_000 }, (_, line) => ({
      ...sungLine('a'.repeat(250), line * 250),
      words: words.map((word) => ({ ...word, startMs: line * 250 + word.at })),
    }));
    const { metadata } = await tagged(
      SONG.mp3(),
      songTags({ words: { text: 'a', lines, lrc: '[00:00.00]a', syncBy: 'word' } }),
    );
    expect((values(metadata, 'SYLT')[0] as { syncText: unknown[] }).syncText).toHaveLength(250_000);
  });
});

describe('texts in ID3', () => {
  it.each([
    ['Plain', 0],
    ['Été 50\u00a0%', 0],
    ['Łódź', 1],
    ['海', 1],
    // In one byte it is a character for some readers and none for others.
    ['a\u0080b', 1],
  ])('%j has the encoding %i', async (title, encoding) => {
    const { bytes } = await tagged(SONG.mp3(), songTags({ title }));
    expect(bytes.subarray(10, 14).toString('latin1')).toBe('TIT2');
    expect(bytes[20]).toBe(encoding);
  });
});

describe('what others have written into an MP3', () => {
  const FOREIGN = [
    id3Frame('TPE1', '\0Artist'),
    id3Frame('TALB', '\0Album'),
    id3Frame('COMM', '\0engiTunNORM\x00 00000A'),
    id3Frame('TXXX', '\0MOOD\0calm'),
    id3Frame('USLT', '\0engtranslation\0other words'),
    id3Frame('APIC', Buffer.concat([Buffer.from('\0image/png\0\x04\0', 'latin1'), png()])),
    id3Frame('PRIV', 'somebody\0\x01\x02'),
    id3Frame('XABC', 'what nobody knows'),
  ];
  const OURS = [
    id3Frame('TIT2', '\0Old title'),
    id3Frame('TYER', '\x001999'),
    id3Frame('USLT', '\0eng\0old words'),
    id3Frame('APIC', Buffer.concat([Buffer.from('\0image/png\0\x03\0', 'latin1'), png()])),
  ];

  it.each([3, 4] as const)('stays, in a tag of version 2.%i, which it remains', async (version) => {
    const before = mp3With(id3Bytes(version, [...OURS, ...FOREIGN], { padding: 500 }));
    const { bytes, metadata } = await tagged(before, songTags());
    expect(bytes[3]).toBe(version);
    for (const { id, data } of FOREIGN) {
      expect(bytes.subarray(0, 300_000).includes(Buffer.concat([Buffer.from([0, 0]), data])), id).toBe(true);
    }
    expect(metadata.common.artist).toBe('Artist');
    expect(metadata.common.title).toBe('Low Tide 海 🌊 ים');
    expect(metadata.common.picture?.map(({ type }) => type)).toEqual(['Cover (back)', 'Cover (front)']);
    expect(values(metadata, version === 4 ? 'TDRC' : 'TYER')).toEqual([
      version === 4 ? '2026-11-28T16:40:05' : '2026',
    ]);
    expect(values(metadata, 'USLT')).toHaveLength(2);
  });

  it('stays where it is compressed or encrypted, with all that follows it', async () => {
    const packed = id3Frame('TALB', Buffer.from([0, 0, 0, 9, 1, 2, 3, 4]), 0x0080);
    const tagBytes = id3Bytes(3, [packed, id3Frame('TCON', '\0Jazz')]);
    const { bytes, metadata } = await tagged(mp3With(tagBytes), songTags());
    expect(bytes.includes(tagBytes.subarray(10, 28))).toBe(true);
    expect(metadata.common.genre).toEqual(['Jazz']);
  });

  it('stays where it is packed and only looks like one of ours', async () => {
    const packed = id3Frame('COMM', Buffer.from([0, 0, 0, 9, 0, 1, 2, 3]), 0x0080);
    const tagBytes = id3Bytes(3, [packed]);
    const { writing, target } = await tag(mp3With(tagBytes), songTags());
    expect(writing).toMatchObject({ kind: 'written' });
    expect(readFileSync(target).includes(tagBytes.subarray(10))).toBe(true);
  });

  it('is read where a writer of 2.4 has counted with eight bits', async () => {
    const long = id3Frame('TALB', `\0${'Album '.repeat(100)}end`);
    const tagBytes = id3Bytes(4, [long, id3Frame('TPE1', '\0Artist')], { hasPlainSizes: true });
    const { metadata } = await tagged(mp3With(tagBytes), songTags());
    expect(metadata.common.album).toMatch(/^Album .*end$/);
    expect(metadata.common.artist).toBe('Artist');
  });

  it('is read where it was unsynchronised', async () => {
    const tagBytes = id3Bytes(3, [id3Frame('PRIV', 'x\0\xff\x00\xe0'), id3Frame('TPE1', '\0Artist')]);
    tagBytes[5] = 0x80;
    // The size of the first frame is that of its content.
    tagBytes.writeUInt32BE(4, 14);
    const { bytes, metadata } = await tagged(mp3With(tagBytes), songTags());
    expect(bytes.includes(Buffer.from('x\0\xff\xe0', 'latin1'))).toBe(true);
    expect(metadata.common.artist).toBe('Artist');
  });

  it('stays behind the sound', async () => {
    const old = Buffer.alloc(128);
    old.write('TAGOld title', 'latin1');
    const { bytes } = await tagged(mp3With(Buffer.alloc(0), old), songTags());
    expect(bytes.subarray(-128).equals(old)).toBe(true);
  });

  it.each([
    ['of version 2.2', id3Bytes(2, [id3Frame('TT2 ', '\0x')]), { kind: 'skipped', reason: 'tag-version' }],
    ['that is noise', id3Bytes(3, [id3Frame('~~~~', 'x'.repeat(50))]), { kind: 'failed', reason: 'damaged' }],
    [
      'whose frame is longer than itself',
      id3Bytes(3, [{ id: 'TPE1', data: Buffer.from('\0Artist') }]).fill(0x7f, 14, 18),
      { kind: 'failed', reason: 'damaged' },
    ],
  ])('is not touched where it cannot be kept: a tag %s', async (_name, tagBytes, expected) => {
    const { writing, isThere } = await tag(mp3With(tagBytes), songTags());
    expect(writing).toMatchObject(expected);
    expect(isThere).toBe(false);
  });
});

describe('what others have written into an M4A', () => {
  const ITEMS = [
    item('©ART', 1, 'Artist'),
    item('trkn', 0, Buffer.from([0, 0, 0, 3, 0, 9, 0, 0])),
    freeField('com.apple.iTunes', 'MOOD', 'calm'),
    freeField('org.somebody', 'secret', 'x'),
    item('xxxx', 0, 'what nobody knows'),
  ];
  const OLD = [item('©nam', 1, 'Old title'), item('covr', 14, png()), item('©lyr', 1, 'old words')];

  it('stays', async () => {
    const udta = box('udta', box('chpl', Buffer.from('chapters')), metaOf(...OLD, ...ITEMS), Buffer.alloc(4));
    const { bytes, metadata } = await tagged(m4aOf({ inMovie: [udta] }), songTags());
    for (const each of [...ITEMS, box('chpl', Buffer.from('chapters'))])
      expect(bytes.includes(each)).toBe(true);
    expect(metadata.common).toMatchObject({ artist: 'Artist', title: 'Low Tide 海 🌊 ים', track: { no: 3 } });
    expect(values(metadata, '©nam')).toHaveLength(1);
    expect(metadata.common.picture).toHaveLength(1);
    expect(bytes.includes('ID3')).toBe(false);
  });

  it.each([
    ['no list at all', {}],
    ['user data without a list', { inMovie: [box('udta', box('name', Buffer.from('x')))] }],
    ['user data that end with zeros', { inMovie: [box('udta', Buffer.alloc(4))] }],
    ['user data of the track alone', { inTrack: [box('udta', box('name', Buffer.from('x')))] }],
    ['room left in its list', { inMovie: [box('udta', metaOf(...ITEMS), box('free', Buffer.alloc(999)))] }],
    ['its index behind the sound', { isIndexLast: true }],
    ['places of 64 bits', { hasLongPlaces: true }],
    ['a few bytes behind its end', { behind: Buffer.from([0, 0, 0]) }],
    ['another box behind the sound', { behind: box('uuid', Buffer.alloc(40, 7)) }],
  ])('with %s: the song is found, and the sound where the index says', async (_name, layout) => {
    const before = m4aOf(layout);
    const { bytes, metadata } = await tagged(before, songTags());
    expect(metadata.common.title).toBe('Low Tide 海 🌊 ים');
    expect(soundOf('m4a', bytes).equals(soundOf('m4a', SONG.m4a()))).toBe(true);
    const twice = await tagged(bytes, songTags());
    expect(twice.bytes.equals(bytes)).toBe(true);
  });

  it.each([
    ['with pieces of its index between the sound', { inMovie: [box('mvex', Buffer.alloc(8))] }, 'fragmented'],
    ['with two lists', { inMovie: [box('udta', metaOf()), box('udta', metaOf())] }, 'layout'],
    [
      'whose list has another form',
      {
        inMovie: [
          box(
            'udta',
            box('meta', Buffer.alloc(4), box('hdlr', Buffer.alloc(8), Buffer.from('mdta'), Buffer.alloc(13))),
          ),
        ],
      },
      'layout',
    ],
  ])('%s: it is left alone', async (_name, layout, reason) => {
    const bytes = m4aOf(layout);
    // A fragmented file ends with its own index.
    const whole = reason === 'fragmented' ? Buffer.concat([bytes, box('mfra', Buffer.alloc(8))]) : bytes;
    const { writing, isThere } = await tag(whole, songTags());
    expect(writing).toEqual({ kind: 'skipped', reason });
    expect(isThere).toBe(false);
  });

  it('whose index points behind the end is damaged', async () => {
    const bytes = m4aOf();
    bytes.writeUInt32BE(bytes.length - 100, bytes.indexOf('stco') + 12);
    expect((await tag(bytes, songTags())).writing).toMatchObject({ kind: 'failed', reason: 'damaged' });
  });
});

describe('what others have written into a WAV', () => {
  const info = (...entries: readonly Buffer[]) =>
    chunk('LIST', Buffer.concat([Buffer.from('INFO'), ...entries]));

  it('stays, in its order; a list of texts gets the title', async () => {
    const before = wavOf(
      wavFormat(),
      info(chunk('INAM', 'Old\0'), chunk('IART', 'Artist\0'), chunk('ISFT', 'odd')),
      chunk('cue ', Buffer.alloc(4)),
      wavData(),
      ...[...'abcdefgh'].map((letter) => chunk(`xx${letter} `, letter.repeat(11))),
      chunk('id3 ', id3Bytes(3, [id3Frame('TPE1', '\0Artist'), id3Frame('TIT2', '\0Old')])),
    );
    const { bytes, metadata } = await tagged(before, songTags());
    expect(metadata.common.artist).toBe('Artist');
    expect(bytes.includes(chunk('INAM', Buffer.from('Low Tide 海 🌊 ים\0')))).toBe(true);
    expect(values(metadata, 'INAM')).toHaveLength(1);
    expect(values(metadata, 'IART')).toEqual(['Artist']);
    expect(values(metadata, 'TIT2')).toEqual(['Low Tide 海 🌊 ים']);
    for (const letter of 'abcdefgh')
      expect(bytes.includes(chunk(`xx${letter} `, letter.repeat(11)))).toBe(true);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(soundOf('wav', bytes).equals(soundOf('wav', SONG.wav()))).toBe(true);
  });

  it('gets no list of texts where it has none: some players would read nothing else', async () => {
    const { bytes } = await tagged(SONG.wav(), songTags());
    expect(bytes.includes('LIST')).toBe(false);
  });

  it('with an odd number of bytes of sound gets its padding', async () => {
    const odd = chunk('data', Buffer.alloc(1_001, 7));
    const { bytes } = await tagged(wavOf(wavFormat(), odd).subarray(0, -1), songTags());
    expect(bytes.indexOf('id3 ') % 2).toBe(0);
    expect(bytes.subarray(44, 1_045).equals(Buffer.alloc(1_001, 7))).toBe(true);
  });

  it.each([
    ['of a size that nobody has told', (bytes: Buffer) => bytes.fill(0xff, 40, 44)],
    ['of more than 4 GB by its name', (bytes: Buffer) => (bytes.write('RF64', 0, 'latin1'), bytes)],
  ])('%s is left alone', async (_name, change) => {
    const { writing } = await tag(change(Buffer.from(SONG.wav())), songTags());
    expect(writing).toMatchObject({ kind: 'skipped', reason: 'layout' });
  });

  it('with two ID3 tags is left alone', async () => {
    const tagChunk = chunk('id3 ', id3Bytes(3, [id3Frame('TPE1', '\0Artist')]));
    const { writing } = await tag(wavOf(wavFormat(), wavData(), tagChunk, tagChunk), songTags());
    expect(writing).toEqual({ kind: 'skipped', reason: 'layout' });
  });
});

describe('what is no sound', () => {
  it.each([
    ['a picture', () => media('low-tide.jpg')],
    ['a film', () => box('ftyp', Buffer.from('qt  \0\0\0\0qt  '))],
    ['nothing', () => Buffer.alloc(0)],
    ['a web page', () => Buffer.from('<!doctype html>')],
  ])('%s is skipped', async (_name, bytes) => {
    const { writing, isThere } = await tag(bytes(), songTags());
    expect(writing).toEqual({ kind: 'skipped', reason: 'no-container' });
    expect(isThere).toBe(false);
  });
});
