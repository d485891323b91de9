import type { ClipId, Settings, SongSound } from '@shared/model';
import { levellingGainDb } from './levelling';

type LevellingSettings = Pick<Settings, 'levelling' | 'levellingBy'>;

export interface LevellerDeps {
  readonly getSound: (clipId: ClipId) => Promise<SongSound | null>;
  /** Has a song measured before others. */
  readonly want: (clipId: ClipId) => void;
}

/** Knows by how many decibels each song is to be louder or softer. */
export interface Leveller {
  set(settings: LevellingSettings): void;
  /** Whether it makes anything louder or softer. */
  isOn(): boolean;
  /** 0 while the song is not measured: it is measured next then. */
  gainDb(song: { readonly clipId: ClipId }): Promise<number>;
}

export function createLeveller({ getSound, want }: LevellerDeps): Leveller {
  let settings: LevellingSettings = { levelling: 'off', levellingBy: 'song' };
  return {
    set(next) {
      settings = next;
    },
    isOn: () => settings.levelling !== 'off',
    async gainDb({ clipId }) {
      // Nobody is asked for what is not used: the song begins a moment sooner.
      if (settings.levelling === 'off') return 0;
      const sound = await getSound(clipId);
      if (sound?.state === 'waiting') want(clipId);
      return levellingGainDb(sound, settings);
    },
  };
}
