import { describe, expect, it } from 'vitest';
import { createOpenedFiles } from '../../src/main/electron/opened-files';

const FILE = { ino: 7, size: 100, mtimeMs: 1 };

describe('files that are open under an address', () => {
  it('go on as long as they are the same', () => {
    const opened = createOpenedFiles();
    expect(opened.goesOn('a', 0, FILE)).toBe(true);
    expect(opened.goesOn('a', 50, FILE)).toBe(true);
    for (const other of [{ ino: 8 }, { size: 99 }, { mtimeMs: 2 }])
      expect(opened.goesOn('a', 50, { ...FILE, ...other })).toBe(false);
    expect(opened.goesOn('b', 50, { ...FILE, size: 99 })).toBe(true);
  });

  it('are opened anew from their beginning', () => {
    const opened = createOpenedFiles();
    opened.goesOn('a', 0, FILE);
    expect(opened.goesOn('a', 0, { ...FILE, size: 99 })).toBe(true);
    expect(opened.goesOn('a', 50, { ...FILE, size: 99 })).toBe(true);
    expect(opened.goesOn('a', 50, FILE)).toBe(false);
  });

  it('are forgotten when many others were opened since', () => {
    const opened = createOpenedFiles();
    opened.goesOn('a', 0, FILE);
    for (let other = 0; other < 100; other += 1) opened.goesOn(`other ${other}`, 0, FILE);
    expect(opened.goesOn('a', 50, { ...FILE, size: 99 })).toBe(true);
  });
});
