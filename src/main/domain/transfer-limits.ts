import type { AssetKind } from '@shared/model';

/** What a transfer puts up with. Sizes are bytes, times seconds of waiting for the host. */

const MEGABYTE = 1024 * 1024;

/**
 * No file of a kind is longer; a body that is has no end. Far above what there is: the service makes songs of minutes,
 * and a WAV of an hour has 640 MB.
 */
export const LONGEST_FILE_BYTES: Readonly<Record<AssetKind, number>> = {
  cover: 64 * MEGABYTE,
  audio: 1024 * MEGABYTE,
  wav: 2048 * MEGABYTE,
  video: 4096 * MEGABYTE,
};

/** The host begins to answer within this time, over all redirects. */
export const ANSWER_SECONDS = 30;

/** In any such stretch of waiting at least so many bytes come: 1 kB a second. */
export const SPEED_WINDOW_SECONDS = 60;
export const LEAST_BYTES_IN_WINDOW = SPEED_WINDOW_SECONDS * 1_000;

/** One try goes on no longer; the next continues from its bytes. */
export const LONGEST_TRY_SECONDS = 6 * 60 * 60;
