import { describe, expect, it } from 'vitest';
import { createExportNames } from '../../src/main/domain/export-names';

describe('the names of an export', () => {
  it('are given once each, whatever a disk takes for one name', () => {
    const names = createExportNames();
    expect(['Lanterns', 'LANTERNS', 'Cafe\u0301', 'Café', 'Lanterns'].map(names.take)).toEqual([
      'Lanterns',
      'LANTERNS (2)',
      'Cafe\u0301',
      'Café (2)',
      'Lanterns (3)',
    ]);
  });

  it('are not those that another title has by itself', () => {
    const names = createExportNames();
    expect(['Same (2)', 'Same', 'Same'].map(names.take)).toEqual(['Same (2)', 'Same', 'Same (3)']);
  });

  it('of a file beside another belong to its song, and no other song gets them', () => {
    const names = createExportNames();
    names.take('Same');
    expect(names.claim('Same (2)', 'Same')).toBe(true);
    // Its next format has the same name.
    expect(names.claim('Same (2)', 'Same')).toBe(true);
    expect(names.claim('same (2)', 'Other')).toBe(false);
    expect(names.take('Same')).toBe('Same (3)');
  });

  it('keep the name of a second file free as well', () => {
    const names = createExportNames(' (words)');
    expect(['Tide', 'Tide (words)'].map(names.take)).toEqual(['Tide', 'Tide (words) (2)']);
  });

  it('of a hundred thousand songs of one title are counted, not tried', () => {
    const names = createExportNames();
    let last = '';
    for (let song = 0; song < 100_000; song += 1) last = names.take('Untitled');
    expect(last).toBe('Untitled (100000)');
  });
});
