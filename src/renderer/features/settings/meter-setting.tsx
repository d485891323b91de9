import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { METERS } from '@shared/model';
import { useSnapshot } from '../../query';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Select } from '../../ui/select';
import styles from './settings.module.css';

/** What is seen of the sound while it plays. */
export function MeterSetting(): ReactElement {
  const { t } = useTranslation();
  const { meter } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <div className={styles.meter}>
      <Select
        label={t('player.meter.label')}
        hint={t('player.meter.hint')}
        value={meter}
        options={METERS.map((value) => ({ value, label: t(`player.meter.${value}`) }))}
        onChange={(value) => {
          update({ meter: value });
        }}
      />
    </div>
  );
}
