import type { ReactElement, ReactNode } from 'react';
import { X } from 'lucide-react';
import { IconButton } from '../ui/button';
import { useSidePanel } from './side-panel-state';
import styles from './panel-view.module.css';

export interface PanelViewProps {
  readonly label: string;
  /** What stands in the head, its heading first. */
  readonly head: ReactNode;
  readonly closeLabel: string;
  /** The action that shows and hides it. */
  readonly shortcut: string;
  readonly children: ReactNode;
}

/** What the panel at the right shows: a head with a cross, and what is below it. */
export function PanelView({ label, head, closeLabel, shortcut, children }: PanelViewProps): ReactElement {
  const { close } = useSidePanel();
  return (
    <section className={styles.panel} aria-label={label}>
      <header className={styles.head}>
        {head}
        <IconButton
          label={closeLabel}
          icon={X}
          size="small"
          shortcut={shortcut}
          tooltipSide="bottom"
          onClick={close}
        />
      </header>
      {children}
    </section>
  );
}
