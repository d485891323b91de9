import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import { MAX_PLAYLIST_NAME, type ClipId, type Playlist } from '@shared/model';
import { invoke } from '../bridge';
import { goToPlaylist } from '../navigation';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { TextField } from '../ui/field';
import { failureText } from './failure-text';
import { notify } from './notices';
import { createPlaylist } from './playlists';

/** The playlist that is to get another name; null: a new one, of these songs. */
export interface PlaylistNaming {
  readonly playlist: Playlist | null;
  readonly clipIds: readonly ClipId[];
}

export interface PlaylistNameDialogProps {
  /** Null while the dialog is closed. */
  readonly naming: PlaylistNaming | null;
  readonly onClose: () => void;
}

/** Asks for the name of a new playlist, or for another name of one that is there. */
export function PlaylistNameDialog({ naming, onClose }: PlaylistNameDialogProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState<PlaylistNaming | null>(null);
  const [name, setName] = useState('');
  const [isNameMissing, setNameMissing] = useState(false);
  const isNew = shown === null || shown.playlist === null;
  const count = shown?.clipIds.length ?? 0;

  const store = useMutation({
    mutationFn: async ({ playlist, clipIds, given }: PlaylistNaming & { readonly given: string }) => {
      if (playlist !== null) await invoke('playlists.rename', { id: playlist.id, name: given });
      else {
        const id = await createPlaylist(given, clipIds);
        // Who adds songs goes on where they are.
        if (clipIds.length === 0) goToPlaylist(id);
        else notify(t('playlists.created', { count: clipIds.length, name: given }));
      }
    },
    onSuccess: onClose,
  });

  if (naming !== null && naming !== shown) {
    setShown(naming);
    setName(naming.playlist?.name ?? t('playlists.dialog.usualName'));
    setNameMissing(false);
    store.reset();
  }

  function confirm(): void {
    const given = name.trim();
    setNameMissing(given === '');
    if (given === '') field.current?.focus();
    else if (shown !== null) store.mutate({ ...shown, given });
  }

  const error = isNameMissing
    ? t('playlists.dialog.needsName')
    : store.error === null
      ? null
      : failureText(store.error);

  return (
    <Dialog
      isOpen={naming !== null}
      onClose={onClose}
      title={t(isNew ? 'playlists.dialog.create' : 'playlists.dialog.rename')}
      width="small"
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" isBusy={store.isPending} onClick={confirm}>
            {t(isNew ? 'playlists.dialog.confirmCreate' : 'playlists.dialog.confirmRename')}
          </Button>
        </>
      }
    >
      <TextField
        ref={field}
        label={t('playlists.dialog.name')}
        value={name}
        onChange={(text) => {
          setName(text);
          setNameMissing(false);
        }}
        maxLength={MAX_PLAYLIST_NAME}
        hint={isNew && count > 0 ? t('playlists.dialog.holds', { count }) : undefined}
        error={error}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) confirm();
        }}
      />
    </Dialog>
  );
}
