import { useId, useState, type KeyboardEvent, type ReactElement, type Ref } from 'react';
import clsx from 'clsx';
import type { FacetValue } from '@shared/model';
import { TextField } from './field';
import styles from './tag-field.module.css';

export interface TagFieldProps {
  readonly label: string;
  /** What the list of known tags is called. */
  readonly knownLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What may be meant, the best first. */
  readonly offered: readonly FacetValue[];
  readonly hint: string;
  readonly error: string | null;
  readonly onAdd: (tag: string) => void;
  /** Enter in the empty field. */
  readonly onSubmit: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field for one tag after the other: arrows choose among those that are known, Enter or a comma adds. */
export function TagField(props: TagFieldProps): ReactElement {
  const { value, offered, onAdd } = props;
  const id = useId();
  /** The one of the offered that the arrows have come to; none: -1. */
  const [chosen, setChosen] = useState(-1);
  const at = Math.min(chosen, offered.length - 1);
  const isOpen = offered.length > 0;

  function add(tag: string): void {
    setChosen(-1);
    onAdd(tag);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // The place before the first is what was typed.
      setChosen(((at + 1 + step + offered.length + 1) % (offered.length + 1)) - 1);
    } else if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      const tag = at === -1 ? value : (offered[at]?.value ?? value);
      if (tag.trim() !== '') add(tag);
      else if (event.key === 'Enter') props.onSubmit();
    } else if (event.key === 'Escape' && isOpen) {
      // Closes the list alone, by taking away what it is offered for.
      event.preventDefault();
      event.stopPropagation();
      setChosen(-1);
      props.onChange('');
    }
  }

  return (
    <div className={styles.field}>
      <TextField
        {...(props.ref !== undefined && { ref: props.ref })}
        label={props.label}
        value={value}
        onChange={(text) => {
          setChosen(-1);
          props.onChange(text);
        }}
        hint={props.hint}
        error={props.error}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={at === -1 ? undefined : `${id}-${at}`}
        onKeyDown={onKeyDown}
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={props.knownLabel}
        className={styles.list}
        hidden={!isOpen}
      >
        {offered.map((tag, index) => (
          <li
            key={tag.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={clsx(styles.option, index === at && styles.chosen)}
            // The focus stays in the field.
            onMouseDown={(event) => {
              event.preventDefault();
            }}
            onClick={() => {
              add(tag.value);
            }}
          >
            <span className={styles.tag}>{tag.value}</span>
            <span className={styles.count}>{tag.count}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
