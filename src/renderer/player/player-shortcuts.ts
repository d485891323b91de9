import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MENU_KEYS, OWN_KEYS } from '@shared/shortcut-keys';
import { notifyFailure } from '../shell/failure-text';
import { useShortcuts, type Shortcut } from '../shell/shortcuts';
import { togglePictureOut } from './picture-in-picture';
import { stepRepeat, stepVolume, toggleShuffle, toggleVideo } from './player-actions';
import { SPEED_STEP } from './playback-options-menu';
import { SEEK_STEP_MS } from './seek-bar';
import { player } from './use-player';

/** The player's keys, and its commands for the application menu. */
export function usePlayerShortcuts(playOrPause: () => void): void {
  const { t } = useTranslation();
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const entry = (id: string, keys: readonly string[], label: string, run: () => void): Shortcut => ({
      id,
      keys,
      group: 'player',
      label,
      run,
    });
    return [
      entry('play-pause', MENU_KEYS['play-pause'], t('player.shortcut.playPause'), playOrPause),
      entry('previous', MENU_KEYS.previous, t('player.shortcut.previous'), player.previous),
      entry('next', MENU_KEYS.next, t('player.shortcut.next'), player.next),
      entry('seek-back', OWN_KEYS['seek-back'].keys, t('player.shortcut.back'), () => {
        player.seekBy(-SEEK_STEP_MS);
      }),
      entry('seek-forward', OWN_KEYS['seek-forward'].keys, t('player.shortcut.forward'), () => {
        player.seekBy(SEEK_STEP_MS);
      }),
      entry('louder', ['Ctrl+Up'], t('player.shortcut.louder'), () => {
        stepVolume(1);
      }),
      entry('softer', ['Ctrl+Down'], t('player.shortcut.softer'), () => {
        stepVolume(-1);
      }),
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
      entry('picture-in-picture', ['Ctrl+Shift+O'], t('player.shortcut.pictureInPicture'), () => {
        togglePictureOut().catch(notifyFailure);
      }),
    ];
  }, [t, playOrPause]);
  useShortcuts(shortcuts);
}
