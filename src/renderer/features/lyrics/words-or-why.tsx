import type { ReactElement } from 'react';
import { FileX2, Guitar, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId, Lyrics } from '@shared/model';
import { failureText } from '../../shell/failure-text';
import { EmptyState } from '../../ui/empty-state';
import { useLyrics } from './use-lyrics';

export interface WordsOrWhyProps {
  readonly clipId: ClipId;
  /** Draws words that are to be sung. */
  readonly children: (lyrics: Lyrics) => ReactElement;
}

/** The words of a song, or why there are none to be shown. */
export function WordsOrWhy({ clipId, children }: WordsOrWhyProps): ReactElement | null {
  const { t } = useTranslation();
  const { lyrics, error } = useLyrics(clipId);
  if (error) {
    return (
      <EmptyState icon={TriangleAlert} title={t('lyrics.panel.failedTitle')} text={failureText(error)} />
    );
  }
  if (lyrics === undefined) return null;
  if (lyrics === null || lyrics.state === 'none') {
    const isEmptied = lyrics !== null && lyrics.source !== null && lyrics.source !== 'api';
    return (
      <EmptyState
        icon={FileX2}
        title={t('lyrics.panel.noneTitle')}
        text={t(isEmptied ? 'lyrics.panel.emptyText' : 'lyrics.panel.noneText')}
      />
    );
  }
  if (lyrics.state === 'instrumental') {
    return (
      <EmptyState
        icon={Guitar}
        title={t('lyrics.panel.instrumentalTitle')}
        text={t('lyrics.panel.instrumentalText')}
      />
    );
  }
  return children(lyrics);
}
