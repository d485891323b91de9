/**
 * Integrated loudness as ITU-R BS.1770 and EBU R128 have it. Written here, because what there is for it does not fit:
 * `ebur128-wasm` needs WebAssembly, which the page's policy forbids, and `@domchristie/needles` has neither types nor a
 * true peak, nor a stable version.
 */

const HOP_S = 0.1;
/** Blocks of 0.4 s that overlap by three quarters. */
const HOPS_PER_BLOCK = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
/** By the order of the channels in files: left, right, centre, low frequencies, and the two at the sides. */
const WEIGHTS_OF_SIX = [1, 1, 1, 0, 1.41, 1.41];
/** What a filter still holds below it is nothing that is heard, and numbers that small take a processor long. */
const NOTHING = 1e-30;

/**
 * Loudness in LUFS; null where no block of 0.4 s is louder than -70 LUFS.
 *
 * @param channels samples of each channel, all equally many; 1 is full scale
 */
export function integratedLoudness(channels: readonly Float32Array[], sampleRate: number): number | null {
  const hop = Math.round(HOP_S * sampleRate);
  const energies = hopEnergies(channels, sampleRate, hop);
  const blocks = Array.from({ length: Math.max(0, energies.length - HOPS_PER_BLOCK + 1) }, (_, first) => {
    const energy = energies.subarray(first, first + HOPS_PER_BLOCK).reduce((sum, value) => sum + value, 0);
    return energy / (HOPS_PER_BLOCK * hop);
  });
  const audible = blocks.filter((power) => power > powerOf(ABSOLUTE_GATE_LUFS));
  if (audible.length === 0) return null;
  const gate = powerOf(loudnessOf(mean(audible)) + RELATIVE_GATE_LU);
  return loudnessOf(mean(audible.filter((power) => power > gate)));
}

const loudnessOf = (power: number) => -0.691 + 10 * Math.log10(power);
const powerOf = (lufs: number) => 10 ** ((lufs + 0.691) / 10);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The weighted energy of all channels in each whole hop. */
function hopEnergies(channels: readonly Float32Array[], sampleRate: number, hop: number): Float64Array {
  const energies = new Float64Array(Math.floor((channels[0]?.length ?? 0) / hop));
  channels.forEach((samples, index) => {
    const weight = channels.length === WEIGHTS_OF_SIX.length ? (WEIGHTS_OF_SIX[index] ?? 1) : 1;
    if (weight > 0) addEnergies(energies, samples, hop, weight, kWeighting(sampleRate));
  });
  return energies;
}

interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * The two filters in front of the measurement: what a head does to sound, and how little is heard of the lowest. The
 * standard gives their coefficients at 48 kHz; these are its analogue filters, from which they come at any rate.
 */
export function kWeighting(sampleRate: number): { readonly shelf: Biquad; readonly highPass: Biquad } {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const shelfQ = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const shelfA0 = 1 + shelfK / shelfQ + shelfK ** 2;
  const passK = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const passQ = 0.5003270373238773;
  const passA0 = 1 + passK / passQ + passK ** 2;
  return {
    shelf: {
      b0: (high + (band * shelfK) / shelfQ + shelfK ** 2) / shelfA0,
      b1: (2 * (shelfK ** 2 - high)) / shelfA0,
      b2: (high - (band * shelfK) / shelfQ + shelfK ** 2) / shelfA0,
      a1: (2 * (shelfK ** 2 - 1)) / shelfA0,
      a2: (1 - shelfK / shelfQ + shelfK ** 2) / shelfA0,
    },
    highPass: {
      b0: 1,
      b1: -2,
      b2: 1,
      a1: (2 * (passK ** 2 - 1)) / passA0,
      a2: (1 - passK / passQ + passK ** 2) / passA0,
    },
  };
}

/** Both filters in one pass, in plain variables: a song has twenty million samples. */
function addEnergies(
  energies: Float64Array,
  samples: Float32Array,
  hop: number,
  weight: number,
  { shelf, highPass }: ReturnType<typeof kWeighting>,
): void {
  let s1 = 0;
  let s2 = 0;
  let p1 = 0;
  let p2 = 0;
  for (let index = 0; index < energies.length; index += 1) {
    let energy = 0;
    const end = (index + 1) * hop;
    for (let at = index * hop; at < end; at += 1) {
      const sample = samples[at] ?? 0;
      const shelved = shelf.b0 * sample + s1;
      s1 = shelf.b1 * sample - shelf.a1 * shelved + s2;
      s2 = shelf.b2 * sample - shelf.a2 * shelved;
      const heard = highPass.b0 * shelved + p1;
      p1 = highPass.b1 * shelved - highPass.a1 * heard + p2;
      p2 = highPass.b2 * shelved - highPass.a2 * heard;
      energy += heard * heard;
    }
    energies[index] = (energies[index] ?? 0) + weight * energy;
    if (Math.abs(s1) + Math.abs(s2) + Math.abs(p1) + Math.abs(p2) < NOTHING) s1 = s2 = p1 = p2 = 0;
  }
}
