import {
  CirclePause,
  CloudOff,
  DatabaseZap,
  FileLock,
  FolderSync,
  FolderX,
  HardDrive,
  KeyRound,
  Timer,
  Unplug,
  type LucideIcon,
} from 'lucide-react';
import { assertNever } from '@shared/assert-never';
import type { Hold, HoldKind, KeyStatus, LackOfRoom } from '@shared/model';
import { invoke } from '../bridge';
import { formatBytes, formatMoment, formatNumber } from '../format';
import { translate } from '../i18n';
import { notify } from './notices';
import { openSetting, type SettingPart } from './setting-focus';

/** Most important first: what loses songs, then what stops all asking, then what waits by itself, then the user's wish. */
const BY_WEIGHT: readonly HoldKind[] = [
  'database-damaged',
  'library-missing',
  'library-moving',
  'library-readonly',
  'data-disk-full',
  'disk-full',
  'journal-unwritable',
  'library-rebuilding',
  'key-rejected',
  'key-missing',
  'wrong-address',
  'offline',
  'rate-limited',
  'downloads-paused',
];

/** The most important first: that one is told, the others stand behind it. */
export function byWeight(holds: readonly Hold[]): readonly Hold[] {
  return holds.toSorted((a, b) => BY_WEIGHT.indexOf(a.kind) - BY_WEIGHT.indexOf(b.kind));
}

/** A hold as its banner tells it. */
export interface BannerWords {
  readonly icon: LucideIcon;
  readonly tone: 'wait' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  /** The one thing to do; null where there is nothing but to wait. */
  readonly action: string | null;
  /** What the button does; it shows that it is going on until the promise ends. */
  readonly run: () => Promise<unknown>;
  /** When it goes on by itself, counted down quietly. */
  readonly until?: number;
}

/** Takes the folder that the user moved the library to; says so. */
async function chooseFolder(): Promise<void> {
  const chosen = await invoke('settings.chooseLibraryFolder', {});
  if (chosen === null) return;
  if (chosen.kind === 'used')
    notify(() => translate('notices.libraryMoved', { folder: chosen.libraryFolder }));
  else notify(() => translate('notices.notThisLibrary'), { tone: 'bad' });
}

function goToSetting(part: SettingPart): Promise<void> {
  openSetting(part);
  return Promise.resolve();
}

function rebuildingWords({ done, total, isStopped }: Extract<Hold, { kind: 'library-rebuilding' }>) {
  const t = translate;
  const counts = { done: formatNumber(done), total: formatNumber(total) };
  if (isStopped) {
    return {
      title: t('holds.library-rebuilding.titleStopped'),
      text: t(
        total === 0 ? 'holds.library-rebuilding.textStoppedAtOnce' : 'holds.library-rebuilding.textStopped',
        counts,
      ),
      action: t('holds.library-rebuilding.goOn'),
      run: () => invoke('library.continueRebuild', {}),
    };
  }
  return {
    title: t('holds.library-rebuilding.title'),
    text: t(total === 0 ? 'holds.library-rebuilding.textBegin' : 'holds.library-rebuilding.text', counts),
    action: t('holds.library-rebuilding.stop'),
    run: () => invoke('library.stopRebuild', {}),
  };
}

function roomWords({ kind, neededBytes, freeBytes, isRefused }: Extract<Hold, LackOfRoom>) {
  const free = formatBytes(freeBytes);
  return isRefused
    ? {
        title: translate(`holds.${kind}.titleRefused`),
        text: translate(`holds.${kind}.textRefused`, { free }),
      }
    : {
        title: translate(`holds.${kind}.title`),
        text: translate(`holds.${kind}.text`, { free, needed: formatBytes(neededBytes) }),
      };
}

function missingWords(
  { folder, instead }: Extract<Hold, { readonly kind: 'library-missing' }>,
  canChooseFolder: boolean,
) {
  const t = translate;
  const safe = canChooseFolder ? t('holds.library-missing.safeMoved') : t('holds.library-missing.safe');
  switch (instead) {
    case undefined:
      return {
        title: t('holds.library-missing.title'),
        text: t('holds.library-missing.text', { folder, safe }),
      };
    case 'empty-folder':
      return {
        title: t('holds.library-missing.titleInstead'),
        text: t('holds.library-missing.textEmpty', { folder, safe }),
      };
    case 'other-folder':
      return {
        title: t('holds.library-missing.titleInstead'),
        text: t('holds.library-missing.textOther', { folder, safe }),
      };
    default:
      return assertNever(instead);
  }
}

/**
 * What a hold means, and the one thing to do about it.
 *
 * @param canChooseFolder whether the library folder is the user's to choose
 */
export function holdWords(hold: Hold, key: KeyStatus, canChooseFolder = true): BannerWords {
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
        until: hold.until,
        action: t('holds.rate-limited.action'),
        run: () => goToSetting('requests'),
      };
    case 'wrong-address':
      return {
        icon: Unplug,
        tone: 'warn',
        title: t('holds.wrong-address.title', { host: new URL(hold.apiUrl).host }),
        text: t('holds.wrong-address.text', { time: formatMoment(hold.until) }),
        until: hold.until,
        action: t('holds.wrong-address.action'),
        run: () => goToSetting('address'),
      };
    case 'offline':
      return {
        icon: CloudOff,
        tone: 'warn',
        title: t('holds.offline.title', { host: hold.host }),
        text: t('holds.offline.text', { time: formatMoment(hold.until) }),
        until: hold.until,
        action: t('holds.offline.action'),
        run: () => invoke('holds.tryAgain', { kind: 'offline' }),
      };
    case 'disk-full':
      return {
        icon: HardDrive,
        tone: 'bad',
        ...roomWords(hold),
        action: t('holds.disk-full.action'),
        run: () => invoke('holds.tryAgain', { kind: 'disk-full' }),
      };
    case 'data-disk-full':
      return {
        icon: HardDrive,
        tone: 'bad',
        ...roomWords(hold),
        action: t('holds.data-disk-full.action'),
        run: () => invoke('holds.tryAgain', { kind: 'data-disk-full' }),
      };
    case 'library-missing':
      return {
        icon: FolderX,
        tone: 'bad',
        ...missingWords(hold, canChooseFolder),
        // The folder is looked at again and again by itself: what only the user can do comes first.
        action: canChooseFolder ? t('holds.library-missing.choose') : t('holds.library-missing.action'),
        run: () => (canChooseFolder ? chooseFolder() : invoke('holds.tryAgain', { kind: 'library-missing' })),
      };
    case 'journal-unwritable':
      return {
        icon: FileLock,
        tone: 'bad',
        title: t('holds.journal-unwritable.title'),
        text: t('holds.journal-unwritable.text', { file: hold.file }),
        action: t('holds.journal-unwritable.action'),
        run: () => invoke('holds.tryAgain', { kind: 'journal-unwritable' }),
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
    case 'database-damaged':
      return {
        icon: DatabaseZap,
        tone: 'bad',
        title: t('holds.database-damaged.title'),
        text: t('holds.database-damaged.text'),
        action: t('holds.database-damaged.action'),
        run: () => invoke('library.repair', {}),
      };
    case 'library-rebuilding':
      return {
        icon: FolderSync,
        tone: 'wait',
        ...rebuildingWords(hold),
      };
    default:
      return assertNever(hold);
  }
}
