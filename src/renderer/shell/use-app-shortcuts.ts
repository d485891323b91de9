import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MENU_KEYS, OWN_KEYS } from '@shared/shortcut-keys';
import { invoke, onEvent } from '../bridge';
import { goTo, PLACES, useSelectedSong } from '../navigation';
import { dialogs } from './dialogs';
import { notifyFailure } from './failure-text';
import { fullView } from './full-view';
import { declareLaterShortcuts } from './later-shortcuts';
import { undoNewest } from './notices';
import { goToRegion } from './regions';
import { openSetting } from './setting-focus';
import { runCommand, useShortcuts, type Shortcut } from './shortcuts';
import { useSidePanel } from './side-panel-state';

/** What keys do everywhere, and what the application menu asks the window to do. */
export function useAppShortcuts(): void {
  const { t } = useTranslation();
  const { toggle } = useSidePanel();
  const [selected] = useSelectedSong();

  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      {
        id: 'add-jobs',
        keys: MENU_KEYS['add-jobs'],
        group: 'general',
        label: t('shell.shortcuts.addJobs'),
        run: () => {
          dialogs.openAddJobs();
        },
      },
      { id: 'paste', keys: ['Ctrl+V'], group: 'general', label: t('shell.shortcuts.paste'), run: null },
      {
        id: 'export-lyrics',
        keys: MENU_KEYS['export-lyrics'],
        group: 'general',
        label: t('shell.shortcuts.export'),
        run: () => {
          // A list in which several are selected means all of them.
          if (!runCommand('export-selection') && selected) dialogs.openExport([selected]);
        },
      },
      {
        id: 'toggle-lyrics',
        keys: MENU_KEYS['toggle-lyrics'],
        group: 'general',
        label: t('shell.shortcuts.lyricsPanel'),
        run: () => {
          toggle('lyrics');
        },
      },
      {
        id: 'queue',
        keys: ['Ctrl+U'],
        group: 'general',
        label: t('shell.shortcuts.queuePanel'),
        run: () => {
          toggle('queue');
        },
      },
      {
        id: 'karaoke',
        keys: ['Ctrl+K'],
        group: 'general',
        label: t('shell.shortcuts.karaoke'),
        run: fullView.toggleKaraoke,
      },
      {
        id: 'settings',
        keys: MENU_KEYS.settings,
        group: 'general',
        label: t('shell.shortcuts.settings'),
        run: () => {
          goTo('settings');
        },
      },
      ...PLACES.filter((place) => place !== 'settings').map((place) => ({
        id: `place-${place}`,
        keys: OWN_KEYS[`place-${place}`].keys,
        group: 'general' as const,
        label: t(`shell.shortcuts.${place}`),
        run: () => {
          goTo(place);
        },
      })),
      {
        id: 'check-library',
        keys: MENU_KEYS['check-library'],
        group: 'general',
        label: t('shell.shortcuts.checkLibrary'),
        run: () => {
          goTo('check');
        },
      },
      {
        id: 'shortcuts',
        keys: MENU_KEYS.shortcuts,
        group: 'general',
        label: t('shell.shortcuts.list'),
        run: () => {
          dialogs.openShortcuts();
        },
      },
      {
        id: 'guide',
        keys: MENU_KEYS.guide,
        group: 'general',
        label: t('shell.shortcuts.guide'),
        run: () => {
          dialogs.openGuide();
        },
      },
      {
        // Asked for once in a while: in the menu, without a key of its own.
        id: 'diagnostics',
        keys: MENU_KEYS.diagnostics,
        group: 'general',
        label: t('shell.shortcuts.diagnostics'),
        run: () => {
          dialogs.openDiagnostics();
        },
      },
      {
        id: 'look-for-updates',
        keys: MENU_KEYS['look-for-updates'],
        group: 'general',
        label: t('shell.shortcuts.lookForUpdates'),
        run: () => {
          openSetting('updates');
          invoke('updates.look', {}).catch(notifyFailure);
        },
      },
      {
        id: 'undo',
        keys: OWN_KEYS.undo.keys,
        group: 'lists',
        context: 'lists',
        label: t('shell.shortcuts.undo'),
        run: undoNewest,
      },
      {
        id: 'next-region',
        keys: ['F6'],
        group: 'general',
        label: t('shell.shortcuts.nextRegion'),
        run: () => {
          goToRegion(1);
        },
      },
      {
        id: 'previous-region',
        keys: ['Shift+F6'],
        group: 'general',
        label: t('shell.shortcuts.previousRegion'),
        run: () => {
          goToRegion(-1);
        },
      },
      {
        id: 'close',
        keys: ['Escape'],
        group: 'general',
        label: t('shell.shortcuts.close'),
        run: null,
      },
      { id: 'move', keys: ['Up', 'Down'], group: 'lists', label: t('shell.shortcuts.move'), run: null },
      { id: 'activate', keys: ['Enter'], group: 'lists', label: t('shell.shortcuts.activate'), run: null },
      { id: 'ends', keys: ['Home', 'End'], group: 'lists', label: t('shell.shortcuts.ends'), run: null },
      {
        id: 'extend',
        keys: ['Shift+Up', 'Shift+Down'],
        group: 'lists',
        label: t('shell.shortcuts.extend'),
        run: null,
      },
      {
        id: 'select-all',
        keys: ['Ctrl+A'],
        group: 'lists',
        label: t('shell.shortcuts.selectAll'),
        run: null,
      },
      {
        id: 'type-to-jump',
        keys: [t('shell.shortcuts.typeToJumpKeys')],
        group: 'lists',
        label: t('shell.shortcuts.typeToJump'),
        run: null,
      },
      { id: 'row-menu', keys: ['Shift+F10'], group: 'lists', label: t('shell.shortcuts.menu'), run: null },
    ],
    [t, toggle, selected],
  );
  useShortcuts(shortcuts);
  // Behind what is always there, as it is listed.
  useEffect(declareLaterShortcuts, [t]);

  useEffect(
    () =>
      onEvent('menu.command', ({ command }) => {
        // The menu can be used while a dialog is open; what it starts must not lie under it.
        if (dialogs.isOpen() && command !== 'play-pause' && command !== 'next' && command !== 'previous')
          return;
        runCommand(command);
      }),
    [],
  );
}
