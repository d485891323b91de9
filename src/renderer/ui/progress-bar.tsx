import type { CSSProperties, ReactElement } from 'react';
import clsx from 'clsx';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  /** What is going on, for screen readers. */
  readonly label: string;
  /** 0 to 100; null when it goes on but cannot be measured. */
  readonly percent: number | null;
  readonly tone?: 'accent' | 'faint' | 'bad';
  readonly className?: string;
}

/** A thin line that fills. It grows by a transform, so that the page is never laid out anew for it. */
export function ProgressBar({ label, percent, tone = 'accent', className }: ProgressBarProps): ReactElement {
  const share = percent === null ? null : Math.min(100, Math.max(0, percent));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share)}
      className={clsx(styles.bar, share === null && styles.unknown, styles[tone], className)}
      style={share === null ? undefined : ({ '--share': share / 100 } as CSSProperties)}
    >
      <div className={styles.fill} />
    </div>
  );
}
