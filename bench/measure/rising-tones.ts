import { chirpWav, placeInChirp } from './chirp';
import { median } from './statistics';

/**
 * Two files of one rising tone, the second of which begins later in it: by what is heard one knows which of them it is, and at
 * which second of it.
 */

const SECONDS = 40;
const APART_S = 12;
/** A place that is further away than this is one in the other file, or between two. */
const NEAR_S = 2;

/** Pieces of so many samples are long enough to tell their pitch. */
export const PIECE_SAMPLES = 512;

/**
 * One of the files, as WAV.
 *
 * @param offS by how much later still it begins, in seconds
 */
export function risingTone(which: 'first' | 'second', offS = 0): Buffer {
  return chirpWav(SECONDS, which === 'first' ? 0 : APART_S + offS);
}

/** What was heard in a moment. */
export interface Piece {
  /** The graph's clock at its end, in seconds. */
  readonly clockS: number;
  readonly samples: readonly number[];
}

/** Where in the tone a file would be at the graph's zero: one that goes on has one such place. Null where too little is heard. */
export function placeOf({ clockS, samples }: Piece, sampleRate: number): number | null {
  const place = placeInChirp(samples, sampleRate);
  return place === null ? null : place - (clockS - samples.length / sampleRate);
}

/** It is one of the same file as `before`. */
export function isNear(place: number, before: number): boolean {
  return Math.abs(place - before) < NEAR_S;
}

/** It is one of the other file. */
export function isOther(place: number, before: number): boolean {
  return isNear(Math.abs(place - before), APART_S);
}

/** By how many milliseconds places in one file lie from the same second of the other. */
export function apartMs(places: readonly number[], others: readonly number[]): number {
  return Math.abs(Math.abs(median(others) - median(places)) - APART_S) * 1_000;
}
