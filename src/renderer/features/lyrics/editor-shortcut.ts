import { useMemo } from 'react';
import { fullView } from '../../shell/full-view';
import { laterShortcut } from '../../shell/later-shortcuts';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { useShownSong } from './shown-song';

/** The key that opens the editor for the song whose words are shown, or would be where the panel is closed; once in the window. */
export function useEditorShortcut(): void {
  const { clipId } = useShownSong();
  const shortcuts = useMemo<readonly Shortcut[]>(
    () =>
      clipId === null
        ? []
        : [
            {
              ...laterShortcut('edit-lyrics'),
              run: () => {
                fullView.openLyricsEditor(clipId);
              },
            },
          ],
    [clipId],
  );
  useShortcuts(shortcuts);
}
