import { parseSpan, printSpan, spanBounds, type Bounds, type PointSyntax, type Span } from './span';

/** A year, a month of it, or a day of that. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12; null for the whole year. */
  readonly month: number | null;
  /** 1 to 31; null for the whole month. */
  readonly day: number | null;
}

export type TimeUnit = 'day' | 'week' | 'month' | 'year';

/** A stretch of the calendar, or the last days, weeks, months or years before now. */
export type DateSpan =
  Span<CalendarDate> | { readonly kind: 'within'; readonly count: number; readonly unit: TimeUnit };

/** When and where a query is asked: dates are those of the user's calendar. */
export interface LocalTime {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How far local time is ahead of UTC at a moment, in milliseconds; it changes with the time of the year. */
  readonly offsetMsAt: (at: number) => number;
}

const DATE = /^([1-9]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const WITHIN = /^([1-9]\d{0,2})([dwmy])$/;
const UNITS: Readonly<Record<string, TimeUnit>> = { d: 'day', w: 'week', m: 'month', y: 'year' };
const DAYS_OF_WEEK = 7;

function daysOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function parseDate(text: string): CalendarDate | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = match[2] === undefined ? null : Number(match[2]);
  const day = match[3] === undefined ? null : Number(match[3]);
  if (month !== null && (month < 1 || month > 12)) return null;
  if (month !== null && day !== null && (day < 1 || day > daysOfMonth(year, month))) return null;
  return { year, month, day };
}

function printDate({ year, month, day }: CalendarDate): string {
  const parts = [month, day].filter((part) => part !== null);
  return [year, ...parts.map((part) => String(part).padStart(2, '0'))].join('-');
}

/** The first moment of a date in a calendar without an offset. */
function beginInUtc({ year, month, day }: CalendarDate): number {
  return Date.UTC(year, (month ?? 1) - 1, day ?? 1);
}

/** The first moment that does not belong to a date any more. */
function endInUtc({ year, month, day }: CalendarDate): number {
  if (month === null) return Date.UTC(year + 1, 0, 1);
  return day === null ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1);
}

const DATES: PointSyntax<CalendarDate> = {
  parse: parseDate,
  print: printDate,
  compare: (one, other) => beginInUtc(one) - beginInUtc(other) || endInUtc(one) - endInUtc(other),
};

/**
 * Reads `2026`, `2026-05`, `2026-05-01`, ranges and comparisons of them, and `7d`, `2w`, `3m`, `1y`; null for anything
 * else and for days that no calendar has.
 */
export function parseDateSpan(text: string): DateSpan | null {
  const within = WITHIN.exec(text);
  if (!within) return parseSpan(text, DATES);
  const unit = UNITS[within[2] ?? ''];
  return unit === undefined ? null : { kind: 'within', count: Number(within[1]), unit };
}

export function printDateSpan(span: DateSpan): string {
  return span.kind === 'within' ? `${span.count}${span.unit.charAt(0)}` : printSpan(span, DATES);
}

/** The moment at which a clock on the wall shows what a clock in UTC shows at `at`. */
function localMoment(at: number, { offsetMsAt }: LocalTime): number {
  // The offset that counts is that of the moment itself; twice, because it may lie on the other side of a change of clocks.
  const guess = at - offsetMsAt(at);
  return at - offsetMsAt(guess);
}

/** The beginning of the day that lies a number of units before today. A month too short for the day ends with its last. */
function beginOfWithin(count: number, unit: TimeUnit, local: LocalTime): number {
  const today = new Date(local.now + local.offsetMsAt(local.now));
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  if (unit === 'day') return Date.UTC(year, month, day - count);
  if (unit === 'week') return Date.UTC(year, month, day - count * DAYS_OF_WEEK);
  const months = new Date(Date.UTC(year, month - (unit === 'year' ? 12 : 1) * count, 1));
  const [fromYear, fromMonth] = [months.getUTCFullYear(), months.getUTCMonth()];
  return Date.UTC(fromYear, fromMonth, Math.min(day, daysOfMonth(fromYear, fromMonth + 1)));
}

/**
 * Which moments a span means, in milliseconds since the epoch from `from` on and before `to`. The last days begin with the
 * beginning of a day, so that a list is the same from one minute to the next.
 */
export function dateBounds(span: DateSpan, local: LocalTime): Bounds {
  if (span.kind === 'within') {
    return { from: localMoment(beginOfWithin(span.count, span.unit, local), local), to: null };
  }
  return spanBounds(
    span,
    (date) => localMoment(beginInUtc(date), local),
    (date) => localMoment(endInUtc(date), local),
  );
}
