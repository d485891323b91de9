import { useCallback, useEffect, useRef } from 'react';

/**
 * For what is told of a field when it is left: words that come while a press leaves it push away what is pressed. The function
 * does a thing at once, or, within a press, when that has done what it was for.
 */
export function useAfterPress(): (act: () => void) => void {
  const isPressed = useRef(false);
  useEffect(() => {
    const onDown = () => {
      isPressed.current = true;
    };
    const onUp = () => {
      isPressed.current = false;
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener('pointerdown', onDown, { capture: true, signal });
    window.addEventListener('pointerup', onUp, { capture: true, signal });
    window.addEventListener('pointercancel', onUp, { capture: true, signal });
    return () => {
      listening.abort();
    };
  }, []);

  return useCallback((act) => {
    if (!isPressed.current) {
      act();
      return;
    }
    const waiting = new AbortController();
    const onEnd = () => {
      waiting.abort();
      // The click comes in the same task.
      window.setTimeout(act);
    };
    window.addEventListener('pointerup', onEnd, { signal: waiting.signal });
    window.addEventListener('pointercancel', onEnd, { signal: waiting.signal });
  }, []);
}
