import { describe, expect, it } from 'vitest';
import { readBenchOptions } from '../../scripts/bench-options.mjs';
import { Stop } from '../../scripts/messages.mjs';

describe('options of the bench', () => {
  it('have values where nothing is said', () => {
    expect(readBenchOptions([])).toEqual({
      output: 'bench.json',
      songs: 100_000,
      full: false,
      minutes: 10,
      prove: false,
      only: [],
    });
  });

  it('are read, goals one by one', () => {
    expect(readBenchOptions(['--songs', '20000', '--only', 'P1', '--only', 'P9', '--full'])).toMatchObject({
      songs: 20_000,
      only: ['P1', 'P9'],
      full: true,
    });
  });

  it.each([[['--sogs', '3']], [['--songs', 'many']], [['--songs', '0']], [['--minutes', '1.5']], [['P1']]])(
    '%j is told to the person, without a stack',
    (args) => {
      expect(() => readBenchOptions(args)).toThrow(Stop);
    },
  );
});
