import type { ComponentProps, ReactElement, ReactNode } from 'react';
import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { Spinner } from './spinner';
import { Tooltip } from './tooltip';
import styles from './button.module.css';

export type ButtonVariant = 'primary' | 'quiet' | 'ghost' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: LucideIcon;
  readonly isDisabled?: boolean;
  /** Shows that the action is going on; it cannot be started again meanwhile. */
  readonly isBusy?: boolean;
  /** It goes off by being pressed: disabled, it would throw the keyboard's place away. */
  readonly keepsFocus?: boolean;
  readonly children: ReactNode;
}

/** A button with words. */
export function Button({
  variant = 'quiet',
  size = 'medium',
  icon: Icon,
  isDisabled = false,
  isBusy = false,
  keepsFocus = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps): ReactElement {
  const isOff = isDisabled && keepsFocus;
  return (
    <button
      type="button"
      {...rest}
      // A busy button stays focusable: a disabled one would throw the keyboard's place away.
      aria-disabled={isBusy || isOff || undefined}
      disabled={isDisabled && !keepsFocus}
      onClick={isBusy || isOff ? undefined : onClick}
      className={clsx(
        styles.button,
        styles[variant],
        styles[size],
        isBusy && styles.busy,
        isOff && styles.off,
        className,
      )}
    >
      {isBusy ? <Spinner size={14} /> : Icon && <Icon size={size === 'small' ? 14 : 16} aria-hidden />}
      <span className={styles.text}>{children}</span>
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'children'> {
  /** What the button does: its accessible name and its tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly iconSize?: number;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly isDisabled?: boolean;
  /** For a button that stays pressed; leave out for one that does not. */
  readonly isPressed?: boolean;
  /** Whose key the tooltip shows: an action's id, or a chord that belongs to this place alone. */
  readonly shortcut?: string;
  /** Draws the icon solid, as play and pause are. */
  readonly isFilled?: boolean;
  readonly tooltipSide?: 'top' | 'bottom' | 'left' | 'right';
}

/** A button that is only a picture; its label is spoken and shown as a tooltip. */
export function IconButton({
  label,
  icon: Icon,
  iconSize = 16,
  variant = 'ghost',
  size = 'medium',
  isDisabled = false,
  isPressed,
  shortcut,
  isFilled = false,
  tooltipSide = 'top',
  className,
  onClick,
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <Tooltip text={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={isPressed}
        // Not `disabled`: the tooltip says why it is off, and the keyboard's place is not lost when it goes off.
        aria-disabled={isDisabled || undefined}
        onClick={isDisabled ? undefined : onClick}
        className={clsx(
          styles.button,
          styles.iconOnly,
          styles[variant],
          styles[size],
          isPressed && styles.pressed,
          isDisabled && styles.off,
          className,
        )}
      >
        <Icon size={iconSize} fill={isFilled ? 'currentColor' : 'none'} aria-hidden />
      </button>
    </Tooltip>
  );
}
