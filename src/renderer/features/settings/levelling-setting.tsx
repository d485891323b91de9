import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LEVELLING_BYS, type Levelling } from '@shared/model';
import { invoke } from '../../bridge';
import { queryKeys, useSnapshot } from '../../query';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Select } from '../../ui/select';
import styles from './settings.module.css';

const IN_ORDER: readonly Levelling[] = ['off', 'usual', 'quiet'];

/** How loud songs are made to be, and of how many it is known how loud they are. */
export function LevellingSetting(): ReactElement {
  const { t } = useTranslation();
  const { levelling, levellingBy } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <div className={styles.levelling}>
      <Select
        label={t('settings.levelling.field')}
        hint={t('settings.levelling.hint')}
        value={levelling}
        options={IN_ORDER.map((value) => ({ value, label: t(`settings.levelling.${value}`) }))}
        onChange={(value) => {
          update({ levelling: value });
        }}
      />
      <Select
        label={t('settings.levelling.by')}
        hint={t('settings.levelling.byHint')}
        value={levellingBy}
        isDisabled={levelling === 'off'}
        options={LEVELLING_BYS.map((value) => ({ value, label: t(`settings.levelling.${value}`) }))}
        onChange={(value) => {
          update({ levellingBy: value });
        }}
      />
      <MeasuredSongs />
    </div>
  );
}

function MeasuredSongs(): ReactElement {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: queryKeys.soundProgress(),
    queryFn: () => invoke('sound.progress', {}),
  });
  const { measured = 0, unmeasurable = 0, songs = 0 } = data ?? {};
  return (
    <p className={styles.measured}>
      {t('settings.levelling.measured', { count: songs, measured })}
      {unmeasurable > 0 && ` ${t('settings.levelling.unmeasurable', { count: unmeasurable })}`}
    </p>
  );
}
