import type { ReactElement } from 'react';
import clsx from 'clsx';
import styles from './title-lines.module.css';

export interface TitleLinesProps {
  readonly title: string;
  /** What stands under it; nothing where it is empty. */
  readonly detail?: string;
  /** `current`: what plays · `quiet`: what cannot be played. */
  readonly tone?: 'plain' | 'current' | 'quiet';
  readonly hint?: string;
  /** A word about it that stands quietly behind the title. */
  readonly mark?: string | undefined;
}

/** The words of a row beside its cover: a title, and quietly under it what it is about. */
export function TitleLines(props: TitleLinesProps): ReactElement {
  const { title, detail = '', tone = 'plain', hint, mark } = props;
  return (
    <span className={styles.words} title={hint}>
      <span className={styles.line}>
        <span className={clsx(styles.title, styles[tone])} dir="auto">
          {title}
        </span>
        {mark !== undefined && <span className={styles.mark}>{mark}</span>}
      </span>
      {detail !== '' && (
        <span className={styles.detail} dir="auto">
          {detail}
        </span>
      )}
    </span>
  );
}

/** The same while rows go by too fast to be read: no picture, and nothing that stands back. */
export function BriefTitle({ title }: { readonly title: string }): ReactElement {
  return (
    <>
      <span className={styles.briefCover} />
      <span className={styles.words}>
        <span className={styles.title} dir="auto">
          {title}
        </span>
      </span>
    </>
  );
}
