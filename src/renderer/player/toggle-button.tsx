import type { ReactElement } from 'react';
import clsx from 'clsx';
import { IconButton, type IconButtonProps } from '../ui/button';
import styles from './toggle-button.module.css';

export interface ToggleButtonProps extends Omit<IconButtonProps, 'className'> {
  readonly isOn: boolean;
}

/** A button of the player that is lit while what it stands for is on. */
export function ToggleButton({ isOn, ...button }: ToggleButtonProps): ReactElement {
  return <IconButton {...button} className={clsx(styles.toggle, isOn && styles.on)} />;
}
