import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printTxt } from '../../../src/main/domain/lyrics/txt';

describe('printTxt', () => {
  it('writes the words with their section lines and one newline at the end', () => {
    expect(printTxt('[Verse 1]\r\nSalt on the railing  \r\n\r\n[Chorus]\r\nCarry me over')).toBe(
      '[Verse 1]\nSalt on the railing\n\n[Chorus]\nCarry me over\n',
    );
  });

  it('keeps indentation and drops blank lines at both ends, runs of them and a byte order mark', () => {
    expect(printTxt('\ufeff\n\n  in\n\n\n \nout\n\n\n')).toBe('  in\n\nout\n');
  });

  it('writes nothing where there are no words', () => {
    expect(printTxt('')).toBe('');
    expect(printTxt(' \r\n\t\n')).toBe('');
  });

  it('changes nothing when its own text is printed again', () => {
    const texts = fc.string({ unit: 'binary' });
    fc.assert(fc.property(texts, (text) => printTxt(printTxt(text)) === printTxt(text)));
  });
});
