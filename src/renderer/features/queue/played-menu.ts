import { ListEnd, ListStart, Play, Search } from 'lucide-react';
import type { ClipId, Playlist } from '@shared/model';
import { translate } from '../../i18n';
import { enqueueSongs } from '../../player/player-actions';
import { player } from '../../player/use-player';
import { manyNoteItems, noteItems } from '../../shell/note-menu';
import { addToPlaylistMenu } from '../../shell/playlist-menus';
import type { MenuItem } from '../../ui/menu';
import type { KnownSong } from './use-song-rows';

/**
 * What can be done with songs that were played.
 *
 * @param song that of the row that was asked
 */
export function playedMenu(
  song: KnownSong,
  clipIds: readonly ClipId[],
  playlists: readonly Playlist[],
  onShowInList: (clipId: ClipId) => void,
): readonly MenuItem[] {
  const isOne = clipIds.length === 1;
  const isGone = isOne && !song;
  const withIds = (take: (ids: readonly ClipId[]) => void) => {
    take(clipIds);
  };
  return [
    {
      label: translate('queue.menu.play'),
      icon: Play,
      shortcut: 'Enter',
      isDisabled: isGone,
      onSelect: () => {
        player.playNow(clipIds);
      },
    },
    {
      label: translate('queue.menu.playNext'),
      icon: ListStart,
      shortcut: 'Ctrl+Enter',
      isDisabled: isGone,
      onSelect: () => {
        enqueueSongs(clipIds, 'next');
      },
    },
    {
      label: translate('queue.menu.addToQueue'),
      icon: ListEnd,
      shortcut: 'Ctrl+Shift+Enter',
      isDisabled: isGone,
      onSelect: () => {
        enqueueSongs(clipIds, 'end');
      },
    },
    { kind: 'separator' },
    ...(isOne ? (song ? noteItems(song) : []) : manyNoteItems(withIds)),
    addToPlaylistMenu(playlists, withIds),
    {
      label: translate('queue.menu.showInList'),
      icon: Search,
      isDisabled: !isOne || isGone,
      onSelect: () => {
        if (song) onShowInList(song.clipId);
      },
    },
  ];
}
