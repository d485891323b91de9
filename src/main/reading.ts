import { createAlikeSongsFinder } from './db/alike-songs';
import type { Database } from './db/database';
import type { ClipRepository } from './db/clips';
import type { LyricsRepository } from './db/lyrics';
import { createDownloadRows } from './db/download-rows';
import { createPlaylistEntries } from './db/playlist-entries';
import { createSongIndex, type SongIndex } from './db/song-index';
import { createSongMarkRepository } from './db/song-marks';
import { createSongRows } from './db/song-rows';
import { createSoundRepository } from './db/sounds';
import type { ReaderHandlerDeps } from './ipc/reader-handlers';
import { createLyricsService } from './services/lyrics';
import { correctSearch } from './services/correct-search';
import { makeSongList } from './services/song-list';
import { createSongLists, type SongListMaker } from './services/song-lists';
import { createPlaylistPages } from './services/playlist-pages';
import { createSongsOfFiles } from './services/songs-of-files';
import { createSongSelector } from './services/select-songs';

export interface ReadDeps {
  readonly db: Database;
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** All that only reads the library, put together: in main, and in the process that reads for the window. */
export function createReading(
  { db, clips, lyrics: words, now }: ReadDeps,
  createMaker: (index: SongIndex) => SongListMaker,
): ReaderHandlerDeps {
  const index = createSongIndex(db);
  const rows = createSongRows(db);
  const select = createSongSelector(now);
  const maker = createMaker(index);
  const lists = createSongLists({ index, rows, maker, select });
  const lyrics = createLyricsService({ clips, lyrics: words, lists, select, correct: maker.correct });
  const songsOfFiles = createSongsOfFiles({
    song: rows.song,
    hasOwnWords(clipId) {
      const clip = clips.find(clipId);
      return clip !== null && words.hasSource(clip.row, 'user');
    },
    async find(search, limit) {
      const listing = { search, sort: 'arrived', direction: 'desc' } as const;
      return (await lists.page(listing, { offset: 0, limit }, new AbortController().signal)).rows;
    },
  });
  return {
    lists,
    rows,
    alike: createAlikeSongsFinder(db),
    lyrics,
    songsOfFiles,
    sounds: createSoundRepository(db),
    downloads: createDownloadRows(db),
    playlists: createPlaylistPages({ entries: createPlaylistEntries(db), rows, lists, select }),
    marks: createSongMarkRepository(db),
  };
}

/** Makes lists at once and in this process. */
export function inlineListMaker(index: SongIndex): SongListMaker {
  return {
    make: (selection) => Promise.resolve(makeSongList(index, selection)),
    correct: (search) => Promise.resolve(correctSearch(index, search)),
  };
}
