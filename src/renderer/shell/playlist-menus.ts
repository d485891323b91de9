import { FileDown, FileJson, FileSpreadsheet, ListMusic, ListPlus, Plus } from 'lucide-react';
import type { Input } from '@shared/ipc/contract';
import type { ClipId, ListFormat, Playlist, SoundKind } from '@shared/model';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import type { MenuItem, MenuGroup } from '../ui/menu';
import { dialogs } from './dialogs';
import { notifyFailure } from './failure-text';
import type { LaterShortcutId } from './later-shortcuts';
import { notify } from './notices';
import { addToPlaylist } from './playlists';

/** Playlists that a menu names: those that were changed last. */
const RECENT = 6;

/**
 * The item that adds songs to a playlist.
 *
 * @param withIds hands over the songs' ids as soon as they are known
 */
export function addToPlaylistMenu(
  playlists: readonly Playlist[],
  withIds: (use: (ids: readonly ClipId[]) => void) => void,
): MenuGroup {
  const recent = playlists.toSorted((one, other) => other.updatedAt - one.updatedAt).slice(0, RECENT);
  const items: MenuItem[] = recent.map((playlist) => ({
    label: playlist.name,
    icon: ListMusic,
    onSelect: () => {
      withIds((ids) => {
        addToPlaylist(playlist, ids);
      });
    },
  }));
  if (items.length > 0) items.push({ kind: 'separator' });
  items.push({
    label: translate('playlists.menu.newPlaylist'),
    icon: Plus,
    onSelect: () => {
      withIds((ids) => {
        dialogs.openPlaylistName(null, ids);
      });
    },
  });
  items.push({
    label: translate('playlists.menu.otherPlaylist'),
    shortcut: 'add-to-playlist' satisfies LaterShortcutId,
    onSelect: () => {
      withIds(dialogs.openAddToPlaylist);
    },
  });
  return { kind: 'group', label: translate('playlists.menu.addTo'), icon: ListPlus, items };
}

type Source = Input<'playlists.export'>['source'];

/** The files that a list of songs can be written to. */
export function listFileItems(source: Source): readonly MenuItem[] {
  const item = (
    label: string,
    icon: typeof FileDown,
    format: ListFormat,
    sound: SoundKind = 'audio',
  ): MenuItem => ({
    label,
    icon,
    onSelect: () => {
      exportList(source, format, sound);
    },
  });
  return [
    item(translate('playlists.menu.m3u8'), ListMusic, 'm3u8'),
    item(translate('playlists.menu.m3u8Wav'), ListMusic, 'm3u8', 'wav'),
    item(translate('playlists.menu.csv'), FileSpreadsheet, 'csv'),
    item(translate('playlists.menu.json'), FileJson, 'json'),
  ];
}

/** The same as an item of another menu. */
export function listFileMenu(source: Source): MenuGroup {
  return {
    kind: 'group',
    label: translate('playlists.menu.export'),
    icon: FileDown,
    items: listFileItems(source),
  };
}

function exportList(source: Source, format: ListFormat, sound: SoundKind): void {
  invoke('playlists.export', { source, format, sound })
    .then((exported) => {
      if (exported === null) return;
      const { file, written, leftOut } = exported;
      notify(() =>
        leftOut === 0
          ? translate('playlists.exported', { count: written, file })
          : translate('playlists.exportedLeftOut', { count: leftOut, written, file }),
      );
    })
    .catch(notifyFailure);
}
