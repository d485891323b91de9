import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Plus, RotateCcw } from 'lucide-react';
import { MAX_KEYS_PER_SHORTCUT, type ShortcutKeys } from '@shared/shortcut-keys';
import { refusalOf, type ChordRefusal } from '@shared/shortcut-rules';
import { translate } from '../i18n';
import { useSnapshot } from '../query';
import { Button, IconButton } from '../ui/button';
import { chordText, isMac, Kbd } from '../ui/kbd';
import { ChordRecorder } from './chord-recorder';
import { everywhereHolderOf, holdersOf, keysOf, withKeys, withKeysTaken } from './shortcut-rules';
import type { KnownShortcut } from './shortcuts';
import styles from './shortcut-editor.module.css';

export interface ShortcutLineProps {
  readonly shortcut: KnownShortcut;
  readonly all: readonly KnownShortcut[];
  readonly changed: ShortcutKeys;
  readonly onChange: (next: ShortcutKeys) => void;
  /** Says in words what has become of the keys. */
  readonly onTell: (text: string) => void;
}

/** `change`: what is pressed takes the place of all keys · `add`: it comes to them · `asking`: others have some of these keys. */
type Mode =
  | { readonly kind: 'idle' }
  | { readonly kind: 'change' | 'add'; readonly problem: string | null }
  | { readonly kind: 'asking'; readonly keys: readonly string[]; readonly text: string };

const IDLE: Mode = { kind: 'idle' };

/** One action with its keys, which can be changed in place. */
export function ShortcutLine({ shortcut, all, changed, onChange, onTell }: ShortcutLineProps): ReactElement {
  const { t } = useTranslation();
  const [mode, setMode] = useState<Mode>(IDLE);
  const changeButton = useRef<HTMLButtonElement>(null);
  const wantsFocus = useRef(false);
  const { globalKeys } = useSnapshot().settings;
  const keys = keysOf(shortcut, changed);
  const { label: action } = shortcut;
  const isChanged = Object.hasOwn(changed, shortcut.id);
  const rival = shortcut.isFixed ? undefined : rivalOf(shortcut, keys, all, changed);

  useEffect(() => {
    if (mode.kind !== 'idle' || !wantsFocus.current) return;
    wantsFocus.current = false;
    // Whoever has gone elsewhere stays there.
    if (document.activeElement === document.body) changeButton.current?.focus();
  }, [mode]);

  function end(): void {
    wantsFocus.current = true;
    setMode(IDLE);
  }

  function keep(next: readonly string[], isTaken: boolean): void {
    onChange(isTaken ? withKeysTaken(changed, shortcut, next, all) : withKeys(changed, shortcut, next));
    onTell(savedText(action, next));
    end();
  }

  /** Keeps the keys, unless others have some of them: then it is asked, and `refuse` told what can never be had. */
  function propose(next: readonly string[], refuse: (text: string) => void): void {
    for (const chord of next) {
      const everywhere = everywhereHolderOf(chord, globalKeys);
      if (everywhere !== null) {
        const holder = t(`settings.system.keys.action.${everywhere}`);
        refuse(t('shell.shortcuts.takenEverywhere', { keys: chordText(chord), action: holder }));
        return;
      }
      const holders = holdersOf(chord, shortcut, all, changed);
      const fixed = holders.find(({ isFixed }) => isFixed);
      if (fixed) {
        refuse(t('shell.shortcuts.takenFixed', { keys: chordText(chord), action: fixed.label }));
        return;
      }
      const [holder] = holders;
      if (holder) {
        const text = t('shell.shortcuts.taken', { keys: chordText(chord), action: holder.label });
        setMode({ kind: 'asking', keys: next, text });
        return;
      }
    }
    keep(next, false);
  }

  function record(kind: 'change' | 'add', chord: string | null): void {
    const refuse = (problem: string) => {
      setMode({ kind, problem });
    };
    const refusal = chord === null ? 'unknown' : refusalOf(chord, shortcut);
    if (chord === null || refusal !== null) refuse(refusalText(refusal ?? 'unknown', chord ?? ''));
    else if (kind === 'add' && keys.includes(chord)) end();
    else propose(kind === 'add' ? [...keys, chord] : [chord], refuse);
  }

  return (
    <li className={styles.line}>
      <div className={styles.words}>
        <span>{action}</span>
        {rival && (
          <span className={styles.shared}>{t('shell.shortcuts.shared', { action: rival.label })}</span>
        )}
      </div>
      {mode.kind === 'asking' && (
        <Question
          text={mode.text}
          onTakeOver={() => {
            keep(mode.keys, true);
          }}
          onKeep={end}
        />
      )}
      {(mode.kind === 'change' || mode.kind === 'add') && (
        <ChordRecorder
          label={t('shell.shortcuts.record', { action })}
          hint={t(mode.kind === 'add' ? 'shell.shortcuts.recordAddHint' : 'shell.shortcuts.recordHint')}
          problem={mode.problem}
          onChord={(chord) => {
            record(mode.kind, chord);
          }}
          onClear={
            mode.kind === 'change'
              ? () => {
                  keep([], false);
                }
              : null
          }
          onCancel={end}
        />
      )}
      {mode.kind === 'idle' && (
        <>
          <span className={styles.keys}>
            {keys.map((chord) => (
              <Kbd key={chord} keys={chord} />
            ))}
            {keys.length === 0 && <span className={styles.none}>{t('shell.shortcuts.noKey')}</span>}
          </span>
          {shortcut.isFixed ? (
            <span className={styles.fixed}>{t('shell.shortcuts.fixed')}</span>
          ) : (
            <span className={styles.actions}>
              {isChanged && (
                <IconButton
                  size="small"
                  label={t('shell.shortcuts.reset', { action })}
                  icon={RotateCcw}
                  iconSize={14}
                  onClick={() => {
                    propose(shortcut.keys, onTell);
                  }}
                />
              )}
              {keys.length > 0 && keys.length < MAX_KEYS_PER_SHORTCUT ? (
                <IconButton
                  size="small"
                  label={t('shell.shortcuts.add', { action })}
                  icon={Plus}
                  iconSize={14}
                  onClick={() => {
                    setMode({ kind: 'add', problem: null });
                  }}
                />
              ) : (
                <span className={styles.noButton} />
              )}
              <Button
                ref={changeButton}
                size="small"
                variant="ghost"
                aria-label={t('shell.shortcuts.changeOf', { action })}
                onClick={() => {
                  setMode({ kind: 'change', problem: null });
                }}
              >
                {t('shell.shortcuts.change')}
              </Button>
            </span>
          )}
        </>
      )}
    </li>
  );
}

