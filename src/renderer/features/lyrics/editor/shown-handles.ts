import { kindOf, type EditorDocument } from './editor-document';
import type { WaveformSpan } from './waveform-span';

/** A line whose time can be taken hold of in the waveform. */
export interface ShownHandle {
  /** Which line of the document. */
  readonly index: number;
  readonly startMs: number;
}

export interface HandleRoom {
  /** By how much the words are shown later than they are timed. */
  readonly offsetMs: number;
  /** Of the waveform, in pixels. */
  readonly width: number;
  /** A line that is shown whatever stands beside it; null: none. */
  readonly selected: number | null;
  /** How far the words of a line reach behind its handle, in pixels. */
  readonly flagPx: number;
}

/** Handles that are nearer to each other than this cannot be told apart. */
const LEAST_APART_PX = 4;

/** The lines whose handle or words can be seen, in the order of their times; of those that lie on one another, the first. */
export function shownHandles(
  document: EditorDocument,
  { fromMs, lengthMs }: WaveformSpan,
  { offsetMs, width, selected, flagPx }: HandleRoom,
): readonly ShownHandle[] {
  if (width <= 0) return [];
  const msOfPx = lengthMs / width;
  const firstMs = fromMs - offsetMs - flagPx * msOfPx;
  const lastMs = fromMs - offsetMs + lengthMs;
  const seen: ShownHandle[] = [];
  document.forEach((line, index) => {
    const { startMs } = line;
    if (startMs === null || startMs < firstMs || startMs > lastMs || kindOf(line) !== 'sung') return;
    seen.push({ index, startMs });
  });
  seen.sort((a, b) => a.startMs - b.startMs);
  let freeFromMs = -Infinity;
  return seen.filter(({ index, startMs }) => {
    const isApart = startMs >= freeFromMs;
    if (isApart) freeFromMs = startMs + LEAST_APART_PX * msOfPx;
    return isApart || index === selected;
  });
}
