import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dialogs } from '../shell/dialogs';
import { isTextField, useShortcuts, type Shortcut } from '../shell/shortcuts';
import { stepRepeat, stepVolume, toggleShuffle, toggleVideo } from './player-actions';
import { SPEED_STEP } from './playback-options-menu';
import { SEEK_STEP_MS } from './seek-bar';
import { player } from './use-player';

/** With Ctrl, or Command on a Mac. */
const ARROW_ACTIONS: Readonly<Record<string, () => void>> = {
  ArrowLeft: player.previous,
  ArrowRight: player.next,
  ArrowUp: () => {
    stepVolume(1);
  },
  ArrowDown: () => {
    stepVolume(-1);
  },
};

/** Ctrl with an arrow moves by words in a text field, and is the player's everywhere else. */
function useArrowChords(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.shiftKey) return;
      if (event.ctrlKey === event.metaKey || isTextField(event.target) || dialogs.isOpen()) return;
      const action = ARROW_ACTIONS[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** The player's keys, and its commands for the application menu. */
export function usePlayerShortcuts(playOrPause: () => void): void {
  const { t } = useTranslation();
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const entry = (id: string, keys: string[], label: string, run: (() => void) | null): Shortcut => ({
      id,
      keys,
      group: 'player',
      label,
      run,
    });
    const command = (id: string, run: () => void): Shortcut => ({
      id,
      keys: [],
      group: 'player',
      label: null,
      run,
    });
    return [
      entry('play-pause', ['Space'], t('player.shortcut.playPause'), playOrPause),
      command('previous', player.previous),
      command('next', player.next),
      entry('previous-keys', ['Ctrl+Left'], t('player.shortcut.previous'), null),
      entry('next-keys', ['Ctrl+Right'], t('player.shortcut.next'), null),
      entry('seek-back', ['Shift+Left'], t('player.shortcut.back'), () => {
        player.seekBy(-SEEK_STEP_MS);
      }),
      entry('seek-forward', ['Shift+Right'], t('player.shortcut.forward'), () => {
        player.seekBy(SEEK_STEP_MS);
      }),
      entry('louder', ['Ctrl+Up'], t('player.shortcut.louder'), null),
      entry('softer', ['Ctrl+Down'], t('player.shortcut.softer'), null),
      entry('mute', ['Ctrl+Shift+M'], t('player.shortcut.mute'), player.toggleMuted),
      entry('shuffle', ['Ctrl+Shift+S'], t('player.shortcut.shuffle'), toggleShuffle),
      entry('repeat', ['Ctrl+Shift+R'], t('player.shortcut.repeat'), stepRepeat),
      entry('loop', ['Ctrl+B'], t('player.shortcut.loop'), player.stepLoop),
      entry('faster', ['>'], t('player.shortcut.faster'), () => {
        player.setSpeed(player.getState().speed + SPEED_STEP);
      }),
      entry('slower', ['<'], t('player.shortcut.slower'), () => {
        player.setSpeed(player.getState().speed - SPEED_STEP);
      }),
      entry('video', ['Ctrl+Shift+V'], t('player.shortcut.video'), toggleVideo),
    ];
  }, [t, playOrPause]);
  useShortcuts(shortcuts);
  useArrowChords();
}
