import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Queue } from '../../player/queue';
import type { GridHandle } from '../../ui/grid-props';

/**
 * The list goes along with what plays, unless somebody has scrolled away from it, has the keyboard in the list or aims at one of
 * its rows.
 *
 * @returns where what plays is, while it is out of view
 */
export function useCurrentInView(
  queue: Queue,
  grid: RefObject<GridHandle | null>,
  frame: RefObject<HTMLElement | null>,
): 'above' | 'below' | null {
  const { at, walk } = queue;
  const entry = walk[at];
  const isFollowing = useRef(true);
  const [away, setAway] = useState<'above' | 'below' | null>(null);

  const look = useCallback((): boolean => {
    const isSeen = walk.length === 0 || grid.current === null || grid.current.isInView(at);
    const first = frame.current?.querySelector<HTMLElement>('[data-index]')?.dataset['index'];
    setAway(isSeen ? null : at < Number(first ?? 0) ? 'above' : 'below');
    return isSeen;
  }, [at, walk, grid, frame]);

  const isOpened = useRef(false);
  useEffect(() => {
    const list = frame.current;
    const isInUse = list?.matches(':hover') === true || list?.contains(document.activeElement) === true;
    // Whoever opens the queue wants to see what comes.
    if (!isOpened.current || (isFollowing.current && !isInUse)) grid.current?.reveal(at, 'center');
    isOpened.current = true;
    look();
    // The list goes along with the entry that plays, not with every change of its order.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [entry, at]);

  useLayoutEffect(() => {
    const list = frame.current;
    const onScroll = () => {
      isFollowing.current = look();
    };
    list?.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => {
      list?.removeEventListener('scroll', onScroll, { capture: true });
    };
  }, [frame, look]);
  return away;
}
