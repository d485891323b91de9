import { useCallback, useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

export interface RowFocus {
  /** Puts the keyboard on a row, as soon as it is drawn. */
  readonly focusRow: (index: number) => void;
  readonly isInside: () => boolean;
  /** To be called after the rows have been drawn; `active` is the row that has the keyboard's place. */
  readonly keep: (active: number) => void;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/** The keyboard's focus on rows that come and go while the list is scrolled. */
export function useRowFocus(body: RefObject<HTMLElement | null>): RowFocus {
  const isWaiting = useRef(false);
  const hasFocus = useRef(false);

  const tryFocus = useCallback(
    (index: number): boolean => {
      const row = body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      row?.focus({ preventScroll: true });
      return row !== null && row !== undefined;
    },
    [body],
  );

  return {
    focusRow: useCallback(
      (index) => {
        if (!tryFocus(index)) isWaiting.current = true;
      },
      [tryFocus],
    ),
    isInside: useCallback(() => body.current?.contains(document.activeElement) ?? false, [body]),
    keep: useCallback(
      (active) => {
        // A row that had the focus gives way to another element when its page arrives: nobody asked the focus to leave.
        const isLost = hasFocus.current && document.activeElement === document.body;
        if (isWaiting.current || isLost) isWaiting.current = !tryFocus(active);
      },
      [tryFocus],
    ),
    onFocus: () => {
      hasFocus.current = true;
    },
    onBlur: (event) => {
      hasFocus.current = event.currentTarget.contains(event.relatedTarget);
    },
  };
}

/** Keeps the focus through every drawing; after all that moves rows. */
export function useKeptFocus(focus: RowFocus, active: number): void {
  useLayoutEffect(() => {
    focus.keep(active);
  });
}
