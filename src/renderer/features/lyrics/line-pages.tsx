import { useEffect, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';

/** Words of this many lines are drawn as a whole: no song that is sung has more. */
const MOST_WHOLE = 1_000;
const PAGE_LINES = 200;
/** How far outside of what is seen pages are drawn, in pixels. */
const AHEAD_PX = 1_500;

export interface LinePagesProps {
  readonly count: number;
  /** What scrolls. */
  readonly view: RefObject<HTMLElement | null>;
  /** How high a line usually is, in pixels. */
  readonly lineHeight: number;
  /** A line that is drawn wherever the view is. */
  readonly kept: number | null;
  /** Draws the lines from one to before another. */
  readonly children: (from: number, to: number) => ReactNode;
}

/** Lines of words; of very many only those near what is seen. */
export function LinePages({ count, view, lineHeight, kept, children }: LinePagesProps): ReactElement {
  const isWhole = count <= MOST_WHOLE;
  const [near, setNear] = useState<ReadonlySet<number>>(new Set([0]));
  /** How high pages were when they were drawn. */
  const heights = useRef(new Map<number, number>());
  const pages = isWhole ? 0 : Math.ceil(count / PAGE_LINES);

  useEffect(() => {
    const root = view.current;
    if (!root || pages === 0) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        setNear((before) => {
          const next = new Set(before);
          for (const { target, isIntersecting, boundingClientRect } of entries) {
            const page = Number((target as HTMLElement).dataset['page']);
            if (isIntersecting) next.add(page);
            else if (next.delete(page)) heights.current.set(page, boundingClientRect.height);
          }
          return next;
        });
      },
      { root, rootMargin: `${AHEAD_PX}px 0px` },
    );
    for (const page of root.querySelectorAll('[data-page]')) observer.observe(page);
    return () => {
      observer.disconnect();
    };
  }, [view, pages]);

  if (isWhole) return <>{children(0, count)}</>;
  const keptPage = kept === null ? -1 : pageOf(kept);
  return (
    <>
      {Array.from({ length: pages }, (_, page) => {
        const [from, to] = [page * PAGE_LINES, Math.min(count, (page + 1) * PAGE_LINES)];
        const isDrawn = near.has(page) || page === keptPage;
        const height = heights.current.get(page) ?? (to - from) * lineHeight;
        return (
          <div key={page} data-page={page} style={isDrawn ? undefined : { height }}>
            {isDrawn && children(from, to)}
          </div>
        );
      })}
    </>
  );
}

function pageOf(line: number): number {
  return Math.floor(line / PAGE_LINES);
}

/** Where a line stands: its element, else that of the page that it is drawn in as soon as that is near. */
export function placeOfLine(view: HTMLElement, line: number): HTMLElement | null {
  return lineElement(view, line) ?? view.querySelector<HTMLElement>(`[data-page="${pageOf(line)}"]`);
}

export function lineElement(view: HTMLElement, line: number): HTMLElement | null {
  return view.querySelector<HTMLElement>(`[data-line="${line}"]`);
}
