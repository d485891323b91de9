import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import type { Download } from '@shared/model';
import { useProgress, useSnapshot } from '../../query';
import { downloadKey } from '../../transfer-progress';
import { Badge } from '../../ui/badge';
import { Cover } from '../../ui/cover';
import { ProgressBar } from '../../ui/progress-bar';
import { useNow } from '../../ui/use-now';
import { downloadWords, paceWords } from './download-words';
import styles from './download-cells.module.css';

export function TitleCell({ download }: { readonly download: Download }): ReactElement {
  return (
    <span className={styles.title}>
      <Cover clipId={download.clipId} hasCover={download.kind !== 'cover'} size={40} />
      <span className={styles.name} title={download.title}>
        {download.title}
      </span>
    </span>
  );
}

export function KindCell({ download }: { readonly download: Download }): ReactElement {
  const { t } = useTranslation();
  return <Badge>{t(`common.asset.${download.kind}`)}</Badge>;
}

/** "Tries again in 40 s" grows old this fast. */
const RENEW_MS = 1_000;

export function ProgressCell({ download }: { readonly download: Download }): ReactElement {
  const { t } = useTranslation();
  const progress = useProgress(downloadKey(download.clipId, download.kind));
  const now = useNow(RENEW_MS);
  const { holds } = useSnapshot();
  const words = downloadWords(download, {
    progress: download.state === 'running' ? progress : null,
    isAllPaused: holds.some(({ kind }) => kind === 'downloads-paused'),
    now,
  });
  const said = download.failure?.detail;
  return (
    <span className={styles.progress}>
      <span
        className={clsx(styles.state, words.tone === 'bad' && styles.bad)}
        title={said ? `${words.state}\n${said}` : words.state}
      >
        {words.state}
      </span>
      {words.percent !== undefined && (
        <ProgressBar
          label={t('downloads.state.progress', {
            kind: t(`common.asset.${download.kind}`),
            title: download.title,
          })}
          percent={words.percent}
          tone={download.state === 'running' ? 'accent' : 'faint'}
        />
      )}
      {words.detail !== null && (
        <span className={styles.detail} title={words.detail}>
          {words.detail}
        </span>
      )}
    </span>
  );
}

export function PaceCell({ download }: { readonly download: Download }): ReactElement | null {
  const progress = useProgress(downloadKey(download.clipId, download.kind));
  const pace = download.state === 'running' ? paceWords(progress) : null;
  if (!pace) return null;
  return (
    <span className={styles.pace}>
      <span>{pace.speed}</span>
      {pace.remaining !== null && <span className={styles.remaining}>{pace.remaining}</span>}
    </span>
  );
}
