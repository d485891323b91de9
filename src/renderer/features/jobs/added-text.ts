import type { AddedJobs } from '@shared/model';
import { translate } from '../../i18n';

/** What came of adding jobs, in words. */
export function addedText({ added, knownCount }: AddedJobs): string {
  if (added.length === 0) return translate('notices.allKnown', { count: knownCount });
  return translate('notices.jobsAdded', {
    added: translate('notices.added', { count: added.length }),
    known: knownCount === 0 ? '' : translate('notices.knownToo', { count: knownCount }),
  });
}
