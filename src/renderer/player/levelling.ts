import type { Levelling, Loudness, Settings, SongSound } from '@shared/model';

/** What songs are made as loud as, in LUFS. */
const TARGET_LUFS: Readonly<Record<Exclude<Levelling, 'off'>, number>> = { quiet: -18, usual: -14 };
/** No song is raised so far that its wave goes beyond it, in dBTP: what decoders and converters add to it stays whole. */
const HIGHEST_PEAK_DB = -1;

/**
 * By how many decibels a song is to be made louder, or, below zero, less loud. 0 where levelling is off and while the
 * song is not measured.
 */
export function levellingGainDb(
  sound: SongSound | null,
  { levelling, levellingBy }: Pick<Settings, 'levelling' | 'levellingBy'>,
): number {
  const loudness = levellingBy === 'takes' ? (sound?.takesLoudness ?? sound?.loudness) : sound?.loudness;
  if (levelling === 'off' || !loudness) return 0;
  const wanted = TARGET_LUFS[levelling] - loudness.lufs;
  return Math.min(wanted, roomDb(loudness));
}

/** By how many decibels a song may be raised. One whose peak is beyond the highest already is not lowered for it. */
function roomDb({ truePeakDb }: Loudness): number {
  return Math.max(0, HIGHEST_PEAK_DB - truePeakDb);
}

/** How loud a song is heard that is levelled so, in LUFS; one that is not measured counts as one of the usual loudness. */
export function levelledLufs(
  sound: SongSound | null,
  settings: Pick<Settings, 'levelling' | 'levellingBy'>,
): number {
  return (sound?.loudness?.lufs ?? TARGET_LUFS.usual) + levellingGainDb(sound, settings);
}

/**
 * By how many decibels each of these songs is to be changed for all of them to be equally loud: as loud as is wanted, in LUFS, or
 * less where the peak of one allows no more. One whose loudness is not known counts as one of the usual loudness.
 */
export function equalGainsDb(sounds: readonly (SongSound | null)[], wantedLufs: number): readonly number[] {
  const known = sounds.flatMap((sound) => sound?.loudness ?? []);
  const target = Math.min(wantedLufs, ...known.map((loudness) => loudness.lufs + roomDb(loudness)));
  return sounds.map((sound) => target - (sound?.loudness?.lufs ?? TARGET_LUFS.usual));
}
