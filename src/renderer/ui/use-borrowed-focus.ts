import { useEffect, type RefObject } from 'react';

/**
 * Gives the focus to something that lies over the rest while it is there, and then back.
 *
 * @param lender what had it before: by the time that this is drawn, what is covered has lost it already
 */
export function useBorrowedFocus(
  target: RefObject<HTMLElement | null>,
  lender: () => HTMLElement | null,
): void {
  useEffect(() => {
    target.current?.focus();
    return () => {
      lender()?.focus();
    };
  }, [target, lender]);
}
