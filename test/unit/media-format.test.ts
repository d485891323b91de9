import { describe, expect, it } from 'vitest';
import { ASSET_KINDS, type AssetKind, type MediaFormat } from '@shared/model';
import { looksLikeHtml, MIME_TYPES, SNIFF_BYTES, sniffMedia } from '../../src/main/domain/media-format';

/** Bytes from numbers and ASCII text. */
function bytes(...parts: (string | number)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part] : [...part].map((each) => each.charCodeAt(0)),
    ),
  );
}

function ftyp(brand: string, size = 32): Uint8Array {
  return bytes(0, 0, size >> 8, size & 0xff, 'ftyp', brand, 0, 0, 2, 0, 'isomiso2avc1mp41');
}

const WAV = bytes('RIFF', 0x24, 0, 0, 0, 'WAVE', 'fmt ');
const WEBP = bytes('RIFF', 0x24, 0, 0, 0, 'WEBP', 'VP8 ');
const PNG = bytes(0x89, 'PNG', 0x0d, 0x0a, 0x1a, 0x0a);
const JPG = bytes(0xff, 0xd8, 0xff, 0xe0);
const ID3 = bytes('ID3', 4, 0, 0, 0, 0, 0x1f, 0x76, 'TIT2');
/** MPEG 1, layer III, 128 kbit/s, 44.1 kHz. */
const FRAME = [0xff, 0xfb, 0x90, 0x64] as const;

/** What each kind makes of the bytes, without the kinds that refuse them. */
function accepted(head: Uint8Array): Partial<Record<AssetKind, MediaFormat>> {
  const answers = ASSET_KINDS.map((kind) => [kind, sniffMedia(head, kind)] as const);
  return Object.fromEntries(answers.filter(([, format]) => format !== null));
}

describe('sniffMedia', () => {
  it('lets the kind decide what a container of a neutral brand is', () => {
    for (const brand of ['isom', 'iso6', 'mp42', 'mp41', 'dash', 'avc1']) {
      expect(accepted(ftyp(brand))).toEqual({ audio: 'm4a', video: 'mp4' });
    }
  });

  it('believes brands that say sound, pictures in motion, or still pictures', () => {
    expect(accepted(ftyp('M4A '))).toEqual({ audio: 'm4a' });
    expect(accepted(ftyp('M4V '))).toEqual({ video: 'mp4' });
    expect(accepted(ftyp('qt  '))).toEqual({ video: 'mp4' });
    expect(accepted(ftyp('avif'))).toEqual({});
    expect(accepted(ftyp('heic'))).toEqual({});
  });

  it('does not take the word ftyp alone for a container', () => {
    expect(accepted(bytes(0xff, 0xff, 0xff, 0xff, 'ftypisom'))).toEqual({});
    expect(accepted(bytes(0, 0, 0, 4, 'ftypisom'))).toEqual({});
    expect(accepted(bytes(0, 0, 0, 32, 'ftypis'))).toEqual({});
    expect(accepted(bytes('free ftypisom'))).toEqual({});
  });

  it('knows each other format and the kinds it fits', () => {
    expect(accepted(WAV)).toEqual({ audio: 'wav', wav: 'wav' });
    expect(accepted(bytes('RF64', 0xff, 0xff, 0xff, 0xff, 'WAVE', 'ds64'))).toEqual({
      audio: 'wav',
      wav: 'wav',
    });
    expect(accepted(ID3)).toEqual({ audio: 'mp3' });
    expect(accepted(bytes(...FRAME))).toEqual({ audio: 'mp3' });
    expect(accepted(JPG)).toEqual({ cover: 'jpg' });
    expect(accepted(PNG)).toEqual({ cover: 'png' });
    expect(accepted(WEBP)).toEqual({ cover: 'webp' });
  });

  it('knows MP3 of every version', () => {
    for (const second of [0xfb, 0xfa, 0xf3, 0xf2, 0xe3, 0xe2]) {
      expect(sniffMedia(bytes(0xff, second, 0x90, 0x64), 'audio')).toBe('mp3');
    }
  });

  it.each([
    ['sync bits alone', [0xff, 0xe0, 0x00, 0x00]],
    ['the reserved version', [0xff, 0xeb, 0x90, 0x64]],
    ['AAC in ADTS (layer 0)', [0xff, 0xf1, 0x50, 0x80]],
    ['layer II', [0xff, 0xfd, 0x90, 0x64]],
    ['layer I, as UTF-16 text would begin', [0xff, 0xfe, 0x90, 0x64]],
    ['the forbidden bit rate', [0xff, 0xfb, 0xf0, 0x64]],
    ['the free bit rate', [0xff, 0xfb, 0x00, 0x64]],
    ['the reserved sample rate', [0xff, 0xfb, 0x9c, 0x64]],
    ['the reserved emphasis', [0xff, 0xfb, 0x90, 0x66]],
    ['no sync at all', [0xff, 0x1b, 0x90, 0x64]],
    ['a header that is cut', [0xff, 0xfb, 0x90]],
  ])('refuses as MP3: %s', (_, head) => expect(accepted(bytes(...head))).toEqual({}));

  it('refuses an ID3 tag of an unknown version or with an impossible length', () => {
    expect(accepted(bytes('ID3', 9, 0, 0, 0, 0, 0, 0))).toEqual({});
    expect(accepted(bytes('ID3', 4, 0, 0, 0x80, 0, 0, 0))).toEqual({});
    expect(accepted(bytes('ID3 is not a tag'))).toEqual({});
  });

  it('refuses nothing, text, pages and other media', () => {
    for (const head of [
      '',
      ' ',
      '<!doctype html>',
      '{"code":403}',
      '<?xml version="1.0"?><Error>',
      'OggS',
      'fLaC',
      'GIF89a',
      'PK',
    ]) {
      expect(accepted(bytes(head))).toEqual({});
    }
    expect(accepted(bytes('RIFF', 0, 0, 0, 0, 'AVI '))).toEqual({});
    expect(accepted(bytes(0xff, 0xd8))).toEqual({});
  });

  it('reads a view into a larger buffer from where the view begins', () => {
    const whole = new Uint8Array([...bytes('12345'), ...ftyp('mp42')]);
    expect(sniffMedia(whole.subarray(5), 'video')).toBe('mp4');
  });
});

describe('looksLikeHtml', () => {
  it.each([
    '<!DOCTYPE html>',
    '<html lang="en">',
    '\n\n  <HTML>',
    '\u00ef\u00bb\u00bf<!doctype html>',
    '<!-- x --><html>',
    '<head>',
  ])('is true for %j', (text) => expect(looksLikeHtml(bytes(text))).toBe(true));

  it.each(['', 'html', '{"html":"<html>"}', '<htm', '<svg>', 'RIFF'])('is false for %j', (text) =>
    expect(looksLikeHtml(bytes(text))).toBe(false),
  );

  it('looks no further than the bytes it asks for', () => {
    expect(looksLikeHtml(bytes(' '.repeat(SNIFF_BYTES), '<html>'))).toBe(false);
  });
});

describe('MIME_TYPES', () => {
  it('has a type for every format that can be sniffed', () => {
    for (const format of ['m4a', 'mp3', 'wav', 'mp4', 'jpg', 'png', 'webp'] as const) {
      expect(MIME_TYPES[format]).toMatch(/^(audio|video|image)\//);
    }
  });
});
