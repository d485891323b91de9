import * as z from 'zod';
import { WAVEFORM_COLUMNS } from '@shared/model';
import type { MeterAnswer } from '@shared/sound-meter';

const id = z.int().positive();
/** Of float samples that no file of the service comes near. */
const decibels = z.number().min(-200).max(200);

const answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({
    kind: z.literal('heard'),
    id,
    loudness: z.strictObject({ lufs: decibels, truePeakDb: decibels }).nullable(),
    waveform: z.instanceof(Uint8Array).refine((columns) => columns.length === WAVEFORM_COLUMNS),
  }),
  z.strictObject({ kind: z.enum(['unreadable', 'unavailable']), id }),
]);

/** Reads what the page that measures sound has sent, which decodes files from outside; null when it is no answer. */
export function readMeterAnswer(data: unknown): MeterAnswer | null {
  return answer.safeParse(data).data ?? null;
}
