import { useQueryClient } from '@tanstack/react-query';
import {
  MAX_PLAYLIST_NAME,
  type ClipId,
  type ImportedPlaylist,
  type Playlist,
  type PlaylistId,
} from '@shared/model';
import { invoke, WireFailure } from '../bridge';
import { toBase64 } from '../file-base64';
import { translate } from '../i18n';
import { freeName, oneLineName } from '@shared/list-names';
import { goToPlaylist } from '../navigation';
import { player } from '../player/use-player';
import { patchSnapshot, useSnapshot } from '../query';
import { dialogs } from './dialogs';
import { notifyFailure } from './failure-text';
import { namedSongs } from './named-songs';
import { notify } from './notices';
import { createUndoGroup, lastFirst } from './undo-group';

/*
 * What can be done with playlists, from the sidebar, from lists of songs and from the page of a playlist. The list that comes
 * of it arrives as an event.
 */

/** Makes a playlist of these songs: all of them, or none where that fails. */
export async function createPlaylist(name: string, clipIds: readonly ClipId[]): Promise<PlaylistId> {
  const id = crypto.randomUUID() as string as PlaylistId;
  await invoke('playlists.create', { id, name, clipIds: await namedSongs(clipIds) });
  return id;
}

/** Deletes a playlist; can be undone. */
export function removePlaylist({ id, name }: Playlist): void {
  invoke('playlists.remove', { id })
    .then(() => {
      removed.tell(id, 1, (count) =>
        count === 1
          ? translate('playlists.removed', { name })
          : translate('playlists.removedMany', { count }),
      );
    })
    .catch(notifyFailure);
}

const removed = createUndoGroup<PlaylistId>((ids) =>
  lastFirst(ids, (id) => invoke('playlists.restore', { id })),
);

/**
 * Makes another playlist of the same songs and opens it.
 *
 * @param others all playlists: the copy gets a name that none of them has
 */
export function duplicatePlaylist({ id, name }: Playlist, others: readonly Playlist[]): void {
  const copyId = crypto.randomUUID() as string as PlaylistId;
  const taken = others.map((playlist) => playlist.name);
  const copyName = freeName(oneLineName(translate('playlists.copyName', { name })), taken, MAX_PLAYLIST_NAME);
  invoke('playlists.duplicate', { id, copyId, name: copyName })
    .then(() => {
      goToPlaylist(copyId);
    })
    .catch(notifyFailure);
}

/** Puts a playlist at another place from the top, where it is shown at once. */
export function useMovePlaylist(): (id: PlaylistId, position: number) => void {
  const client = useQueryClient();
  const { playlists } = useSnapshot();
  return (id, position) => {
    const moved = playlists.find((playlist) => playlist.id === id);
    if (moved === undefined) return;
    const others = playlists.filter((playlist) => playlist !== moved);
    patchSnapshot(client, { playlists: others.toSpliced(position, 0, moved) });
    invoke('playlists.move', { id, position }).catch((error: unknown) => {
      patchSnapshot(client, { playlists });
      notifyFailure(error);
    });
  };
}

/** Puts songs into a playlist, at the end or before an entry, and says so. */
export function addToPlaylist(
  { id, name }: Playlist,
  clipIds: readonly ClipId[],
  before: number | null = null,
): void {
  if (clipIds.length === 0) return;
  namedSongs(clipIds)
    .then((chosen) => invoke('playlists.add', { id, clipIds: chosen, before }))
    .then(({ added }) => {
      const run = () => {
        goToPlaylist(id);
      };
      notify(() => translate('playlists.add.added', { count: added, name }), {
        action: { label: () => translate('playlists.add.show'), run },
      });
    })
    .catch(notifyFailure);
}

/** Plays a playlist, or what a search finds in it, from its first song that can be played; at random when it is shuffled. */
export function playPlaylist({ id }: Pick<Playlist, 'id'>, isShuffled: boolean, search = ''): void {
  invoke('playlists.clipIds', { id, search })
    .then((ids) => {
      playIds(ids, isShuffled);
    })
    .catch(notifyFailure);
}

/** Plays these songs, from the first on, or from any of them where they are shuffled. */
export function playIds(ids: readonly ClipId[], isShuffled: boolean): void {
  const first = ids[isShuffled ? Math.floor(Math.random() * ids.length) : 0];
  if (first === undefined) return;
  if (isShuffled) player.setShuffled(true);
  player.playSongs(ids, first);
}

/** Has the user choose a playlist file, and makes a playlist of it. */
export function importPlaylist(): void {
  invoke('playlists.chooseImport', {})
    .then((imported) => {
      if (imported !== null) tellImported(imported);
    })
    .catch(notifyFailure);
}

/** Opens the playlist that was made of a file, and tells what of it was not found. */
function tellImported(imported: ImportedPlaylist): void {
  const { id, name, added, notFoundCount } = imported;
  if (id !== null) goToPlaylist(id);
  if (notFoundCount > 0) dialogs.openPlaylistImport(imported);
  else notify(() => translate('playlists.import.added', { count: added, name }));
}

/** Main reads no larger ones either. */
const MOST_BYTES = 20_000_000;
const PLAYLIST_FILE = /\.m3u8?$/i;

/** Makes playlists of files that were dropped; false when none of them is one. */
export function takePlaylistFiles(files: readonly File[]): boolean {
  const lists = files.filter(({ name }) => PLAYLIST_FILE.test(name));
  if (lists.length === 0 || lists.length < files.length) return false;
  readInTurn(lists).catch(notifyFailure);
  return true;
}

async function readInTurn(files: readonly File[]): Promise<void> {
  for (const file of files) {
    if (file.size > MOST_BYTES)
      throw new WireFailure('file-too-large', 'The file is too large for a playlist.', null);
    const base64 = await toBase64(file);
    tellImported(await invoke('playlists.readImport', { fileName: file.name, base64 }));
  }
}
