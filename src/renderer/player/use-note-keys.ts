import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SONG_RATINGS, type ClipId } from '@shared/model';
import { chosenKeys } from '@shared/shortcut-keys';
import { dialogs } from '../shell/dialogs';
import { useFullView } from '../shell/full-view';
import { runCommand, useShortcuts, type CommandId, type Shortcut } from '../shell/shortcuts';
import { NOTE_COMMANDS, NOTE_ACTIONS, setRating, toggleFavourite } from '../shell/song-notes';
import { ratingText } from '../ui/rating';
import { useMiniPlayer } from './use-mini-player';
import { player } from './use-player';

/**
 * Keys for what is noted on songs: those that are selected in a list, else the one that plays. Where that one alone is seen, it
 * is meant whatever is selected behind it.
 */
export function useNoteKeys(): void {
  const { t } = useTranslation();
  const { isMini } = useMiniPlayer();
  const isAlone = useFullView()?.kind === 'karaoke' || isMini;
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const orPlaying = (selected: CommandId, note: (clipIds: readonly ClipId[]) => void) => () => {
      const { clipId } = player.getState();
      if ((isAlone || !runCommand(selected)) && clipId !== null) note([clipId]);
    };
    return [
      {
        ...chosenKeys(NOTE_ACTIONS.favourite),
        group: 'lists',
        label: t('marks.favourite.shortcut'),
        run: orPlaying(NOTE_COMMANDS.favourite, toggleFavourite),
      },
      {
        ...chosenKeys(NOTE_ACTIONS.tags),
        group: 'lists',
        label: t('marks.tags.shortcut'),
        run: orPlaying(NOTE_COMMANDS.tags, dialogs.openSongTags),
      },
      ...SONG_RATINGS.map((rating): Shortcut => ({
        ...chosenKeys(NOTE_ACTIONS.rating[rating]),
        group: 'lists',
        label: t('marks.rating.shortcut', { stars: ratingText(rating) }),
        run: orPlaying(NOTE_COMMANDS.rating[rating], (clipIds) => {
          setRating(clipIds, rating);
        }),
      })),
    ];
  }, [t, isAlone]);
  useShortcuts(shortcuts);
}
