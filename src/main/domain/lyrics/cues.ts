import type { LyricsLine, LyricsWord } from '@shared/model';

/** Cues: what subtitle formats show from a start to an end. Such formats have no line without an end. */

/** Longest cue whose end is not known: nobody wants a line to stand through a whole solo. */
const LONGEST_GUESS_MS = 7_000;
/** Length of the last cue when neither its end nor the song's is known. */
const LAST_GUESS_MS = 4_000;

export interface CueTimes {
  readonly startMs: number;
  readonly endMs: number;
}

/** A length as the formats need it: whole milliseconds, null when unknown. */
export function knownLength(durationMs: number | null): number | null {
  return durationMs !== null && durationMs >= 1 ? Math.floor(durationMs) : null;
}

/** Its own end, else the next start or the song's end, at most seven seconds on, else four seconds after its start. */
export function endOfCue(
  startMs: number,
  endMs: number | null,
  nextStartMs: number | null,
  durationMs: number | null,
): number {
  if (endMs !== null && endMs > startMs) return endMs;
  const boundary = nextStartMs ?? durationMs;
  return boundary === null ? startMs + LAST_GUESS_MS : Math.min(boundary, startMs + LONGEST_GUESS_MS);
}

/** The start of the first later line behind each; null where there is none. */
function laterStarts(starts: readonly number[]): (number | null)[] {
  const later: (number | null)[] = starts.map(() => null);
  for (let index = starts.length - 2; index >= 0; index -= 1) {
    const next = starts[index + 1] ?? 0;
    later[index] = next > (starts[index] ?? 0) ? next : (later[index + 1] ?? null);
  }
  return later;
}

/**
 * Start and end for every timed line, in the order given, which is that of their starts: cues may overlap, and those of one
 * start are shown together. Times are whole multiples of `stepMs`, within the song where its length is known, and every cue
 * lasts a step at least.
 */
export function cueTimes(
  lines: readonly LyricsLine[],
  durationMs: number | null,
  stepMs: number,
): CueTimes[] {
  const length = knownLength(durationMs);
  const lastMs = length === null ? Infinity : Math.max(stepMs, Math.floor(length / stepMs) * stepMs);
  const inSteps = (ms: number) => Math.round(ms / stepMs) * stepMs;
  const starts = lines.map(({ startMs }) => Math.min(inSteps(startMs ?? 0), lastMs - stepMs));
  const later = laterStarts(starts);
  return lines.map((line, index) => {
    const startMs = starts[index] ?? 0;
    const end = endOfCue(
      startMs,
      line.endMs === null ? null : inSteps(line.endMs),
      later[index] ?? null,
      length,
    );
    return { startMs, endMs: Math.max(startMs + stepMs, Math.min(inSteps(end), lastMs)) };
  });
}

/** `hh:mm:ss` and a fraction of so many digits behind `point`. */
export function clockTime(ms: number, point: '.' | ',', digits: 2 | 3, hourDigits = 2): string {
  const seconds = Math.floor(ms / 1000);
  const hours = String(Math.floor(seconds / 3600)).padStart(hourDigits, '0');
  const [minutes, rest] = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const fraction = String(ms % 1000)
    .padStart(3, '0')
    .slice(0, digits);
  return `${hours}:${minutes}:${rest}${point}${fraction}`;
}

/** Milliseconds of a clock time's parts as a file has them; a missing part counts as zero. */
export function clockMs(hours = '0', minutes = '0', seconds = '0', fraction = ''): number {
  return (
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds) * 1000 +
    Number(fraction.slice(0, 3).padEnd(3, '0'))
  );
}

/**
 * The words of a line at whole multiples of `stepMs` and within its times, ends behind their starts and not behind the
 * next word.
 */
export function wordsInSteps(words: readonly LyricsWord[], times: CueTimes, stepMs: number): LyricsWord[] {
  const within = (ms: number) =>
    Math.min(Math.max(Math.round(ms / stepMs) * stepMs, times.startMs), times.endMs);
  return words.map((word, index) => {
    const startMs = within(word.startMs);
    const next = words[index + 1];
    const lastMs = next === undefined ? times.endMs : within(next.startMs);
    const endMs = word.endMs === null ? null : Math.min(within(word.endMs), lastMs);
    return { at: word.at, startMs, endMs: endMs !== null && endMs > startMs ? endMs : null };
  });
}
