import { useRef, type ReactElement } from 'react';
import clsx from 'clsx';
import { Search, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button';
import styles from './filter-field.module.css';

export interface FilterFieldProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly className?: string | undefined;
  readonly onChange: (value: string) => void;
  /** Enter and the arrow down: the keyboard goes on to what is left. */
  readonly onLeave?: () => void;
}

/** A small field that narrows what stands below it: its label is its placeholder, Escape and the cross clear it. */
export function FilterField({
  label,
  value,
  maxLength,
  className,
  onChange,
  onLeave,
}: FilterFieldProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  return (
    <label className={clsx(styles.field, className)}>
      <Search size={14} aria-hidden className={styles.icon} />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={maxLength}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onChange('');
          } else if (onLeave && (event.key === 'ArrowDown' || event.key === 'Enter')) {
            event.preventDefault();
            onLeave();
          }
        }}
      />
      {value !== '' && (
        <IconButton
          size="small"
          label={t('common.clearSearch')}
          icon={X}
          iconSize={13}
          onClick={() => {
            onChange('');
            field.current?.focus();
          }}
        />
      )}
    </label>
  );
}
