import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import { useSnapshot } from '../query';
import { Button } from '../ui/button';
import { notifyFailure } from './failure-text';
import { holdWords, mostImportant, type BannerWords } from './hold-words';
import styles from './hold-banner.module.css';

/**
 * Why nothing is started just now: one banner with one action, however many reasons there are. It stands at the foot of
 * the list, so that it never moves what the pointer is over.
 */
export function HoldBanner(): ReactElement {
  const { t } = useTranslation();
  const { holds, key } = useSnapshot();
  const hold = mostImportant(holds);
  // What is read out when it comes has to be there before; the region is one only while something is in it.
  return (
    <div aria-live="polite">
      {hold && (
        <section aria-label={t('holds.region')} className={styles.region}>
          <Banner key={hold.kind} words={holdWords(hold, key)} />
        </section>
      )}
    </div>
  );
}

function Banner({ words }: { readonly words: BannerWords }): ReactElement {
  const [isBusy, setBusy] = useState(false);
  const Icon = words.icon;

  // A hold that came back after the action is told again at once; the button does not turn for ever.
  useEffect(() => {
    setBusy(false);
  }, [words.text]);

  async function act(): Promise<void> {
    setBusy(true);
    try {
      await words.run();
    } catch (error) {
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={clsx(styles.banner, styles[words.tone])}>
      <Icon size={16} aria-hidden className={styles.icon} />
      <p className={styles.words}>
        <strong className={styles.title}>{words.title}</strong> {words.text}
      </p>
      {words.action !== null && (
        <Button
          size="small"
          className={styles.action}
          isBusy={isBusy}
          onClick={() => {
            void act();
          }}
        >
          {words.action}
        </Button>
      )}
    </div>
  );
}
