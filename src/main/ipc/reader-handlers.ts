import type { ReaderRoute } from '@shared/ipc/reader-routes';
import type { AlikeSongsFinder } from '../db/alike-songs';
import type { DownloadRows } from '../db/download-rows';
import type { SongMarkRepository } from '../db/song-marks';
import type { SongRows } from '../db/song-rows';
import type { SoundRepository } from '../db/sounds';
import type { LyricsService } from '../services/lyrics';
import type { PlaylistPages } from '../services/playlist-pages';
import type { SongsOfFiles } from '../services/songs-of-files';
import type { SongLists } from '../services/song-lists';
import type { Handlers } from './router';

/** What the routes that only read the library call. */
export interface ReaderHandlerDeps {
  readonly lists: SongLists;
  readonly rows: SongRows;
  readonly alike: AlikeSongsFinder;
  readonly lyrics: LyricsService;
  readonly songsOfFiles: SongsOfFiles;
  readonly sounds: Pick<SoundRepository, 'of' | 'progress'>;
  readonly downloads: DownloadRows;
  readonly playlists: PlaylistPages;
  readonly marks: SongMarkRepository;
}

/** The routes that only read the library, for main and for the reader process. */
export function createReaderHandlers({
  lists,
  rows,
  alike,
  lyrics,
  songsOfFiles,
  sounds,
  downloads,
  playlists,
  marks,
}: ReaderHandlerDeps): Handlers<ReaderRoute> {
  return {
    'songs.page': ({ offset, limit, ...listing }, signal) => lists.page(listing, { offset, limit }, signal),
    'songs.count': (listing, signal) => lists.count(listing, signal),
    'songs.ids': ({ offset, limit, ...listing }, signal) => lists.ids(listing, { offset, limit }, signal),
    'songs.jump': ({ prefix, after, ...listing }, signal) => lists.jump(listing, prefix, after, signal),
    'songs.position': ({ clipId, ...listing }, signal) => lists.position(listing, clipId, signal),
    'songs.facets': () => lists.facets(),
    'songs.rows': ({ clipIds }) => rows.ofClips(clipIds),
    'songs.get': ({ clipId }) => rows.song(clipId),
    'songs.alike': ({ clipId }) => alike.of(clipId),
    'songs.tags': () => lists.tags(),
    'songs.tagsOf': ({ clipIds }) => marks.tagsOf(clipIds),

    'lyrics.get': ({ clipId }) => lyrics.get(clipId),
    'lyrics.hits': ({ clipId, search }) => lyrics.hits(clipId, search),
    'lyrics.page': ({ search, offset, limit }, signal) => lyrics.page(search, { offset, limit }, signal),
    'lyrics.count': ({ search }, signal) => lyrics.count(search, signal),
    'lyrics.correct': ({ search }, signal) => lyrics.correct(search, signal),
    'lyrics.takes': ({ clipId }) => lyrics.takes(clipId),
    'lyrics.print': ({ clipId, format, hasSections }) => lyrics.print(clipId, format, { hasSections }),
    'lyrics.songsOfFiles': ({ fileNames }) => songsOfFiles(fileNames),
    'lyrics.withTakes': ({ clipIds }) => lyrics.withTakes(clipIds),

    'sound.get': ({ clipId }) => sounds.of(clipId),
    'sound.progress': () => sounds.progress(),

    'downloads.page': ({ offset, limit }) => downloads.page(offset, limit),

    'playlists.page': (part, signal) => playlists.page(part, signal),
    'playlists.entryIds': (part, signal) => playlists.entryIds(part, signal),
    'playlists.clipIds': ({ id, search }, signal) => playlists.clipIds(id, search, signal),
    'playlists.summary': ({ id }) => playlists.summary(id),
  };
}
