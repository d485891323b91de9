import { useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf } from '../script-language';
import { textOf, type EditorDocument } from './editor-document';
import type { LyricsEditor } from './use-lyrics-editor';
import styles from './lyrics-editor.module.css';

/** So many lines tell which language a text is in. */
const LINES_OF_LANGUAGE = 200;

export interface TextTabProps extends Pick<LyricsEditor, 'type' | 'typed'> {
  readonly document: EditorDocument;
}

/** The words as one text. The field keeps its own text, because megabytes cannot be given back to it at every letter. */
export function TextTab({ document, type, typed }: TextTabProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [begun] = useState(() => textOf(document));
  useLayoutEffect(() => {
    // What was typed since is newer than the document.
    if (!field.current || typed() !== null) return;
    const text = textOf(document);
    if (field.current.value !== text) field.current.value = text;
  }, [document, typed]);
  return (
    <textarea
      ref={field}
      aria-label={t('lyrics.editor.tab.text')}
      className={styles.area}
      defaultValue={begun}
      dir="auto"
      lang={languageOf(textOf(document.slice(0, LINES_OF_LANGUAGE)))}
      spellCheck={false}
      onChange={(event) => {
        type(event.target.value);
      }}
    />
  );
}
