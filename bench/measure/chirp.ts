import { wavFile } from './wav';

/**
 * A tone whose pitch rises steadily: from a piece of it can be heard at which second of the file it stands. The window
 * has the same rule in `goals/lyrics.ts`, where what is heard is looked at.
 */
export const CHIRP = {
  /** Pitch at the beginning, and by how much it rises in a second. */
  hertz: 500,
  hertzPerSecond: 150,
  sampleRate: 44_100,
} as const;

const LOUDNESS = 0.5;

/**
 * The tone as a WAV file.
 *
 * @param fromS where in the tone the file begins, in seconds
 */
export function chirpWav(seconds: number, fromS = 0): Buffer {
  const { hertz, hertzPerSecond, sampleRate } = CHIRP;
  return wavFile(sampleRate, Math.round(seconds * sampleRate), (index) => {
    const at = fromS + index / sampleRate;
    return Math.sin(2 * Math.PI * (hertz * at + (hertzPerSecond * at * at) / 2)) * LOUDNESS;
  });
}

/**
 * The second of the tone at which a piece of it begins, told by the places where it crosses zero; null where too little
 * is heard.
 */
export function placeInChirp(piece: ArrayLike<number>, sampleRate: number): number | null {
  const crossings: number[] = [];
  for (let index = 1; index < piece.length; index += 1) {
    const [before, after] = [piece[index - 1] ?? 0, piece[index] ?? 0];
    if (before >= 0 === after >= 0) continue;
    crossings.push(index - 1 + before / (before - after));
  }
  const [first, last] = [crossings[0], crossings.at(-1)];
  if (first === undefined || last === undefined || crossings.length < 12) return null;
  const hertz = ((crossings.length - 1) / 2 / (last - first)) * sampleRate;
  const middle = (hertz - CHIRP.hertz) / CHIRP.hertzPerSecond;
  return middle - (first + last) / 2 / sampleRate;
}
