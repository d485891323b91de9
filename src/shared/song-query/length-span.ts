import { parseSpan, printSpan, spanBounds, type Bounds, type PointSyntax, type Span } from './span';

/** Lengths of songs in whole seconds, as they are shown. */
export type LengthSpan = Span<number>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const CLOCK = /^(?:(\d{1,2}):(?=\d\d:))?(\d{1,3}):([0-5]\d)$/;
const UNITS = /^(?=\d)(?:(\d{1,2})h)?(?:(\d{1,4})m(?:in)?)?(?:(\d{1,5})s(?:ec)?)?$/;
/** A length that says nothing of its seconds. */
const WHOLE_MINUTES = /^(?:\d{1,2}h)?(?:\d{1,4}m(?:in)?)?$/;

function parseLength(text: string): number | null {
  const match = CLOCK.exec(text) ?? UNITS.exec(text);
  if (!match) return null;
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  return Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds);
}

function printLength(length: number): string {
  const hours = Math.floor(length / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  const seconds = String(length % MINUTE).padStart(2, '0');
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
}

const LENGTHS: PointSyntax<number> = {
  parse: parseLength,
  print: printLength,
  compare: (one, other) => one - other,
};

/**
 * Reads `3:00`, `1:02:05`, `90s`, `2m`, `2m30s`, `1h`, ranges and comparisons of them; null for anything else. A length of
 * minutes or hours that stands alone means all of its last unit: `2m` is 2:00 to 2:59.
 */
export function parseLengthSpan(text: string): LengthSpan | null {
  const span = parseSpan(text, LENGTHS);
  if (span?.kind !== 'at' || !WHOLE_MINUTES.test(text)) return span;
  const unit = text.endsWith('h') ? HOUR : MINUTE;
  return { kind: 'between', first: span.point, last: span.point + unit - 1 };
}

export function printLengthSpan(span: LengthSpan): string {
  return printSpan(span, LENGTHS);
}

/**
 * Which durations a span means, in milliseconds from `from` on and before `to`. A list shows durations rounded to seconds,
 * so 3:00 is all that is shown as 3:00.
 */
export function lengthBounds(span: LengthSpan): Bounds {
  return spanBounds(
    span,
    (seconds) => Math.max(0, seconds * 1_000 - 500),
    (seconds) => seconds * 1_000 + 500,
  );
}
