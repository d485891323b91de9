import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { withOffset } from '@shared/lyrics-lines';
import { chosenKeys, type ChosenKeysId } from '@shared/shortcut-keys';
import type { ClipId } from '@shared/model';
import { lyricsQuery } from '../query';
import { useShortcuts, type Shortcut } from '../shell/shortcuts';
import { marksOf, NO_MARKS, stepAlong, type SongMark, type SongMarks } from './song-marks';
import { player } from './use-player';

/** Sections and lines of a song, where the user has shifted its words so much later or earlier. */
export function useSongMarks(clipId: ClipId | null): SongMarks {
  const { data: lyrics } = useQuery(lyricsQuery(clipId));
  return useMemo(() => (lyrics ? marksOf(withOffset(lyrics.lines, lyrics.offsetMs)) : NO_MARKS), [lyrics]);
}

/** The keys that go along them. */
export function useMarkKeys({ sections, lines }: SongMarks): void {
  const { t } = useTranslation();
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const entry = (id: ChosenKeysId, label: string, marks: readonly SongMark[], way: 'on' | 'back') => ({
      ...chosenKeys(id),
      group: 'player' as const,
      label,
      run: () => {
        const ms = stepAlong(marks, player.positionMs(), way);
        if (ms !== null) player.seekTo(ms);
      },
    });
    return [
      entry('section-back', t('player.shortcut.sectionBack'), sections, 'back'),
      entry('section-on', t('player.shortcut.sectionOn'), sections, 'on'),
      entry('line-back', t('player.shortcut.lineBack'), lines, 'back'),
      entry('line-on', t('player.shortcut.lineOn'), lines, 'on'),
    ];
  }, [t, sections, lines]);
  useShortcuts(shortcuts);
}
