import { describe, expect, it } from 'vitest';
import { heightOf, levelDb, lookAtJoint, toneWav, TONE } from '../../bench/measure/joint';

/** Samples of the file, from its beginning to its end. */
function samplesOf(file: Buffer): number[] {
  return Array.from(
    { length: (file.length - 44) / 2 },
    (_, index) => file.readInt16LE(44 + index * 2) / 32_767,
  );
}

const tone = samplesOf(toneWav(0.2));

describe('what is heard where two tones meet', () => {
  it('is one tone where they follow to the sample', () => {
    const joint = lookAtJoint([...tone, ...tone], TONE.sampleRate);
    expect(joint.gapMs).toBeLessThan(0.1);
    expect(joint.click).toBeLessThan(0.01);
  });

  it('has a silence and a step where something is missing', () => {
    const joint = lookAtJoint([...tone, ...Array<number>(480).fill(0), ...tone], TONE.sampleRate);
    expect(joint.gapMs).toBeCloseTo(10, 0);
    expect(joint.click).toBeGreaterThan(0.9);
  });

  it('has a step where one comes too early', () => {
    const joint = lookAtJoint([...tone.slice(0, -30), ...tone], TONE.sampleRate);
    expect(joint.gapMs).toBeLessThan(0.1);
    expect(joint.click).toBeGreaterThan(0.5);
  });

  it('tells how loud it is and which tones are in it', () => {
    expect(levelDb(tone)).toBeCloseTo(20 * Math.log10(TONE.loudness), 1);
    expect(heightOf(TONE.hertz, tone, TONE.sampleRate)).toBeCloseTo(TONE.loudness, 2);
    expect(heightOf(1_130, tone, TONE.sampleRate)).toBeLessThan(0.02);
  });
});
