import {
  CirclePause,
  CloudOff,
  FolderSync,
  FolderX,
  HardDrive,
  KeyRound,
  Timer,
  type LucideIcon,
} from 'lucide-react';
import { assertNever } from '@shared/assert-never';
import type { Hold, HoldKind, KeyStatus } from '@shared/model';
import { invoke } from '../bridge';
import { formatBytes, formatMoment } from '../format';
import { translate } from '../i18n';
import { openSetting, type SettingPart } from './setting-focus';

/** Most important first: what loses songs, then what stops all asking, then what waits by itself, then the user's wish. */
const BY_WEIGHT: readonly HoldKind[] = [
  'library-missing',
  'library-moving',
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

/** A hold as its banner tells it. */
export interface BannerWords {
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

/** What a hold means, and the one thing to do about it. */
export function holdWords(hold: Hold, key: KeyStatus): BannerWords {
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
    case 'library-moving':
      return {
        icon: FolderSync,
        tone: 'wait',
        title: t('holds.library-moving.title'),
        text: t('holds.library-moving.text'),
        action: t('holds.library-moving.action'),
        run: () => goToSetting('library'),
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
