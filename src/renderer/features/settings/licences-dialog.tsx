import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { invoke } from '../../bridge';
import { queryKeys } from '../../query';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FilterField } from '../../ui/filter-field';
import { foundEntries } from './found-entries';
import styles from './licences-dialog.module.css';

export interface LicencesDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const MAX_SEARCH_LENGTH = 100;

/** The packages of others that the program is made with, each with the text of its licence. */
export function LicencesDialog({ isOpen, onClose }: LicencesDialogProps): ReactElement {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const { data, error } = useQuery({
    queryKey: queryKeys.licences(),
    queryFn: () => invoke('about.licences', {}),
    enabled: isOpen,
    staleTime: Infinity,
  });
  const found = foundEntries(data ?? [], search, ({ name, licence }) => [name, licence]);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      onClosed={() => {
        setSearch('');
      }}
      title={t('settings.licences.title')}
      description={t('settings.licences.text')}
      width="large"
      footer={
        <Button
          onClick={() => {
            invoke('about.showChromiumLicences', {}).catch(notifyFailure);
          }}
        >
          {t('settings.licences.chromium')}
        </Button>
      }
    >
      <FilterField
        label={t('settings.licences.find')}
        value={search}
        maxLength={MAX_SEARCH_LENGTH}
        onChange={setSearch}
      />
      <p role="status" className={styles.count}>
        {error
          ? failureText(error)
          : data !== undefined && t('settings.licences.count', { count: found.length })}
      </p>
      <ul className={styles.packages}>
        {found.map(({ name, version, licence, text }) => (
          <li key={`${name} ${version}`}>
            <details className={styles.package}>
              <summary>
                <span className={styles.name}>{name}</span>
                <span className={styles.version}>{version}</span>
                <span className={styles.licence}>{licence}</span>
              </summary>
              <p className={styles.text}>{text === '' ? t('settings.licences.noText', { licence }) : text}</p>
            </details>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
