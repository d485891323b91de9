import type { ClipId } from '@shared/model';

/** A song that was begun, and when. */
export interface PlayedSong {
  readonly clipId: ClipId;
  readonly at: number;
}

/** What was played longest ago is forgotten where there is more. */
export const MAX_HISTORY = 200;

/** The history with a song that has just been begun; one that is begun again and again stands in it once. */
export function withPlayed(history: readonly PlayedSong[], played: PlayedSong): readonly PlayedSong[] {
  const rest = history[0]?.clipId === played.clipId ? history.slice(1) : history;
  return [played, ...rest].slice(0, MAX_HISTORY);
}
