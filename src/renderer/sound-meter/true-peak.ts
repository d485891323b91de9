/** Between two samples the wave is looked at in three places, as ITU-R BS.1770 asks for at 48 kHz. */
const STEPS = 4;
/** So many samples to either side tell what lies between two. */
const REACH = 6;

/** For each place between two samples: the share of each sample from `REACH - 1` before to `REACH` behind in it. */
const SHARES = Array.from({ length: STEPS - 1 }, (_, index) => {
  const place = (index + 1) / STEPS;
  const shares = Float64Array.from({ length: 2 * REACH }, (_share, tap) => {
    const distance = tap - (REACH - 1) - place;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / REACH);
    return (window * Math.sin(Math.PI * distance)) / (Math.PI * distance);
  });
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
});

/** What lies between samples is at most so many times as high as the highest of those that tell it. */
const MOST_RISE = Math.max(
  ...SHARES.map((shares) => shares.reduce((sum, share) => sum + Math.abs(share), 0)),
);
/** Samples that are looked at together; more than `REACH`. */
const STRETCH = 64;

/**
 * The highest point of the wave in any channel, between samples too; 1 is full scale.
 *
 * @param channels samples of each channel
 */
export function truePeak(channels: readonly Float32Array[]): number {
  return channels.reduce((highest, samples) => Math.max(highest, peakOf(samples)), 0);
}

function peakOf(samples: Float32Array): number {
  const heights = stretchHeights(samples);
  let peak = heights.reduce((highest, height) => Math.max(highest, height), 0);
  /** A stretch and what tells its first and last places; silence beyond the ends of the sound. */
  const piece = new Float64Array(STRETCH + 4 * REACH);
  // One more stretch: the wave goes on for a moment when the samples have ended.
  for (let stretch = -1; stretch <= heights.length; stretch += 1) {
    const around = Math.max(heights[stretch - 1] ?? 0, heights[stretch] ?? 0, heights[stretch + 1] ?? 0);
    // In most music that is most of it.
    if (around * MOST_RISE <= peak) continue;
    const begin = stretch * STRETCH - 2 * REACH;
    for (let at = 0; at < piece.length; at += 1) piece[at] = samples[begin + at] ?? 0;
    for (const shares of SHARES) peak = Math.max(peak, heightBetween(piece, shares));
  }
  return peak;
}

/** The highest point of the wave at the places in a piece that the shares are of. */
function heightBetween(piece: Float64Array, shares: Float64Array): number {
  let highest = 0;
  for (let first = 0; first <= piece.length - 2 * REACH; first += 1) {
    let value = 0;
    for (let tap = 0; tap < 2 * REACH; tap += 1) value += (piece[first + tap] ?? 0) * (shares[tap] ?? 0);
    const height = Math.abs(value);
    if (height > highest) highest = height;
  }
  return highest;
}

/** The highest sample of each stretch. */
function stretchHeights(samples: Float32Array): Float32Array {
  const heights = new Float32Array(Math.ceil(samples.length / STRETCH));
  for (let stretch = 0; stretch < heights.length; stretch += 1) {
    const end = Math.min(samples.length, (stretch + 1) * STRETCH);
    let highest = 0;
    for (let at = stretch * STRETCH; at < end; at += 1) {
      const height = Math.abs(samples[at] ?? 0);
      if (height > highest) highest = height;
    }
    heights[stretch] = highest;
  }
  return heights;
}
