import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import { ListMusic, Plus } from 'lucide-react';
import { MAX_PLAYLIST_NAME, type ClipId, type Playlist } from '@shared/model';
import { formatNumber } from '../format';
import { useSnapshot } from '../query';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { TextField } from '../ui/field';
import { dialogs } from './dialogs';
import { addToPlaylist } from './playlists';
import styles from './add-to-playlist-dialog.module.css';

export interface AddToPlaylistDialogProps {
  /** Null while the dialog is closed. */
  readonly clipIds: readonly ClipId[] | null;
  readonly onClose: () => void;
}

/** Asks which playlist songs are to be added to: a few letters of its name and Enter. */
export function AddToPlaylistDialog({ clipIds, onClose }: AddToPlaylistDialogProps): ReactElement {
  const { t } = useTranslation();
  const { playlists } = useSnapshot();
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState<readonly ClipId[]>([]);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);

  if (clipIds !== null && clipIds !== shown) {
    setShown(clipIds);
    setTyped('');
    setActive(0);
  }

  const wanted = typed.trim().toLowerCase();
  const found = playlists
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .toSorted((one, other) => other.updatedAt - one.updatedAt);
  const at = Math.min(active, found.length - 1);

  const take = (playlist: Playlist) => {
    addToPlaylist(playlist, shown);
    onClose();
  };

  const create = () => {
    dialogs.openPlaylistName(null, shown, typed.trim());
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = Math.min(found.length - 1, Math.max(0, at + step));
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = found[at];
      if (chosen) take(chosen);
      else create();
    }
  };

  return (
    <Dialog
      isOpen={clipIds !== null}
      onClose={onClose}
      title={t('playlists.add.title', { count: shown.length })}
      width="small"
      initialFocus={field}
      footer={
        <Button icon={Plus} onClick={create}>
          {t('playlists.add.create')}
        </Button>
      }
    >
      <TextField
        ref={field}
        label={t('playlists.add.find')}
        value={typed}
        maxLength={MAX_PLAYLIST_NAME}
        onChange={(text) => {
          setTyped(text);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${at}` : undefined}
      />
      {found.length === 0 ? (
        <p role="status" className={styles.none}>
          {wanted === '' ? t('playlists.add.noneYet') : t('playlists.add.none')}
        </p>
      ) : (
        <ul id={listId} role="listbox" aria-label={t('playlists.add.list')} className={styles.list}>
          {found.map((playlist, index) => (
            <li
              key={playlist.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              className={clsx(styles.option, index === at && styles.active)}
              onPointerMove={() => {
                setActive(index);
              }}
              onClick={() => {
                take(playlist);
              }}
            >
              <ListMusic size={16} aria-hidden className={styles.icon} />
              <span className={styles.name} dir="auto">
                {playlist.name}
              </span>
              <span className={styles.count}>{formatNumber(playlist.count)}</span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
