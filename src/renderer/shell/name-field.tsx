import type { ReactElement, Ref } from 'react';
import { TextField } from '../ui/field';

export interface NameFieldProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly hint?: string | undefined;
  /** Why the name cannot be had; null where nothing is wrong. */
  readonly error: string | null;
  readonly onChange: (name: string) => void;
  /** Enter takes the name. */
  readonly onEnter: () => void;
}

/** The field of a name: what is in it is selected when one comes to it. */
export function NameField({ onEnter, ...field }: NameFieldProps): ReactElement {
  return (
    <TextField
      {...field}
      onFocus={(event) => {
        event.currentTarget.select();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter();
      }}
    />
  );
}
