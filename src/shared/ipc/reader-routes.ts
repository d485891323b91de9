import type { Route } from './contract';

/**
 * Routes that only read the library. A process of its own answers them while there is one; main can do so as well.
 * `jobs.page` is none of them: which job is being asked, and which is next, main alone knows.
 */
export const READER_ROUTES = [
  'songs.page',
  'songs.count',
  'songs.ids',
  'songs.jump',
  'songs.position',
  'songs.facets',
  'songs.rows',
  'songs.get',
  'songs.alike',
  'songs.tags',
  'songs.tagsOf',
  'lyrics.get',
  'lyrics.hits',
  'lyrics.page',
  'lyrics.count',
  'lyrics.correct',
  'lyrics.takes',
  'lyrics.withTakes',
  'lyrics.songsOfFiles',
  'lyrics.print',
  'sound.get',
  'sound.progress',
  'downloads.page',
  'playlists.page',
  'playlists.entryIds',
  'playlists.clipIds',
  'playlists.summary',
] as const satisfies readonly Route[];
export type ReaderRoute = (typeof READER_ROUTES)[number];
