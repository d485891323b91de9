import type { ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { assertNever } from '@shared/assert-never';
import type { Notice } from '@shared/ipc/events';
import { onEvent } from '../bridge';
import { translate } from '../i18n';
import { goTo } from '../navigation';
import { Button, IconButton } from '../ui/button';
import { useContentRect } from './content-rect';
import { dismissNotice, holdNotices, notify, useNotices, type ShownNotice } from './notices';
import styles from './notice-stack.module.css';

function textOf(notice: Notice): string {
  switch (notice.kind) {
    case 'downloads-resumed':
      return translate('notices.downloadsResumed', { count: notice.count });
    case 'sidecar-failed':
      return translate('notices.sidecarFailed', { detail: notice.detail });
    case 'check-found':
      return translate('check.notice.found', { count: notice.count });
    case 'library-moved':
      return translate('notices.libraryMoved', { folder: notice.libraryFolder });
    case 'library-move-stopped':
      return translate('notices.libraryMoveStopped');
    case 'settings-set-aside':
      return translate('notices.settingsSetAside', { file: notice.path });
    case 'unexpected-failure':
      return translate('errors.internal', { logId: notice.logId });
    default:
      return assertNever(notice);
  }
}

function showFindings(): { readonly label: string; readonly run: () => void } {
  return {
    label: translate('check.notice.show'),
    run: () => {
      goTo('check');
    },
  };
}

const BAD_NEWS: ReadonlySet<Notice['kind']> = new Set([
  'sidecar-failed',
  'library-move-stopped',
  'settings-set-aside',
]);

/** Takes what main tells from the first moment on: what it says while the first picture is made is not lost. */
export function listenForNotices(): void {
  onEvent('notice', (notice) => {
    notify(textOf(notice), {
      tone: BAD_NEWS.has(notice.kind) ? 'bad' : 'plain',
      ...(notice.kind === 'check-found' && { action: showFindings() }),
    });
  });
}

/**
 * Short messages at the foot of the content; read out when they come, gone after a while. They stand outside of the page
 * so that a dialog neither covers nor mutes them.
 */
export function NoticeStack(): ReactElement {
  const notices = useNotices();

  // Always there, or what comes would not be read out; a region, which can be gone to, only while it holds something.
  return createPortal(
    <div aria-live="polite">{notices.length > 0 && <Stack notices={notices} />}</div>,
    document.body,
  );
}

function Stack({ notices }: { readonly notices: readonly ShownNotice[] }): ReactElement {
  const { t } = useTranslation();
  const content = useContentRect(true);
  return (
    <div
      role="region"
      aria-label={t('notices.region')}
      className={styles.stack}
      style={
        content
          ? { left: content.left, top: content.top, width: content.width, height: content.height }
          : undefined
      }
      onPointerEnter={() => {
        holdNotices(true);
      }}
      onPointerLeave={() => {
        holdNotices(false);
      }}
      onFocus={() => {
        holdNotices(true);
      }}
      onBlur={() => {
        holdNotices(false);
      }}
    >
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeCard({ notice }: { readonly notice: ShownNotice }): ReactElement {
  const { t } = useTranslation();
  const { action } = notice;
  return (
    <div className={clsx(styles.notice, notice.tone === 'bad' && styles.bad)}>
      <p className={styles.text}>{notice.text}</p>
      {action && (
        <Button
          size="small"
          variant="ghost"
          className={styles.action}
          onClick={() => {
            action.run();
            dismissNotice(notice.id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton
        size="small"
        label={t('notices.dismiss')}
        icon={X}
        iconSize={14}
        onClick={() => {
          dismissNotice(notice.id);
        }}
      />
    </div>
  );
}
