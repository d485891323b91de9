import type { Deck } from './deck';
import type { Loop, Source } from './engine';

/** A file in a deck, where in it the deck begins, and what it is: the next song, a part once more, another file of the song. */
export interface Cue extends Source {
  readonly startMs: number;
  readonly kind: 'song' | 'loop' | 'file';
}

/** Another file of the song that plays, which is to take over. */
export interface Exchange {
  readonly source: Source;
  /** So far ahead of what is heard it is opened. */
  readonly aheadMs: number;
}

/** What is to be heard after what is heard now, as far as the engine was told. */
export interface Wishes {
  /** The file that plays. */
  readonly playing: Source | null;
  /** What follows when that ends. */
  readonly prepared: Source | null;
  readonly loop: Loop | null;
  readonly exchange: Exchange | null;
  readonly crossfadeMs: number;
  readonly speed: number;
}

/** What is cut off in the midst of the sound would click. */
export const LOOP_FADE_MS = 10;
/** A shorter part is over before it could be begun ahead: playback jumps back in it. */
const SHORTEST_SEAMLESS_LOOP_MS = 1_500;

/** Another file of a song is opened so far ahead of what is heard. */
const EXCHANGE_AHEAD_MS = 450;
/** Where it was not open in time it is tried twice as far ahead, up to here. */
const LONGEST_EXCHANGE_AHEAD_MS = 1_800;
/** Two files of one song differ little: their sum is as loud as each. */
export const EXCHANGE_FADE_MS = 20;

export function exchangeFor(source: Source): Exchange {
  return { source, aheadMs: EXCHANGE_AHEAD_MS };
}

/** The same once more, begun earlier; null where that was tried often enough. */
export function furtherAhead({ source, aheadMs }: Exchange): Exchange | null {
  return aheadMs >= LONGEST_EXCHANGE_AHEAD_MS ? null : { source, aheadMs: aheadMs * 2 };
}

/** The part that is repeated is long enough for its beginning to be opened ahead. */
export function isSeamless({ fromMs, toMs }: Loop, speed: number): boolean {
  return (toMs - fromMs) / speed >= SHORTEST_SEAMLESS_LOOP_MS;
}

/**
 * What is to be opened ahead: another file of the song, the beginning of a loop, else what was prepared.
 *
 * @param cue what is open ahead
 */
export function wantedCue(
  wishes: Wishes,
  cue: Cue | null,
  current: Pick<Deck, 'positionMs' | 'durationMs'>,
): Cue | null {
  const file = fileCue(wishes, cue, current);
  if (file !== null) return file;
  const { loop, playing, prepared, speed } = wishes;
  if (loop === null || playing === null) return prepared && { ...prepared, startMs: 0, kind: 'song' };
  return isSeamless(loop, speed) ? { ...playing, startMs: loop.fromMs, kind: 'loop' } : null;
}

/** Null also where the song, or its part, is over before: the part is heard from the other file at its next turn. */
function fileCue(
  { exchange, loop, speed }: Wishes,
  cue: Cue | null,
  current: Pick<Deck, 'positionMs' | 'durationMs'>,
): Cue | null {
  if (exchange === null) return null;
  const positionMs = current.positionMs();
  const startMs = cue?.kind === 'file' ? cue.startMs : positionMs + exchange.aheadMs * speed;
  const endMs = loop !== null && positionMs < loop.toMs ? loop.toMs : current.durationMs();
  return endMs !== null && startMs + EXCHANGE_FADE_MS * speed >= endMs
    ? null
    : { ...exchange.source, startMs, kind: 'file' };
}

/** Where in the current file what is open ahead is to take over; null for the file's end. */
export function partEndMs(
  { loop, speed }: Wishes,
  cue: Cue | null,
  current: Pick<Deck, 'headMs'>,
  ahead: Pick<Deck, 'headMs'>,
): number | null {
  if (cue?.kind !== 'file') return loop?.toMs ?? null;
  // The same sound, where encoders have put silence before it.
  return cue.startMs + current.headMs() - ahead.headMs() + EXCHANGE_FADE_MS * speed;
}

/** How long the two files are heard together, in milliseconds: never longer than half of the shorter. */
export function overlapMs(
  { loop, speed, crossfadeMs }: Wishes,
  cue: Cue | null,
  current: Pick<Deck, 'durationMs'>,
  ahead: Pick<Deck, 'durationMs'>,
): number {
  if (cue?.kind === 'file') return EXCHANGE_FADE_MS;
  if (loop !== null) return LOOP_FADE_MS;
  const shortestMs = Math.min(current.durationMs() ?? 0, ahead.durationMs() ?? 0);
  return Math.min(crossfadeMs, shortestMs / 2 / speed);
}
