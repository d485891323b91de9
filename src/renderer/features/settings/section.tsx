import type { ReactElement, ReactNode } from 'react';
import styles from './settings.module.css';

export interface SectionProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** A group of settings: what it is about at the left, the settings at the right. */
export function Section({ title, text, children }: SectionProps): ReactElement {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.text}>{text}</p>
      </header>
      <div className={styles.controls}>{children}</div>
    </section>
  );
}
