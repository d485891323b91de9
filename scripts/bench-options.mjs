// @ts-check
import { parseArgs } from 'node:util';
import { Stop } from './messages.mjs';

export const BENCH_USAGE = `Usage: npm run bench [-- options]

  --songs N      measures a library of N songs (100,000 where nothing is said)
  --full         also one of ten times as many, and what takes long
  --only GOAL    measures some goals: --only P1 --only P9
  --minutes N    how long sound is listened to for P12 (10)
  --prove        slows the program down, to see every goal missed; bench.json stays as it is
  --output FILE  where the figures are written (bench.json)`;

/**
 * Reads what somebody asks of the bench.
 *
 * @param {string[]} args
 * @throws {Stop} for what it does not know, and for a number that is none
 */
export function readBenchOptions(args) {
  const { songs, minutes, ...options } = parse(args);
  return {
    ...options,
    songs: wholeNumber('--songs', songs),
    minutes: wholeNumber('--minutes', minutes),
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        output: { type: 'string', default: 'bench.json' },
        songs: { type: 'string', default: '100000' },
        full: { type: 'boolean', default: false },
        minutes: { type: 'string', default: '10' },
        prove: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : error}\n\n${BENCH_USAGE}`);
  }
}

/**
 * @param {string} option
 * @param {string} value
 */
function wholeNumber(option, value) {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Stop(`${option} takes a number from 1 on, not “${value}”.`);
  return number;
}
