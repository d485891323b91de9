import type { ReactElement } from 'react';
import clsx from 'clsx';
import { X } from 'lucide-react';
import styles from './removable-chip.module.css';

export interface RemovableChipProps {
  readonly text: string;
  /** What its button does, for example `Remove filter Has video`. */
  readonly removeLabel: string;
  readonly onRemove: () => void;
  /** `warn`: it says what is wrong; `pending`: it says what is still to come. Both may take more than one line. */
  readonly tone?: 'chosen' | 'pending' | 'warn';
}

/** Something that was chosen, with a button that takes it back. */
export function RemovableChip({
  text,
  removeLabel,
  onRemove,
  tone = 'chosen',
}: RemovableChipProps): ReactElement {
  return (
    <span className={clsx(styles.chip, styles[tone])}>
      <span className={styles.text} title={tone === 'chosen' ? text : undefined}>
        {text}
      </span>
      <button type="button" aria-label={removeLabel} className={styles.remove} onClick={onRemove}>
        <X size={13} aria-hidden />
      </button>
    </span>
  );
}
