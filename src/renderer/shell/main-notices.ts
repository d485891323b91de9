import { assertNever } from '@shared/assert-never';
import type { Notice } from '@shared/ipc/events';
import { onEvent } from '../bridge';
import { translate } from '../i18n';
import { goTo } from '../navigation';
import { forgetUndo, notify, type NoticeAction } from './notices';
import { openSetting } from './setting-focus';

function textOf(notice: Notice): string {
  switch (notice.kind) {
    case 'downloads-resumed':
      return translate('notices.downloadsResumed', { count: notice.count });
    case 'removed-by-journal':
      return translate('notices.removedByJournal', { count: notice.count, file: notice.file });
    case 'sidecar-failed':
      return translate('notices.sidecarFailed', { detail: notice.detail });
    case 'check-found':
      return translate('check.notice.found', { count: notice.count });
    case 'library-moved':
      return translate('notices.libraryMoved', { folder: notice.libraryFolder });
    case 'library-move-stopped':
      return translate('notices.libraryMoveStopped');
    case 'library-file-mended':
      return translate('notices.libraryFileMended', { file: notice.file });
    case 'settings-set-aside':
      return translate('notices.settingsSetAside', { file: notice.path });
    case 'window-reloaded':
      return translate('notices.windowReloaded');
    case 'update-found':
      return translate('notices.updateFound', { version: notice.version });
    case 'update-not-installed':
      return translate('notices.updateNotInstalled', { version: notice.version });
    case 'unexpected-failure':
      return translate('errors.internal', { logId: notice.logId });
    default:
      return assertNever(notice);
  }
}

function showFindings(): NoticeAction {
  return {
    label: () => translate('check.notice.show'),
    run: () => {
      goTo('check');
    },
  };
}

function showUpdates(label: () => string): NoticeAction {
  return {
    label,
    run: () => {
      openSetting('updates');
    },
  };
}

/** Where a notice leads; null where it says all that there is. */
function actionOf({ kind }: Notice): NoticeAction | null {
  if (SHOW_CHECK.has(kind)) return showFindings();
  if (kind === 'update-found') return showUpdates(() => translate('notices.updateShow'));
  return kind === 'update-not-installed' ? showUpdates(() => translate('notices.updatesOpen')) : null;
}

/** What *Check library* has more to say of. */
const SHOW_CHECK: ReadonlySet<Notice['kind']> = new Set(['check-found', 'removed-by-journal']);
const BAD_NEWS: ReadonlySet<Notice['kind']> = new Set([
  'sidecar-failed',
  'library-move-stopped',
  'library-file-mended',
  'settings-set-aside',
  'update-not-installed',
]);
/** What is told only once and does not go by itself. */
const LASTING: ReadonlySet<Notice['kind']> = new Set(['update-found', 'update-not-installed']);

/** Shows what main tells; to be called once, before anything is drawn, so that nothing is told to nobody. */
export function listenForNotices(): void {
  onEvent('notice', (notice) => {
    const action = actionOf(notice);
    notify(() => textOf(notice), {
      tone: BAD_NEWS.has(notice.kind) ? 'bad' : 'plain',
      isLasting: LASTING.has(notice.kind),
      ...(action && { action }),
    });
  });
  onEvent('profile.changed', forgetUndo);
}
