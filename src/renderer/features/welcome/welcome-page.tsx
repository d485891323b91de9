import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import { KeyRound, Play } from 'lucide-react';
import { invoke } from '../../bridge';
import { useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { dialogs } from '../../shell/dialogs';
import { hostOf, isOneWord, KeyForm } from '../../shell/key-form';
import { LanguageChoice } from '../../shell/language-choice';
import { Logo } from '../../shell/logo';
import { isTextField } from '../../shell/shortcuts';
import { Button } from '../../ui/button';
import { Shelf } from './shelf';
import styles from './welcome-page.module.css';

/** What has just been copied by whoever comes here is the key, not a job's id; it may be pasted anywhere. */
function usePastedKey(): { readonly key: string } | null {
  const [pasted, setPasted] = useState<{ readonly key: string } | null>(null);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (isTextField(event.target) || dialogs.isOpen() || !isOneWord(text)) return;
      event.preventDefault();
      event.stopPropagation();
      setPasted({ key: text.trim() });
    };
    // Before those who take whatever is pasted for job ids.
    window.addEventListener('paste', onPaste, { capture: true });
    return () => {
      window.removeEventListener('paste', onPaste, { capture: true });
    };
  }, []);
  return pasted;
}

/** The first picture anybody sees: what this is, and the two ways on. */
export function WelcomePage({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const { settings, key, libraryFolder } = useSnapshot();
  const field = useRef<HTMLInputElement>(null);
  const pasted = usePastedKey();
  const host = hostOf(settings.apiUrl);
  useEffect(() => {
    // Whoever has just chosen a language has the keyboard there.
    if (document.activeElement === document.body) field.current?.focus();
  }, []);
  const enterSample = useMutation({
    mutationFn: () => invoke('sample.enter', {}),
    onError: notifyFailure,
  });

  return (
    <main className={styles.page}>
      <div className={styles.language}>
        <LanguageChoice isLabelHidden />
      </div>
      <div className={styles.column}>
        <div className={styles.picture}>
          <Shelf />
        </div>
        <div className={styles.brand}>
          <Logo size={30} />
          <h1 className={styles.title}>{t('welcome.title')}</h1>
        </div>
        <p className={styles.lead}>{t('welcome.lead')}</p>
        <div className={styles.ways}>
          <section className={styles.way}>
            <h2 className={styles.wayTitle}>
              <KeyRound size={16} aria-hidden className={styles.icon} />
              {t('welcome.key.title')}
            </h2>
            <p className={styles.text}>
              {key.canStoreSecurely ? t('welcome.key.text') : t('welcome.key.textUnprotected')}
            </p>
            <KeyForm fieldRef={field} pasted={pasted} onSaved={onDone} />
          </section>
          <section className={styles.way}>
            <h2 className={styles.wayTitle}>
              <Play size={16} aria-hidden className={styles.icon} />
              {t('welcome.sample.title')}
            </h2>
            <p className={styles.text}>{t('welcome.sample.text')}</p>
            <Button
              className={styles.sample}
              isBusy={enterSample.isPending}
              onClick={() => {
                enterSample.mutate();
              }}
            >
              {t('welcome.sample.action')}
            </Button>
          </section>
        </div>
        <div className={styles.foot}>
          <Button variant="ghost" onClick={onDone}>
            {t('welcome.later')}
          </Button>
        </div>
        <div className={styles.small}>
          <p>
            {t('welcome.folder')} <bdi className={styles.path}>{libraryFolder}</bdi>
          </p>
          <p>{t('welcome.privacy', { host })}</p>
        </div>
      </div>
    </main>
  );
}
