import type { CSSProperties, ReactElement } from 'react';
import styles from './shelf.module.css';

/** Hue and height of each record that stands at the left and at the right of the one that is pulled out. */
const LEFT = [
  { hue: 176, height: 72 },
  { hue: 196, height: 64 },
  { hue: 262, height: 77 },
  { hue: 334, height: 69 },
] as const;
const RIGHT = [
  { hue: 42, height: 67 },
  { hue: 96, height: 75 },
  { hue: 158, height: 62 },
  { hue: 214, height: 78 },
] as const;
const LEANING = { hue: 286, height: 70 } as const;

interface RecordProps {
  readonly hue: number;
  readonly height: number;
  readonly isLeaning?: boolean;
}

function Record({ hue, height, isLeaning = false }: RecordProps): ReactElement {
  const style = { '--hue': hue, '--height': `${height}px` } as CSSProperties;
  return <span className={isLeaning ? styles.leaning : styles.record} style={style} />;
}

/** A small picture of what the program is: a shelf of songs, one of them pulled out. Drawn here, nothing is loaded. */
export function Shelf(): ReactElement {
  return (
    <div className={styles.shelf} aria-hidden>
      {LEFT.map((record) => (
        <Record key={record.hue} {...record} />
      ))}
      <span className={styles.out}>
        <span className={styles.disc} />
        <span className={styles.sleeve} />
      </span>
      {RIGHT.map((record) => (
        <Record key={record.hue} {...record} />
      ))}
      <Record {...LEANING} isLeaning />
    </div>
  );
}
