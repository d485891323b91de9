import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/main/domain/lyrics/decode-text';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const utf16le = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));
const utf16be = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le').swap16());

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from('Salt 海 🌊 שלום'), 'Salt 海 🌊 שלום', 'utf-8', false],
    ['UTF-8 with a mark', Buffer.from('\ufeffSalt'), 'Salt', 'utf-8', false],
    ['nothing', new Uint8Array(), '', 'utf-8', false],
    ['UTF-16 with a mark', utf16le('\ufeff[00:01.00]海 🌊'), '[00:01.00]海 🌊', 'utf-16le', false],
    ['the other UTF-16 with a mark', utf16be('\ufeff[00:01.00]海 🌊'), '[00:01.00]海 🌊', 'utf-16be', false],
    ['UTF-16 without a mark', utf16le('[00:01.00]海'), '[00:01.00]海', 'utf-16le', true],
    ['the other UTF-16 without a mark', utf16be('[00:01.00]海'), '[00:01.00]海', 'utf-16be', true],
    ['windows-1252', bytes('4c 61 20 76 69 65 20 65 6e 20 72 6f 73 65 2c 20 e9 74 e9'), 'La vie en rose, été', 'windows-1252', true],
    ['windows-1251', bytes('cc ee f0 e5 20 e8 20 e2 e5 f2 e5 f0'), 'Море и ветер', 'windows-1251', true],
    ['GB18030', bytes('d4 c2 c1 c1 b4 fa b1 ed ce d2 b5 c4 d0 c4'), '月亮代表我的心', 'gb18030', true],
  ] as const)('reads %s', (_, given, text, encoding, isGuess) => {
    expect(decodeText(Uint8Array.from(given))).toEqual({ text, encoding, isGuess });
  });

  it('reads what is valid in no encoding', () => {
    expect(decodeText(bytes('ff fe 00 d8 00')).encoding).toBe('utf-16le');
    expect(decodeText(bytes('c3 28 a0 a1')).isGuess).toBe(true);
  });
}); // prettier-ignore
