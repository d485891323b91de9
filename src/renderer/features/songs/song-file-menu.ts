import { AppWindow, Files, FolderOpen } from 'lucide-react';
import type { AssetKind, SongRow } from '@shared/model';
import type { OtherProgram } from '@shared/system';
import { translate } from '../../i18n';
import { presentAsset } from '../../player/playable';
import type { MenuItem } from '../../ui/menu';
import { badgeText } from './file-badges';
import { openSong, openSongWithAnother, showInFolder } from './song-actions';

/** What is meant by the song's file comes first. */
const ORDER: readonly AssetKind[] = ['audio', 'wav', 'video', 'cover'];

/** What can be done with a song's own files outside of the program. */
export function fileMenu(song: SongRow, programs: readonly OtherProgram[]): readonly MenuItem[] {
  const { clipId } = song;
  const files = ORDER.map((kind) => presentAsset(song, kind)).filter((asset) => asset !== null);
  const show = (kind: AssetKind | null) => () => {
    showInFolder(clipId, kind);
  };
  const open = (programId: string | null) => () => {
    openSong(clipId, programId);
  };
  return [
    {
      label: translate('songs.menu.showInFolder'),
      icon: FolderOpen,
      onSelect: show(files[0]?.kind ?? null),
    },
    ...(files.length > 1
      ? [
          {
            kind: 'group' as const,
            label: translate('songs.menu.showFile'),
            icon: Files,
            items: files.map((asset) => ({
              label: badgeText({ kind: 'present', asset }),
              onSelect: show(asset.kind),
            })),
          },
        ]
      : []),
    {
      kind: 'group',
      label: translate('songs.menu.openWith'),
      icon: AppWindow,
      isDisabled: !files.some(({ kind }) => kind !== 'cover'),
      items: [
        { label: translate('songs.menu.usualProgram'), onSelect: open(null) },
        ...programs.map(({ id, name }) => ({ label: name, onSelect: open(id) })),
        { kind: 'separator' },
        {
          label: translate('songs.menu.otherProgram'),
          onSelect: () => {
            openSongWithAnother(clipId);
          },
        },
      ],
    },
  ];
}
