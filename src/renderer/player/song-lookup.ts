import type { ClipId, FoundFiles, Song } from '@shared/model';
import { isPlayable, whySilent } from './playable';
import type { PlayerNotice } from './player-state';

/** Songs as the library knows them just now. A file that was missing may be back: nobody has to check the library to hear it. */
export interface SongLookup {
  /** As the library knows it; null where it is not in there. */
  known(clipId: ClipId): Promise<Song | null>;
  /** The same, after a look at the disk where a file of it was missing. */
  getSong(clipId: ClipId): Promise<Song | null>;
  /** Has the disk looked at for files of the song; false where the library folder itself is not there. */
  lookForFiles(clipId: ClipId): Promise<boolean>;
  /** Why a song that was asked for cannot be played. */
  whyStopped(song: Song | null): PlayerNotice;
}

export interface SongLookupDeps {
  readonly getSong: (clipId: ClipId) => Promise<Song | null>;
  readonly lookForFiles: (clipId: ClipId) => Promise<Pick<FoundFiles, 'isFolderThere'>>;
}

export function createSongLookup(deps: SongLookupDeps): SongLookup {
  /** As of the last look. */
  let isFolderThere = true;

  async function lookForFiles(clipId: ClipId): Promise<boolean> {
    ({ isFolderThere } = await deps.lookForFiles(clipId));
    return isFolderThere;
  }

  return {
    known: deps.getSong,
    async getSong(clipId) {
      const song = await deps.getSong(clipId);
      if (song === null || isPlayable(song) || whySilent(song) !== 'missing') return song;
      await lookForFiles(clipId);
      return deps.getSong(clipId);
    },
    lookForFiles,
    whyStopped(song) {
      const reason = song === null ? 'gone' : whySilent(song);
      if (reason === 'missing' && !isFolderThere) return { kind: 'folder-away' };
      return { kind: 'stopped', title: song?.title ?? '', reason };
    },
  };
}
