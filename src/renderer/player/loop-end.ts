import type { Loop } from './engine';

/** A part that is repeated has at least this length, in milliseconds. */
export const SHORTEST_LOOP_MS = 200;

export type LoopEnd = 'from' | 'to';

/** The part with one of its ends elsewhere: within the song, and no nearer to the other end than a part is short. */
export function movedEnd({ fromMs, toMs }: Loop, end: LoopEnd, ms: number, durationMs: number): Loop {
  return end === 'from'
    ? { fromMs: Math.max(0, Math.min(ms, toMs - SHORTEST_LOOP_MS)), toMs }
    : { fromMs, toMs: Math.min(durationMs, Math.max(ms, fromMs + SHORTEST_LOOP_MS)) };
}
