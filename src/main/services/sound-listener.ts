import type { KeptSound, SoundFailure, SoundFile } from '../db/sounds';
import type { Log, SoundMeter } from '../ports';
import type { LibraryFolder } from './library-folder';
import { readSoundFacts } from './media-duration';

/** Hears one file of a song, if it is one that can be heard without harm. */
export interface SoundListener {
  /** `gone`: it is not there, or cannot be opened · `unavailable`: nothing was found out about it. */
  hear(file: SoundFile): Promise<KeptSound | 'gone' | 'unavailable'>;
  /** Gives up what is under way. */
  end(): void;
}

export interface SoundListenerDeps {
  readonly folder: () => LibraryFolder;
  /** Null: nobody can decode sound here. */
  readonly meter: SoundMeter | null;
  readonly log: Log;
}

/** Beyond these a file is not measured: it is decoded as a whole, and half an hour of stereo takes 690 MB. */
const MAX_BYTES = 200 * 1024 * 1024;
const MAX_DURATION_MS = 30 * 60_000;
/**
 * A file is measured at its own rate, for what decoders do to bring it to another one takes from its highest tones; between
 * these, for what is above them is not heard and takes memory.
 */
const RATES = { lowest: 8_000, usual: 44_100, highest: 48_000 };

export function createSoundListener({ folder, meter, log }: SoundListenerDeps): SoundListener {
  /** At which rate a file is to be decoded, or why it is not even given to whoever does it. */
  async function look(path: string, bytes: number): Promise<number | SoundFailure> {
    if (bytes > MAX_BYTES) return 'too-large';
    try {
      const { durationMs, sampleRate } = await readSoundFacts(path);
      if (durationMs === null) return 'unknown-length';
      if (durationMs > MAX_DURATION_MS) return 'too-long';
      return Math.min(RATES.highest, Math.max(RATES.lowest, sampleRate ?? RATES.usual));
    } catch {
      return 'unreadable';
    }
  }

  return {
    async hear(file) {
      if (!meter) return 'unavailable';
      const place = await whereIs(folder(), file.path);
      if (place === null) return 'gone';
      const rate = await look(place.path, place.bytes);
      if (typeof rate === 'string') return { failure: rate };
      const first = await meter.measure(place.path, rate);
      // One end may be the system's, which was short of memory; two are the file's.
      const reading = first.kind === 'ended' ? await meter.measure(place.path, rate) : first;
      switch (reading.kind) {
        case 'heard':
          return { loudness: reading.loudness, waveform: reading.waveform };
        case 'unreadable':
          return { failure: 'unreadable' };
        case 'ended':
          log.warn('Whoever measured a file crashed or hung twice');
          return { failure: 'ended-meter' };
        case 'unavailable':
          return 'unavailable';
      }
    },
    end() {
      meter?.end();
    },
  };
}

async function whereIs(folder: LibraryFolder, relativePath: string) {
  try {
    const path = await folder.resolveExisting(relativePath);
    const info = await folder.lookAtFile(relativePath);
    return info && { path, bytes: info.bytes };
  } catch {
    return null;
  }
}
