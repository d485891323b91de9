import {
  AudioLines,
  ChevronDown,
  ChevronUp,
  FileText,
  FolderOpen,
  ListEnd,
  ListStart,
  Play,
  Trash2,
} from 'lucide-react';
import { MAX_COMPARED, type ClipId, type Playlist, type PlaylistEntry } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import type { QueuePlace } from '../../player/queue';
import { isPlayable } from '../../player/playable';
import { compareSongs } from '../../shell/compare-songs';
import { dialogs } from '../../shell/dialogs';
import { notifyFailure } from '../../shell/failure-text';
import { manyNoteItems, noteItems } from '../../shell/note-menu';
import { addToPlaylistMenu } from '../../shell/playlist-menus';
import type { MenuItem } from '../../ui/menu';

/** Steps up and down in the playlist, for who does not drag. */
export interface EntryMoves {
  readonly up: boolean;
  readonly down: boolean;
  readonly onMove: (way: -1 | 1) => void;
}

export interface EntryMenuOptions {
  readonly entry: PlaylistEntry;
  /** How many entries are selected. */
  readonly count: number;
  readonly playlists: readonly Playlist[];
  readonly onPlay: () => void;
  readonly onRemove: () => void;
  /** Null where only a part of the playlist is shown, within which nothing has its place. */
  readonly moves: EntryMoves | null;
  readonly onEnqueue: (place: QueuePlace) => void;
  /** Its song, the only one that is selected, is known to have no other takes. */
  readonly isAlone?: boolean;
  /** Hands over the songs of the selected entries. */
  readonly withClipIds: (use: (ids: readonly ClipId[]) => void) => void;
}

/** What can be done with the selected entries of a playlist. */
export function entryMenu(options: EntryMenuOptions): readonly MenuItem[] {
  const { entry, count, withClipIds, isAlone = false } = options;
  const isOne = count <= 1;
  const one: readonly MenuItem[] = [
    {
      label: translate('playlists.menu.play'),
      icon: Play,
      shortcut: 'Enter',
      isDisabled: entry.song === null || !isPlayable(entry.song),
      onSelect: options.onPlay,
    },
  ];
  const showInFolder: MenuItem = {
    label: translate('playlists.menu.showInFolder'),
    icon: FolderOpen,
    isDisabled: entry.song === null,
    onSelect: () => {
      invoke('system.showSong', { clipId: entry.clipId, kind: null }).catch(notifyFailure);
    },
  };
  const move = (way: -1 | 1): MenuItem => ({
    label: translate(way < 0 ? 'playlists.menu.up' : 'playlists.menu.down'),
    icon: way < 0 ? ChevronUp : ChevronDown,
    shortcut: way < 0 ? 'Alt+Up' : 'Alt+Down',
    isDisabled: options.moves?.[way < 0 ? 'up' : 'down'] !== true,
    onSelect: () => options.moves?.onMove(way),
  });
  return [
    ...(isOne ? one : []),
    {
      label: translate('songs.menu.playNext'),
      icon: ListStart,
      shortcut: 'Ctrl+Enter',
      isDisabled: isOne && entry.song === null,
      onSelect: () => {
        options.onEnqueue('next');
      },
    },
    {
      label: translate('songs.menu.addToQueue'),
      icon: ListEnd,
      shortcut: 'Ctrl+Shift+Enter',
      isDisabled: isOne && entry.song === null,
      onSelect: () => {
        options.onEnqueue('end');
      },
    },
    {
      label: isOne ? translate('compare.menu') : translate('compare.menuMany', { count }),
      icon: AudioLines,
      isDisabled: count > MAX_COMPARED || isAlone || (isOne && entry.song === null),
      ...(isAlone ? { note: translate('compare.menuAlone') } : {}),
      onSelect: () => {
        withClipIds(compareSongs);
      },
    },
    ...(isOne ? [showInFolder] : []),
    { kind: 'separator' },
    move(-1),
    move(1),
    { kind: 'separator' },
    ...(isOne ? (entry.song === null ? [] : noteItems(entry.song)) : manyNoteItems(withClipIds)),
    ...(isOne && entry.song === null ? [] : [{ kind: 'separator' } as const]),
    addToPlaylistMenu(options.playlists, withClipIds),
    {
      label: isOne ? translate('songs.menu.export') : translate('songs.menu.exportMany', { count }),
      icon: FileText,
      shortcut: 'export-lyrics',
      isDisabled: isOne && entry.song === null,
      onSelect: () => {
        withClipIds(dialogs.openExport);
      },
    },
    { kind: 'separator' },
    {
      label: isOne
        ? translate('playlists.menu.removeEntries')
        : translate('playlists.menu.removeEntriesMany', { count }),
      icon: Trash2,
      shortcut: 'Delete',
      isDangerous: true,
      onSelect: options.onRemove,
    },
  ];
}
