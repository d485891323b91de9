import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MAX_LYRICS_FILE_BYTES,
  readLyricsFile,
  readLyricsFileAt,
} from '../../src/main/services/lyrics-import';

/** Files of words, as they are chosen or dropped: read whatever they are, and nothing is changed by it. */

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('a file of words', () => {
  it.each([
    ['a.lrc', '[offset:+500]\n[00:01.50]Salt\n[00:04.00][00:08.00]Carry', 'lrc', 3, 3],
    ['a.txt', '[Verse 1]\nSalt on the railing\n\nLight', 'txt', 2, 0],
    ['a.txt', '[00:01.50]Salt', 'lrc', 1, 1],
    ['a.srt', '1\n00:00:01,500 --> 00:00:02,000\nSalt\n', 'srt', 1, 1],
    ['a.vtt', 'WEBVTT\n\n00:01.500 --> 00:02.000\nSalt\n', 'vtt', 1, 1],
  ])('%s is read: %j', (name, text, format, sungLines, timedLines) => {
    expect(readLyricsFile(name, bytes(text))).toMatchObject({
      fileName: name,
      format,
      sungLines,
      timedLines,
      guessedEncoding: null,
    });
  });

  it('has its offset applied, and its lines in the order of their times', () => {
    const file = readLyricsFile('a.lrc', bytes('[offset:+500]\n[00:04.00][00:08.00]Carry\n[00:06.00]Light'));
    expect(file.text).toBe('Carry\nLight\nCarry');
    expect(file.timing.map(({ line, startMs }) => [line, startMs])).toEqual([
      [0, 3_500],
      [1, 5_500],
      [2, 7_500],
    ]);
  });

  it('whose letters are of an old kind is read by a guess, which is told', () => {
    const cyrillic = Buffer.from([0xcc, 0xee, 0xf0, 0xe5, 0x20, 0xe8, 0x20, 0xed, 0xe5, 0xe1, 0xee]);
    expect(readLyricsFile('a.txt', cyrillic)).toMatchObject({
      text: 'Море и небо',
      guessedEncoding: 'windows-1251',
    });
  });

  it.each([
    ['a.lrc', '', 'no-lyrics-file'],
    ['a.lrc', '[ti:Only a title]', 'no-lyrics-file'],
    ['a.json', '{"a": 1}', 'no-lyrics-file'],
    ['a.xml', '<html></html>', 'no-lyrics-file'],
  ])('%s with %j is none', (name, text, code) => {
    expect(() => readLyricsFile(name, bytes(text))).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('of another kind of thing altogether is none either', () => {
    const noise = Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919) % 256));
    expect(() => readLyricsFile('a.lrc', noise)).toThrow(
      expect.objectContaining({ code: 'no-lyrics-file' }) as Error,
    );
  });
});

describe('a file that is chosen', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'flowshelf-import-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read by its name', async () => {
    writeFileSync(join(folder, 'Low Tide.lrc'), '[00:01.00]Salt');
    expect(await readLyricsFileAt(join(folder, 'Low Tide.lrc'))).toMatchObject({
      fileName: 'Low Tide.lrc',
      timedLines: 1,
    });
  });

  it('that is too large is not read, and one that is not there is told', async () => {
    writeFileSync(join(folder, 'large.lrc'), Buffer.alloc(MAX_LYRICS_FILE_BYTES + 1));
    await expect(readLyricsFileAt(join(folder, 'large.lrc'))).rejects.toMatchObject({
      code: 'file-too-large',
    });
    await expect(readLyricsFileAt(join(folder, 'gone.lrc'))).rejects.toMatchObject({ code: 'file-failed' });
    await expect(readLyricsFileAt(folder)).rejects.toMatchObject({ code: 'file-failed' });
  });
});
