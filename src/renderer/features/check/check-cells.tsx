import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import type { Finding } from '@shared/library-check';
import { Badge } from '../../ui/badge';
import { findingName, findingPlace, KIND_LOOKS } from './check-words';
import styles from './check.module.css';

export function KindCell({ finding }: { readonly finding: Finding }): ReactElement {
  const { t } = useTranslation();
  const { icon: Icon, tone } = KIND_LOOKS[finding.kind];
  return (
    <span className={clsx(styles.kind, styles[tone])} title={t(`check.meaning.${finding.kind}`)}>
      <Icon size={16} aria-hidden />
      <span className={styles.kindName}>{t(`check.kind.${finding.kind}`)}</span>
    </span>
  );
}

export function FileCell({ finding }: { readonly finding: Finding }): ReactElement {
  const { t } = useTranslation();
  const place = findingPlace(finding);
  return (
    <span className={styles.file}>
      <span className={styles.nameLine}>
        <span className={styles.name}>{findingName(finding)}</span>
        {finding.assetKind !== null && <Badge>{t(`common.asset.${finding.assetKind}`)}</Badge>}
      </span>
      <span className={styles.path} title={place}>
        {place}
      </span>
    </span>
  );
}
