import type { KeyboardEvent } from 'react';
import { alongLine } from './inline-direction';

/** A control inside a row does its own thing: the row is neither selected nor activated by it. */
export function isAction(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input, [data-grid-action]') !== null;
}

/** Moves the keyboard between a row and the controls in it; false where there is nothing on that side. */
export function moveInsideRow(from: HTMLElement, step: 1 | -1): boolean {
  const row = from.closest<HTMLElement>('[data-index]');
  if (!row) return false;
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]')];
  const next = stops[stops.indexOf(from) + step];
  if (!stops.includes(from) || !next) return false;
  next.focus({ preventScroll: true });
  return true;
}

/** Told to a grid by its row: the keyboard came to it from elsewhere, as if by an arrow. */
export const ROW_ENTERED = 'rowentered';

/** Puts the keyboard on the active row of the first grid in there, which is selected; false where there is none. */
export function enterRows(within: ParentNode | null): boolean {
  const row = within?.querySelector<HTMLElement>('[data-index][tabindex="0"]');
  row?.focus();
  row?.dispatchEvent(new Event(ROW_ENTERED, { bubbles: true }));
  return row !== null && row !== undefined;
}

/** What of the heads the keyboard stops at: the button of one that sorts, else the head itself. */
const HEAD_STOPS = '[data-head-stop]';

/** Puts the keyboard on the first head; false where there are none. */
export function focusHead(grid: HTMLElement | null): boolean {
  const stop = grid?.querySelector<HTMLElement>(HEAD_STOPS);
  stop?.focus();
  return stop !== null && stop !== undefined;
}

/** Keys on the heads: left and right among them, down to the rows. */
export function onHeadKeyDown(event: KeyboardEvent<HTMLElement>, leave: () => void): void {
  if (event.key === 'ArrowDown' || event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    leave();
    return;
  }
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(HEAD_STOPS)];
  const at = stops.findIndex((stop) => stop === event.target);
  const next = stops[at + (alongLine(event.key) === 'ArrowRight' ? 1 : -1)];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}
