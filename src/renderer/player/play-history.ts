import { MAX_PLAY_HISTORY, type ClipId, type PlayedSong } from '@shared/model';

/** What was played, the last first. */
export interface PlayHistory {
  songs(): readonly PlayedSong[];
  restore(songs: readonly PlayedSong[]): void;
  clear(): void;
  /** What is heard next counts as played anew. */
  expect(): void;
  /** A song is heard. One that only stood there since the start of the program has not been played. */
  note(clipId: ClipId | null): void;
}

export function createPlayHistory(now: () => number): PlayHistory {
  let songs: readonly PlayedSong[] = [];
  let isNoted = false;
  return {
    songs: () => songs,
    restore(kept) {
      songs = kept;
    },
    clear() {
      songs = [];
    },
    expect() {
      isNoted = false;
    },
    note(clipId) {
      if (clipId === null || isNoted) return;
      isNoted = true;
      songs = withPlayed(songs, { clipId, at: now() });
    },
  };
}

/** The history with a song that has just been begun; one that is begun again and again stands in it once. */
export function withPlayed(history: readonly PlayedSong[], played: PlayedSong): readonly PlayedSong[] {
  const rest = history[0]?.clipId === played.clipId ? history.slice(1) : history;
  return [played, ...rest].slice(0, MAX_PLAY_HISTORY);
}
