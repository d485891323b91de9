import type { KeyboardEvent } from 'react';

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

/** Puts the keyboard on the first head that sorts; false where none does. */
export function focusHead(grid: HTMLElement | null): boolean {
  const button = grid?.querySelector<HTMLElement>('[data-grid-head] button');
  button?.focus();
  return button !== null && button !== undefined;
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
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-grid-head] button')];
  const next = buttons[buttons.indexOf(event.target as HTMLElement) + (event.key === 'ArrowRight' ? 1 : -1)];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}
