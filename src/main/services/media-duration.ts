export interface SoundFacts {
  /** Null when the file does not tell. */
  readonly durationMs: number | null;
  /** Samples a second of each channel; null when the file does not tell. */
  readonly sampleRate: number | null;
}

/** Reads how long a media file plays, in milliseconds; null when the file does not tell. */
export async function readMediaDuration(path: string): Promise<number | null> {
  return (await readSoundFacts(path)).durationMs;
}

/** Reads what a media file tells of its sound. */
export async function readSoundFacts(path: string): Promise<SoundFacts> {
  // Fetched with the first file: no start waits for a reader of twenty formats.
  const { parseFile } = await import('music-metadata');
  const { format } = await parseFile(path, { duration: true, skipCovers: true });
  const { duration: seconds, sampleRate } = format;
  const isNumber = (value: number | undefined): value is number =>
    value !== undefined && Number.isFinite(value) && value > 0;
  return {
    durationMs: isNumber(seconds) ? Math.round(seconds * 1_000) : null,
    sampleRate: isNumber(sampleRate) ? sampleRate : null,
  };
}
