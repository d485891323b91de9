import type { AssetKind, ClipId } from '@shared/model';

/** The file that the player of the window has open, whether it sounds or stands. */
export interface LoadedSong {
  set(file: LoadedFile | null): void;
  isLoaded(clipId: ClipId, kind: AssetKind): boolean;
}

export interface LoadedFile {
  readonly clipId: ClipId;
  readonly kind: AssetKind;
}

/** Nothing is loaded until the window tells, which it does whenever it changes and when it is opened anew. */
export function createLoadedSong(): LoadedSong {
  let loaded: LoadedFile | null = null;
  return {
    set(file) {
      loaded = file;
    },
    isLoaded: (clipId, kind) => loaded?.clipId === clipId && loaded.kind === kind,
  };
}
