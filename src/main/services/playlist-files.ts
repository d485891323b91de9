import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import {
  MAX_PLAYLIST_ENTRIES,
  MAX_PLAYLIST_NAME,
  MAX_TOLD_ENTRIES,
  type ImportedPlaylist,
  type PlaylistId,
} from '@shared/model';
import { decodeText } from '../domain/lyrics/decode-text';
import { readM3u } from '../domain/playlists/m3u8';
import type { Shell } from '../ports';
import type { MatchSongs } from './match-songs';
import type { Playlists } from './playlists';

/** Playlists that come as files. What a file names and the library has becomes a playlist. */
export interface PlaylistFiles {
  /**
   * Has the user choose one; null when the dialog was closed.
   *
   * @throws AppError as `read`, and `file-failed`
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
  readonly playlists: Pick<Playlists, 'create'>;
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
    const name = nameOf(list.name ?? basename(fileName, extname(fileName)));
    const id = clipIds.length === 0 ? null : (randomUUID() as string as PlaylistId);
    if (id !== null) playlists.create(id, name, clipIds);
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
      return path === null ? null : take(basename(path), await readWhole(path), dirname(path));
    },
    read: (fileName, bytes) => take(fileName, bytes, null),
  };
}

function nameOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_PLAYLIST_NAME).trim() || 'Playlist';
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      if ((await file.stat()).size > MAX_FILE_BYTES) throw tooLarge();
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('file-failed', 'The file could not be read.', { cause: error });
  }
}

function tooLarge(): AppError {
  return new AppError('file-too-large', 'The file is too large for a playlist.');
}
