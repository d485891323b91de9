import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_PLAYLIST_NAME, type ClipId, type Playlist } from '@shared/model';
import { freeName } from '@shared/list-names';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { goToPlaylist } from '../navigation';
import { useSnapshot } from '../query';
import { NameDialog } from './name-dialog';
import { notify } from './notices';
import { createPlaylist } from './playlists';

/** The playlist that is to get another name; null: a new one, of these songs. */
export interface PlaylistNaming {
  readonly playlist: Playlist | null;
  readonly clipIds: readonly ClipId[];
  /** What a new one may be called; its usual name where that is empty. */
  readonly name: string;
}

export interface PlaylistNameDialogProps {
  /** Null while the dialog is closed. */
  readonly naming: PlaylistNaming | null;
  readonly onClose: () => void;
}

/** Asks for the name of a new playlist, or for another name of one that is there. */
export function PlaylistNameDialog({ naming, onClose }: PlaylistNameDialogProps): ReactElement {
  const { t } = useTranslation();
  const { playlists } = useSnapshot();

  /** The usual name of a new one, with a number where there is one of that name. */
  const usualName = () =>
    freeName(
      t('playlists.dialog.usualName'),
      playlists.map((playlist) => playlist.name),
      MAX_PLAYLIST_NAME,
    );

  async function name({ playlist, clipIds }: PlaylistNaming, given: string): Promise<void> {
    if (playlist !== null) {
      await invoke('playlists.rename', { id: playlist.id, name: given });
      return;
    }
    const id = await createPlaylist(given, clipIds);
    // Who adds songs goes on where they are.
    if (clipIds.length === 0) goToPlaylist(id);
    else notify(() => translate('playlists.created', { count: clipIds.length, name: given }));
  }

  return (
    <NameDialog
      thing={naming}
      wordsOf={({ playlist, clipIds, name: proposed }) => {
        const isNew = playlist === null;
        const count = clipIds.length;
        return {
          title: t(isNew ? 'playlists.dialog.create' : 'playlists.dialog.rename'),
          label: t('playlists.dialog.name'),
          name: playlist?.name ?? (proposed === '' ? usualName() : proposed),
          hint: isNew && count > 0 ? t('playlists.dialog.holds', { count }) : undefined,
          confirm: t(isNew ? 'playlists.dialog.confirmCreate' : 'playlists.dialog.confirmRename'),
          needsName: t('playlists.dialog.needsName'),
        };
      }}
      maxLength={MAX_PLAYLIST_NAME}
      onName={name}
      onClose={onClose}
    />
  );
}
