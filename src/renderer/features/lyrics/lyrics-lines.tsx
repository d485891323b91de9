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
import type { LyricsLine, TextRange } from '@shared/model';
import { shownLanguage } from '../../i18n';
import { clockText } from '../../player/clock-text';
import { followMoments, player } from '../../player/use-player';
import { Button } from '../../ui/button';
import { createFollower, type Follower } from './follower';
import { LinePages, placeOfLine } from './line-pages';
import { LineText } from './line-text';
import { MarkedText } from './marked-text';
import { languageOf } from './script-language';
import { timelineOf } from './timeline';
import type { LineMarks } from './use-lyrics';
import styles from './lyrics-lines.module.css';

export interface LyricsLinesProps {
  readonly lines: readonly LyricsLine[];
  /** All of the words, by which their script is told. */
  readonly text: string;
  /** What was searched for; the first of it is brought into view. */
  readonly marks: LineMarks;
  /** The song is the one in the player: its current line is followed. */
  readonly isFollowed: boolean;
  readonly canPlay: boolean;
  /** Where the music is, as the words are shown for it. The same function while it does the same. */
  readonly positionMs: () => number;
  readonly onPlayFrom: (startMs: number) => void;
  readonly look?: LyricsLook;
}

/** How the words are shown: in the panel, or over the whole window. Keep it outside of components. */
export interface LyricsLook {
  readonly className: string | undefined;
  /** Where in the view the current line comes to rest, from 0 at its top to 1. */
  readonly restAt: number;
  /** How high a line usually is, in pixels. */
  readonly lineHeight: number;
}

/** The calm upper third. */
const PANEL: LyricsLook = { className: undefined, restAt: 0.3, lineHeight: 34 };

/** The words of a song: section labels apart from what is sung, timed lines to be followed and to be pressed. */
export function LyricsLines(props: LyricsLinesProps): ReactElement {
  const { lines, text, marks, isFollowed, canPlay, positionMs, onPlayFrom, look = PANEL } = props;
  const { t } = useTranslation();
  const view = useRef<HTMLDivElement>(null);
  const follower = useRef<Follower | null>(null);
  const [isDetached, setDetached] = useState(false);
  const timeline = useMemo(() => timelineOf(lines), [lines]);
  const page = shownLanguage();
  const language = useMemo(() => languageOf(text, page), [text, page]);
  const isTimed = timeline.starts.length > 0;

  useEffect(() => {
    const element = view.current;
    if (!element || !isFollowed || timeline.starts.length === 0) return undefined;
    const following = createFollower({
      view: element,
      timeline,
      positionMs,
      currentClass: styles.current ?? '',
      sungClass: styles.sung ?? '',
      restAt: look.restAt,
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
  }, [isFollowed, timeline, positionMs, look]);

  const firstMarked = marks.keys().next().value ?? null;
  useEffect(() => {
    if (firstMarked === null || view.current === null) return;
    // The music leads while it plays.
    if (isFollowed && timeline.starts.length > 0 && player.getState().isPlaying) return;
    showLine(view.current, firstMarked);
  }, [firstMarked, isFollowed, timeline]);

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
        className={clsx(styles.view, look.className, isFollowed && isTimed && styles.followed)}
        lang={language}
        // Words without times are scrolled by key; timed ones are stepped through.
        tabIndex={isTimed && canPlay ? undefined : 0}
        onClick={onClick}
        onKeyDown={stepThroughLines}
      >
        <LinePages count={lines.length} view={view} lineHeight={look.lineHeight} kept={firstMarked}>
          {(from, to) => (
            <Lines
              lines={lines}
              from={from}
              to={to}
              marks={marks}
              canPlay={canPlay}
              firstTimed={timeline.lines[0] ?? null}
            />
          )}
        </LinePages>
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
  /** Those of them that are drawn. */
  readonly from: number;
  readonly to: number;
  readonly marks: LineMarks;
  readonly canPlay: boolean;
  readonly firstTimed: number | null;
}

const NO_RANGES: readonly TextRange[] = [];

/** Drawn once per song and search: what moves with the music is a class that React does not know of. */
const Lines = memo(function Lines({ lines, from, to, marks, canPlay, firstTimed }: LinesProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {lines.slice(from, to).map((line, offset) => {
        const index = from + offset;
        const ranges = marks.get(index) ?? NO_RANGES;
        const text = <MarkedText text={line.text} ranges={ranges} />;
        switch (line.kind) {
          case 'section':
            return (
              <h3 key={index} data-line={index} className={styles.section} dir="auto">
                {text}
              </h3>
            );
          case 'instruction':
            return (
              <p key={index} data-line={index} className={styles.instruction} dir="auto">
                {text}
              </p>
            );
          case 'blank':
            return <div key={index} className={styles.blank} />;
          case 'sung':
            if (line.startMs === null || !canPlay) {
              return (
                <p key={index} data-line={index} className={styles.line} dir="auto">
                  <span>{text}</span>
                </p>
              );
            }
            return (
              <button
                key={index}
                type="button"
                data-line={index}
                data-start={line.startMs}
                // One tab stop for all lines; arrows go from one to the next.
                tabIndex={index === firstTimed ? 0 : -1}
                data-time={clockText(line.startMs)}
                aria-description={t('lyrics.panel.playLine', { time: clockText(line.startMs) })}
                className={clsx(styles.line, styles.timed)}
                dir="auto"
              >
                <span>
                  <LineText line={line} ranges={ranges} />
                </span>
              </button>
            );
        }
      })}
    </>
  );
});

/** Where a line that is looked for comes to rest in the view. */
const SHOWN_AT = 0.3;

/** Brings a line into view, unless it is there already. */
function showLine(view: HTMLElement, index: number): void {
  const line = placeOfLine(view, index);
  if (line === null) return;
  const bottom = line.offsetTop + line.offsetHeight;
  const isInView = line.offsetTop >= view.scrollTop && bottom <= view.scrollTop + view.clientHeight;
  if (!isInView) view.scrollTo({ top: line.offsetTop - view.clientHeight * SHOWN_AT, behavior: 'instant' });
}

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
