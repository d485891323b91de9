import { useEffect, useState, type RefObject } from 'react';

/** How large something is on the screen. */
export interface PixelSize {
  /** In pixels of the screen, not of the page. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen to one of the page. */
  readonly ratio: number;
}

/** The exact size of an element, for what is drawn sharp in it; null before it is known. */
export function usePixelSize(element: RefObject<HTMLElement | null>): PixelSize | null {
  const [size, setSize] = useState<PixelSize | null>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const [pixels] = entry?.devicePixelContentBoxSize ?? [];
      if (entry === undefined || pixels === undefined || entry.contentRect.width === 0) return;
      const ratio = pixels.inlineSize / entry.contentRect.width;
      setSize({ width: pixels.inlineSize, height: pixels.blockSize, ratio });
    });
    observer.observe(element.current, { box: 'device-pixel-content-box' });
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return size;
}
