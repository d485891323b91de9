import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CirclePause, CloudOff, FolderX, HardDrive, KeyRound, Timer, type LucideIcon } from 'lucide-react';
import clsx from 'clsx';
import { assertNever } from '@shared/assert-never';
import type { Hold, HoldKind, Snapshot } from '@shared/model';
import { invoke } from '../bridge';
import { formatBytes, formatMoment } from '../format';
import { translate } from '../i18n';
import { useSnapshot } from '../query';
import { Button } from '../ui/button';
import { notifyFailure } from './failure-text';
import { openSetting, type SettingPart } from './setting-focus';
import styles from './hold-banner.module.css';

/** Most important first: what loses songs, then what stops all asking, then what waits by itself, then the user's wish. */
const BY_WEIGHT: readonly HoldKind[] = [
  'library-missing',
  'library-readonly',
  'disk-full',
  'key-rejected',
  'key-missing',
  'offline',
  'rate-limited',
  'downloads-paused',
];

/** The hold that is told; the others wait until it is gone. */
export function mostImportant(holds: readonly Hold[]): Hold | null {
  const sorted = holds.toSorted((a, b) => BY_WEIGHT.indexOf(a.kind) - BY_WEIGHT.indexOf(b.kind));
  return sorted[0] ?? null;
}

interface BannerWords {
  readonly icon: LucideIcon;
  readonly tone: 'wait' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** What the button does; it shows that it is going on until the promise ends. */
  readonly run: () => Promise<unknown>;
}

function goToSetting(part: SettingPart): Promise<void> {
  openSetting(part);
  return Promise.resolve();
}

function wordsOf(hold: Hold, { key }: Snapshot): BannerWords {
  const t = translate;
  switch (hold.kind) {
    case 'key-missing':
      return {
        icon: KeyRound,
        tone: 'wait',
        title: key.isForOtherAddress ? t('holds.key-missing.titleOther') : t('holds.key-missing.title'),
        text: t('holds.key-missing.text'),
        action: t('holds.key-missing.action'),
        run: () => goToSetting('key'),
      };
    case 'key-rejected':
      return {
        icon: KeyRound,
        tone: 'bad',
        title: t('holds.key-rejected.title'),
        text:
          hold.detail === null
            ? t('holds.key-rejected.text')
            : t('holds.key-rejected.textDetail', { detail: hold.detail }),
        action: t('holds.key-rejected.action'),
        run: () => goToSetting('key'),
      };
    case 'rate-limited':
      return {
        icon: Timer,
        tone: 'warn',
        title: t('holds.rate-limited.title'),
        text: t('holds.rate-limited.text', { time: formatMoment(hold.until) }),
        action: t('holds.rate-limited.action'),
        run: () => goToSetting('requests'),
      };
    case 'offline':
      return {
        icon: CloudOff,
        tone: 'warn',
        title: t('holds.offline.title', { host: hold.host }),
        text: t('holds.offline.text', { time: formatMoment(hold.until) }),
        action: t('holds.offline.action'),
        run: () => invoke('holds.tryAgain', { kind: 'offline' }),
      };
    case 'disk-full':
      return {
        icon: HardDrive,
        tone: 'bad',
        title: t('holds.disk-full.title'),
        text: t('holds.disk-full.text', {
          needed: formatBytes(hold.neededBytes),
          free: formatBytes(hold.freeBytes),
        }),
        action: t('holds.disk-full.action'),
        run: () => invoke('holds.tryAgain', { kind: 'disk-full' }),
      };
    case 'library-missing':
      return {
        icon: FolderX,
        tone: 'bad',
        title: t('holds.library-missing.title'),
        text: t('holds.library-missing.text', { folder: hold.folder }),
        action: t('holds.library-missing.action'),
        run: () => invoke('holds.tryAgain', { kind: 'library-missing' }),
      };
    case 'library-readonly':
      return {
        icon: FolderX,
        tone: 'bad',
        title: t('holds.library-readonly.title'),
        text: t('holds.library-readonly.text', { folder: hold.folder }),
        action: t('holds.library-readonly.action'),
        run: () => invoke('holds.tryAgain', { kind: 'library-readonly' }),
      };
    case 'downloads-paused':
      return {
        icon: CirclePause,
        tone: 'wait',
        title: t('holds.downloads-paused.title'),
        text: t('holds.downloads-paused.text'),
        action: t('holds.downloads-paused.action'),
        run: () => invoke('downloads.resumeAll', {}),
      };
    default:
      return assertNever(hold);
  }
}

/**
 * Why nothing is started just now: one banner with one action, however many reasons there are. It stands at the foot of
 * the list, so that it never moves what the pointer is over.
 */
export function HoldBanner(): ReactElement {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  const hold = mostImportant(snapshot.holds);
  return (
    <section aria-label={t('holds.region')} aria-live="polite" className={styles.region}>
      {hold && <Banner key={hold.kind} words={wordsOf(hold, snapshot)} />}
    </section>
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
    </div>
  );
}
