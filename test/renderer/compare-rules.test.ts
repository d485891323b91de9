import { describe, expect, it } from 'vitest';
import { MAX_COMPARED, type Loudness, type SongSound } from '@shared/model';
import { inBrief, promptDifferences } from '../../src/renderer/features/compare/prompt-difference';
import { letterOf, stepTo, TAKE_ACTIONS } from '../../src/renderer/features/compare/take-keys';
import { CHOSEN_KEYS } from '../../src/shared/shortcut-keys';
import { equalGainsDb, levelledLufs, levellingGainDb } from '../../src/renderer/player/levelling';

const soundOf = (loudness: Loudness | null): SongSound => ({
  state: 'measured',
  loudness,
  takesLoudness: null,
  waveform: null,
});

describe('takes that are equally loud', () => {
  const loudness = [
    { lufs: -9, truePeakDb: 0.5 },
    { lufs: -16, truePeakDb: -3 },
    { lufs: -24, truePeakDb: -6 },
  ];
  const gains = equalGainsDb(loudness.map(soundOf), -14);

  it('are as loud as the one with the least room allows', () => {
    // The last has 5 dB of room: -19 LUFS.
    expect(gains.map((gain, index) => gain + (loudness[index]?.lufs ?? 0))).toEqual([-19, -19, -19]);
  });

  it('are not raised beyond -1 dBTP', () => {
    for (const [index, gain] of gains.entries())
      if (gain > 0) expect(gain + (loudness[index]?.truePeakDb ?? 0)).toBeLessThanOrEqual(-1);
  });

  it('are no louder than is wanted, however much room there is', () => {
    expect(equalGainsDb([soundOf({ lufs: -20, truePeakDb: -20 })], -14)).toEqual([6]);
    expect(equalGainsDb([soundOf({ lufs: -20, truePeakDb: -20 })], -18)).toEqual([2]);
  });

  it('are not lowered for a peak that is beyond it already, which the player leaves as well', () => {
    expect(
      equalGainsDb([soundOf({ lufs: -14, truePeakDb: 1 }), soundOf({ lufs: -14, truePeakDb: -3 })], -14),
    ).toEqual([0, 0]);
  });

  it('count as -14 LUFS while they are not measured, so that they never come in louder', () => {
    expect(equalGainsDb([null, soundOf(null), soundOf({ lufs: -20, truePeakDb: -3 })], -14)).toEqual([
      -4, -4, 2,
    ]);
    expect(equalGainsDb([], -14)).toEqual([]);
  });

  it.each(['off', 'quiet', 'usual'] as const)(
    'leave the one that the player has as loud: %s',
    (levelling) => {
      const settings = { levelling, levellingBy: 'song' } as const;
      for (const [index, wanted] of loudness.entries()) {
        // Of the others none has less room.
        const sounds = [soundOf(wanted), soundOf({ lufs: -30, truePeakDb: -30 })];
        const [gain = NaN] = equalGainsDb(sounds, levelledLufs(sounds[0] ?? null, settings));
        expect(gain, String(index)).toBeCloseTo(levellingGainDb(sounds[0] ?? null, settings));
      }
    },
  );
});

describe('what prompts have of their own', () => {
  const own = (prompts: readonly (string | null)[]) =>
    promptDifferences(prompts)?.map((parts) => parts.filter(({ isOwn }) => isOwn).map(({ text }) => text));

  it('is nothing where all are the same', () => {
    expect(promptDifferences(['slow folk', ' slow folk '])).toBeNull();
    expect(promptDifferences([null, null])).toBeNull();
  });

  it('is the words that not all have in this order', () => {
    expect(own(['slow folk, one voice', 'slow folk, two voices'])).toEqual([['one voice'], ['two voices']]);
    expect(own(['a b c d', 'a c d', 'a b d'])).toEqual([['b c'], ['c'], ['b']]);
    expect(own(['loud drums then silence', 'silence then loud drums'])).toEqual([
      ['then silence'],
      ['silence then'],
    ]);
  });

  it('is all of a prompt where another song has none', () => {
    expect(promptDifferences(['slow folk', null])).toEqual([[{ text: 'slow folk', isOwn: true }], []]);
  });

  it('takes no account of commas and capitals, and leaves the text as it is', () => {
    expect(promptDifferences(['Folk, slow', 'folk slow now'])).toEqual([
      [{ text: 'Folk, slow', isOwn: false }],
      [
        { text: 'folk slow', isOwn: false },
        { text: 'now', isOwn: true },
      ],
    ]);
  });

  it('stands out of what all have: of that only the words beside it are shown', () => {
    const common = Array.from({ length: 20 }, (_, index) => `w${index}`).join(' ');
    const [brief] = (promptDifferences([`${common} own ${common}`, `${common} other ${common}`]) ?? []).map(
      inBrief,
    );
    expect(brief?.map(({ text }) => text)).toEqual(['… w15 w16 w17 w18 w19', 'own', 'w0 w1 w2 w3 w4 …']);
    expect(inBrief([{ text: 'slow folk', isOwn: false }])).toEqual([{ text: 'slow folk', isOwn: false }]);
  });

  it('leaves no word out of very long prompts', () => {
    const long = Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ');
    const parts = promptDifferences([long, `${long} more`]);
    expect(parts?.map((each) => each.map(({ text }) => text).join(' '))).toEqual([long, `${long} more`]);
  });
});

describe('the keys of takes', () => {
  it('are usually a letter, by which it is called, and a digit for each place', () => {
    expect(TAKE_ACTIONS.map((id) => CHOSEN_KEYS[id].keys)).toEqual(
      Array.from({ length: MAX_COMPARED }, (_, index) => [letterOf(index), String(index + 1)]),
    );
  });

  it('go to the next that can be heard, and round again', () => {
    expect(stepTo([true, true, true], 0, 1)).toBe(1);
    expect(stepTo([true, true, true], 0, -1)).toBe(2);
    expect(stepTo([true, false, true], 0, 1)).toBe(2);
    expect(stepTo([true, false, false], 0, 1)).toBeNull();
    expect(stepTo([false, true], -1, 1)).toBe(1);
    expect(stepTo([], -1, 1)).toBeNull();
  });
});
