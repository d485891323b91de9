import type { CSSProperties, ReactElement } from 'react';
import styles from './shelf.module.css';

/** Records on a shelf: hue, height and lean of each. Made for this place; nothing is loaded. */
const RECORDS = [
  { hue: 176, height: 74, lean: 0, isOut: false },
  { hue: 196, height: 66, lean: 0, isOut: false },
  { hue: 262, height: 78, lean: 0, isOut: false },
  { hue: 334, height: 70, lean: 0, isOut: false },
  { hue: 18, height: 80, lean: 0, isOut: true },
  { hue: 42, height: 68, lean: 0, isOut: false },
  { hue: 96, height: 75, lean: 0, isOut: false },
  { hue: 158, height: 62, lean: 0, isOut: false },
  { hue: 214, height: 77, lean: 0, isOut: false },
  { hue: 286, height: 69, lean: -7, isOut: false },
] as const;

/** A small picture of what the program is: a shelf of songs, one of them pulled out. */
export function Shelf(): ReactElement {
  return (
    <div className={styles.shelf} aria-hidden>
      {RECORDS.map((record) => (
        <span
          key={record.hue}
          className={record.isOut ? styles.out : styles.record}
          style={
            {
              '--hue': record.hue,
              '--height': `${record.height}px`,
              '--lean': `${record.lean}deg`,
            } as CSSProperties
          }
        />
      ))}
    </div>
  );
}
