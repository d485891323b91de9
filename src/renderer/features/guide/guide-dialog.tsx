import type { ReactElement } from 'react';
import { Tabs } from '@base-ui/react/tabs';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog';
import { ShortcutKbd } from '../../ui/kbd';
import { GUIDE_TOPICS } from './guide-topics';
import styles from './guide-dialog.module.css';

export interface GuideDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What the program does, topic by topic, with the keys that are in force. */
export function GuideDialog({ isOpen, onClose }: GuideDialogProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('guide.title')}
      description={t('guide.text')}
      width="large"
    >
      <Tabs.Root defaultValue={GUIDE_TOPICS[0]?.title} orientation="vertical" className={styles.guide}>
        <Tabs.List aria-label={t('guide.topics')} activateOnFocus className={styles.topics}>
          {GUIDE_TOPICS.map(({ title }) => (
            <Tabs.Tab key={title} value={title} className={styles.topic}>
              {t(title)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {GUIDE_TOPICS.map(({ title, paragraphs }) => (
          <Tabs.Panel key={title} value={title} className={styles.page}>
            <h3 className={styles.title}>{t(title)}</h3>
            {paragraphs.map(({ text, shortcuts = [] }) => (
              <p key={text} className={styles.paragraph}>
                {t(text)}
                {shortcuts.map((shortcut) => (
                  <span key={shortcut} className={styles.keys}>
                    <ShortcutKbd shortcut={shortcut} />
                  </span>
                ))}
              </p>
            ))}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </Dialog>
  );
}
