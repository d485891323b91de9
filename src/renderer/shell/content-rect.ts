import { useLayoutEffect, useState } from 'react';

/**
 * Where the content of the window is, in the window's own pixels: for what lies over it without standing in it. Null while
 * it is not needed.
 */
export function useContentRect(isNeeded: boolean): DOMRect | null {
  const [rect, setRect] = useState<DOMRect | null>(null);
  useLayoutEffect(() => {
    const content = document.querySelector('main');
    if (!isNeeded || content === null) return undefined;
    const measure = () => {
      setRect(content.getBoundingClientRect());
    };
    const observer = new ResizeObserver(measure);
    observer.observe(content);
    window.addEventListener('resize', measure);
    measure();
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [isNeeded]);
  return isNeeded ? rect : null;
}
