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

/**
 * The highest point of the wave in any channel, between samples too; 1 is full scale.
 *
 * @param channels samples of each channel
 */
export function truePeak(channels: readonly Float32Array[]): number {
  return channels.reduce((highest, samples) => Math.max(highest, peakOf(samples)), 0);
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) {
    const height = Math.abs(sample);
    if (height > peak) peak = height;
  }
  for (const shares of SHARES) {
    for (let at = -REACH; at < samples.length + REACH; at += 1) {
      const first = at - (REACH - 1);
      let value = 0;
      for (let tap = 0; tap < 2 * REACH; tap += 1) {
        value += (samples[first + tap] ?? 0) * (shares[tap] ?? 0);
      }
      const height = Math.abs(value);
      if (height > peak) peak = height;
    }
  }
  return peak;
}
