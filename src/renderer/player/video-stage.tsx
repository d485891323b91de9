import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import clsx from 'clsx';
import { Captions, Maximize, Maximize2, Minimize, Minimize2, PictureInPicture, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSnapshot } from '../query';
import { useContentRect } from '../shell/content-rect';
import { notifyFailure } from '../shell/failure-text';
import { useUpdateSettings } from '../shell/use-update-settings';
import { IconButton } from '../ui/button';
import {
  canPictureGoOut,
  togglePictureOut,
  useFollowedPictureOut,
  useIsPictureOut,
} from './picture-in-picture';
import { usePictureGivesWay } from './picture-gives-way';
import { setPictureSize, usePictureSize } from './picture-size';
import { PictureTransport } from './picture-transport';
import { stepVolume } from './player-actions';
import { player, usePlayer, usePlayerValue } from './use-player';
import { useSizeMotion } from './use-size-motion';
import styles from './video-stage.module.css';

/** The controls over the picture go away when the pointer rests for this long. */
const REST_MS = 2_500;

export interface VideoStageProps {
  /** What is sung just now, or nothing. */
  readonly line: ReactNode;
}

/**
 * The moving picture: over the content, or small in a corner once someone turns to the content. It is always in the page,
 * only hidden or moved by style: a media element that is taken out of the page stops.
 */
export function VideoStage({ line }: VideoStageProps): ReactElement {
  const { t } = useTranslation();
  const isVideo = usePlayerValue((state) => state.isVideo);
  const { hasPictureWords } = useSnapshot().settings;
  const update = useUpdateSettings();
  const title = usePlayerValue((state) => state.song?.title ?? '');
  const isSmall = usePictureSize() === 'small';
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const { isFull, toggleFull } = useFullScreen(stage, isVideo);
  const { isResting, wake } = useResting();
  const { isPlaying, volume, isMuted } = usePlayer();
  // Whoever pauses or turns it up by key is shown what that did.
  useEffect(wake, [wake, isFull, isPlaying, volume, isMuted]);
  const rect = useContentRect(isVideo);
  const isOut = useIsPictureOut();
  useFollowedPictureOut(isVideo);
  usePictureGivesWay();
  useSizeMotion(stage, isSmall ? 'small' : 'large');

  useLayoutEffect(() => {
    if (picture.current) player.showPictureIn(picture.current);
  }, []);

  const toggleSize = () => {
    setPictureSize(isSmall ? 'large' : 'small');
  };
  const takeOut = () => {
    togglePictureOut().catch(notifyFailure);
  };
  const close = () => {
    player.setVideo(false);
  };

  const place: CSSProperties | undefined =
    rect && !isSmall ? { left: rect.left, top: rect.top, width: rect.width, height: rect.height } : undefined;

  return (
    <div
      ref={stage}
      role="group"
      aria-label={t('player.video.label')}
      className={clsx(
        styles.stage,
        isSmall && styles.small,
        (!isVideo || isOut) && styles.hidden,
        isFull && styles.full,
        isResting && (isPlaying || !isFull) && styles.resting,
      )}
      tabIndex={-1}
      style={place}
      onPointerMove={wake}
      onKeyDown={(event) => {
        wake();
        if (isFull) onFullScreenKey(event);
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (isFull) void document.exitFullscreen();
        else if (isSmall) close();
        else toggleSize();
      }}
    >
      <div ref={picture} className={styles.picture} onClick={player.toggle} onDoubleClick={toggleFull} />
      {hasPictureWords && isVideo && !isSmall && (
        <p className={styles.words} dir="auto">
          {line}
        </p>
      )}
      <div className={styles.controls}>
        <span className={styles.title}>{title}</span>
        {/* One button in both sizes: whoever pressed it by key still stands on it. Small, it is the whole picture. */}
        {!isFull && (
          <IconButton
            label={isSmall ? t('player.video.enlarge') : t('player.video.fold')}
            icon={isSmall ? Maximize2 : Minimize2}
            tooltipSide={isSmall ? 'top' : 'bottom'}
            onClick={toggleSize}
            className={clsx(styles.control, styles.size)}
          />
        )}
        {!isSmall && (
          <IconButton
            label={isFull ? t('player.video.leaveFullScreen') : t('player.video.fullScreen')}
            icon={isFull ? Minimize : Maximize}
            tooltipSide="bottom"
            onClick={toggleFull}
            className={styles.control}
          />
        )}
        {!isSmall && (
          <IconButton
            label={t('player.video.words')}
            icon={Captions}
            tooltipSide="bottom"
            isPressed={hasPictureWords}
            onClick={() => {
              update({ hasPictureWords: !hasPictureWords });
            }}
            className={clsx(styles.control, hasPictureWords && styles.on)}
          />
        )}
        {!isSmall && canPictureGoOut() && (
          <IconButton
            label={t('player.video.takeOut')}
            icon={PictureInPicture}
            tooltipSide="bottom"
            shortcut="picture-in-picture"
            onClick={takeOut}
            className={styles.control}
          />
        )}
        <IconButton
          label={t('player.video.close')}
          icon={X}
          size={isSmall ? 'small' : 'medium'}
          tooltipSide={isSmall ? 'top' : 'bottom'}
          shortcut="video"
          onClick={close}
          className={clsx(styles.control, styles.close)}
        />
      </div>
      {isFull && (
        <div className={styles.foot}>
          <PictureTransport />
        </div>
      )}
    </div>
  );
}

/** The keys of a picture that fills the screen: nothing behind it is gone to, and up and down are the volume. */
function onFullScreenKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Tab') {
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button:enabled, input:enabled')];
    const end = event.shiftKey ? stops[0] : stops.at(-1);
    const isOutside = document.activeElement === event.currentTarget && event.shiftKey;
    if (document.activeElement !== end && !isOutside) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
    return;
  }
  const isSlider = (event.target as HTMLElement).matches('input, [role=slider]');
  if (isSlider || event.shiftKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  stepVolume(event.key === 'ArrowUp' ? 1 : -1);
}

/** Full screen of the stage; it ends with the picture. */
function useFullScreen(
  stage: RefObject<HTMLElement | null>,
  isVideo: boolean,
): { readonly isFull: boolean; readonly toggleFull: () => void } {
  const [isFull, setFull] = useState(false);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    const onChange = () => {
      const isNow = document.fullscreenElement === stage.current;
      setFull(isNow);
      // The keys are the picture's, and no button of it stands there as pressed.
      if (isNow) {
        before.current = document.activeElement;
        stage.current?.focus();
      } else if (before.current instanceof HTMLElement) {
        before.current.focus();
        before.current = null;
      }
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
    };
  }, [stage]);
  useEffect(() => {
    if (!isVideo && document.fullscreenElement !== null) void document.exitFullscreen();
  }, [isVideo]);
  return {
    isFull,
    toggleFull: () => {
      if (document.fullscreenElement === null) void stage.current?.requestFullscreen();
      else void document.exitFullscreen();
    },
  };
}

/** Whether neither pointer nor key was moved for a while. */
function useResting(): { readonly isResting: boolean; readonly wake: () => void } {
  const [isResting, setResting] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  const wake = useCallback(() => {
    setResting(false);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      setResting(true);
    }, REST_MS);
  }, []);
  return { isResting, wake };
}
