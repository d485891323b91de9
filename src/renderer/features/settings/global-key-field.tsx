import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ChordRecorder } from '../../shell/chord-recorder';
import { IconButton } from '../../ui/button';
import { isMac, Kbd } from '../../ui/kbd';
import { globalChordOf } from './global-chord';
import styles from './global-key-field.module.css';

export interface GlobalKeyFieldProps {
  readonly label: string;
  /** Null: no key. */
  readonly chord: string | null;
  /** Why the chord does not work, in words; null where it does. */
  readonly problem: string | null;
  /** Why a chord cannot be had, in words; null where it can. */
  readonly refusalOf: (chord: string) => string | null;
  readonly onChange: (chord: string | null) => void;
}

/** A key that works everywhere: pressed, it takes the next chord. */
export function GlobalKeyField(props: GlobalKeyFieldProps): ReactElement {
  const { label, chord, problem, refusalOf, onChange } = props;
  const { t } = useTranslation();
  const id = useId();
  const [isRecording, setRecording] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wantsFocus = useRef(false);

  useEffect(() => {
    if (isRecording || !wantsFocus.current) return;
    wantsFocus.current = false;
    // Whoever has gone elsewhere stays there.
    if (document.activeElement === document.body) button.current?.focus();
  }, [isRecording]);

  function end(next: string | null): void {
    wantsFocus.current = true;
    setRecording(false);
    setRefused(null);
    if (next !== chord) onChange(next);
  }

  return (
    <div className={styles.field}>
      <span id={`${id}-label`} className={styles.label}>
        {label}
      </span>
      {isRecording ? (
        <ChordRecorder
          label={t('shell.shortcuts.record', { action: label })}
          hint={t('shell.shortcuts.recordHint')}
          problem={refused}
          notesPlace="below"
          read={(press) => globalChordOf(press, isMac)}
          onChord={(read) => {
            const isKept = read === chord;
            const refusal = read === null ? t('settings.system.keys.refused') : refusalOf(read);
            if (read === null || (refusal !== null && !isKept)) setRefused(refusal);
            else end(read);
          }}
          onClear={() => {
            end(null);
          }}
          onCancel={() => {
            end(chord);
          }}
        />
      ) : (
        <div className={styles.line}>
          <button
            ref={button}
            type="button"
            className={clsx(styles.keys, problem !== null && styles.wrong)}
            aria-labelledby={`${id}-label ${id}-keys`}
            aria-describedby={problem === null ? undefined : `${id}-note`}
            onClick={() => {
              setRecording(true);
            }}
          >
            <span id={`${id}-keys`}>
              {chord === null ? (
                <span className={styles.none}>{t('settings.system.keys.none')}</span>
              ) : (
                <Kbd keys={chord} />
              )}
            </span>
          </button>
          {chord !== null && (
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
      )}
      {problem !== null && !isRecording && (
        <p id={`${id}-note`} role="alert" className={styles.note}>
          {problem}
        </p>
      )}
    </div>
  );
}
