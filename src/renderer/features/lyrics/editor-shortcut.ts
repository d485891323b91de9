import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fullView } from '../../shell/full-view';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { useShownSong } from './shown-song';

/** The key that opens the editor for the song whose words are shown, or would be where the panel is closed; once in the window. */
export function useEditorShortcut(): void {
  const { t } = useTranslation();
  const { clipId } = useShownSong();
  const shortcuts = useMemo<readonly Shortcut[]>(
    () =>
      clipId === null
        ? []
        : [
            {
              id: 'edit-lyrics',
              keys: ['Ctrl+Shift+L'],
              group: 'general',
              label: t('lyrics.editor.label'),
              run: () => {
                fullView.openLyricsEditor(clipId);
              },
            },
          ],
    [clipId, t],
  );
  useShortcuts(shortcuts);
}
