import { useEffect, type RefObject } from 'react';

/** Gives the focus to something that lies over the rest while it is there, and back to what had it before. */
export function useBorrowedFocus(target: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    target.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [target]);
}
