import { randomUUID } from 'node:crypto';
import { basename, dirname, extname } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import {
  MAX_PLAYLIST_ENTRIES,
  MAX_PLAYLIST_NAME,
  MAX_TOLD_ENTRIES,
  type ImportedPlaylist,
  type PlaylistId,
} from '@shared/model';
import { oneLineName } from '@shared/list-names';
import { decodeText } from '../domain/lyrics/decode-text';
import { readM3u } from '../domain/playlists/m3u8';
import type { Shell } from '../ports';
import { readChosenFile } from './chosen-file';
import { listFileError, ofListFile } from './list-file-failure';
import type { MatchSongs } from './match-songs';
import type { Playlists } from './playlists';

/** Playlists that come as files. What a file names and the library has becomes a playlist. */
export interface PlaylistFiles {
  /**
   * Has the user choose one; null when the dialog was closed.
   *
   * @throws AppError as `read`, and `list-read-…`
   */
  choose(): Promise<ImportedPlaylist | null>;
  /**
   * Reads one of which the folder is not known.
   *
   * @throws AppError `no-playlist-file`, `file-too-large`, `too-many-playlists`, `playlist-full`
   */
  read(fileName: string, bytes: Uint8Array): Promise<ImportedPlaylist>;
}

export interface PlaylistFilesDeps {
  readonly shell: Pick<Shell, 'choosePlaylistFile'>;
  readonly playlists: Pick<Playlists, 'create' | 'freeName'>;
  readonly match: MatchSongs;
}

/** A hundred thousand long paths. */
const MAX_FILE_BYTES = 20_000_000;

export function createPlaylistFiles({ shell, playlists, match }: PlaylistFilesDeps): PlaylistFiles {
  async function take(fileName: string, bytes: Uint8Array, folder: string | null): Promise<ImportedPlaylist> {
    if (bytes.byteLength > MAX_FILE_BYTES) throw tooLarge();
    const { text } = decodeText(bytes);
    const list = readM3u(text);
    if (text.includes('\0') || list.entries.length === 0)
      throw new AppError('no-playlist-file', 'No songs are named in the file.');
    if (list.entries.length > MAX_PLAYLIST_ENTRIES)
      throw new AppError('playlist-full', `The file names ${list.entries.length} songs.`);
    const matched = await match(list.entries, folder);
    const clipIds = matched.flatMap((clipId) => clipId ?? []);
    const lost = list.entries.filter((_, at) => matched[at] === null);
    const name = playlists.freeName(nameOf(list.name ?? basename(fileName, extname(fileName))));
    const id = clipIds.length === 0 ? null : (randomUUID() as string as PlaylistId);
    if (id !== null) await playlists.create(id, name, clipIds);
    return {
      id,
      name,
      added: clipIds.length,
      notFound: lost.slice(0, MAX_TOLD_ENTRIES).map(({ location }) => location),
      notFoundCount: lost.length,
    };
  }

  return {
    async choose() {
      const path = await shell.choosePlaylistFile();
      if (path === null) return null;
      return named(basename(path), async () => take(basename(path), await readList(path), dirname(path)));
    },
    read: (fileName, bytes) => named(fileName, () => take(fileName, bytes, null)),
  };
}

/** What fails is told of the file. */
async function named<Answer>(fileName: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw ofListFile(error, fileName);
  }
}

function nameOf(text: string): string {
  return oneLineName(text).slice(0, MAX_PLAYLIST_NAME).trim() || 'Playlist';
}

async function readList(path: string): Promise<Uint8Array> {
  try {
    return await readChosenFile(path, MAX_FILE_BYTES);
  } catch (error) {
    const isUnreadable = error instanceof AppError && error.code === 'file-failed';
    throw isUnreadable ? listFileError(error.cause, 'read', basename(path)) : error;
  }
}

function tooLarge(): AppError {
  return new AppError('file-too-large', 'The file is too large for a playlist.');
}
