import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSnapshot, useUpdateStatus } from '../../query';
import { useDialogs } from '../../shell/dialogs';
import { hostOf } from '../../shell/key-form';
import { Button } from '../../ui/button';
import { LicencesDialog } from './licences-dialog';
import styles from './settings.module.css';

/** What the program is, what it is made with, and whom it talks to. */
export function About(): ReactElement {
  const { t } = useTranslation();
  const { appVersion, electronVersion, chromiumVersion, settings } = useSnapshot();
  const { openDiagnostics, openGuide } = useDialogs();
  const updates = useUpdateStatus();
  const [isShowingLicences, setShowingLicences] = useState(false);
  const host = hostOf(settings.apiUrl);
  // A host that this copy never asks is none of its contacts.
  const isAsked = updates !== null && updates.host !== null && updates.state.kind !== 'unsupported';
  const hosts = isAsked
    ? t('settings.about.hostsWithUpdates', { host, updates: updates.host })
    : t('settings.about.hostsText', { host });
  const facts = [
    [t('settings.about.version'), appVersion],
    [t('settings.about.madeWith'), t('settings.about.versions', { electronVersion, chromiumVersion })],
    [t('settings.about.licence'), t('settings.about.licenceText')],
    [t('settings.about.hosts'), hosts],
    [t('settings.about.telemetry'), t('settings.about.telemetryText')],
  ] as const;
  return (
    <div className={styles.block}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button onClick={openGuide}>{t('settings.about.guide')}</Button>
        <Button
          onClick={() => {
            setShowingLicences(true);
          }}
        >
          {t('settings.about.licences')}
        </Button>
        <Button onClick={openDiagnostics}>{t('settings.about.diagnostics')}</Button>
      </div>
      <LicencesDialog
        isOpen={isShowingLicences}
        onClose={() => {
          setShowingLicences(false);
        }}
      />
    </div>
  );
}
