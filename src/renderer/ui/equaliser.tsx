import type { ReactElement } from 'react';
import clsx from 'clsx';
import styles from './equaliser.module.css';

/** Three bars that move while the song plays and stand while it does not. Decoration: the row says it in words. */
export function Equaliser({ isMoving }: { readonly isMoving: boolean }): ReactElement {
  return (
    <span className={clsx(styles.bars, isMoving && styles.moving)} aria-hidden>
      <span />
      <span />
      <span />
    </span>
  );
}
