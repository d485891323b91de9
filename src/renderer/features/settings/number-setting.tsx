import { useState, type ReactElement, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/field';
import { useAfterPress } from '../../ui/field-left';
import { wholeNumber } from './whole-number';
import styles from './settings.module.css';

export interface NumberSettingProps {
  readonly label: string;
  /** What the number does; its limits are told behind it. */
  readonly hint: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly fieldRef?: Ref<HTMLInputElement>;
  /** Called when the field is left or Enter is pressed, with what fits. */
  readonly onChange: (value: number) => void;
}

/**
 * A whole number that is typed: kept when the field is left. What does not fit changes nothing: it stays there to be put right, and
 * is told until it is.
 */
export function NumberSetting({
  hint,
  value,
  min,
  max,
  step = 1,
  fieldRef,
  onChange,
  ...words
}: NumberSettingProps): ReactElement {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(String(value));
  const [shown, setShown] = useState(value);
  const [isTold, setTold] = useState(false);
  const afterPress = useAfterPress();
  // Another value from outside is shown in place of what was typed.
  if (value !== shown) {
    setShown(value);
    setTyped(String(value));
    setTold(false);
  }
  const number = wholeNumber(typed, min, max);

  function keep(): void {
    if (number === null) {
      afterPress(() => {
        setTold(true);
      });
      return;
    }
    setTyped(String(number));
    if (number !== value) onChange(number);
  }

  return (
    <TextField
      {...words}
      hint={t('settings.number.hint', { hint, min, max })}
      error={isTold && number === null ? t('settings.number.error', { min, max, value }) : null}
      ref={fieldRef}
      type="number"
      min={min}
      max={max}
      step={step}
      value={typed}
      className={styles.number}
      onChange={(next) => {
        setTyped(next);
        // What is typed after it was right is not wrong before it is left.
        if (wholeNumber(next, min, max) !== null) setTold(false);
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
