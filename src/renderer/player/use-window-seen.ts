import { useEffect, useState } from 'react';
import { onEvent } from '../bridge';

/**
 * Whether the window can be seen: it is neither minimised nor hidden. Main tells it, for the page goes on there as if it were
 * seen, so that its music does.
 */
export function useWindowSeen(): boolean {
  const [isSeen, setSeen] = useState(true);
  useEffect(
    () =>
      onEvent('window.seen', (told) => {
        setSeen(told.isSeen);
      }),
    [],
  );
  return isSeen;
}