interface QuestionProps {
  readonly text: string;
  readonly onTakeOver: () => void;
  readonly onKeep: () => void;
}

/** Whose key it is, and whether it is to be here instead. */
function Question({ text, onTakeOver, onKeep }: QuestionProps): ReactElement {
  const { t } = useTranslation();
  const keep = useRef<HTMLButtonElement>(null);
  // The careful answer has the focus.
  useEffect(() => {
    keep.current?.focus();
  }, []);
  return (
    <div
      className={styles.question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Escape is for the question, not for the dialog.
        event.stopPropagation();
        onKeep();
      }}
    >
      <p role="alert">{text}</p>
      <Button size="small" onClick={onTakeOver}>
        {t('shell.shortcuts.takeOver')}
      </Button>
      <Button ref={keep} size="small" onClick={onKeep}>
        {t('shell.shortcuts.keep')}
      </Button>
    </div>
  );
}

/** Another action with one of these keys, as a settings file or a later version may have it. */
function rivalOf(
  shortcut: KnownShortcut,
  keys: readonly string[],
  all: readonly KnownShortcut[],
  changed: ShortcutKeys,
): KnownShortcut | undefined {
  return keys.flatMap((chord) => holdersOf(chord, shortcut, all, changed))[0];
}

function savedText(action: string, keys: readonly string[]): string {
  if (keys.length === 0) return translate('shell.shortcuts.savedNone', { action });
  return translate('shell.shortcuts.saved', {
    action,
    keys: keys.map(chordText).join(translate('common.separator')),
  });
}

function refusalText(refusal: ChordRefusal | 'unknown', chord: string): string {
  const keys = chordText(chord);
  if (refusal === 'typing' || refusal === 'moving') {
    return translate(`shell.shortcuts.refused.${refusal}${isMac ? 'Mac' : ''}`, { keys });
  }
  return translate(`shell.shortcuts.refused.${refusal}`, { keys });
}
