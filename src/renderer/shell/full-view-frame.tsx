import type { ReactElement, ReactNode, RefObject } from 'react';
import { X } from 'lucide-react';
import { IconButton } from '../ui/button';
import { useBorrowedFocus } from '../ui/use-borrowed-focus';
import { focusedBehind, fullView } from './full-view';
import styles from './full-view-frame.module.css';

interface FullViewFrameProps {
  /** What it is, for those who do not see it. */
  readonly label: string;
  readonly closeLabel: string;
  /** What stands beside the button that closes it. */
  readonly head: ReactNode;
  /** Lies behind all of it. */
  readonly backdrop?: ReactNode;
  readonly children: ReactNode;
  /** Has the keyboard as long as nothing in it has. */
  readonly ref: RefObject<HTMLElement | null>;
}

/** Something that is seen over everything but the player: its head with the way back, and all the room below. */
export function FullViewFrame({
  label,
  closeLabel,
  head,
  backdrop,
  children,
  ref,
}: FullViewFrameProps): ReactElement {
  useBorrowedFocus(ref, focusedBehind);
  return (
    <section ref={ref} data-region tabIndex={-1} className={styles.frame} aria-label={label}>
      {backdrop}
      <header className={styles.head}>
        <div className={styles.words}>{head}</div>
        <IconButton
          label={closeLabel}
          icon={X}
          iconSize={20}
          shortcut="Escape"
          tooltipSide="bottom"
          onClick={fullView.close}
        />
      </header>
      {children}
    </section>
  );
}
