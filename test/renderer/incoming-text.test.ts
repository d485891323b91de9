import { describe, expect, it } from 'vitest';
import { MOST_FILE_BYTES, MOST_TEXT_CHARS, readFiles } from '../../src/renderer/shell/incoming-text';

function file(name: string, text: string, size = text.length, type = '') {
  return { name, size, type, text: () => Promise.resolve(text) };
}

describe('readFiles', () => {
  it('joins what is text', async () => {
    const read = await readFiles([
      file('a.txt', 'one'),
      file('b.JSON', '{}'),
      file('notes', 'two', 3, 'text/plain'),
    ]);
    expect(read).toEqual({ text: 'one\n{}\ntwo', leftOut: [] });
  });

  it('leaves out what is no text, without reading it', async () => {
    const song = { ...file('song.m4a', ''), text: () => Promise.reject(new Error('was read')) };
    await expect(readFiles([song, file('a.csv', 'x')])).resolves.toEqual({
      text: 'x',
      leftOut: [{ name: 'song.m4a', reason: 'not-text' }],
    });
  });

  it.each(['jobs.jsonl', 'answers.ndjson', 'run.log', 'notes.md', 'ids.tsv', 'ids', 'ids.list'])(
    'takes text whatever the file is called: %s',
    async (name) => {
      expect(await readFiles([file(name, 'one', 3, 'application/octet-stream')])).toEqual({
        text: 'one',
        leftOut: [],
      });
    },
  );

  it('leaves out what turns out to be no text', async () => {
    expect(await readFiles([file('a.txt', 'one\0two'), file('b', 'x')])).toEqual({
      text: 'x',
      leftOut: [{ name: 'a.txt', reason: 'not-text' }],
    });
  });

  it('leaves out what is too large alone or together', async () => {
    const large = file('large.txt', 'x', MOST_FILE_BYTES + 1);
    const half = 'x'.repeat(MOST_TEXT_CHARS / 2);
    const read = await readFiles([large, file('1.txt', half), file('2.txt', half), file('3.txt', 'y')]);
    expect(read.leftOut).toEqual([
      { name: 'large.txt', reason: 'too-large' },
      { name: '2.txt', reason: 'too-large' },
    ]);
    expect(read.text.endsWith('\ny')).toBe(true);
  });
});
