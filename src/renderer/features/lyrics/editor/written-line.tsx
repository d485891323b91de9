import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isKeyOf } from '../../../shell/shortcuts';
import styles from './lyrics-editor.module.css';

export interface WrittenLineProps {
  readonly text: string;
  /** With every letter, so that nothing of it can be lost. */
  readonly onChange: (text: string) => void;
  readonly onCut: (at: number) => void;
  readonly onGiveUp: () => void;
  /** Enter or Escape was pressed: the keyboard goes back to the list. */
  readonly onLeave: () => void;
  readonly onDone: () => void;
  /** The wheel was turned over it, which lies over the list that is scrolled. */
  readonly onWheel: (byPx: number) => void;
}

/**
 * The field in which the words of a line are written, over them: a list of options can have no field within it. Enter
 * within them cuts the line in two, at an end of them it is done; Escape gives up.
 */
export function WrittenLine(props: WrittenLineProps): ReactElement {
  const { text, onChange, onCut, onGiveUp, onLeave, onDone, onWheel } = props;
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  return (
    <div
      className={styles.written}
      onWheel={(event) => {
        onWheel(event.deltaY);
      }}
    >
      <input
        ref={field}
        aria-label={t('lyrics.editor.line')}
        className={styles.field}
        defaultValue={text}
        dir="auto"
        spellCheck={false}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={(event) => {
          // Save is the editor's; all else is the field's own, also to take back what was typed.
          if (isKeyOf('save-lyrics', event.nativeEvent)) return;
          event.stopPropagation();
          if (event.ctrlKey || event.metaKey) return;
          if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          event.preventDefault();
          const { value, selectionStart } = event.currentTarget;
          const at = selectionStart ?? 0;
          if (event.key === 'Escape') onGiveUp();
          else if (value.slice(0, at).trim() !== '' && value.slice(at).trim() !== '') onCut(at);
          onLeave();
        }}
        onBlur={onDone}
      />
    </div>
  );
}
