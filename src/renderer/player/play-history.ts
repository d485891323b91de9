import { MAX_PLAY_HISTORY, type PlayedSong } from '@shared/model';

/** The history with a song that has just been begun; one that is begun again and again stands in it once. */
export function withPlayed(history: readonly PlayedSong[], played: PlayedSong): readonly PlayedSong[] {
  const rest = history[0]?.clipId === played.clipId ? history.slice(1) : history;
  return [played, ...rest].slice(0, MAX_PLAY_HISTORY);
}
