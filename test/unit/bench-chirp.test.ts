import { describe, expect, it } from 'vitest';
import { CHIRP, chirpWav, placeInChirp } from '../../bench/measure/chirp';

describe('a tone that tells where it is', () => {
  const file = chirpWav(20);
  const samples = Float32Array.from({ length: (file.length - 44) / 2 }, (_, index) => {
    return file.readInt16LE(44 + index * 2) / 32_768;
  });

  it.each([0, 0.5, 3.217, 13.74, 19, 19.11])('is known at second %d to three milliseconds', (second) => {
    const from = Math.round(second * CHIRP.sampleRate);
    const place = placeInChirp(samples.subarray(from, from + 1_024), CHIRP.sampleRate);
    expect(Math.abs((place ?? NaN) - second)).toBeLessThan(0.003);
  });

  it('is not known where nothing is heard, or too little', () => {
    expect(placeInChirp(new Float32Array(2_048), CHIRP.sampleRate)).toBeNull();
    expect(placeInChirp(samples.subarray(0, 64), CHIRP.sampleRate)).toBeNull();
  });
});
