import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type ReactElement } from 'react';
import clsx from 'clsx';
import { Maximize, Minimize, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useContentRect } from '../shell/content-rect';
import { IconButton } from '../ui/button';
import { player, usePlayerValue } from './use-player';
import styles from './video-stage.module.css';

/** The controls over the picture go away when the pointer rests for this long. */
const REST_MS = 2_500;

/**
 * The moving picture over the content. It is always in the page, only hidden: a media element that is taken out of the
 * page stops.
 */
export function VideoStage(): ReactElement {
  const { t } = useTranslation();
  const isVideo = usePlayerValue((state) => state.isVideo);
  const title = usePlayerValue((state) => state.song?.title ?? '');
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const [isFull, setFull] = useState(false);
  const [isResting, setResting] = useState(false);
  const restTimer = useRef<number | undefined>(undefined);
  const rect = useContentRect(isVideo);

  useLayoutEffect(() => {
    if (picture.current) player.showPictureIn(picture.current);
  }, []);

  useEffect(() => {
    const onChange = () => {
      setFull(document.fullscreenElement === stage.current);
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
    };
  }, []);

  useEffect(() => {
    if (!isVideo && document.fullscreenElement !== null) void document.exitFullscreen();
  }, [isVideo]);

  const toggleFull = () => {
    if (document.fullscreenElement === null) void stage.current?.requestFullscreen();
    else void document.exitFullscreen();
  };

  const wake = () => {
    setResting(false);
    window.clearTimeout(restTimer.current);
    restTimer.current = window.setTimeout(() => {
      setResting(true);
    }, REST_MS);
  };

  const place: CSSProperties | undefined = rect
    ? { left: rect.left, top: rect.top, width: rect.width, height: rect.height }
    : undefined;

  return (
    <div
      ref={stage}
      className={clsx(styles.stage, !isVideo && styles.hidden, isResting && styles.resting)}
      style={place}
      onPointerMove={wake}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (isFull) void document.exitFullscreen();
        else player.setVideo(false);
      }}
    >
      <div
        ref={picture}
        className={styles.picture}
        onClick={() => {
          player.toggle();
        }}
        onDoubleClick={toggleFull}
      />
      <div className={styles.controls}>
        <span className={styles.title}>{title}</span>
        <IconButton
          label={isFull ? t('player.video.leaveFullScreen') : t('player.video.fullScreen')}
          icon={isFull ? Minimize : Maximize}
          tooltipSide="bottom"
          onClick={toggleFull}
          className={styles.control}
        />
        <IconButton
          label={t('player.video.close')}
          icon={X}
          tooltipSide="bottom"
          shortcut="V"
          onClick={() => {
            player.setVideo(false);
          }}
          className={styles.control}
        />
      </div>
    </div>
  );
}
