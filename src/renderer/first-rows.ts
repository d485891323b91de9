import { ROWS_PAINTED } from '@shared/performance-marks';

let isMarked = false;

/** Marks once when rows are on the screen: the frame after the one they were drawn in. Told to whoever measures starts. */
export function markFirstRows(): void {
  if (isMarked) return;
  isMarked = true;
  requestAnimationFrame(() => {
    requestAnimationFrame(() => performance.mark(ROWS_PAINTED));
  });
}
