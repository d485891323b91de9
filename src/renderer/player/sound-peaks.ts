/** How loud a file is over its length, as a waveform shows it. */
export interface SoundPeaks {
  /** How long a step is. */
  readonly stepMs: number;
  /** The loudest moment of each step, 0 to 255. */
  readonly values: Uint8Array;
}

/** Few enough that an hour fits into memory, enough for every beat to be seen. */
const SAMPLE_RATE = 8_000;
const STEP_MS = 10;
const SAMPLES_PER_STEP = (SAMPLE_RATE * STEP_MS) / 1_000;
/** A file beyond it is not read: all of it would have to be in memory at once. */
const MAX_BYTES = 200 * 1024 * 1024;

/**
 * Reads a file of the library and looks at its sound. Decoding is done by the browser outside the page's own thread.
 * Null where the file is too large; fails where it is gone or is no sound.
 */
export async function readSoundPeaks(address: string, signal: AbortSignal): Promise<SoundPeaks | null> {
  // eslint-disable-next-line no-restricted-globals -- a file of the library, which only the browser can decode
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`A file was not there to be drawn: ${response.status}`);
  if (Number(response.headers.get('content-length')) > MAX_BYTES) {
    await response.body?.cancel();
    return null;
  }
  const decoder = new OfflineAudioContext(1, 1, SAMPLE_RATE);
  const sound = await decoder.decodeAudioData(await response.arrayBuffer());
  signal.throwIfAborted();
  const channels = Array.from({ length: sound.numberOfChannels }, (_, index) => sound.getChannelData(index));
  return { stepMs: STEP_MS, values: peaksOf(channels, SAMPLES_PER_STEP) };
}

/** The loudest sample of every step over all channels, 0 to 255; the last step may be short. */
export function peaksOf(channels: readonly Float32Array[], samplesPerStep: number): Uint8Array {
  const length = channels[0]?.length ?? 0;
  const peaks = new Uint8Array(Math.ceil(length / samplesPerStep));
  for (const samples of channels) {
    for (let step = 0; step < peaks.length; step += 1) {
      let loudest = 0;
      const end = Math.min(length, (step + 1) * samplesPerStep);
      for (let at = step * samplesPerStep; at < end; at += 1) {
        const height = Math.abs(samples[at] ?? 0);
        if (height > loudest) loudest = height;
      }
      peaks[step] = Math.max(peaks[step] ?? 0, Math.round(Math.min(1, loudest) * 255));
    }
  }
  return peaks;
}

/** The loudest value between two moments, 0 to 1. */
export function loudestBetween({ stepMs, values }: SoundPeaks, fromMs: number, toMs: number): number {
  const last = Math.min(values.length, Math.max(Math.floor(fromMs / stepMs) + 1, Math.ceil(toMs / stepMs)));
  let loudest = 0;
  for (let step = Math.max(0, Math.floor(fromMs / stepMs)); step < last; step += 1) {
    loudest = Math.max(loudest, values[step] ?? 0);
  }
  return loudest / 255;
}
