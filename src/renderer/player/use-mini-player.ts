import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenKeys } from '@shared/shortcut-keys';
import { useSnapshot } from '../query';
import { useShortcuts, type Shortcut } from '../shell/shortcuts';
import { useUpdateSettings } from '../shell/use-update-settings';

export interface MiniPlayerState {
  readonly isMini: boolean;
  readonly setMini: (isMini: boolean) => void;
}

/** Whether the window is the mini player. It is a setting, so that main, window and the next start agree on it. */
export function useMiniPlayer(): MiniPlayerState {
  const { isMini } = useSnapshot().settings;
  const update = useUpdateSettings();
  const setMini = useCallback(
    (next: boolean) => {
      update({ isMini: next });
    },
    [update],
  );
  return { isMini, setMini };
}

/** The key of the mini player, and its command for the application menu. */
export function useMiniPlayerShortcut(): void {
  const { t } = useTranslation();
  const { isMini, setMini } = useMiniPlayer();
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      {
        ...chosenKeys('mini-player'),
        group: 'player',
        label: t('player.shortcut.mini'),
        run: () => {
          setMini(!isMini);
        },
      },
    ],
    [t, isMini, setMini],
  );
  useShortcuts(shortcuts);
}
