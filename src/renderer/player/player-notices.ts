import { assertNever } from '@shared/assert-never';
import { translate } from '../i18n';
import { notifyFailure } from '../shell/failure-text';
import { notify } from '../shell/notices';
import type { PlayerNotice } from './player-state';

/** Tells of songs that did not play, in words. */
export function tellPlayerNotice(notice: PlayerNotice): void {
  switch (notice.kind) {
    case 'request-failed':
      notifyFailure(notice.error);
      return;
    case 'device-gone':
      notify(translate('player.notice.deviceGone', { label: notice.label }), { tone: 'bad' });
      return;
    case 'many-failed':
      notify(translate('player.notice.manyFailed', { count: notice.count }), { tone: 'bad' });
      return;
    case 'nothing-playable':
      notify(translate('player.notice.nothingPlayable'), { tone: 'bad' });
      return;
    case 'replaced':
      notify(
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
