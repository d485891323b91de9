import { WAVEFORM_COLUMNS, type Loudness } from '@shared/model';
import { integratedLoudness } from './integrated-loudness';
import { truePeak } from './true-peak';

/** What is heard in a sound as a whole. */
export interface MeasuredSound {
  /** Null of silence, and of less than 0.4 s. */
  readonly loudness: Loudness | null;
  /** The highest sample of each of `WAVEFORM_COLUMNS` equally long stretches over all channels, 0 to 255. */
  readonly waveform: Uint8Array;
}

/** @param channels samples of each channel, all equally many; 1 is full scale */
export function measureSound(channels: readonly Float32Array[], sampleRate: number): MeasuredSound {
  const lufs = integratedLoudness(channels, sampleRate);
  return {
    loudness: lufs === null ? null : { lufs, truePeakDb: 20 * Math.log10(truePeak(channels)) },
    waveform: waveformOf(channels),
  };
}

function waveformOf(channels: readonly Float32Array[]): Uint8Array {
  const waveform = new Uint8Array(WAVEFORM_COLUMNS);
  for (const samples of channels) {
    for (let column = 0; column < WAVEFORM_COLUMNS; column += 1) {
      const begin = Math.floor((column * samples.length) / WAVEFORM_COLUMNS);
      const end = Math.max(begin + 1, Math.floor(((column + 1) * samples.length) / WAVEFORM_COLUMNS));
      let highest = 0;
      for (let at = begin; at < end; at += 1) highest = Math.max(highest, Math.abs(samples[at] ?? 0));
      waveform[column] = Math.max(waveform[column] ?? 0, Math.round(Math.min(1, highest) * 255));
    }
  }
  return waveform;
}
