import { useRef, useState, type ReactElement } from 'react';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useFirstEscape } from './early-escape';
import { ShortcutKbd } from './kbd';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly text: string;
  /** The id of the action that has a key, or a chord that belongs to this place alone. */
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** The words stand there already: nothing is shown. */
  readonly isOff?: boolean;
  /** One element that can take the pointer and the focus. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** Shows more about what the pointer or the focus is on. Never the only place where something is said. */
export function Tooltip({
  text,
  shortcut,
  side = 'top',
  isOff = false,
  children,
}: TooltipProps): ReactElement {
  const actions = useRef<Base.Root.Actions>(null);
  // Dialog and tooltip would both hear the same Escape.
  const [isInDialog, setInDialog] = useState(false);
  useFirstEscape(isInDialog, () => actions.current?.close());
  return (
    <Base.Root
      disabled={isOff}
      actionsRef={actions}
      onOpenChange={(isOpen, { trigger }) => {
        const dialog = trigger?.closest('[role=dialog], [role=alertdialog]') ?? null;
        setInDialog(isOpen && dialog !== null);
      }}
    >
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            <span>{text}</span>
            {shortcut !== undefined && <ShortcutKbd shortcut={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Lets tooltips that follow one another appear without a new delay; stands once around the app. */
export const TooltipProvider = Base.Provider;
