import { bandCount, bandOf, type RowLayout } from './row-scroll';

/** Where a key press moves the active row to; null when the key moves nothing. */
export function moveTarget(key: string, active: number, layout: RowLayout, pageRows: number): number | null {
  const { rowCount, perBand } = layout;
  if (rowCount === 0) return null;
  const last = rowCount - 1;
  switch (key) {
    case 'ArrowDown':
      if (active + perBand <= last) return active + perBand;
      // The last band may have no row in this column.
      return bandOf(layout, active) < bandCount(layout) - 1 ? last : active;
    case 'ArrowUp':
      if (active - perBand >= 0) return active - perBand;
      return bandOf(layout, active) > 0 ? 0 : active;
    case 'ArrowRight':
      return perBand === 1 ? null : Math.min(last, active + 1);
    case 'ArrowLeft':
      return perBand === 1 ? null : Math.max(0, active - 1);
    case 'PageDown':
      return Math.min(last, active + pageRows);
    case 'PageUp':
      return Math.max(0, active - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Letters and digits begin a jump; other characters (`?`, `/`) are left to shortcuts. */
export function beginsJump(key: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(key);
}

/** How long typed letters belong together. */
export const JUMP_PAUSE_MS = 900;

export interface TypedJump {
  readonly text: string;
  readonly at: number;
}

/**
 * The text typed so far with one more character; null when the character begins nothing. The same single letter again
 * stays that letter, so that it walks through the rows that begin with it; a digit again makes a larger number.
 */
export function typeAhead(typed: TypedJump, key: string, now: number): TypedJump | null {
  const goesOn = typed.text !== '' && now - typed.at < JUMP_PAUSE_MS;
  if (!goesOn) return beginsJump(key) ? { text: key, at: now } : null;
  if ([...key].length !== 1) return null;
  if (typed.text === key && !/\p{Nd}/u.test(key)) return { text: key, at: now };
  return { text: typed.text + key, at: now };
}
