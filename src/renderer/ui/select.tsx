import { useId, type ReactElement } from 'react';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { Option } from './choice';
import styles from './select.module.css';

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** What there is to say about it, below. */
  readonly hint?: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly isDisabled?: boolean;
  readonly onChange: (value: Value) => void;
}

/** One of several, opened as a list. */
export function Select<Value extends string>({
  label,
  isLabelHidden = false,
  hint,
  value,
  options,
  isDisabled = false,
  onChange,
}: SelectProps<Value>): ReactElement {
  const id = useId();
  return (
    <div className={styles.field}>
      {!isLabelHidden && (
        <span id={id} className={styles.label}>
          {label}
        </span>
      )}
      <Base.Root
        value={value}
        items={options}
        disabled={isDisabled}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
      >
        <Base.Trigger
          className={styles.trigger}
          aria-label={isLabelHidden ? label : undefined}
          aria-labelledby={isLabelHidden ? undefined : id}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        >
          <Base.Value className={styles.value} />
          <Base.Icon className={styles.icon}>
            <ChevronsUpDown size={14} aria-hidden />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={styles.popup}>
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className={styles.item}>
                    <span className={styles.mark}>
                      <Base.ItemIndicator>
                        <Check size={14} aria-hidden />
                      </Base.ItemIndicator>
                    </span>
                    <Base.ItemText>{option.label}</Base.ItemText>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
