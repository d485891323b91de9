import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenKeys, fixedKeys } from '@shared/shortcut-keys';
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
        ...chosenKeys('add-jobs'),
        group: 'general',
        label: t('shell.shortcuts.addJobs'),
        run: () => {
          dialogs.openAddJobs();
        },
      },
      { ...fixedKeys('paste'), group: 'general', label: t('shell.shortcuts.paste'), run: null },
      {
        ...chosenKeys('export-lyrics'),
        group: 'general',
        label: t('shell.shortcuts.export'),
        run: () => {
          // A list in which several are selected means all of them.
          if (!runCommand('export-selection') && selected) dialogs.openExport([selected]);
        },
      },
      {
        ...chosenKeys('toggle-lyrics'),
        group: 'general',
        label: t('shell.shortcuts.lyricsPanel'),
        run: () => {
          toggle('lyrics');
        },
      },
      {
        ...chosenKeys('queue'),
        group: 'general',
        label: t('shell.shortcuts.queuePanel'),
        run: () => {
          toggle('queue');
        },
      },
      {
        ...chosenKeys('karaoke'),
        group: 'general',
        label: t('shell.shortcuts.karaoke'),
        run: fullView.toggleKaraoke,
      },
      {
        ...chosenKeys('settings'),
        group: 'general',
        label: t('shell.shortcuts.settings'),
        run: () => {
          goTo('settings');
        },
      },
      ...PLACES.filter((place) => place !== 'settings').map((place) => ({
        ...chosenKeys(`place-${place}`),
        group: 'general' as const,
        label: t(`shell.shortcuts.${place}`),
        run: () => {
          goTo(place);
        },
      })),
      {
        ...chosenKeys('check-library'),
        group: 'general',
        label: t('shell.shortcuts.checkLibrary'),
        run: () => {
          goTo('check');
        },
      },
      {
        ...chosenKeys('shortcuts'),
        group: 'general',
        label: t('shell.shortcuts.list'),
        run: () => {
          dialogs.openShortcuts();
        },
      },
      {
        ...chosenKeys('guide'),
        group: 'general',
        label: t('shell.shortcuts.guide'),
        run: () => {
          dialogs.openGuide();
        },
      },
      {
        // Asked for once in a while: in the menu, without a key of its own.
        ...chosenKeys('diagnostics'),
        group: 'general',
        label: t('shell.shortcuts.diagnostics'),
        run: () => {
          dialogs.openDiagnostics();
        },
      },
      {
        ...chosenKeys('look-for-updates'),
        group: 'general',
        label: t('shell.shortcuts.lookForUpdates'),
        run: () => {
          openSetting('updates');
          invoke('updates.look', {}).catch(notifyFailure);
        },
      },
      {
        ...chosenKeys('undo'),
        group: 'lists',
        label: t('shell.shortcuts.undo'),
        run: undoNewest,
      },
      {
        ...chosenKeys('next-region'),
        group: 'general',
        label: t('shell.shortcuts.nextRegion'),
        run: () => {
          goToRegion(1);
        },
      },
      {
        ...chosenKeys('previous-region'),
        group: 'general',
        label: t('shell.shortcuts.previousRegion'),
        run: () => {
          goToRegion(-1);
        },
      },
      {
        ...fixedKeys('close'),
        group: 'general',
        label: t('shell.shortcuts.close'),
        run: null,
      },
      { ...fixedKeys('move'), group: 'lists', label: t('shell.shortcuts.move'), run: null },
      { ...fixedKeys('activate'), group: 'lists', label: t('shell.shortcuts.activate'), run: null },
      { ...fixedKeys('ends'), group: 'lists', label: t('shell.shortcuts.ends'), run: null },
      {
        ...fixedKeys('extend'),
        group: 'lists',
        label: t('shell.shortcuts.extend'),
        run: null,
      },
      {
        ...fixedKeys('select-all'),
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
      { ...fixedKeys('row-menu'), group: 'lists', label: t('shell.shortcuts.menu'), run: null },
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
