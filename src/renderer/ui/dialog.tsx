import { useTranslation } from 'react-i18next';
import { useRef, type ReactElement, type ReactNode, type RefObject } from 'react';
import { Dialog as Base } from '@base-ui/react/dialog';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { Button } from './button';
import { useEarlyEscape } from './early-escape';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Called when the closing motion has ended: the moment to forget what was in it. */
  readonly onClosed?: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  readonly width?: 'small' | 'medium' | 'large';
  /** What has the focus first; else the first thing that can have it. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** Asked when it closes: false where what closed it puts the focus elsewhere. */
  readonly givesFocusBack?: () => boolean;
  /** Keeps a press beside the dialog from closing it, where work would be lost. */
  readonly isSticky?: boolean;
}

/** A modal dialog. Escape closes it; the focus goes back to where it was. */
export function Dialog({
  isOpen,
  onClose,
  onClosed,
  title,
  description,
  children,
  footer,
  width = 'medium',
  initialFocus,
  givesFocusBack,
  isSticky = false,
}: DialogProps): ReactElement {
  const { t } = useTranslation();
  useEarlyEscape(isOpen, onClose);
  const popup = useRef<HTMLDivElement>(null);

  /**
   * With the dialog, not a frame after it as the component has it: keys that come quickly are never those of what lies
   * behind, and what is typed is in the field. True: then the first thing that can have it.
   */
  function focusAtOnce(): boolean {
    const field = initialFocus?.current ?? null;
    (field ?? popup.current)?.focus({ preventScroll: true });
    return field === null;
  }

  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      onOpenChangeComplete={(open) => {
        if (!open) onClosed?.();
      }}
      disablePointerDismissal={isSticky}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            ref={popup}
            data-modal
            className={clsx(styles.popup, styles[width])}
            initialFocus={focusAtOnce}
            finalFocus={givesFocusBack}
          >
            <div className={styles.header}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className={styles.description}>{description}</Base.Description>
              )}
            </div>
            {children !== undefined && <div className={styles.body}>{children}</div>}
            {footer !== undefined && <div className={styles.footer}>{footer}</div>}
            {/* Last, so that the focus begins with what the dialog is about. */}
            <Base.Close className={styles.close} aria-label={t('common.close')}>
              <X size={16} aria-hidden />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly text: ReactNode;
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be taken back; the careful answer has the focus. */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  text,
  confirmLabel,
  isDangerous = false,
  isBusy = false,
  onConfirm,
}: ConfirmDialogProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      description={text}
      width="small"
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant={isDangerous ? 'danger' : 'primary'} isBusy={isBusy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}
