import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/main/domain/csv';

/** A reader of RFC 4180 by its grammar, apart from the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else break;
      }
      at += 1;
    } else {
      for (; !/[,\r\n]/.test(text[at] ?? ','); at += 1) {
        expect(text[at]).not.toBe('"');
        cell += text[at];
      }
    }
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    expect(text.slice(at, at + 2)).toBe('\r\n');
    at += 2;
    rows.push(row);
    row = [];
  }
  expect(row).toEqual([]);
  return rows;
}

describe('a line of comma-separated values', () => {
  it.each([
    [['a', 7, null, -1.5], 'a,7,,-1.5\r\n'],
    [['a,b', 'say "hi"', 'two\nlines'], '"a,b","say ""hi""","two\nlines"\r\n'],
    [[' padded '], '" padded "\r\n'],
    [['=1+1', '+1', '-1', '@x'], "'=1+1,'+1,'-1,'@x\r\n"],
    [['\tx', '\rx'], '\'\tx,"\'\rx"\r\n'],
  ] as const)('%j', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  it('is read again as it was, but for what keeps a cell from being a formula', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'a', ' '), {
          minLength: 1,
        })
        .map((signs) => signs.join('')),
    );
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(table, (rows) => {
        const read = readCsv(rows.map(csvLine).join(''));
        expect(read).toEqual(
          rows.map((cells) => cells.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text))),
        );
        for (const text of read.flat()) expect(text).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
