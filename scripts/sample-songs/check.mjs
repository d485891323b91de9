// @ts-check

/**
 * Examines `resources/sample`: every file of the catalogue is there, as long and as loud as it should be, and
 * every time of the timing pairs is that at which the voice begins.
 *
 *   node scripts/sample-songs/check.mjs
 */

import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { nightFerry } from './songs/night-ferry.mjs';
import { saltOnTheRailing } from './songs/salt-on-the-railing.mjs';
import { SAMPLE_RATE } from './synth/filters.mjs';
import { seededRandom } from './synth/random.mjs';
import { sing } from './synth/voice.mjs';

/** @typedef {import('./score.mjs').SungLine} SungLine */
/** @typedef {Record<string, any>} Clip */

const LATEST_ONSET = 0.03;

const folder = fileURLToPath(new URL('../../resources/sample/', import.meta.url));
const { jobs } = JSON.parse(await readFile(`${folder}catalogue.json`, 'utf8'));
/** @type {Clip[]} */
const clips = jobs.flatMap((/** @type {{ clips: Clip[] }} */ job) => job.clips);
/** @type {string[]} */
const faults = [];

for (const clip of clips) {
  const seconds = Number(clip.duration ?? clip.duration_s ?? clip.duration_seconds ?? clip.durations);
  for (const path of [clip.audio, clip.wav, clip.video]) if (path) checkSound(path, seconds);
}
checkIndexes(clipOf('Night Ferry'), nightFerry.score.lines);
checkSpans(clipOf('Соль на перилах'), saltOnTheRailing.score.lines);

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

/** @param {string} title */
function clipOf(title) {
  const found = clips.find((clip) => clip.title === title);
  if (!found) throw new Error(`no clip: ${title}`);
  return found;
}

/**
 * @param {boolean} fine
 * @param {string} fault
 */
function expect(fine, fault) {
  if (!fine) faults.push(fault);
}

/**
 * @param {string} path below the sample folder
 * @param {number} seconds
 */
function checkSound(path, seconds) {
  const entries = ['-show_entries', 'format=duration', '-of', 'csv=p=0'];
  const probe = spawnSync('ffprobe', ['-v', 'error', ...entries, `${folder}${path}`], { encoding: 'utf8' });
  const length = Number(probe.stdout);
  const meter = ['-vn', '-af', 'ebur128=peak=true:dualmono=true', '-f', 'null', '-'];
  const run = spawnSync('ffmpeg', ['-hide_banner', '-nostats', '-i', `${folder}${path}`, ...meter], {
    encoding: 'utf8',
  });
  const summary = run.stderr.slice(run.stderr.lastIndexOf('Summary:'));
  const loudness = Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]);
  const peak = Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]);
  console.log(`${path}: ${length} s, ${loudness} LUFS, peak ${peak} dB`);
  expect(Math.abs(length - seconds) < 0.12, `${path}: ${length} s, the catalogue says ${seconds}`);
  expect(Math.abs(loudness + 16) < 0.6, `${path}: ${loudness} LUFS`);
  expect(peak < -1, `${path}: peak ${peak} dB`);
}

/**
 * @param {Clip} clip its pairs are `[index in UTF-16 units, seconds]`
 * @param {SungLine[]} lines
 */
function checkIndexes(clip, lines) {
  /** @type {[number, number][]} */
  const pairs = clip.lyrics_timing_markers;
  pairs.forEach(([index, seconds], n) => {
    const here = clip.lyrics.slice(index, index + 12).split('\n')[0];
    expect(/(^|\s)$/.test(clip.lyrics.slice(0, index)), `${clip.title}: ${index} ("${here}") starts no word`);
    expect(n === 0 || index > pairs[n - 1][0], `${clip.title}: index ${index} does not rise`);
    expect(n === 0 || seconds > pairs[n - 1][1], `${clip.title}: ${seconds} s does not rise`);
  });
  for (const line of lines) {
    const pair = pairs.find(([index]) => clip.lyrics.slice(index).split('\n')[0] === line.text);
    expect(pair !== undefined, `${clip.title}: no pair for "${line.text}"`);
    if (pair) checkOnset(clip, line, pair[1]);
  }
}

/**
 * @param {Clip} clip its pairs are `[start, end]` of the sung lines in order
 * @param {SungLine[]} lines
 */
function checkSpans(clip, lines) {
  /** @type {[number, number][]} */
  const pairs = clip.lyrics_timing_markers;
  const read = clip.lyrics
    .split('\n')
    .filter((/** @type {string} */ text) => text !== '' && !text.startsWith('['));
  expect(pairs.length === read.length, `${clip.title}: ${pairs.length} pairs for ${read.length} lines`);
  pairs.forEach(([start, end], n) => {
    expect(start < end, `${clip.title}: pair ${n} ends before it starts`);
    expect(n === 0 || start >= pairs[n - 1][1], `${clip.title}: pair ${n} begins inside the one before`);
    expect(read[n] === lines[n].text, `${clip.title}: line ${n} is not the score's`);
    checkOnset(clip, lines[n], start);
  });
}

/**
 * Sings the line alone and looks for the moment it is heard.
 *
 * @param {Clip} clip
 * @param {SungLine} line
 * @param {number} seconds what the pair says
 */
function checkOnset(clip, line, seconds) {
  const { start, samples } = sing(line.syllables, seededRandom(1));
  const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const heard = start + samples.findIndex((value) => Math.abs(value) > loudest * 0.05) / SAMPLE_RATE;
  const late = heard - seconds;
  expect(
    late > -0.001 && late < LATEST_ONSET,
    `${clip.title}: "${line.text}" is heard ${late.toFixed(3)} s late`,
  );
}
