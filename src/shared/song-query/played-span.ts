import { parseDateSpan, printDateSpan, type DateSpan } from './date-span';

/** When a song was played last. */
export type PlayedSpan = DateSpan | { readonly kind: 'never' };

const NEVER = 'never';

/** As `parseDateSpan`, and `never`. */
export function parsePlayedSpan(text: string): PlayedSpan | null {
  return text === NEVER ? { kind: 'never' } : parseDateSpan(text);
}

export function printPlayedSpan(span: PlayedSpan): string {
  return span.kind === 'never' ? NEVER : printDateSpan(span);
}
