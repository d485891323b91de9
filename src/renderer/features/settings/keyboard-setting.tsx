import type { ReactElement } from 'react';
import { Keyboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSnapshot } from '../../query';
import { useDialogs } from '../../shell/dialogs';
import { Button } from '../../ui/button';
import styles from './settings.module.css';

/** The way to the list of shortcuts, where keys are changed. */
export function KeyboardSetting(): ReactElement {
  const { t } = useTranslation();
  const count = Object.keys(useSnapshot().settings.shortcuts).length;
  const { openShortcuts } = useDialogs();
  return (
    <div className={styles.keyboard}>
      <Button icon={Keyboard} onClick={openShortcuts}>
        {t('settings.keyboard.open')}
      </Button>
      {count > 0 && <span className={styles.changedKeys}>{t('shell.shortcuts.changed', { count })}</span>}
    </div>
  );
}
