import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { assertNever } from '@shared/assert-never';
import type { Notice } from '@shared/ipc/events';
import { onEvent } from '../bridge';
import { translate } from '../i18n';
import { Button, IconButton } from '../ui/button';
import { dismissNotice, holdNotices, notify, useNotices } from './notices';
import styles from './notice-stack.module.css';

function textOf(notice: Notice): string {
  switch (notice.kind) {
    case 'downloads-resumed':
      return translate('notices.downloadsResumed', { count: notice.count });
    case 'sidecar-failed':
      return translate('notices.sidecarFailed', { detail: notice.detail });
    case 'unexpected-failure':
      return translate('errors.internal', { logId: notice.logId });
    default:
      return assertNever(notice);
  }
}

/** Short messages at the foot of the window; read out when they come, gone after a while. */
export function NoticeStack(): ReactElement {
  const { t } = useTranslation();
  const notices = useNotices();

  useEffect(
    () =>
      onEvent('notice', (notice) => {
        notify(textOf(notice), { tone: notice.kind === 'downloads-resumed' ? 'plain' : 'bad' });
      }),
    [],
  );

  return (
    <div
      role="region"
      aria-label={t('notices.region')}
      aria-live="polite"
      className={styles.stack}
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
        <div key={notice.id} className={clsx(styles.notice, notice.tone === 'bad' && styles.bad)}>
          <p className={styles.text}>{notice.text}</p>
          {notice.action && (
            <Button
              size="small"
              variant="ghost"
              className={styles.action}
              onClick={() => {
                notice.action?.run();
                dismissNotice(notice.id);
              }}
            >
              {notice.action.label}
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
      ))}
    </div>
  );
}
