/** Reads how long a media file plays, in milliseconds; null when the file does not tell. */
export async function readMediaDuration(path: string): Promise<number | null> {
  // Fetched with the first file: no start waits for a reader of twenty formats.
  const { parseFile } = await import('music-metadata');
  const { format } = await parseFile(path, { duration: true, skipCovers: true });
  const seconds = format.duration;
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0
    ? Math.round(seconds * 1_000)
    : null;
}
