// @ts-check

/**
 * Makes `resources/sample`: the songs, their covers and the catalogue of the sample service.
 *
 *   node scripts/sample-songs/build.mjs            everything
 *   node scripts/sample-songs/build.mjs low-tide   one song (and the catalogue)
 *
 * Needs ffmpeg with libx264, libmp3lame and libwebp on the path.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { catalogue } from './catalogue.mjs';
import { paint } from './covers/canvas.mjs';
import * as paintings from './covers/paintings.mjs';
import { writeM4a, writeMp3, writePicture, writeVideo, writeWav } from './encode.mjs';
import { beyondTheSea } from './songs/beyond-the-sea.mjs';
import { lowTide } from './songs/low-tide.mjs';
import { nightFerry } from './songs/night-ferry.mjs';
import { paperLanternsA, paperLanternsB } from './songs/paper-lanterns.mjs';
import { saltOnTheRailing } from './songs/salt-on-the-railing.mjs';
import { slowMachines } from './songs/slow-machines.mjs';
import { master } from './synth/master.mjs';

/**
 * @typedef {object} Release
 * @property {{ slug: string, seconds: number, play: () => import('./synth/space.mjs').Stereo }} song
 * @property {import('./covers/canvas.mjs').Painting} painting
 * @property {string[]} files the endings of the files it comes with
 */

const COVER = { size: 512, fine: 2, grain: 0.045 };
const VIDEO = { size: 480, rate: 10 };

/** @type {Release[]} */
const RELEASES = [
  { song: lowTide, painting: paintings.lowTide, files: ['m4a', 'wav', 'mp4', 'jpg'] },
  { song: nightFerry, painting: paintings.nightFerry, files: ['m4a', 'wav', 'mp4', 'jpg'] },
  { song: saltOnTheRailing, painting: paintings.saltOnTheRailing, files: ['m4a', 'wav', 'jpg'] },
  { song: beyondTheSea, painting: paintings.beyondTheSea, files: ['m4a', 'jpg'] },
  { song: slowMachines, painting: paintings.slowMachines, files: ['mp3', 'webp'] },
  { song: paperLanternsA, painting: paintings.paperLanternsA, files: ['m4a', 'wav', 'mp4', 'jpg'] },
  { song: paperLanternsB, painting: paintings.paperLanternsB, files: ['m4a', 'jpg'] },
];

const target = fileURLToPath(new URL('../../resources/sample/', import.meta.url));
const wanted = process.argv.slice(2);

await mkdir(`${target}media`, { recursive: true });
for (const release of RELEASES) {
  if (wanted.length === 0 || wanted.includes(release.song.slug)) await make(release);
}
const pairsInOneLine = JSON.stringify(catalogue, null, 2).replace(
  /\[\s+([\d.]+),\s+([\d.]+)\s+\]/g,
  '[$1, $2]',
);
await writeFile(`${target}catalogue.json`, `${pairsInOneLine}\n`);

/** @param {Release} release */
async function make({ song, painting, files }) {
  const name = `${target}media/${song.slug}`;
  const sound = master(song.play(), 1.4);
  for (const ending of files) {
    const file = `${name}.${ending}`;
    if (ending === 'm4a') await writeM4a(sound, file);
    if (ending === 'mp3') await writeMp3(sound, file);
    if (ending === 'wav') await writeWav(sound, file);
    if (ending === 'mp4') await writeVideo(frames(painting, song.seconds), sound, VIDEO, file);
    if (ending === 'jpg' || ending === 'webp') await writePicture(paint(painting, COVER), file);
    console.log(file);
  }
}

/**
 * @param {import('./covers/canvas.mjs').Painting} painting
 * @param {number} seconds
 */
function* frames(painting, seconds) {
  for (let n = 0; n < seconds * VIDEO.rate; n++) {
    yield paint(painting, { size: VIDEO.size, time: n / VIDEO.rate, grain: 0.012 }).pixels;
  }
}
