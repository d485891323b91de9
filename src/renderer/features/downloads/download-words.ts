import { assertNever } from '@shared/assert-never';
import type { Download, DownloadFailureCode, DownloadProgress } from '@shared/model';
import { formatBytes, formatRemaining, formatSpeed, formatUntil } from '../../format';
import { translate as t } from '../../i18n';

type Advice = 'retry' | 'checkJob' | 'later' | 'room' | 'disk' | 'clock' | 'none';

/** What a person can do about a failure. */
const ADVICE: Readonly<Record<DownloadFailureCode, Advice>> = {
  'link-expired': 'checkJob',
  'link-lost': 'none',
  refused: 'checkJob',
  'not-media': 'checkJob',
  encoded: 'later',
  'short-body': 'retry',
  'long-body': 'retry',
  'bad-range': 'retry',
  changed: 'retry',
  'server-error': 'later',
  'rate-limited': 'later',
  'unexpected-status': 'later',
  'bad-address': 'checkJob',
  redirected: 'checkJob',
  timeout: 'retry',
  'too-slow': 'retry',
  'too-large': 'none',
  unreachable: 'later',
  tls: 'clock',
  'disk-full': 'room',
  'disk-error': 'disk',
  'bad-name': 'none',
};

/** What went wrong, in words. */
export function failureWords(code: DownloadFailureCode): string {
  return t(`downloads.failure.${code}`);
}

/** What can be done about it, in words. */
export function adviceWords(code: DownloadFailureCode): string {
  return t(`downloads.advice.${ADVICE[code]}`);
}

export interface DownloadWords {
  readonly state: string;
  readonly detail: string | null;
  readonly tone: 'plain' | 'bad';
  /** 0 to 100, null when it cannot be measured, undefined for no bar. */
  readonly percent: number | null | undefined;
}

function percentOf(doneBytes: number, totalBytes: number | null): number | null {
  return totalBytes === null || totalBytes === 0 ? null : (doneBytes / totalBytes) * 100;
}

function bytesText(doneBytes: number, totalBytes: number | null): string {
  return totalBytes === null
    ? t('downloads.state.runningUnknown', { done: formatBytes(doneBytes) })
    : t('downloads.state.runningBytes', { done: formatBytes(doneBytes), total: formatBytes(totalBytes) });
}

interface Circumstances {
  /** Newer than the row while it runs. */
  readonly progress: DownloadProgress | null;
  /** The user paused all downloads: what waits does not wait for a time. */
  readonly isAllPaused: boolean;
  readonly now: number;
}

/** What a download is doing. */
export function downloadWords(
  download: Download,
  { progress, isAllPaused, now }: Circumstances,
): DownloadWords {
  const doneBytes = Math.max(download.doneBytes, progress?.doneBytes ?? 0);
  const totalBytes = progress?.totalBytes ?? download.totalBytes;
  switch (download.state) {
    case 'running':
      return {
        state: doneBytes === 0 ? t('downloads.state.running') : bytesText(doneBytes, totalBytes),
        detail: null,
        tone: 'plain',
        percent: percentOf(doneBytes, totalBytes),
      };
    case 'queued': {
      const isLater = !isAllPaused && download.notBefore !== null && download.notBefore > now;
      return {
        state: isLater
          ? t('downloads.state.waitingUntil', { when: formatUntil(download.notBefore ?? now, now) })
          : t('downloads.state.waiting'),
        detail: download.failure ? failureWords(download.failure.code) : null,
        tone: 'plain',
        percent: doneBytes > 0 ? percentOf(doneBytes, totalBytes) : undefined,
      };
    }
    case 'paused':
      return {
        state:
          doneBytes > 0 && totalBytes !== null
            ? t('downloads.state.pausedBytes', {
                done: formatBytes(doneBytes),
                total: formatBytes(totalBytes),
              })
            : t('downloads.state.paused'),
        detail: null,
        tone: 'plain',
        percent: doneBytes > 0 ? percentOf(doneBytes, totalBytes) : undefined,
      };
    case 'failed':
      return {
        state: download.failure ? failureWords(download.failure.code) : t('downloads.state.failed'),
        detail: download.failure ? adviceWords(download.failure.code) : t('downloads.advice.retry'),
        tone: 'bad',
        percent: undefined,
      };
    default:
      return assertNever(download.state);
  }
}

/** The state for the row's name, which is not read anew each second: nothing in it grows old. */
export function lastingState(download: Download, isAllPaused: boolean): string {
  if (download.state === 'running') return t('downloads.state.running');
  if (download.state === 'queued') {
    const isRetry = download.failure !== null && download.notBefore !== null;
    return isRetry && !isAllPaused ? t('downloads.state.waitingToTry') : t('downloads.state.waiting');
  }
  // Neither of the others looks at the time.
  return downloadWords(download, { progress: null, isAllPaused, now: 0 }).state;
}

/** How fast, and how long it still takes; null while neither is known. */
export function paceWords(
  progress: DownloadProgress | null,
): { speed: string; remaining: string | null } | null {
  if (!progress || progress.bytesPerSecond <= 0) return null;
  const remaining =
    progress.totalBytes === null
      ? null
      : formatRemaining(((progress.totalBytes - progress.doneBytes) / progress.bytesPerSecond) * 1_000);
  return { speed: formatSpeed(progress.bytesPerSecond), remaining };
}
