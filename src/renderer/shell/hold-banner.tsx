import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import { useSnapshot } from '../query';
import { Button } from '../ui/button';
import { useNow } from '../ui/use-now';
import { formatUntil } from '../format';
import { notifyFailure } from './failure-text';
import { byWeight, holdWords, type BannerWords } from './hold-words';
import styles from './hold-banner.module.css';

/**
 * Why nothing is started just now: one banner with one action, however many reasons there are; the others are a press
 * away. It stands at the foot of the list, so that it never moves what the pointer is over.
 */
export function HoldBanner(): ReactElement {
  const { t } = useTranslation();
  const { holds, key, overrides, isSample } = useSnapshot();
  const [isOpen, setOpen] = useState(false);
  const all = byWeight(holds);
  const others = all.length - 1;
  const shown = isOpen ? all : all.slice(0, 1);
  const canChooseFolder = !overrides.libraryFolder && !isSample;

  // Closed again for the next time that there are several.
  useEffect(() => {
    if (others < 1) setOpen(false);
  }, [others]);

  // What is read out when it comes has to be there before; the region is one only while something is in it.
  return (
    <div aria-live="polite">
      {shown.length > 0 && (
        <section data-region aria-label={t('holds.region')} className={styles.region}>
          {shown.map((hold, index) => (
            <Banner key={hold.kind} words={holdWords(hold, key, canChooseFolder)}>
              {index === 0 && others > 0 && (
                <Button
                  size="small"
                  variant="ghost"
                  aria-expanded={isOpen}
                  onClick={() => {
                    setOpen(!isOpen);
                  }}
                >
                  {isOpen ? t('holds.fewer') : t('holds.more', { count: others })}
                </Button>
              )}
            </Banner>
          ))}
        </section>
      )}
    </div>
  );
}

interface BannerProps {
  readonly words: BannerWords;
  /** Stands before the actions. */
  readonly children?: ReactNode;
}

function Banner({ words, children }: BannerProps): ReactElement {
  const { icon: Icon, until } = words;
  return (
    <div className={clsx(styles.banner, styles[words.tone])}>
      <Icon size={16} aria-hidden className={styles.icon} />
      <p className={styles.words}>
        <strong className={styles.title}>{words.title}</strong> {words.text}
      </p>
      <div className={styles.actions}>
        {until !== undefined && <Countdown until={until} />}
        {children}
        {words.action !== null && <Action label={words.action} run={words.run} resetKey={words.text} />}
      </div>
    </div>
  );
}

interface ActionProps {
  readonly label: string;
  readonly run: () => Promise<unknown>;
  /** Another value ends the waiting: a hold that came back after the action is told again at once. */
  readonly resetKey: string;
}

function Action({ label, run, resetKey }: ActionProps): ReactElement {
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    setBusy(false);
  }, [resetKey]);

  async function act(): Promise<void> {
    setBusy(true);
    try {
      await run();
    } catch (error) {
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button
      size="small"
      className={styles.action}
      isBusy={isBusy}
      onClick={() => {
        void act();
      }}
    >
      {label}
    </Button>
  );
}

/** A longer wait is told by its end alone. */
const COUNTED_FROM_MS = 60 * 60_000;

/** For the eye alone: a voice that counted every second would be a torment, and the time is in the words. */
function Countdown({ until }: { readonly until: number }): ReactElement | null {
  const now = useNow(1_000);
  if (until <= now || until - now >= COUNTED_FROM_MS) return null;
  return (
    <span aria-hidden className={styles.countdown}>
      {formatUntil(until, now)}
    </span>
  );
}
