import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { EyeOff, Heart, Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../player/clock-text';
import { SEEK_STEP_MS } from '../../player/seek-bar';
import { formatDuration, formatTenths } from '../../format';
import type { LaterShortcutId } from '../../shell/later-shortcuts';
import { handleShortcut } from '../../shell/shortcuts';
import { Button, IconButton } from '../../ui/button';
import { ShortcutKbd } from '../../ui/kbd';
import { Slider } from '../../ui/slider';
import type { CompareEngine } from './compare-engine';
import { letterOf } from './take-keys';
import { togglePlaying } from './use-compare-keys';
import { useComparePlace, useCompareState } from './use-comparison';
import styles from './compare-transport.module.css';

/** How fine the pointer can seek. */
const POINTER_STEP_MS = 100;
const LARGE_SEEK_STEP_MS = 15_000;
/** How fine the running time is shown. */
const SHOWN_STEP_MS = 250;

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -SEEK_STEP_MS,
  ArrowRight: SEEK_STEP_MS,
  PageDown: -LARGE_SEEK_STEP_MS,
  PageUp: LARGE_SEEK_STEP_MS,
};

const KEEP: LaterShortcutId = 'compare-keep';
const HIDE: LaterShortcutId = 'compare-hide';

interface CompareTransportProps {
  readonly engine: CompareEngine;
  /** Null while none can be heard. */
  readonly heardIndex: number | null;
  /** Songs beside the one that is kept, or is to be. */
  readonly others: number;
  /** One is kept, and another is not hidden yet. */
  readonly canHideOthers: boolean;
  /** How loud all are heard; null while that is not known. */
  readonly targetLufs: number | null;
  readonly onKeep: () => void;
  readonly onHideOthers: () => void;
}

/** Plays all takes, shows where they are, and keeps the one that is heard. */
export function CompareTransport(props: CompareTransportProps): ReactElement {
  const { engine, heardIndex, others, canHideOthers, targetLufs, onKeep, onHideOthers } = props;
  const { t } = useTranslation();
  const { isPlaying, durationMs } = useCompareState(engine);
  const [placeMs, setPlaceMs] = useState(0);
  const [draggedTo, setDraggedTo] = useState<number | null>(null);
  useComparePlace(engine, (ms) => {
    setPlaceMs(Math.floor(ms / SHOWN_STEP_MS) * SHOWN_STEP_MS);
  });
  const position = Math.min(draggedTo ?? placeMs, durationMs);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // Before the slider sees it: its own step is the pointer's.
      event.preventDefault();
      event.stopPropagation();
      engine.seekBy(step);
    } else if (handleShortcut(event.nativeEvent)) event.stopPropagation();
  };

  return (
    <div className={styles.transport}>
      <div className={styles.line}>
        <IconButton
          label={t(isPlaying ? 'compare.pause' : 'compare.play')}
          icon={isPlaying ? Pause : Play}
          isFilled
          variant="quiet"
          shortcut="play-pause"
          isDisabled={heardIndex === null}
          onClick={() => {
            togglePlaying(engine);
          }}
        />
        <span className={styles.time}>{clockText(position)}</span>
        <div className={styles.track} onKeyDownCapture={onKeyDown}>
          <Slider
            label={t('compare.seek')}
            valueText={(value) =>
              t('compare.seekValue', { position: clockText(value), duration: formatDuration(durationMs) })
            }
            value={position}
            max={Math.max(1, durationMs)}
            step={POINTER_STEP_MS}
            largeStep={LARGE_SEEK_STEP_MS}
            isDisabled={durationMs === 0}
            onChange={setDraggedTo}
            onCommit={(value) => {
              setDraggedTo(null);
              engine.seekTo(value);
            }}
          />
        </div>
        <span className={styles.time}>{formatDuration(durationMs === 0 ? null : durationMs)}</span>
        <Button
          variant="primary"
          icon={Heart}
          title={t('compare.keepHint')}
          isDisabled={heardIndex === null}
          onClick={onKeep}
        >
          {t('compare.keep', { letter: heardIndex === null ? '' : letterOf(heardIndex) })}
        </Button>
        <ShortcutKbd shortcut={KEEP} />
        {/* It stands there from the beginning: a second press of the one must not fall on the other. */}
        <Button icon={EyeOff} isDisabled={!canHideOthers} onClick={onHideOthers}>
          {t('compare.hideOthers', { count: others })}
        </Button>
        <ShortcutKbd shortcut={HIDE} />
      </div>
      <p className={styles.hint}>
        {[
          t('compare.hint'),
          targetLufs === null ? null : t('compare.equallyLoud', { value: formatTenths(targetLufs) }),
        ]
          .filter((part) => part !== null)
          .join(t('common.separator'))}
      </p>
    </div>
  );
}
