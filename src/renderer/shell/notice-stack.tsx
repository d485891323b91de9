import { useId, type CSSProperties, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { Button, IconButton } from '../ui/button';
import { useContentRect } from './content-rect';
import { dismissNotice, holdNotices, takeOffer, useNotices, type ShownNotice } from './notices';
import styles from './notice-stack.module.css';

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
      data-region
      aria-label={t('notices.region')}
      className={styles.stack}
      style={content ? placeOf(content) : undefined}
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

function placeOf({ left, top, width, height }: DOMRect): CSSProperties {
  return Object.fromEntries(
    Object.entries({ left, top, width, height }).map(([name, size]) => [`--content-${name}`, `${size}px`]),
  );
}

function NoticeCard({ notice }: { readonly notice: ShownNotice }): ReactElement {
  const { t } = useTranslation();
  const textId = useId();
  const { action } = notice;
  return (
    // Of several, each has its own buttons of the same names.
    <div
      role="group"
      aria-labelledby={textId}
      className={clsx(styles.notice, notice.tone === 'bad' && styles.bad)}
    >
      <p id={textId} className={styles.text}>
        {notice.text()}
      </p>
      {action && (
        <Button
          size="small"
          variant="ghost"
          className={styles.action}
          onClick={() => {
            takeOffer(notice);
          }}
        >
          {action.label()}
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
