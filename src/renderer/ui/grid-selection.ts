/** What identifies a row whatever its place. */
export type GridKey = string | number;

/** Where a key press moves the active row to; null when the key moves nothing. */
export function moveTarget(key: string, active: number, rowCount: number, pageRows: number): number | null {
  if (rowCount === 0) return null;
  const clamp = (index: number) => Math.min(rowCount - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1);
    case 'ArrowUp':
      return clamp(active - 1);
    case 'PageDown':
      return clamp(active + pageRows);
    case 'PageUp':
      return clamp(active - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return rowCount - 1;
    default:
      return null;
  }
}

/** The selection with one row put in or taken out. */
export function toggled<Key>(selection: ReadonlySet<Key>, key: Key): ReadonlySet<Key> {
  const next = new Set(selection);
  if (!next.delete(key)) next.add(key);
  return next;
}

/**
 * The keys of all rows between two places, in either order. Null when one of them is not loaded, so that the caller
 * has to ask for the keys of the whole list.
 */
export function keysBetween<Key>(
  from: number,
  to: number,
  keyAt: (index: number) => Key | undefined,
): Key[] | null {
  const keys: Key[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const key = keyAt(index);
    if (key === undefined) return null;
    keys.push(key);
  }
  return keys;
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
