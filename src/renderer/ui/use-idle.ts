import { useEffect, useState } from 'react';

/** A window that is never idle gets what it waits for all the same. */
const LATEST_MS = 2_000;

/** Turns true, and stays so, once the window has nothing more urgent to do. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const request = window.requestIdleCallback(
      () => {
        setIdle(true);
      },
      { timeout: LATEST_MS },
    );
    return () => {
      window.cancelIdleCallback(request);
    };
  }, []);
  return isIdle;
}
