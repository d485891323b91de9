import { useMemo, useRef, useState, type ReactElement, type RefObject } from 'react';
import { AudioLines } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId } from '@shared/model';
import type { Comparison } from '../../shell/full-view';
import { FullViewFrame } from '../../shell/full-view-frame';
import { setFavourite, setHidden } from '../../shell/song-notes';
import { EmptyState } from '../../ui/empty-state';
import type { CompareEngine } from './compare-engine';
import { CompareTransport } from './compare-transport';
import { promptDifferences } from './prompt-difference';
import { TakeRow } from './take-row';
import { useCompareKeys } from './use-compare-keys';
import { useComparePlace, useCompareEngine, useCompareState, useTakes, type Take } from './use-comparison';
import styles from './compare-view.module.css';

/** Songs beside each other, of which one is heard at a time, at the same second and equally loud; over everything but the player. */
export function CompareView({ comparison }: { readonly comparison: Comparison }): ReactElement {
  const { t } = useTranslation();
  const { basis, clipIds, hasMore, from } = comparison;
  const view = useRef<HTMLElement>(null);
  const takes = useTakes(clipIds, from);
  const engine = useCompareEngine(takes, from);

  return (
    <FullViewFrame
      ref={view}
      label={t('compare.title')}
      closeLabel={t('compare.close')}
      head={
        <>
          <h2 className={styles.title}>{t('compare.title')}</h2>
          <p className={styles.basis}>
            {t(`compare.basis.${basis}`, { count: takes?.length ?? clipIds.length })}
            {hasMore && ` ${t('compare.hasMore')}`}
          </p>
        </>
      }
    >
      {takes?.length === 0 && <EmptyState icon={AudioLines} title={t('compare.notice.gone')} />}
      {engine !== null && takes !== null && takes.length > 0 && (
        <OpenComparison engine={engine} takes={takes} view={view} />
      )}
    </FullViewFrame>
  );
}

interface OpenComparisonProps {
  readonly engine: CompareEngine;
  readonly takes: readonly Take[];
  readonly view: RefObject<HTMLElement | null>;
}

function OpenComparison({ engine, takes, view }: OpenComparisonProps): ReactElement {
  const { t } = useTranslation();
  const { heard, durationMs, takes: states } = useCompareState(engine);
  const list = useRef<HTMLOListElement>(null);
  const [kept, setKept] = useState<ClipId | null>(null);

  const heardIndex = takes.findIndex(({ song }) => song.clipId === heard);
  const heardTake = takes[heardIndex] ?? null;
  const others = takes
    .filter(({ song }) => song.clipId !== kept && !song.isHidden)
    .map(({ song }) => song.clipId);
  const keepHeard = () => {
    if (heardTake === null) return;
    const { clipId, isFavourite } = heardTake.song;
    setKept(clipId);
    if (!isFavourite) setFavourite([clipId], true);
  };
  const hideOthers = () => {
    if (kept === null || others.length === 0) return;
    setHidden(others, true);
    // The button that was pressed goes.
    view.current?.focus();
  };
  useCompareKeys({ engine, takes, onKeep: keepHeard, onHideOthers: hideOthers });

  const prompts = useMemo(() => promptDifferences(takes.map(({ song }) => song.soundPrompt)), [takes]);

  // One place for all, written past React: it is another one at each frame.
  useComparePlace(engine, (positionMs) => {
    list.current?.style.setProperty('--place', String(durationMs > 0 ? positionMs / durationMs : 0));
  });

  return (
    <>
      <CompareTransport
        engine={engine}
        heardIndex={heardTake === null ? null : heardIndex}
        others={kept === null || others.length === 0 ? takes.length - 1 : others.length}
        canHideOthers={kept !== null && others.length > 0}
        targetLufs={targetOf(takes)}
        onKeep={keepHeard}
        onHideOthers={hideOthers}
      />
      <div className={styles.scroller}>
        <ol ref={list} className={styles.takes} aria-label={t('compare.list')}>
          {takes.map((take, index) => (
            <TakeRow
              key={take.song.clipId}
              take={take}
              index={index}
              state={states.get(take.song.clipId) ?? 'opening'}
              isHeard={index === heardIndex}
              isKept={take.song.clipId === kept}
              longestMs={durationMs}
              prompt={prompts?.[index] ?? null}
              onHear={() => {
                engine.hear(take.song.clipId);
                engine.play();
              }}
              onSeek={(ms) => {
                engine.seekTo(ms);
              }}
            />
          ))}
        </ol>
      </div>
    </>
  );
}

/** How loud all are heard; null before the first is measured. */
function targetOf(takes: readonly Take[]): number | null {
  const known = takes.find(({ sound }) => sound?.loudness);
  return known?.sound?.loudness ? known.sound.loudness.lufs + known.gainDb : null;
}
