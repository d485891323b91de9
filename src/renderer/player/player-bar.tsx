import { useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSnapshot } from '../query';
import { useIdle } from '../ui/use-idle';
import { Extras } from './extras';
import { connectMediaSession } from './media-session';
import { NowPlaying } from './now-playing';
import { usePlayOrPause } from './player-actions';
import { tellPlayerNotice } from './player-notices';
import { usePlayerShortcuts } from './player-shortcuts';
import { SEEK_STEP_MS, SeekBar } from './seek-bar';
import { tellMain } from './tell-main';
import { Transport } from './transport';
import { useChosenDevice } from './use-output-devices';
import { connectPlayer, keepQueue, onPlayerNotice, player, setLevelling } from './use-player';
import { VideoStage } from './video-stage';
import styles from './player-bar.module.css';

export interface PlayerBarProps {
  /** What is sung just now, for whoever looks at the picture; or nothing. */
  readonly line: ReactNode;
}

/** The strip at the bottom of the window: what plays, and all that can be done with it. */
export function PlayerBar({ line }: PlayerBarProps): ReactElement {
  const { t } = useTranslation();
  const playOrPause = usePlayOrPause();
  usePlayerLife();
  usePlayerShortcuts(playOrPause);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    // Sliders have steps of their own.
    if ((event.target as HTMLElement).matches('input, [role=slider]')) return;
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    player.seekBy(event.key === 'ArrowRight' ? SEEK_STEP_MS : -SEEK_STEP_MS);
  };

  return (
    <section className={styles.player} aria-label={t('player.label')} onKeyDown={onKeyDown}>
      <NowPlaying />
      <div className={styles.middle}>
        <Transport onPlayOrPause={playOrPause} />
        <SeekBar />
      </div>
      <Extras />
      <VideoStage line={line} />
    </section>
  );
}

/** Starts what the player needs from the window, once. */
function usePlayerLife(): void {
  const { settings } = useSnapshot();
  const isRestored = useRef(false);
  useEffect(() => {
    if (isRestored.current) return;
    isRestored.current = true;
    player.restore(settings);
  }, [settings]);
  const { playbackSource, crossfadeMs } = settings;
  useEffect(() => {
    player.setSource(playbackSource);
  }, [playbackSource]);
  useEffect(() => {
    player.setCrossfade(crossfadeMs);
  }, [crossfadeMs]);
  const { levelling, levellingBy } = settings;
  useEffect(() => {
    setLevelling({ levelling, levellingBy });
  }, [levelling, levellingBy]);
  useEffect(() => connectPlayer(), []);
  const isIdle = useIdle();
  // The list is seen first.
  useEffect(() => (isIdle ? keepQueue() : undefined), [isIdle]);
  useChosenDevice(isIdle);
  useEffect(() => connectMediaSession(player), []);
  useEffect(() => tellMain(player), []);
  useEffect(() => onPlayerNotice(tellPlayerNotice), []);
}
