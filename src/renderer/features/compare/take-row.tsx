import { useEffect, useMemo, useRef, type CSSProperties, type MouseEvent, type ReactElement } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { NO_MARKS } from '../../player/song-marks';
import { bytesOf, momentAt } from '../../player/waveform-bars';
import { WaveformCanvas } from '../../player/waveform-canvas';
import { formatDate, formatDuration, formatFullDate, formatTenths } from '../../format';
import { NOTE_ACTIONS, setFavourite, setHidden, setRating } from '../../shell/song-notes';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { HeartButton } from '../../ui/heart-button';
import { Rating } from '../../ui/rating';
import { Spinner } from '../../ui/spinner';
import type { TakeState } from './compare-engine';
import { inBrief, type PromptPart } from './prompt-difference';
import { letterOf } from './take-keys';
import type { Take } from './use-comparison';
import styles from './take-row.module.css';

export interface TakeRowProps {
  readonly take: Take;
  readonly index: number;
  readonly state: TakeState;
  readonly isHeard: boolean;
  readonly isKept: boolean;
  /** Length of the longest take: all are drawn at one scale, so that the same second is at the same place. */
  readonly longestMs: number;
  /** What its prompt has of its own; null where all prompts are the same. */
  readonly prompt: readonly PromptPart[] | null;
  readonly onHear: () => void;
  readonly onSeek: (ms: number) => void;
}

/** One of the takes: what it is, its waveform, and what is noted on it. */
export function TakeRow(props: TakeRowProps): ReactElement {
  const { take, index, state, isHeard, isKept, longestMs, prompt, onHear, onSeek } = props;
  const { t } = useTranslation();
  const { clipId, title, model, seed, durationMs, createdAt, isFavourite, isHidden, rating } = take.song;
  const letter = letterOf(index);
  const canHear = state !== 'silent' && state !== 'failed';
  const details = [
    model,
    formatDuration(durationMs),
    createdAt === null ? null : formatDate(createdAt),
    seed === null ? null : t('compare.seed', { seed }),
  ].filter((detail) => detail !== null);

  /** The controls have presses of their own. */
  const onClick = ({ target }: MouseEvent<HTMLElement>) => {
    if (canHear && (target as HTMLElement).closest('button, [role=radiogroup]') === null) onHear();
  };

  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isHeard) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isHeard]);

  return (
    <li
      ref={row}
      className={clsx(
        styles.take,
        isHeard && styles.heard,
        isHidden && styles.hidden,
        !canHear && styles.mute,
      )}
      onClick={onClick}
    >
      <button
        type="button"
        className={styles.letter}
        aria-label={t('compare.hear', { letter, title })}
        aria-pressed={isHeard}
        aria-disabled={!canHear || undefined}
        aria-keyshortcuts={letter}
        onClick={canHear ? onHear : undefined}
      >
        {letter}
      </button>
      <div className={styles.words}>
        <p className={styles.title}>
          <span className={styles.name} dir="auto" title={title}>
            {title}
          </span>
          {isKept && isFavourite && <Badge tone="accent">{t('compare.kept')}</Badge>}
          {isHidden && <Badge>{t('marks.hiddenBadge')}</Badge>}
        </p>
        <p className={styles.details} title={createdAt === null ? undefined : formatFullDate(createdAt)}>
          {details.join(t('common.separator'))}
        </p>
        <Loudness take={take} state={state} />
      </div>
      <Waveform take={take} isDrawn={canHear} longestMs={longestMs} onSeek={onSeek} />
      <div className={styles.notes}>
        <div className={styles.marks}>
          <Rating
            label={t('marks.rating.label')}
            value={rating}
            onChange={(stars) => {
              setRating([clipId], stars, { isShown: true });
            }}
          />
          <HeartButton
            isFavourite={isFavourite}
            shortcut={NOTE_ACTIONS.favourite}
            onChange={(isWanted) => {
              setFavourite([clipId], isWanted, { isShown: true });
            }}
          />
        </div>
        {isHidden && (
          <Button
            size="small"
            aria-label={t('compare.showAgainOf', { letter, title })}
            onClick={() => {
              setHidden([clipId], false);
            }}
          >
            {t('compare.showAgain')}
          </Button>
        )}
      </div>
      {prompt !== null && <Prompt parts={prompt} />}
    </li>
  );
}

/** What keeps it from being heard, else how loud its file is. */
function Loudness({ take: { song, sound }, state }: Pick<TakeRowProps, 'take' | 'state'>): ReactElement {
  const { t } = useTranslation();
  if (state === 'silent' || state === 'failed')
    return <p className={clsx(styles.details, styles.warning)}>{t(`compare.state.${state}`)}</p>;
  if (state === 'over')
    return (
      <p className={clsx(styles.details, styles.warning)}>
        {t('compare.state.over', { time: formatDuration(song.durationMs) })}
      </p>
    );
  if (sound?.loudness)
    return (
      <p className={styles.details} title={t('compare.loudness.label')}>
        {t('compare.lufs', { value: formatTenths(sound.loudness.lufs) })}
      </p>
    );
  if (sound !== null && sound.state !== 'waiting')
    return <p className={styles.details}>{t('compare.loudness.unmeasurable')}</p>;
  return (
    <p className={clsx(styles.details, styles.measuring)}>
      <Spinner size={11} />
      {t('compare.loudness.waiting')}
    </p>
  );
}

interface WaveformProps extends Pick<TakeRowProps, 'take' | 'longestMs' | 'onSeek'> {
  /** There is something to be heard. */
  readonly isDrawn: boolean;
}

/** The waveform with the place that all have in common; a press goes there. For keys there is the slider above. */
function Waveform({ take: { song, sound }, isDrawn, longestMs, onSeek }: WaveformProps): ReactElement {
  const text = sound?.waveform ?? null;
  const bytes = useMemo(() => (text === null ? null : bytesOf(text)), [text]);
  const durationMs = song.durationMs ?? longestMs;
  const share = longestMs > 0 ? Math.min(1, durationMs / longestMs) : 1;
  return (
    <div
      className={styles.waveform}
      aria-hidden
      onClick={({ clientX, currentTarget }) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        if (longestMs > 0) onSeek(momentAt(clientX - left, width, longestMs));
      }}
    >
      {isDrawn && (
        <div className={styles.drawn} style={{ '--share': share } as CSSProperties}>
          <WaveformCanvas waveform={bytes} marks={NO_MARKS} durationMs={durationMs} />
        </div>
      )}
      <span className={styles.playhead} />
    </div>
  );
}

/** The prompt in brief, with what it has of its own marked. */
function Prompt({ parts }: { readonly parts: readonly PromptPart[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <p className={styles.prompt} dir="auto" title={parts.map(({ text }) => text).join(' ')}>
      <span className={styles.promptLabel}>{t('compare.prompt')}</span>
      {parts.length === 0 && t('common.none')}
      {inBrief(parts).map(({ text, isOwn }, index) => (
        <span key={index}>{isOwn ? <mark className={styles.own}>{text}</mark> : text} </span>
      ))}
    </p>
  );
}
