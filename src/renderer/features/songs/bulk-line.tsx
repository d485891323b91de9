import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { WorkLine } from '../../ui/work-line';
import { stopBulkWork, useBulkWork } from './bulk-work';
import styles from './bulk-line.module.css';

/** How far work on many songs is, and the way to end it; nothing while there is none. */
export function BulkLine(): ReactElement | null {
  const { t } = useTranslation();
  const work = useBulkWork();
  if (work === null) return null;
  return (
    <div className={styles.line}>
      <WorkLine
        className={styles.work}
        label={t(`songs.bulk.${work.kind}`)}
        done={work.done}
        total={work.total}
      />
      <Button size="small" isBusy={work.isStopping} onClick={stopBulkWork}>
        {t('common.stop')}
      </Button>
    </div>
  );
}
