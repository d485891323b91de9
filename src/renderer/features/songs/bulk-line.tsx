import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { WorkLine } from '../../ui/work-line';
import { stopBulkWork, type BulkWork } from './bulk-work';
import styles from './list-head.module.css';

/** How far work on many songs is, and the way to end it. */
export function BulkLine({ work }: { readonly work: BulkWork }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <WorkLine
        className={styles.work}
        label={t(`songs.bulk.${work.kind}`)}
        done={work.done}
        total={work.total}
      />
      <Button size="small" isBusy={work.isStopping} onClick={stopBulkWork}>
        {t('common.stop')}
      </Button>
    </>
  );
}
