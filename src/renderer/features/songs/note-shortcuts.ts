import { useMemo } from 'react';
import { SONG_RATINGS } from '@shared/model';
import { dialogs } from '../../shell/dialogs';
import { useShortcuts, type CommandId, type Shortcut } from '../../shell/shortcuts';
import { NOTE_COMMANDS, setRating, toggleFavourite } from '../../shell/song-notes';
import { noteChosen, type ChosenSongs } from './chosen-songs';

/** The keys for notes mean the selected songs while there are some. */
export function useNoteShortcuts(chosen: ChosenSongs): void {
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    if (chosen.count === 0) return [];
    const command = (id: CommandId, run: () => void): Shortcut => ({
      id,
      keys: [],
      group: 'lists',
      label: null,
      run,
    });
    return [
      command(NOTE_COMMANDS.favourite, () => {
        noteChosen(chosen, (clipIds) => {
          toggleFavourite(clipIds, { isShown: true });
        });
      }),
      command(NOTE_COMMANDS.tags, () => {
        noteChosen(chosen, dialogs.openSongTags);
      }),
      ...SONG_RATINGS.map((rating) =>
        command(NOTE_COMMANDS.rating[rating], () => {
          noteChosen(chosen, (clipIds) => {
            setRating(clipIds, rating, { isShown: true });
          });
        }),
      ),
    ];
  }, [chosen]);
  useShortcuts(shortcuts);
}
