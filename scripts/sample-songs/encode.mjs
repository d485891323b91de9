// @ts-check

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { SAMPLE_RATE } from './synth/filters.mjs';

/** @typedef {import('./synth/space.mjs').Stereo} Stereo */

const QUIET = ['-hide_banner', '-loglevel', 'error', '-y'];
/** Nothing of the machine or the hour goes into a file. */
const SAME_BYTES = ['-threads', '1', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags', '+bitexact'];
const SOUND_IN = ['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2'];

/**
 * @param {string[]} options
 * @param {Iterable<Uint8Array>} input
 */
async function ffmpeg(options, input) {
  const child = spawn('ffmpeg', [...QUIET, ...options], { stdio: ['pipe', 'inherit', 'inherit'] });
  const done = once(child, 'close');
  for (const piece of input) {
    if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, 'drain'), done]);
  }
  child.stdin.end();
  const [code] = await done;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${options.join(' ')}`);
}

/** @param {Stereo} sound */
function bytesOf({ left, right }) {
  const both = new Float32Array(left.length * 2);
  for (let i = 0; i < left.length; i++) {
    both[2 * i] = left[i];
    both[2 * i + 1] = right[i];
  }
  return new Uint8Array(both.buffer);
}

/**
 * @param {Stereo} sound
 * @param {string} file
 */
export async function writeM4a(sound, file) {
  const codec = ['-c:a', 'aac', '-b:a', '68k', '-movflags', '+faststart'];
  await ffmpeg([...SOUND_IN, '-i', 'pipe:0', ...codec, ...SAME_BYTES, file], [bytesOf(sound)]);
}

/**
 * @param {Stereo} sound
 * @param {string} file
 */
export async function writeMp3(sound, file) {
  const codec = ['-c:a', 'libmp3lame', '-b:a', '96k', '-joint_stereo', '1'];
  await ffmpeg([...SOUND_IN, '-i', 'pipe:0', ...codec, ...SAME_BYTES, file], [bytesOf(sound)]);
}

/**
 * @param {Stereo} sound
 * @param {string} file 16 bit, one channel (the middle of both), 22.05 kHz
 */
export async function writeWav(sound, file) {
  const filter = 'pan=mono|c0=0.5*c0+0.5*c1,aresample=22050:filter_size=64';
  const codec = ['-af', filter, '-c:a', 'pcm_s16le'];
  await ffmpeg([...SOUND_IN, '-i', 'pipe:0', ...codec, ...SAME_BYTES, file], [bytesOf(sound)]);
}

/**
 * @param {{ size: number, pixels: Uint8Array }} picture RGB
 * @param {string} file `.jpg` or `.webp`
 */
export async function writePicture({ size, pixels }, file) {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${size}x${size}`, '-i', 'pipe:0'];
  const codec = file.endsWith('.webp')
    ? ['-c:v', 'libwebp', '-quality', '82', '-compression_level', '6']
    : ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '4', '-huffman', 'optimal'];
  await ffmpeg([...input, ...codec, '-frames:v', '1', ...SAME_BYTES, file], [pixels]);
}

/**
 * @param {Iterable<Uint8Array>} frames RGB pictures
 * @param {Stereo} sound
 * @param {{ size: number, rate: number }} look `rate`: pictures in a second
 * @param {string} file
 */
export async function writeVideo(frames, sound, { size, rate }, file) {
  const silent = `${file}.silent.mp4`;
  const track = `${file}.track.m4a`;
  const pictures = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${size}x${size}`, '-r', String(rate)];
  const video = [
    '-c:v',
    'libx264',
    '-profile:v',
    'main',
    '-pix_fmt',
    'yuv420p',
    '-preset',
    'slow',
    '-crf',
    '30',
  ];
  const colours = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-colorspace', 'bt709'];
  await ffmpeg([...pictures, '-i', 'pipe:0', ...colours, ...video, ...SAME_BYTES, silent], frames);
  const audio = ['-c:a', 'aac', '-b:a', '48k'];
  await ffmpeg([...SOUND_IN, '-i', 'pipe:0', ...audio, ...SAME_BYTES, track], [bytesOf(sound)]);
  const join = ['-map', '0:v', '-map', '1:a', '-c', 'copy', '-movflags', '+faststart'];
  await ffmpeg(['-i', silent, '-i', track, ...join, ...SAME_BYTES, file], []);
  await rm(silent);
  await rm(track);
}
