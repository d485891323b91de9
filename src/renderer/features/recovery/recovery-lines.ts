import type { RecoveryReport } from '@shared/model';
import { translate } from '../../i18n';

/** So many names are told; the rest is counted. */
const NAMES = 5;

function namesOf(names: readonly string[]): string {
  const told = names.slice(0, NAMES).join(', ');
  const count = names.length - NAMES;
  return count > 0 ? translate('recovery.more', { names: told, count }) : told;
}

/** What a report tells, a sentence each, the most important first. */
export function recoveryLines(report: RecoveryReport, formatDate: (at: number) => string): string[] {
  const t = translate;
  const isLost = report.reason === 'damaged' || report.reason === 'missing';
  const isWithoutLog = report.reason === 'foreign-log';
  const origin =
    report.copiedAt === null ? t('recovery.anew') : t('recovery.copy', { date: formatDate(report.copiedAt) });
  return [
    ...(isLost ? [origin] : []),
    ...(isWithoutLog ? [t('recovery.withoutLog')] : []),
    t('recovery.songs', { count: report.songs }),
    ...(report.jobs > 0 ? [t('recovery.jobs', { count: report.jobs })] : []),
    ...(report.missingFiles > 0 ? [t('recovery.missingFiles', { count: report.missingFiles })] : []),
    ...(report.unreadable.length > 0
      ? [t('recovery.unreadable', { names: namesOf(report.unreadable) })]
      : []),
    ...(report.duplicates.length > 0
      ? [t('recovery.duplicates', { names: namesOf(report.duplicates) })]
      : []),
    ...(report.setAside === null
      ? []
      : [t(isWithoutLog ? 'recovery.bothSetAside' : 'recovery.setAside', { folder: report.setAside })]),
  ];
}
