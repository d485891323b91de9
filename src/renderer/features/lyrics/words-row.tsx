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

/** Lines of a search that are shown; the others are told by their times. */
const LINES = 2;

export interface WordsRowProps {
  readonly row: LyricsSearchRow;
  readonly isSearch: boolean;
  readonly onPlayFrom: (row: LyricsSearchRow, startMs: number) => void;
  readonly onTakes: (row: LyricsSearchRow, anchor: HTMLElement) => void;
}

/**
 * A song by its words. With a search: the first lines that have it, and the seconds at which it is sung again; without:
 * how the words begin.
 */
export function WordsRow({ row, isSearch, onPlayFrom, onTakes }: WordsRowProps): ReactElement {
  const { t } = useTranslation();
  const isCurrent = usePlayerValue((state) => state.clipId === row.clipId);
  const shown = isSearch ? row.hits.slice(0, LINES) : [];
  const others = row.hits.slice(LINES);
  const timed = row.isPlayable && isSearch ? others.filter((hit) => hit.startMs !== null) : [];
  const more = isSearch ? others.length - timed.length + row.moreHits : 0;
  const beginning = row.hits.map((hit) => hit.text).join(t('lyrics.page.lineBreak'));
  const details = [
    isSearch ? (row.hits[0]?.section ?? null) : null,
    more > 0 ? t('lyrics.page.moreLines', { count: more }) : null,
    isSearch && row.hits.length === 0 && row.titleRanges.length > 0 ? t('lyrics.page.titleHit') : null,
    row.lyricsState === 'instrumental' ? t('lyrics.page.instrumental') : null,
    row.lyricsState === 'none' ? t('lyrics.page.noWords') : null,
    row.isWordsOnly ? t('lyrics.page.only') : null,
  ].filter((detail) => detail !== null);

  return (
    <div className={styles.row}>
      <Cover clipId={row.clipId} hasCover={row.hasCover} size={40} className={styles.cover} />
      <div className={styles.words}>
        <span className={clsx(styles.title, isCurrent && styles.playing)} dir="auto">
          <MarkedText text={row.title} ranges={row.titleRanges} />
        </span>
        {shown.map((hit) => (
          <span key={hit.lineIndex} className={styles.line}>
            <span className={styles.text} dir="auto" lang={languageOf(hit.text)}>
              <MarkedText text={hit.text} ranges={hit.ranges} />
            </span>
            {row.isPlayable && <PlayFrom hit={hit} row={row} onPlayFrom={onPlayFrom} />}
          </span>
        ))}
        {!isSearch && beginning !== '' && (
          <span className={styles.line}>
            <span className={styles.text} dir="auto" lang={languageOf(beginning)}>
              {beginning}
            </span>
          </span>
        )}
        {(details.length > 0 || timed.length > 0 || row.otherTakes > 0) && (
          <span className={styles.line}>
            {row.otherTakes > 0 && (
              <button
                type="button"
                tabIndex={-1}
                className={styles.takes}
                aria-haspopup="menu"
                aria-label={`${t('lyrics.page.takes', { count: row.otherTakes + 1 })}, ${row.title}`}
                onClick={(event) => {
                  onTakes(row, event.currentTarget);
                }}
              >
                {t('lyrics.page.takes', { count: row.otherTakes + 1 })}
              </button>
            )}
            <span className={styles.details}>{details.join(t('common.separator'))}</span>
            {timed.map((hit) => (
              <PlayFrom key={hit.lineIndex} hit={hit} row={row} onPlayFrom={onPlayFrom} isQuiet />
            ))}
          </span>
        )}
      </div>
    </div>
  );
}

interface PlayFromProps {
  readonly hit: LyricsHit;
  readonly row: LyricsSearchRow;
  readonly onPlayFrom: (row: LyricsSearchRow, startMs: number) => void;
  readonly isQuiet?: boolean;
}

/** The second at which a line is sung; plays from there. */
function PlayFrom({ hit, row, onPlayFrom, isQuiet = false }: PlayFromProps): ReactElement | null {
  const { t } = useTranslation();
  const { startMs } = hit;
  if (startMs === null) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={clsx(styles.time, isQuiet && styles.quietTime)}
      title={hit.text}
      aria-label={t('lyrics.page.playFrom', { title: row.title, time: clockText(startMs) })}
      onClick={() => {
        onPlayFrom(row, startMs);
      }}
    >
      <Play size={10} fill="currentColor" aria-hidden />
      {clockText(startMs)}
    </button>
  );
}
