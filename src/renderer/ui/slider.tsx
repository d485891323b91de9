import type { ReactElement, ReactNode } from 'react';
import { Slider as Base } from '@base-ui/react/slider';
import clsx from 'clsx';
import styles from './slider.module.css';

export interface SliderProps {
  readonly label: string;
  /** What is spoken instead of the number, for example `0:05 of 1:00`. */
  readonly valueText: (value: number) => string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly step?: number;
  /** Step of PageUp, PageDown and Shift with an arrow. */
  readonly largeStep?: number;
  readonly isDisabled?: boolean;
  /** Every value on the way. */
  readonly onChange: (value: number) => void;
  /** The value where the pointer or the key let go. */
  readonly onCommit?: (value: number) => void;
  readonly className?: string;
  /** Drawn in the track instead of the plain line, for example a waveform. */
  readonly children?: ReactNode;
}

/** A thin slider as music players have: the thumb shows only under the pointer and with the focus. */
export function Slider({
  label,
  valueText,
  value,
  min = 0,
  max,
  step = 1,
  largeStep = 10,
  isDisabled = false,
  onChange,
  onCommit,
  className,
  children,
}: SliderProps): ReactElement {
  return (
    <Base.Root
      className={clsx(styles.slider, className)}
      value={value}
      min={min}
      max={max}
      step={step}
      largeStep={largeStep}
      disabled={isDisabled}
      onValueChange={(next) => {
        onChange(next);
      }}
      onValueCommitted={(next) => onCommit?.(next)}
    >
      <Base.Control className={styles.control}>
        <Base.Track className={clsx(styles.track, children !== undefined && styles.drawn)}>
          {children}
          <Base.Indicator className={styles.indicator} />
          <Base.Thumb
            className={styles.thumb}
            getAriaLabel={() => label}
            getAriaValueText={(_, current) => valueText(current)}
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
