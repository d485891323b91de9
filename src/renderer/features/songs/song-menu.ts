import {
  ClipboardCopy,
  Download,
  FileText,
  FolderOpen,
  Hash,
  ListEnd,
  ListStart,
  Play,
  Tags,
  Trash2,
  Type,
} from 'lucide-react';
import type { Playlist, SongListing, SongRow } from '@shared/model';
import { translate } from '../../i18n';
import { isPlayable } from '../../player/playable';
import { enqueueSongs } from '../../player/player-actions';
import { dialogs } from '../../shell/dialogs';
import { addToPlaylistMenu } from '../../shell/playlist-menus';
import type { MenuItem } from '../../ui/menu';
import {
  enqueueChosen,
  exportChosen,
  fetchFilesOf,
  playChosen,
  removeChosen,
  withIds,
  writeTagsChosen,
  type ChosenSongs,
} from './chosen-songs';
import { askToRemove } from './removed-songs';
import { copyJobId, copyLyrics, copyText, fetchFiles, playSong, showInFolder } from './song-actions';

/** Whether a sound file of the song is on disk. */
function isHeard({ assets }: SongRow): boolean {
  return assets.some(({ kind, state }) => (kind === 'audio' || kind === 'wav') && state === 'present');
}

/** What can be done with one song. */
export function songMenu(
  listing: SongListing,
  song: SongRow,
  playlists: readonly Playlist[],
): readonly MenuItem[] {
  const hasWords = song.lyricsState === 'plain' || song.lyricsState === 'timed';
  return [
    {
      label: translate('songs.menu.play'),
      icon: Play,
      shortcut: 'Enter',
      isDisabled: !isPlayable(song),
      onSelect: () => {
        playSong(listing, song);
      },
    },
    {
      label: translate('songs.menu.playNext'),
      icon: ListStart,
      shortcut: 'Ctrl+Enter',
      isDisabled: !isPlayable(song),
      onSelect: () => {
        enqueueSongs([song.clipId], 'next');
      },
    },
    {
      label: translate('songs.menu.addToQueue'),
      icon: ListEnd,
      shortcut: 'Ctrl+Shift+Enter',
      isDisabled: !isPlayable(song),
      onSelect: () => {
        enqueueSongs([song.clipId], 'end');
      },
    },
    {
      label: translate('songs.menu.showInFolder'),
      icon: FolderOpen,
      onSelect: () => {
        showInFolder(song.clipId);
      },
    },
    { kind: 'separator' },
    addToPlaylistMenu(playlists, (use) => {
      use([song.clipId]);
    }),
    {
      label: translate('songs.menu.export'),
      icon: FileText,
      shortcut: 'export-lyrics',
      onSelect: () => {
        dialogs.openExport([song.clipId]);
      },
    },
    {
      label: translate('exporting.tags.command'),
      icon: Tags,
      isDisabled: !isHeard(song),
      onSelect: () => {
        dialogs.openWriteTags([song.clipId]);
      },
    },
    {
      label: translate('songs.menu.copyLyrics'),
      icon: ClipboardCopy,
      isDisabled: !hasWords,
      onSelect: () => {
        copyLyrics(song.clipId);
      },
    },
    {
      label: translate('songs.menu.copyTitle'),
      icon: Type,
      onSelect: () => {
        copyText(song.title);
      },
    },
    {
      label: translate('songs.menu.copyJobId'),
      icon: Hash,
      onSelect: () => {
        copyJobId(song.clipId);
      },
    },
    { kind: 'separator' },
    {
      label: translate('songs.menu.fetchFiles'),
      icon: Download,
      isDisabled: song.assets.length === 0,
      onSelect: () => {
        fetchFiles(song.clipId);
      },
    },
    { kind: 'separator' },
    {
      label: translate('check.remove.menu'),
      icon: Trash2,
      shortcut: 'Delete',
      isDangerous: true,
      onSelect: () => {
        askToRemove([song.clipId]);
      },
    },
  ];
}

/** What can be done with several songs at once. */
export function songsMenu(chosen: ChosenSongs, playlists: readonly Playlist[]): readonly MenuItem[] {
  const { count } = chosen;
  return [
    {
      label: translate('songs.menu.playMany', { count }),
      icon: Play,
      onSelect: () => {
        playChosen(chosen);
      },
    },
    {
      label: translate('songs.menu.playNext'),
      icon: ListStart,
      shortcut: 'Ctrl+Enter',
      onSelect: () => {
        enqueueChosen(chosen, 'next');
      },
    },
    {
      label: translate('songs.menu.addToQueue'),
      icon: ListEnd,
      shortcut: 'Ctrl+Shift+Enter',
      onSelect: () => {
        enqueueChosen(chosen, 'end');
      },
    },
    { kind: 'separator' },
    addToPlaylistMenu(playlists, (use) => {
      withIds(chosen, use);
    }),
    {
      label: translate('songs.menu.exportMany', { count }),
      icon: FileText,
      shortcut: 'export-lyrics',
      onSelect: () => {
        exportChosen(chosen);
      },
    },
    {
      label: translate('exporting.tags.command'),
      icon: Tags,
      onSelect: () => {
        writeTagsChosen(chosen);
      },
    },
    {
      label: translate('songs.menu.fetchFiles'),
      icon: Download,
      onSelect: () => {
        fetchFilesOf(chosen);
      },
    },
    { kind: 'separator' },
    {
      label: translate('check.remove.menuMany', { count }),
      icon: Trash2,
      shortcut: 'Delete',
      isDangerous: true,
      onSelect: () => {
        removeChosen(chosen);
      },
    },
  ];
}
