import { assertNever } from '@shared/assert-never';
import { translate } from '../i18n';
import { notifyFailure } from '../shell/failure-text';
import { notify } from '../shell/notices';
import type { PlayerNotice } from './player-state';
import { forgetQueueChanges, rememberQueueMove, tellQueueChange } from './queue-notices';
import { forgetSleeping, tellSleeping } from './sleep-notice';
import { deviceWatch } from './use-output-devices';

/** Tells of songs that did not play, in words. */
export function tellPlayerNotice(notice: PlayerNotice): void {
  switch (notice.kind) {
    case 'request-failed':
      notifyFailure(notice.error);
      return;
    case 'device-gone':
      notify(() => translate('player.notice.deviceGone', { label: notice.label }), { tone: 'bad' });
      return;
    case 'device-away':
      notify(() =>
        notice.instead === null
          ? translate('player.notice.deviceAway', { label: notice.label })
          : translate('player.notice.deviceAwayInstead', { label: notice.label, instead: notice.instead }),
      );
      return;
    case 'device-back':
      if (notice.isElsewhere) {
        notify(() => translate('player.notice.deviceBack', { label: notice.label }), {
          action: { label: () => translate('player.notice.hearThere'), run: deviceWatch.goBack },
        });
      } else notify(() => translate('player.notice.deviceBackHeard', { label: notice.label }));
      return;
    case 'silenced':
      deviceWatch.explain().catch(console.warn);
      return;
    case 'sound-failed':
      notify(() => translate('player.notice.soundFailed'), { tone: 'bad' });
      return;
    case 'many-failed':
      notify(() => translate('player.notice.manyFailed', { count: notice.count }), { tone: 'bad' });
      return;
    case 'folder-away':
      notify(() => translate('player.notice.folderAway'), { tone: 'bad' });
      return;
    case 'nothing-playable':
      notify(() => translate('player.notice.nothingPlayable'), { tone: 'bad' });
      return;
    case 'sleeping':
      tellSleeping(notice.playOn);
      return;
    case 'sleep-over':
      forgetSleeping();
      return;
    case 'queue-changed':
      tellQueueChange(notice);
      return;
    case 'queue-moved':
      rememberQueueMove(notice);
      return;
    case 'queue-left':
      forgetQueueChanges();
      return;
    case 'replaced':
      notify(() =>
        translate('player.notice.replaced', {
          title: notice.title,
          failed: translate(`player.file.${notice.failed}`),
          playing: translate(`player.file.${notice.playing}`),
        }),
      );
      return;
    case 'skipped':
    case 'stopped':
      notify(
        () =>
          translate(`player.notice.${notice.kind}`, {
            title: notice.title === '' ? translate('player.notice.untitled') : notice.title,
            reason: translate(`player.reason.${notice.reason}`),
          }),
        { tone: 'bad' },
      );
      return;
    default:
      assertNever(notice);
  }
}
