import { parseSpan, printSpan, spanBounds, type Bounds, type PointSyntax, type Span } from './span';

/** Stars, 0 for none. */
export type RatingSpan = Span<number>;
/** How often something happened. */
export type CountSpan = Span<number>;

const NO_STARS = 'none';

const counted = (pattern: RegExp): PointSyntax<number> => ({
  parse: (text) => (pattern.test(text) ? Number(text) : null),
  print: String,
  compare: (one, other) => one - other,
});
const STARS = counted(/^[0-5]$/);
const COUNTS = counted(/^\d{1,6}$/);

/** Reads `4`, `none`, `>=3`, `2..4`; null for anything else. */
export function parseRatingSpan(text: string): RatingSpan | null {
  return text === NO_STARS ? { kind: 'at', point: 0 } : parseSpan(text, STARS);
}

export function printRatingSpan(span: RatingSpan): string {
  return span.kind === 'at' && span.point === 0 ? NO_STARS : printSpan(span, STARS);
}

/** Reads `0`, `>10`, `5..20`, up to six digits; null for anything else. */
export function parseCountSpan(text: string): CountSpan | null {
  return parseSpan(text, COUNTS);
}

export function printCountSpan(span: CountSpan): string {
  return printSpan(span, COUNTS);
}

/** Which whole numbers a span means, from `from` on and before `to`. */
export function numberBounds(span: Span<number>): Bounds {
  return spanBounds(
    span,
    (point) => point,
    (point) => point + 1,
  );
}

/** Whether a number lies within bounds. */
export function isWithin(value: number, { from, to }: Bounds): boolean {
  return (from === null || from <= value) && (to === null || value < to);
}
