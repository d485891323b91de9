import { useEffect, useState } from 'react';
import { onEvent } from './bridge';

/** How many things are done of the work that main tells of by this event; whoever begins such work sets it to 0. */
export function useWorkDone(
  event: 'removal-plan.progress' | 'repair.progress',
): readonly [number, (done: number) => void] {
  const [done, setDone] = useState(0);
  useEffect(
    () =>
      onEvent(event, (progress) => {
        setDone(progress.done);
      }),
    [event],
  );
  return [done, setDone];
}
