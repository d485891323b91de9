import type { ReactElement, ReactNode, Ref } from 'react';
import { Popover as Base } from '@base-ui/react/popover';
import { VisuallyHidden } from './visually-hidden';
import styles from './popover.module.css';

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly triggerRef?: Ref<HTMLButtonElement>;
  /** Said by screen readers when it opens. */
  readonly title: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** Choices under their button. Escape and a press beside it close it; the focus goes back to the button. */
export function Popover({
  trigger,
  triggerRef,
  title,
  isOpen,
  onOpenChange,
  children,
}: PopoverProps): ReactElement {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Trigger ref={triggerRef} render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} align="start" sideOffset={4} collisionPadding={8}>
          <Base.Popup className={styles.popup}>
            <Base.Title render={<h2 />}>
              <VisuallyHidden>{title}</VisuallyHidden>
            </Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
