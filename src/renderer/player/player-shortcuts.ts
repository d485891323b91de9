import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenKeys, type ChosenKeysId } from '@shared/shortcut-keys';
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
    const entry = (id: ChosenKeysId, label: string, run: () => void): Shortcut => ({
      ...chosenKeys(id),
      group: 'player',
      label,
      run,
    });
    return [
      entry('play-pause', t('player.shortcut.playPause'), playOrPause),
      entry('previous', t('player.shortcut.previous'), player.previous),
      entry('next', t('player.shortcut.next'), player.next),
      entry('seek-back', t('player.shortcut.back'), () => {
        player.seekBy(-SEEK_STEP_MS);
      }),
      entry('seek-forward', t('player.shortcut.forward'), () => {
        player.seekBy(SEEK_STEP_MS);
      }),
      entry('louder', t('player.shortcut.louder'), () => {
        stepVolume(1);
      }),
      entry('softer', t('player.shortcut.softer'), () => {
        stepVolume(-1);
      }),
      entry('mute', t('player.shortcut.mute'), player.toggleMuted),
      entry('shuffle', t('player.shortcut.shuffle'), toggleShuffle),
      entry('repeat', t('player.shortcut.repeat'), stepRepeat),
      entry('loop', t('player.shortcut.loop'), player.stepLoop),
      entry('faster', t('player.shortcut.faster'), () => {
        player.setSpeed(player.getState().speed + SPEED_STEP);
      }),
      entry('slower', t('player.shortcut.slower'), () => {
        player.setSpeed(player.getState().speed - SPEED_STEP);
      }),
      entry('video', t('player.shortcut.video'), toggleVideo),
      entry('picture-in-picture', t('player.shortcut.pictureInPicture'), () => {
        togglePictureOut().catch(notifyFailure);
      }),
    ];
  }, [t, playOrPause]);
  useShortcuts(shortcuts);
}
