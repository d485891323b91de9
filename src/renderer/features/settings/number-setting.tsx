import { useState, type ReactElement, type Ref } from 'react';
import { TextField } from '../../ui/field';
import styles from './settings.module.css';

export interface NumberSettingProps {
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly fieldRef?: Ref<HTMLInputElement>;
  /** Called when the field is left or Enter is pressed, with what fits. */
  readonly onChange: (value: number) => void;
}

/** A whole number that is typed: kept when the field is left; what is no number becomes what was, what is too large the largest. */
export function NumberSetting({
  value,
  min,
  max,
  step = 1,
  fieldRef,
  onChange,
  ...words
}: NumberSettingProps): ReactElement {
  const [typed, setTyped] = useState(String(value));
  const [shown, setShown] = useState(value);
  // Another value from outside is shown in place of what was typed.
  if (value !== shown) {
    setShown(value);
    setTyped(String(value));
  }

  function keep(): void {
    const number = Math.round(Number(typed));
    const isNumber = typed.trim() !== '' && Number.isFinite(number);
    const next = isNumber ? Math.min(max, Math.max(min, number)) : value;
    setTyped(String(next));
    if (next !== value) onChange(next);
  }

  return (
    <TextField
      {...words}
      ref={fieldRef}
      type="number"
      min={min}
      max={max}
      step={step}
      value={typed}
      className={styles.number}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
