import type { KeptSound, SoundFailure, SoundFile } from '../db/sounds';
import type { Log, SoundMeter } from '../ports';
import type { LibraryFolder } from './library-folder';
import { readMediaDuration } from './media-duration';

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

export function createSoundListener({ folder, meter, log }: SoundListenerDeps): SoundListener {
  /** Why a file is not even given to whoever decodes it; null when it may be. */
  async function refusal(path: string, bytes: number): Promise<SoundFailure | null> {
    if (bytes > MAX_BYTES) return 'too-large';
    try {
      const durationMs = await readMediaDuration(path);
      if (durationMs === null) return 'unknown-length';
      return durationMs > MAX_DURATION_MS ? 'too-long' : null;
    } catch {
      return 'unreadable';
    }
  }

  return {
    async hear(file) {
      if (!meter) return 'unavailable';
      const place = await whereIs(folder(), file.path);
      if (place === null) return 'gone';
      const failure = await refusal(place.path, place.bytes);
      if (failure !== null) return { failure };
      const reading = await meter.measure(place.path);
      // One end may be the system's, which was short of memory; two are the file's.
      const last = reading.kind === 'ended' ? await meter.measure(place.path) : reading;
      switch (last.kind) {
        case 'heard':
          return { loudness: last.loudness, waveform: last.waveform };
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
