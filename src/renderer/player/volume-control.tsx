import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Volume, Volume1, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/button';
import { Slider } from '../ui/slider';
import { stepVolume } from './player-actions';
import { player, usePlayer } from './use-player';
import styles from './volume-control.module.css';

export interface VolumeControlProps {
  /** In the bar of the player, which has no room for it in the narrowest window. */
  readonly isInBar?: boolean;
}

/** How loud it is: by slider, by wheel, and off at a press. */
export function VolumeControl({ isInBar = false }: VolumeControlProps): ReactElement {
  const { t } = useTranslation();
  const { volume, isMuted } = usePlayer();
  const heard = isMuted ? 0 : volume;
  const icon = isMuted ? VolumeX : heard === 0 ? Volume : heard < 0.5 ? Volume1 : Volume2;
  return (
    <div
      className={clsx(styles.volume, isInBar && styles.inBar)}
      onWheel={(event) => {
        stepVolume(-Math.sign(event.deltaY));
      }}
    >
      <IconButton
        label={heard === 0 ? t('player.unmute') : t('player.mute')}
        icon={icon}
        iconSize={17}
        shortcut="mute"
        onClick={player.toggleMuted}
      />
      <Slider
        className={styles.slider}
        label={t('player.volume')}
        valueText={(value) => t('common.percent', { value: Math.round(value) })}
        value={Math.round(heard * 100)}
        max={100}
        step={1}
        largeStep={10}
        onChange={(value) => {
          player.setVolume(value / 100);
        }}
      />
    </div>
  );
}
