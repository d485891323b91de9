import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { WorkLine } from '../../ui/work-line';
import { stopBulkWork, useBulkWorks } from '../../shell/bulk-work';
import styles from './bulk-lines.module.css';

/** How far works on many songs are, and the way to end each; nothing while there is none. */
export function BulkLines(): ReactElement[] {
  const { t } = useTranslation();
  return useBulkWorks().map(({ kind, done, total, isStopping, waiting }) => (
    <div key={kind} className={styles.line}>
      <WorkLine
        className={styles.work}
        label={[
          t(`songs.bulk.${kind}`),
          ...(waiting > 0 ? [t('songs.bulk.waiting', { count: waiting })] : []),
        ].join(t('common.separator'))}
        done={done}
        total={total}
      />
      <Button
        size="small"
        isBusy={isStopping}
        onClick={() => {
          stopBulkWork(kind);
        }}
      >
        {t('common.stop')}
      </Button>
    </div>
  ));
}
