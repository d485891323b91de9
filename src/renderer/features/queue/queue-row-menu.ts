import { ChevronDown, ChevronUp, ListEnd, ListMinus, ListStart, Play, Search } from 'lucide-react';
import type { ClipId, Playlist } from '@shared/model';
import { translate } from '../../i18n';
import { enqueueSongs } from '../../player/player-actions';
import type { Queue } from '../../player/queue';
import { player } from '../../player/use-player';
import { manyNoteItems, noteItems } from '../../shell/note-menu';
import { addToPlaylistMenu } from '../../shell/playlist-menus';
import type { MenuItem } from '../../ui/menu';
import { moveEntries, moveNext, songsOf } from './queue-actions';
import type { KnownSong } from './use-song-rows';

/** One entry of the queue as a row. */
export interface QueueRow {
  readonly entry: number;
  readonly place: number;
  readonly clipId: ClipId;
  readonly song: KnownSong;
  readonly isCurrent: boolean;
  readonly isPast: boolean;
}

export interface QueueRowMenuOptions {
  readonly queue: Queue;
  readonly row: QueueRow;
  /** What is selected, the row among it. */
  readonly entries: ReadonlySet<number>;
  readonly playlists: readonly Playlist[];
  readonly onShowInList: (clipId: ClipId) => void;
  readonly onRemove: () => void;
}

/** What can be done with the selected entries of the queue. */
export function queueRowMenu(options: QueueRowMenuOptions): readonly MenuItem[] {
  const { queue, row, entries } = options;
  const { walk } = queue;
  const isOne = entries.size === 1;
  const withIds = (take: (ids: readonly ClipId[]) => void) => {
    take([...new Set(songsOf(queue, entries))]);
  };
  const notes = isOne ? (row.song ? noteItems(row.song) : []) : manyNoteItems(withIds);
  return [
    {
      label: translate('queue.menu.play'),
      icon: Play,
      shortcut: 'Enter',
      isDisabled: row.song === null,
      onSelect: () => {
        player.playPlace(row.place);
      },
    },
    {
      label: translate('queue.menu.playNext'),
      icon: ListStart,
      shortcut: 'Ctrl+Enter',
      isDisabled: row.isCurrent && isOne,
      onSelect: () => {
        moveNext(queue, entries);
      },
    },
    {
      label: translate('queue.menu.addToQueue'),
      icon: ListEnd,
      shortcut: 'Ctrl+Shift+Enter',
      onSelect: () => {
        enqueueSongs(songsOf(queue, entries), 'end');
      },
    },
    { kind: 'separator' },
    {
      label: translate('queue.menu.moveUp'),
      icon: ChevronUp,
      shortcut: 'Alt+Up',
      isDisabled: walk[0] === row.entry,
      onSelect: () => {
        moveEntries(queue, entries, -1);
      },
    },
    {
      label: translate('queue.menu.moveDown'),
      icon: ChevronDown,
      shortcut: 'Alt+Down',
      isDisabled: walk.at(-1) === row.entry,
      onSelect: () => {
        moveEntries(queue, entries, 1);
      },
    },
    { kind: 'separator' },
    ...notes,
    addToPlaylistMenu(options.playlists, withIds),
    {
      label: translate('queue.menu.showInList'),
      icon: Search,
      isDisabled: row.song === null,
      onSelect: () => {
        options.onShowInList(row.clipId);
      },
    },
    { kind: 'separator' },
    {
      label: translate('queue.menu.remove', { count: entries.size }),
      icon: ListMinus,
      shortcut: 'Delete',
      onSelect: options.onRemove,
    },
  ];
}
