import { useEffect, useState } from 'react';

/** Whether a value has been the same for `afterMs`: what is said of a text that is still typed may be wrong a letter later. */
export function useRested(value: string, afterMs: number): boolean {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setRested(value);
    }, afterMs);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value, afterMs]);
  return rested === value;
}
