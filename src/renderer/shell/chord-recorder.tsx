import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { chordText, isMac } from '../ui/kbd';
import { chordOf, heldModifiers, pressOf, type KeyPress } from '../key-press';
import styles from './chord-recorder.module.css';

const SILENT: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Fn',
]);

export interface ChordRecorderProps {
  /** What the keys are to be for. */
  readonly label: string;
  /** What Escape and Backspace do. */
  readonly hint: string;
  /** Why the last chord is not taken; null when there is nothing to say. */
  readonly problem: string | null;
  /** Where hint and problem stand: before the field, or below it. */
  readonly notesPlace?: 'before' | 'below';
  /** Which chord a press is, where it is not just what it types; null for one that cannot be had. */
  readonly read?: (press: KeyPress) => string | null;
  /** A chord was pressed; null for a key that no chord can have. */
  readonly onChord: (chord: string | null) => void;
  readonly onClear: (() => void) | null;
  readonly onCancel: () => void;
}

/** A field that shows what is held and takes the first whole chord; every key is its own while it has the focus. */
export function ChordRecorder(props: ChordRecorderProps): ReactElement {
  const { t } = useTranslation();
  const { label, hint, problem, notesPlace = 'before', read, onChord, onClear, onCancel } = props;
  const [held, setHeld] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    field.current?.focus();
  }, []);

  const showHeld = ({ nativeEvent }: KeyboardEvent) => {
    const modifiers = heldModifiers(pressOf(nativeEvent), isMac) ?? new Set();
    setHeld([...modifiers].map((modifier) => chordText(modifier)).join(isMac ? '' : ' '));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    event.preventDefault();
    // The dialog would close with Escape, and go on with Tab.
    event.stopPropagation();
    if (event.repeat || event.nativeEvent.isComposing) return;
    showHeld(event);
    if (SILENT.has(event.key)) return;
    const press = pressOf(event.nativeEvent);
    const chord = chordOf(press, isMac);
    if (chord === 'Escape') onCancel();
    else if (onClear && (chord === 'Backspace' || chord === 'Delete')) onClear();
    else onChord(read ? read(press) : chord);
  };

  return (
    <div className={clsx(styles.recorder, notesPlace === 'below' && styles.below)}>
      <div className={styles.notes}>
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      </div>
      <input
        ref={field}
        type="text"
        readOnly
        aria-label={label}
        aria-describedby={`${id}-hint`}
        value={held}
        placeholder={t('shell.shortcuts.press')}
        className={styles.recorded}
        onKeyDown={onKeyDown}
        onKeyUp={showHeld}
        onBlur={(event) => {
          // Another window may have it for a moment.
          if (event.relatedTarget !== null || document.hasFocus()) onCancel();
        }}
      />
    </div>
  );
}
