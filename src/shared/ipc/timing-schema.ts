import * as z from 'zod';

const MAX_LINES = 200_000;
const MAX_WORDS = 5_000;
/** A day: longer than anything that is sung. */
const MAX_MS = 86_400_000;

const time = z.int().min(0).max(MAX_MS);
const word = z.strictObject({ at: z.int().min(0).max(MAX_LINES), startMs: time, endMs: time.nullable() });

/** `LyricsTiming`, wherever it comes from. */
export const timingSchema = z
  .array(
    z.strictObject({
      line: z.int().min(0).max(10_000_000),
      startMs: time.nullable(),
      endMs: time.nullable(),
      words: z.array(word).max(MAX_WORDS),
    }),
  )
  .max(MAX_LINES);
