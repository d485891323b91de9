/** The part of a song that a waveform shows. */
export interface WaveformSpan {
  readonly fromMs: number;
  readonly lengthMs: number;
}

const SHORTEST_MS = 2_000;
const LONGEST_MS = 120_000;
/** Where in the span the music, or a line, stands after it was turned to, from 0 to 1. */
const TURNED_TO = 0.12;
/** How near to its end the music comes before the span is turned on. */
const TURNED_AT = 0.94;
/** The least room between two marks of the ruler, as a part of the span. */
const RULER_STEPS_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000];
const MOST_RULER_MARKS = 14;

/** The same length at another place, kept within the song. */
export function spanFrom({ lengthMs }: WaveformSpan, fromMs: number, durationMs: number): WaveformSpan {
  return { fromMs: Math.max(0, Math.min(fromMs, durationMs - lengthMs)), lengthMs };
}

/** Twice, or half, as long, with a moment staying where it is. */
export function zoomed(
  { fromMs, lengthMs }: WaveformSpan,
  factor: number,
  aroundMs: number,
  durationMs: number,
): WaveformSpan {
  const longest = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, durationMs));
  const next = Math.min(longest, Math.max(SHORTEST_MS, lengthMs * factor));
  const before = ((aroundMs - fromMs) / lengthMs) * next;
  return spanFrom({ fromMs, lengthMs: next }, aroundMs - before, durationMs);
}

/** The span that shows a moment: itself where it does, else turned on so that much follows behind it. */
export function turnedTo(span: WaveformSpan, ms: number, durationMs: number): WaveformSpan {
  const place = (ms - span.fromMs) / span.lengthMs;
  const isAtEnd = span.fromMs + span.lengthMs >= durationMs;
  if (place >= 0 && (place < TURNED_AT || (isAtEnd && place <= 1))) return span;
  return spanFrom(span, ms - span.lengthMs * TURNED_TO, durationMs);
}

/** When the music has to be followed by turning on; null where the span reaches to the end of the song. */
export function turnsAtMs({ fromMs, lengthMs }: WaveformSpan, durationMs: number): number | null {
  return fromMs + lengthMs >= durationMs ? null : fromMs + lengthMs * TURNED_AT;
}

/** Moments for a ruler below the span, at round times. */
export function rulerOf({ fromMs, lengthMs }: WaveformSpan): readonly number[] {
  const step = RULER_STEPS_MS.find((each) => lengthMs / each <= MOST_RULER_MARKS) ?? 60_000;
  const first = Math.ceil(fromMs / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((fromMs + lengthMs - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}
