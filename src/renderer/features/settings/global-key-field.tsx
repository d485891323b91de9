import { useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button';
import { isMac, Kbd } from '../../ui/kbd';
import { isModifier, readChord } from './global-chord';
import styles from './global-key-field.module.css';

export interface GlobalKeyFieldProps {
  readonly label: string;
  /** Null: no key. */
  readonly chord: string | null;
  /** Why the chord does not work, in words; null where it does. */
  readonly problem: string | null;
  readonly onChange: (chord: string | null) => void;
}

/** A key that works everywhere: pressed, it takes the next chord; Escape leaves it as it was. */
export function GlobalKeyField({ label, chord, problem, onChange }: GlobalKeyFieldProps): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  const [isRecording, setRecording] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const note = isRecording && isRefused ? t('settings.system.keys.refused') : isRecording ? null : problem;

  function end(): void {
    setRecording(false);
    setRefused(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Tab goes on, as everywhere.
    if (!isRecording || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      end();
      return;
    }
    if (isModifier(event.key) || event.repeat) return;
    const read = readChord(event.nativeEvent, isMac);
    if (read === null) {
      setRefused(true);
      return;
    }
    end();
    if (read !== chord) onChange(read);
  }

  return (
    <div className={styles.field}>
      <span id={`${id}-label`} className={styles.label}>
        {label}
      </span>
      <div className={styles.line}>
        <button
          type="button"
          className={clsx(styles.keys, isRecording && styles.recording, note !== null && styles.wrong)}
          aria-labelledby={`${id}-label ${id}-keys`}
          aria-describedby={note === null ? undefined : `${id}-note`}
          onClick={() => {
            setRecording(!isRecording);
          }}
          onKeyDown={onKeyDown}
          // A space or Enter that was pressed to record would press the button.
          onKeyUp={(event) => {
            if (isRecording) event.preventDefault();
          }}
          onBlur={end}
        >
          <span id={`${id}-keys`}>
            {isRecording ? (
              t('settings.system.keys.press')
            ) : chord === null ? (
              <span className={styles.none}>{t('settings.system.keys.none')}</span>
            ) : (
              <Kbd keys={chord} />
            )}
          </span>
        </button>
        {chord !== null && !isRecording && (
          <IconButton
            label={t('settings.system.keys.remove', { action: label })}
            icon={X}
            iconSize={14}
            onClick={() => {
              onChange(null);
            }}
          />
        )}
      </div>
      {note !== null && (
        <p id={`${id}-note`} role="alert" className={styles.note}>
          {note}
        </p>
      )}
    </div>
  );
}
