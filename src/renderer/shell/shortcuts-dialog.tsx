import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { SHORTCUT_GROUPS, useShortcutList } from './shortcuts';
import styles from './shortcuts-dialog.module.css';

export interface ShortcutsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** All that can be done with keys just now. */
export function ShortcutsDialog({ isOpen, onClose }: ShortcutsDialogProps): ReactElement {
  const { t } = useTranslation();
  const shortcuts = useShortcutList();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('shell.shortcuts.title')} width="large">
      <div className={styles.groups}>
        {SHORTCUT_GROUPS.map((group) => {
          const ofGroup = shortcuts.filter(
            (shortcut, at) =>
              shortcut.group === group &&
              shortcut.label !== null &&
              // What lies over something else may have its keys: the last of a kind is the one that is pressed.
              shortcuts.findLastIndex(({ id }) => id === shortcut.id) === at,
          );
          if (ofGroup.length === 0) return null;
          return (
            <section key={group} className={styles.group}>
              <h3 className={styles.heading}>{t(`shell.shortcuts.groups.${group}`)}</h3>
              <dl className={styles.list}>
                {ofGroup.map((shortcut) => (
                  <div key={shortcut.id} className={styles.line}>
                    <dt>{shortcut.label}</dt>
                    <dd className={styles.keys}>
                      {shortcut.keys.map((keys) => (
                        <Kbd key={keys} keys={keys} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
