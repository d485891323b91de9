import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LyricsHit, LyricsSearchRow } from '@shared/model';
import { clockText } from '../../player/clock-text';
import { usePlayerValue } from '../../player/use-player';
import { Cover } from '../../ui/cover';
import { MarkedText } from './marked-text';
import { languageOf } from './script-language';
import styles from './words-row.module.css';

/** Lines that a row shows; the panel beside it shows all. */
const MOST_LINES = 2;

export interface WordsRowProps {
  readonly row: LyricsSearchRow;
  readonly isSearch: boolean;
  readonly onPlayFrom: (row: LyricsSearchRow, startMs: number) => void;
}

/** A song by its words: the lines that were searched for, each with the second at which it is sung. */
export function WordsRow({ row, isSearch, onPlayFrom }: WordsRowProps): ReactElement {
  const { t } = useTranslation();
  const isCurrent = usePlayerValue((state) => state.clipId === row.clipId);
  const lines = row.hits.slice(0, MOST_LINES);
  const more = row.moreHits + row.hits.length - lines.length;
  const details = [
    isSearch ? (row.hits[0]?.section ?? null) : null,
    isSearch && more > 0 ? t('lyrics.page.moreLines', { count: more }) : null,
    isSearch && row.hits.length === 0 && row.titleRanges.length > 0 ? t('lyrics.page.titleHit') : null,
    row.lyricsState === 'instrumental' ? t('lyrics.page.instrumental') : null,
    row.otherTakes > 0 ? t('lyrics.page.otherTakes', { count: row.otherTakes }) : null,
  ].filter((detail) => detail !== null);

  return (
    <div className={styles.row}>
      <Cover clipId={row.clipId} hasCover={row.hasCover} size={40} className={styles.cover} />
      <div className={styles.words}>
        <span className={clsx(styles.title, isCurrent && styles.playing)} dir="auto">
          <MarkedText text={row.title} ranges={row.titleRanges} />
        </span>
        {lines.map((line) => (
          <Line key={line.lineIndex} line={line} row={row} onPlayFrom={onPlayFrom} />
        ))}
        {details.length > 0 && <span className={styles.details}>{details.join(t('common.separator'))}</span>}
      </div>
    </div>
  );
}

interface LineProps {
  readonly line: LyricsHit;
  readonly row: LyricsSearchRow;
  readonly onPlayFrom: (row: LyricsSearchRow, startMs: number) => void;
}

function Line({ line, row, onPlayFrom }: LineProps): ReactElement {
  const { t } = useTranslation();
  const { startMs } = line;
  return (
    <span className={styles.hit}>
      <span className={styles.line} dir="auto" lang={languageOf(line.text)}>
        <MarkedText text={line.text} ranges={line.ranges} />
      </span>
      {startMs !== null && row.isPlayable && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.time}
          aria-label={t('lyrics.page.playFrom', { title: row.title, time: clockText(startMs) })}
          onClick={() => {
            onPlayFrom(row, startMs);
          }}
        >
          <Play size={10} fill="currentColor" aria-hidden />
          {clockText(startMs)}
        </button>
      )}
    </span>
  );
}
