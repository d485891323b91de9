import { useLayoutEffect, useRef, type RefObject } from 'react';

const MOTION_MS = 180;

/** Lets an element travel from the place that it had to the one that it has when `step` changes. */
export function useSizeMotion(element: RefObject<HTMLElement | null>, step: string): void {
  const before = useRef<{ readonly step: string; readonly rect: DOMRect } | null>(null);
  // After every drawing: the place that the element has now is the one that it leaves next time.
  useLayoutEffect(() => {
    if (element.current === null) return;
    const rect = element.current.getBoundingClientRect();
    const from = before.current;
    before.current = { step, rect };
    if (from === null || from.step === step || from.rect.width === 0 || rect.width === 0) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const move = `translate(${from.rect.left - rect.left}px, ${from.rect.top - rect.top}px)`;
    const scale = `scale(${from.rect.width / rect.width}, ${from.rect.height / rect.height})`;
    element.current.animate(
      [
        { transform: `${move} ${scale}`, transformOrigin: '0 0' },
        { transform: 'none', transformOrigin: '0 0' },
      ],
      { duration: MOTION_MS, easing: 'cubic-bezier(0.2, 0, 0, 1)' },
    );
  });
}
