import { useDeferredValue, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ClipId, LyricsFormat, SoundKind } from '@shared/model';
import { invoke } from '../../bridge';
import { cueFormatsOf, endingOf, formatNames } from './lyrics-formats';
import styles from './export-preview-list.module.css';

const MOST_PREVIEWED = 3;

export interface ExportPreviewListProps {
  readonly clipIds: readonly ClipId[];
  readonly formats: readonly LyricsFormat[];
  readonly sounds: readonly SoundKind[];
  readonly pattern: string;
  readonly isOpen: boolean;
}

/** What would be written of the first few songs, as the pattern is typed; nothing while it gives no name. */
export function ExportPreviewList({
  clipIds,
  formats,
  sounds,
  pattern,
  isOpen,
}: ExportPreviewListProps): ReactElement {
  const { t } = useTranslation();
  const settled = useDeferredValue(pattern);
  const isNamed = pattern.trim() !== '';
  const few = clipIds.slice(0, MOST_PREVIEWED);
  const { data: previews } = useQuery({
    queryKey: ['export-preview', few, formats, sounds, settled],
    queryFn: () =>
      invoke('export.preview', {
        clipIds: [...few],
        formats: [...formats],
        sounds: [...sounds],
        pattern: settled,
      }),
    enabled: isOpen && few.length > 0 && settled.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const more = clipIds.length - few.length;
  return (
    <div className={styles.preview} aria-live="polite">
      <p className={styles.label}>{t('exporting.preview')}</p>
      <ul>
        {(isNamed ? (previews ?? []) : []).map((preview, index) => (
          <li key={index} className={styles.name}>
            <span className={styles.stem} dir="auto">
              {preview.stem}
            </span>
            <span className={styles.endings}>
              {preview.formats.map((format) => (
                <span key={format}>{endingOf(format, preview.formats)}</span>
              ))}
              {preview.sounds.map((ending) => (
                <span key={ending}>.{ending}</span>
              ))}
            </span>
            {preview.untimedLines > 0 && (
              <span className={styles.leftOut}>
                {t('exporting.previewUntimed', {
                  formats: formatNames(cueFormatsOf(preview.formats)),
                  count: preview.untimedLines,
                })}
              </span>
            )}
            {preview.lacksSound && <span className={styles.leftOut}>{t('exporting.previewNoSound')}</span>}
            {preview.leftOut !== null && (
              <span className={styles.leftOut}>
                {t('exporting.previewLeftOut', {
                  formats: formatNames(formats.filter((format) => !preview.formats.includes(format))),
                  reason: t(`exporting.outcome.skipped.${preview.leftOut}`),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {isNamed && more > 0 && <p className={styles.more}>{t('exporting.previewMore', { count: more })}</p>}
    </div>
  );
}
