import type { MouseEvent } from 'react';
import type { ContextMenuAnchor } from './menu';

/**
 * Where the menu that was asked for opens: at the pointer; where a key asks and the system names no place, at what has the
 * focus.
 *
 * @param place CSS selector of what has the focus then, around the element that asks; without it that element itself
 */
export function menuAnchor(event: MouseEvent<HTMLElement>, place?: string): ContextMenuAnchor {
  const isByKey = event.button !== 2 && event.clientX === 0 && event.clientY === 0;
  const focused = place === undefined ? event.currentTarget : (event.target as HTMLElement).closest(place);
  return isByKey && focused ? focused : { x: event.clientX, y: event.clientY };
}

/** A row of a grid. */
export const ROW_PLACE = '[data-index]';
