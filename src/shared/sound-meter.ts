import type { Loudness } from './model';

/**
 * What main and the page that measures sound say to each other, over a port of their own: that page reaches nothing else
 * of main.
 */

/** On which preload gets the port and hands it to the page. */
export const METER_CHANNEL = 'sound-meter';
/** Where the page finds the file that it has been ordered to measure, on its own origin. */
export const METER_FILE_PATH = '/file/';

export interface MeterOrder {
  /** The file is at `METER_FILE_PATH` with this number. */
  readonly id: number;
  /** At which it is decoded. */
  readonly sampleRate: number;
}

export type MeterAnswer =
  /** The page listens. */
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'heard';
      readonly id: number;
      /** Null of silence, and of less than 0.4 s. */
      readonly loudness: Loudness | null;
      /** `WAVEFORM_COLUMNS` values. */
      readonly waveform: Uint8Array;
    }
  /** It is no sound that can be decoded. */
  | { readonly kind: 'unreadable'; readonly id: number }
  /** The file was not served: that says nothing of it. */
  | { readonly kind: 'unavailable'; readonly id: number };
