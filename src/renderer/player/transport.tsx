import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Pause, Play, Repeat, Repeat1, Shuffle, SkipBack, SkipForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSnapshot } from '../query';
import { IconButton } from '../ui/button';
import { stepRepeat, toggleShuffle } from './player-actions';
import { ToggleButton } from './toggle-button';
import { player, usePlayer } from './use-player';
import styles from './transport.module.css';

/** Shuffle, previous, play, next, repeat. */
export function Transport({ onPlayOrPause }: { readonly onPlayOrPause: () => void }): ReactElement {
  const { t } = useTranslation();
  const { clipId, isPlaying, isShuffled, repeat, hasNext } = usePlayer();
  const { counts } = useSnapshot();
  const isEmpty = clipId === null;
  return (
    <div className={styles.transport}>
      <ToggleButton
        label={t('player.shuffle')}
        icon={Shuffle}
        shortcut="shuffle"
        isOn={isShuffled}
        isPressed={isShuffled}
        onClick={toggleShuffle}
      />
      <IconButton
        label={t('player.previous')}
        icon={SkipBack}
        iconSize={18}
        isFilled
        shortcut="previous"
        isDisabled={isEmpty}
        onClick={player.previous}
      />
      <IconButton
        label={isPlaying ? t('player.pause') : t('player.play')}
        icon={isPlaying ? Pause : Play}
        iconSize={16}
        isFilled
        shortcut="play-pause"
        isDisabled={isEmpty && counts.songs === 0}
        className={clsx(styles.play, !isPlaying && styles.playGlyph)}
        onClick={onPlayOrPause}
      />
      <IconButton
        label={t('player.next')}
        icon={SkipForward}
        iconSize={18}
        isFilled
        shortcut="next"
        isDisabled={!hasNext}
        onClick={player.next}
      />
      <ToggleButton
        label={t(`player.repeat.${repeat}`)}
        icon={repeat === 'one' ? Repeat1 : Repeat}
        shortcut="repeat"
        isOn={repeat !== 'off'}
        onClick={stepRepeat}
      />
    </div>
  );
}
