import { useId, type ComponentProps, type ReactElement, type ReactNode, type Ref } from 'react';
import { Field as Base } from '@base-ui/react/field';
import clsx from 'clsx';
import styles from './field.module.css';

interface FieldFrameProps {
  readonly label: string;
  /** Leaves the label to screen readers, where the place says it already. */
  readonly isLabelHidden?: boolean;
  readonly hint?: ReactNode;
  /** What is wrong with the value, in words; shown instead of the hint. */
  readonly error?: string | null;
  /** Stands beside the field: a button, a unit. */
  readonly trailing?: ReactNode;
}

interface FrameInnerProps extends FieldFrameProps {
  readonly id: string;
  readonly children: ReactNode;
}

function FieldFrame({
  id,
  label,
  isLabelHidden,
  hint,
  error,
  trailing,
  children,
}: FrameInnerProps): ReactElement {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? styles.hidden : styles.label}>
        {label}
      </label>
      <div className={styles.line}>
        {children}
        {trailing}
      </div>
      {error ? (
        // Not the hint with other words: what is to be told at once has to come anew.
        <p key="error" id={`${id}-note`} role="alert" className={styles.error}>
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p key="hint" id={`${id}-note`} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

export interface TextFieldProps
  extends
    FieldFrameProps,
    Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'id' | 'disabled' | 'readOnly'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isMonospace?: boolean;
  readonly isReadOnly?: boolean;
  readonly isDisabled?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label above and what there is to say about it below. */
export function TextField({
  label,
  isLabelHidden = false,
  hint,
  error,
  trailing,
  value,
  onChange,
  isMonospace = false,
  isReadOnly = false,
  isDisabled = false,
  className,
  ...rest
}: TextFieldProps): ReactElement {
  const id = useId();
  return (
    <FieldFrame
      id={id}
      label={label}
      isLabelHidden={isLabelHidden}
      hint={hint}
      error={error ?? null}
      trailing={trailing}
    >
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        {...rest}
        id={id}
        value={value}
        readOnly={isReadOnly}
        disabled={isDisabled}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint !== undefined ? `${id}-note` : undefined}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className={clsx(
          styles.input,
          isMonospace && styles.monospace,
          isReadOnly && styles.readOnly,
          className,
        )}
      />
    </FieldFrame>
  );
}

export interface TextAreaProps
  extends
    FieldFrameProps,
    Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'id' | 'disabled' | 'readOnly'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isMonospace?: boolean;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text with their label. */
export function TextArea({
  label,
  isLabelHidden = false,
  hint,
  error,
  trailing,
  value,
  onChange,
  isMonospace = false,
  className,
  ...rest
}: TextAreaProps): ReactElement {
  const id = useId();
  return (
    <FieldFrame
      id={id}
      label={label}
      isLabelHidden={isLabelHidden}
      hint={hint}
      error={error ?? null}
      trailing={trailing}
    >
      <textarea
        spellCheck={false}
        {...rest}
        id={id}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint !== undefined ? `${id}-note` : undefined}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className={clsx(styles.input, styles.area, isMonospace && styles.monospace, className)}
      />
    </FieldFrame>
  );
}

export interface FaultProps {
  /** What is wrong with what is chosen, in words; null where nothing is. */
  readonly error: string | null;
  /** The list to choose from. */
  readonly children: ReactNode;
}

/** Says below a `Select` what is wrong with it, and of it that it is wrong. */
export function Fault({ error, children }: FaultProps): ReactElement {
  return (
    <Base.Root invalid={error !== null} className={clsx(styles.field, styles.fault)}>
      {children}
      {error !== null && (
        <Base.Error match role="alert" className={styles.error}>
          {error}
        </Base.Error>
      )}
    </Base.Root>
  );
}
