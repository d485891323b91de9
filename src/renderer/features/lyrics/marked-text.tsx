import type { ReactElement } from 'react';
import type { TextRange } from '@shared/model';
import styles from './marked-text.module.css';

export interface MarkedTextProps {
  readonly text: string;
  /** What of it is marked: in order, not overlapping. */
  readonly ranges: readonly TextRange[];
}

/** A text with what was searched for marked in it. */
export function MarkedText({ text, ranges }: MarkedTextProps): ReactElement {
  return (
    <>
      {piecesOf(text, ranges).map((piece, index) =>
        piece.isMarked ? (
          <mark key={index} className={styles.mark}>
            {piece.text}
          </mark>
        ) : (
          <span key={index}>{piece.text}</span>
        ),
      )}
    </>
  );
}

interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

function piecesOf(text: string, ranges: readonly TextRange[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start < at || end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), isMarked: false });
    pieces.push({ text: text.slice(start, end), isMarked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false });
  return pieces;
}
