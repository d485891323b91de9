import type { ReactElement } from 'react';
import type { LyricsLine, TextRange } from '@shared/model';
import { MarkedText } from './marked-text';

export interface LineTextProps {
  readonly line: LyricsLine;
  /** What of it was searched for: in order, not overlapping. */
  readonly ranges: readonly TextRange[];
}

/** The text of a line. Words that have times of their own stand in it as `[data-word]`, for who follows them. */
export function LineText({ line, ranges }: LineTextProps): ReactElement {
  const { text, words } = line;
  if (words.length === 0) return <MarkedText text={text} ranges={ranges} />;
  return (
    <>
      {words.map(({ at }, index) => {
        const end = words[index + 1]?.at ?? text.length;
        return (
          <span key={at} data-word={index}>
            <MarkedText text={text.slice(at, end)} ranges={within(ranges, at, end)} />
          </span>
        );
      })}
    </>
  );
}

/** What of the ranges lies in a stretch, counted from its beginning. */
function within(ranges: readonly TextRange[], from: number, to: number): readonly TextRange[] {
  return ranges
    .map(({ start, end }) => ({ start: Math.max(start, from) - from, end: Math.min(end, to) - from }))
    .filter(({ start, end }) => end > start);
}
