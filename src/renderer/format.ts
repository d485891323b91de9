import { byLanguage, translate } from './i18n';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const wholeNumber = byLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const oneDecimal = byLanguage(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const dayOfYear = byLanguage((locale) => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' }));
const dayWithYear = byLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', year: 'numeric' }),
);
const fullDate = byLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }),
);
const clock = byLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
);

/** `1284` → `1,284`. */
export function formatNumber(value: number): string {
  return wholeNumber().format(value);
}

/** With one digit behind the point: `-9.5`. */
export function formatTenths(value: number): string {
  return oneDecimal().format(value);
}

/** `192000` → `3:12`, over an hour `1:02:05`; unknown → `—`. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return translate('common.none');
  const seconds = Math.max(0, Math.round(ms / SECOND_MS));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** `Nov 21`, in another year `Nov 21, 2025`; unknown → `—`. */
export function formatDate(at: number | null, now = Date.now()): string {
  if (at === null) return translate('common.none');
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfYear : dayWithYear)().format(date);
}

/** Day and time in full, for a tooltip; unknown → `—`. */
export function formatFullDate(at: number | null): string {
  return at === null ? translate('common.none') : fullDate().format(at);
}

/** `14:32`. */
export function formatClockTime(at: number): string {
  return clock().format(at);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** `14:32` today, `tomorrow at 9:00`, else with its day. */
export function formatMoment(at: number, now = Date.now()): string {
  const time = formatClockTime(at);
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  if (days === 0) return time;
  if (days === 1) return translate('common.tomorrowAt', { time });
  return translate('common.dayAt', { day: formatDate(at, now), time });
}

/** A moment that is over, in one word: `14:32` today, else its day. */
export function formatPast(at: number, now = Date.now()): string {
  return startOfDay(at) === startOfDay(now) ? formatClockTime(at) : formatDate(at, now);
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Decimal units as file managers show them: `840 kB`, `3.4 MB`; unknown → `—`. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return translate('common.none');
  let value = bytes;
  let step = 0;
  // From 999.5 on a number would round to 1,000 of its unit.
  while (value >= 999.5 && step < BYTE_UNITS.length - 1) {
    value /= 1_000;
    step += 1;
  }
  const isRound = step === 0 || value >= 99.95;
  const unit = BYTE_UNITS[step] ?? 'byte';
  return translate(`common.unit.${unit}`, { value: (isRound ? wholeNumber : oneDecimal)().format(value) });
}

/** `12 MB/s`, `3.4 MB/s`. */
export function formatSpeed(bytesPerSecond: number): string {
  return translate('common.perSecond', { size: formatBytes(bytesPerSecond) });
}

/** `62%`, always whole and never 100 before the end. */
export function formatPercent(percent: number): string {
  return translate('common.percent', { value: wholeNumber().format(Math.floor(percent)) });
}

/** How long until a moment: `in 20 s`, `in 3 min`; from an hour on the moment itself. */
export function formatUntil(at: number, now = Date.now()): string {
  const ms = at - now;
  if (ms < MINUTE_MS) return translate('common.inSeconds', { count: Math.max(1, Math.ceil(ms / SECOND_MS)) });
  if (ms < HOUR_MS) return translate('common.inMinutes', { count: Math.round(ms / MINUTE_MS) });
  return formatMoment(at, now);
}

/** How long something still takes: `40 s left`, `3 min left`. */
export function formatRemaining(ms: number): string {
  if (ms < MINUTE_MS)
    return translate('common.secondsLeft', { count: Math.max(1, Math.ceil(ms / SECOND_MS)) });
  if (ms < HOUR_MS) return translate('common.minutesLeft', { count: Math.ceil(ms / MINUTE_MS) });
  return translate('common.hoursLeft', { count: Math.round(ms / HOUR_MS) });
}
