import {
  AudioLines,
  ClipboardCopy,
  Download,
  Eye,
  EyeOff,
  FileText,
  Folder,
  ListEnd,
  ListStart,
  Play,
  Tags,
  Trash2,
} from 'lucide-react';
import { MAX_COMPARED, type Playlist, type SongListing, type SongRow } from '@shared/model';
import type { OtherProgram } from '@shared/system';
import { translate } from '../../i18n';
import { isPlayable } from '../../player/playable';
import { enqueueSongs } from '../../player/player-actions';
import { compareAlike } from '../../shell/compare-songs';
import { copyText } from '../../shell/copy-text';
import { dialogs } from '../../shell/dialogs';
import { addToPlaylistMenu } from '../../shell/playlist-menus';
import type { LaterShortcutId } from '../../shell/later-shortcuts';
import { manyNoteItems, noteItems } from '../../shell/note-menu';
import { setHidden } from '../../shell/song-notes';
import type { MenuItem } from '../../ui/menu';
import {
  compareChosen,
  enqueueChosen,
  exportChosen,
  fetchFilesOf,
  noteChosen,
  playChosen,
  removeChosen,
  withIds,
  writeTagsChosen,
  type ChosenSongs,
} from './chosen-songs';
import { askToRemove } from './removed-songs';
import { copyJobId, copyLyrics, fetchFiles, playSong } from './song-actions';
import { fileMenu } from './song-file-menu';

/** Whether a sound file of the song is on disk. */
function isHeard({ assets }: SongRow): boolean {
  return assets.some(({ kind, state }) => (kind === 'audio' || kind === 'wav') && state === 'present');
}

/** Takes one song out of the lists, or shows it again. */
function hideItem({ clipId, isHidden }: SongRow): MenuItem {
  return {
    label: translate(isHidden ? 'marks.hide.show' : 'marks.hide.hide'),
    icon: isHidden ? Eye : EyeOff,
    onSelect: () => {
      setHidden([clipId], !isHidden);
    },
  };
}

/** The same of several songs, both ways. */
function hideManyItems(chosen: ChosenSongs): readonly MenuItem[] {
  return [
    {
      label: translate('marks.hide.hide'),
      icon: EyeOff,
      onSelect: () => {
        noteChosen(chosen, (ids) => {
          setHidden(ids, true);
        });
      },
    },
    {
      label: translate('marks.hide.show'),
      icon: Eye,
      onSelect: () => {
        noteChosen(chosen, (ids) => {
          setHidden(ids, false);
        });
      },
    },
  ];
}

/** What of a song can be copied as text. */
function copyMenu({ clipId, title, lyricsState }: SongRow): MenuItem {
  return {
    kind: 'group',
    label: translate('songs.menu.copy'),
    icon: ClipboardCopy,
    items: [
      {
        label: translate('songs.menu.copyLyrics'),
        isDisabled: lyricsState !== 'plain' && lyricsState !== 'timed',
        onSelect: () => {
          copyLyrics(clipId);
        },
      },
      {
        label: translate('songs.menu.copyTitle'),
        onSelect: () => {
          copyText(title);
        },
      },
      {
        label: translate('songs.menu.copyJobId'),
        onSelect: () => {
          copyJobId(clipId);
        },
      },
    ],
  };
}

/** What can be done with the files of a song: outside of the program, then in the library. */
function filesMenu(song: SongRow, programs: readonly OtherProgram[]): MenuItem {
  return {
    kind: 'group',
    label: translate('songs.menu.files'),
    icon: Folder,
    items: [
      ...fileMenu(song, programs),
      { kind: 'separator' },
      {
        label: translate('exporting.tags.command'),
        icon: Tags,
        isDisabled: !isHeard(song),
        onSelect: () => {
          dialogs.openWriteTags([song.clipId]);
        },
      },
      {
        label: translate('songs.menu.fetchFiles'),
        icon: Download,
        isDisabled: song.assets.length === 0,
        onSelect: () => {
          fetchFiles(song.clipId);
        },
      },
    ],
  };
}

export interface SongMenuOptions {
  readonly listing: SongListing;
  readonly song: SongRow;
  readonly programs: readonly OtherProgram[];
  readonly playlists: readonly Playlist[];
  /** It is known to have no other takes. */
  readonly isAlone?: boolean;
}

/** What can be done with one song: what is done often in a line of its own, the rest in menus beside. */
export function songMenu({
  listing,
  song,
  programs,
  playlists,
  isAlone = false,
}: SongMenuOptions): readonly MenuItem[] {
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
    addToPlaylistMenu(playlists, (use) => {
      use([song.clipId]);
    }),
    { kind: 'separator' },
    ...noteItems(song, { isShown: true }),
    hideItem(song),
    { kind: 'separator' },
    {
      label: translate('compare.menu'),
      icon: AudioLines,
      ...(isAlone
        ? { isDisabled: true, note: translate('compare.menuAlone') }
        : { shortcut: 'compare' satisfies LaterShortcutId }),
      onSelect: () => {
        compareAlike(song.clipId);
      },
    },
    {
      label: translate('songs.menu.export'),
      icon: FileText,
      shortcut: 'export-lyrics',
      onSelect: () => {
        dialogs.openExport([song.clipId]);
      },
    },
    copyMenu(song),
    filesMenu(song, programs),
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
    addToPlaylistMenu(playlists, (use) => {
      withIds(chosen, use);
    }),
    { kind: 'separator' },
    ...manyNoteItems((use) => {
      noteChosen(chosen, use);
    }),
    ...hideManyItems(chosen),
    { kind: 'separator' },
    {
      label: translate('compare.menuMany', { count }),
      icon: AudioLines,
      shortcut: 'compare' satisfies LaterShortcutId,
      isDisabled: count > MAX_COMPARED,
      onSelect: () => {
        compareChosen(chosen);
      },
    },
    {
      label: translate('songs.menu.exportMany', { count }),
      icon: FileText,
      shortcut: 'export-lyrics',
      onSelect: () => {
        exportChosen(chosen);
      },
    },
    {
      kind: 'group',
      label: translate('songs.menu.files'),
      icon: Folder,
      items: [
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
      ],
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
