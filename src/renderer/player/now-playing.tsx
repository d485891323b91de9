import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Music } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSong } from '../query';
import { dragSongs } from '../shell/song-drag';
import { NOTE_ACTIONS, setFavourite } from '../shell/song-notes';
import { Cover } from '../ui/cover';
import { HeartButton } from '../ui/heart-button';
import { VisuallyHidden } from '../ui/visually-hidden';
import { Meter } from './meter';
import { presentAsset } from './playable';
import { useNoteKeys } from './use-note-keys';
import { useShowInList } from './show-in-list';
import { usePlayerValue } from './use-player';
import styles from './now-playing.module.css';

/** Cover and title of the current song; a press shows it in the list. */
export function NowPlaying(): ReactElement {
  const { t } = useTranslation();
  const song = usePlayerValue((state) => state.song);
  const isAwaited = usePlayerValue((state) => state.isAwaited);
  const showInList = useShowInList();
  useNoteKeys();
  // The player's own song is read again only where its files have changed.
  const isFavourite = useSong(song?.clipId ?? null)?.isFavourite ?? song?.isFavourite ?? false;

  if (song === null) {
    return (
      <div className={styles.now}>
        <span className={styles.noCover}>
          <Music size={20} strokeWidth={1.5} aria-hidden />
        </span>
        {!isAwaited && (
          <span className={styles.words}>
            <span className={clsx(styles.title, styles.quiet)}>{t('player.nothing')}</span>
            <span className={styles.detail}>{t('player.nothingHint')}</span>
          </span>
        )}
      </div>
    );
  }
  const cover = presentAsset(song, 'cover');
  return (
    <div className={styles.now}>
      <button
        type="button"
        className={styles.song}
        draggable
        onDragStart={(event) => {
          dragSongs(event, () => [song.clipId]);
        }}
        onClick={() => {
          showInList(song.clipId);
        }}
      >
        <Cover clipId={song.clipId} hasCover={cover !== null} version={cover?.version ?? null} size={48} />
        <span className={styles.words}>
          <span className={styles.title} dir="auto">
            {song.title}
          </span>
          <span className={styles.detail} dir="auto">
            {song.model ?? song.subtitle}
          </span>
        </span>
        <VisuallyHidden>{t('player.showInList')}</VisuallyHidden>
      </button>
      <span className={styles.heart}>
        <HeartButton
          isFavourite={isFavourite}
          shortcut={NOTE_ACTIONS.favourite}
          onChange={(isWanted) => {
            setFavourite([song.clipId], isWanted, { isShown: true });
          }}
        />
      </span>
      <Meter />
    </div>
  );
}
