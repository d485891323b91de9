import { useId, type ReactElement, type ReactNode } from 'react';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import styles from './choice.module.css';

/*
 * The browser's own inputs, drawn anew: they bring keyboard, labels and forms along, so nothing is to be rebuilt.
 */

export interface CheckboxProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A choice that is on or off, with its label. */
export function Checkbox({
  label,
  hint,
  isChecked,
  isDisabled = false,
  onChange,
}: CheckboxProps): ReactElement {
  const id = useId();
  return (
    <div className={styles.option}>
      <span className={styles.box}>
        <input
          id={id}
          type="checkbox"
          checked={isChecked}
          disabled={isDisabled}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
          className={styles.checkbox}
        />
        <Check size={12} strokeWidth={3.5} aria-hidden className={styles.mark} />
      </span>
      <Words id={id} label={label} hint={hint} />
    </div>
  );
}

export type SwitchProps = CheckboxProps;

/** A setting that takes effect at once. */
export function Switch({ label, hint, isChecked, isDisabled = false, onChange }: SwitchProps): ReactElement {
  const id = useId();
  return (
    <div className={styles.option}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isChecked}
        disabled={isDisabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
        className={styles.switch}
      />
      <Words id={id} label={label} hint={hint} />
    </div>
  );
}

interface WordsProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
}

function Words({ id, label, hint }: WordsProps): ReactElement {
  return (
    <span className={styles.words}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
    </span>
  );
}

export interface ChoiceGroupProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** Several choices that belong together, under their label. */
export function ChoiceGroup({ label, children }: ChoiceGroupProps): ReactElement {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      {children}
    </fieldset>
  );
}

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: ReactNode;
}

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly isDisabled?: boolean;
  readonly onChange: (value: Value) => void;
}

/** One of a few, one under the other, each with room for an explanation. */
export function RadioGroup<Value extends string>({
  label,
  isLabelHidden = false,
  value,
  options,
  isDisabled = false,
  onChange,
}: RadioGroupProps<Value>): ReactElement {
  const name = useId();
  return (
    <fieldset className={styles.group} disabled={isDisabled}>
      <legend className={isLabelHidden ? styles.hidden : styles.legend}>{label}</legend>
      {options.map((option) => (
        <div key={option.value} className={styles.option}>
          <input
            id={`${name}-${option.value}`}
            type="radio"
            name={name}
            checked={option.value === value}
            aria-describedby={option.hint === undefined ? undefined : `${name}-${option.value}-hint`}
            onChange={() => {
              onChange(option.value);
            }}
            className={styles.radio}
          />
          <Words id={`${name}-${option.value}`} label={option.label} hint={option.hint} />
        </div>
      ))}
    </fieldset>
  );
}

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  /** The language of the label, where that is not the window's. */
  readonly lang?: string;
}

export interface SegmentedProps<Value extends string> extends Omit<RadioGroupProps<Value>, 'options'> {
  readonly options: readonly Segment<Value>[];
}

/** One of a few short words, side by side. */
export function Segmented<Value extends string>({
  label,
  isLabelHidden = false,
  value,
  options,
  isDisabled = false,
  onChange,
}: SegmentedProps<Value>): ReactElement {
  const name = useId();
  return (
    <fieldset className={styles.group} disabled={isDisabled}>
      <legend className={isLabelHidden ? styles.hidden : styles.legend}>{label}</legend>
      <div className={styles.segments}>
        {options.map((option) => (
          <label
            key={option.value}
            lang={option.lang}
            className={clsx(styles.segment, option.value === value && styles.segmentChosen)}
          >
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value);
              }}
              className={styles.segmentInput}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
