import {
  memo,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import type { Lyrics, LyricsLine } from '@shared/model';
import { clockText } from '../../player/clock-text';
import { followMoments, player } from '../../player/use-player';
import { Button } from '../../ui/button';
import { createFollower, type Follower } from './follower';
import { languageOf } from './script-language';
import { timelineOf } from './timeline';
import styles from './lyrics-lines.module.css';

export interface LyricsLinesProps {
  readonly lyrics: Lyrics;
  /** The song is the one in the player: its current line is followed. */
  readonly isFollowed: boolean;
  readonly canPlay: boolean;
  readonly onPlayFrom: (startMs: number) => void;
}

/** The words of a song: section labels apart from what is sung, timed lines to be followed and to be pressed. */
export function LyricsLines({ lyrics, isFollowed, canPlay, onPlayFrom }: LyricsLinesProps): ReactElement {
  const { t } = useTranslation();
  const view = useRef<HTMLDivElement>(null);
  const follower = useRef<Follower | null>(null);
  const [isDetached, setDetached] = useState(false);
  const timeline = useMemo(() => timelineOf(lyrics.lines), [lyrics.lines]);
  const language = useMemo(() => languageOf(lyrics.text), [lyrics.text]);
  const isTimed = timeline.starts.length > 0;

  useEffect(() => {
    const element = view.current;
    if (!element || !isFollowed || timeline.starts.length === 0) return undefined;
    const following = createFollower({
      view: element,
      timeline,
      positionMs: player.positionMs,
      currentClass: styles.current ?? '',
      onDetached: setDetached,
    });
    follower.current = following;
    const endTime = followMoments(following.update);
    return () => {
      endTime();
      following.end();
      follower.current = null;
      setDetached(false);
    };
  }, [isFollowed, timeline]);

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const line = (event.target as HTMLElement).closest<HTMLElement>('button[data-start]');
    if (!line) return;
    onPlayFrom(Number(line.dataset['start']));
    if (isDetached) follower.current?.attach();
  };

  return (
    <div className={styles.frame}>
      <div
        ref={view}
        className={clsx(styles.view, isFollowed && isTimed && styles.followed)}
        lang={language}
        // Words without times are scrolled by key; timed ones are stepped through.
        tabIndex={isTimed && canPlay ? undefined : 0}
        onClick={onClick}
        onKeyDown={stepThroughLines}
      >
        <Lines lines={lyrics.lines} canPlay={canPlay} firstTimed={timeline.lines[0] ?? null} />
      </div>
      {isDetached && (
        <Button
          size="small"
          variant="primary"
          className={styles.back}
          onClick={() => {
            follower.current?.attach();
          }}
        >
          {t('lyrics.panel.backToCurrent')}
        </Button>
      )}
    </div>
  );
}

interface LinesProps {
  readonly lines: readonly LyricsLine[];
  readonly canPlay: boolean;
  readonly firstTimed: number | null;
}

/** Drawn once per song: what moves with the music is a class that React does not know of. */
const Lines = memo(function Lines({ lines, canPlay, firstTimed }: LinesProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {lines.map((line, index) => {
        switch (line.kind) {
          case 'section':
            return (
              <h3 key={index} className={styles.section} dir="auto">
                {line.text}
              </h3>
            );
          case 'instruction':
            return (
              <p key={index} className={styles.instruction} dir="auto">
                {line.text}
              </p>
            );
          case 'blank':
            return <div key={index} className={styles.blank} />;
          case 'sung':
            if (line.startMs === null || !canPlay) {
              return (
                <p key={index} data-line={index} className={styles.line} data-text={line.text} dir="auto">
                  <span>{line.text}</span>
                </p>
              );
            }
            return (
              <button
                key={index}
                type="button"
                data-line={index}
                data-start={line.startMs}
                data-text={line.text}
                // One tab stop for all lines; arrows go from one to the next.
                tabIndex={index === firstTimed ? 0 : -1}
                data-time={clockText(line.startMs)}
                aria-description={t('lyrics.panel.playLine', { time: clockText(line.startMs) })}
                className={clsx(styles.line, styles.timed)}
                dir="auto"
              >
                <span>{line.text}</span>
              </button>
            );
        }
      })}
    </>
  );
});

function stepThroughLines(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('button[data-start]')];
  const at = lines.indexOf(event.target as HTMLElement);
  const next = lines[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  lines[at]?.setAttribute('tabindex', '-1');
  next.setAttribute('tabindex', '0');
  next.focus();
}
