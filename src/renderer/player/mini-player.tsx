import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { Maximize2, Music } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNotices } from '../shell/notices';
import { dragSongs } from '../shell/song-drag';
import { IconButton } from '../ui/button';
import { Cover } from '../ui/cover';
import { presentAsset } from './playable';
import { usePlayOrPause } from './player-actions';
import { SeekBar } from './seek-bar';
import { Transport } from './transport';
import { useMiniPlayer } from './use-mini-player';
import { usePlayerValue } from './use-player';
import { VolumeControl } from './volume-control';
import styles from './mini-player.module.css';

export interface MiniPlayerProps {
  /** What is sung just now, or nothing. */
  readonly line: ReactNode;
}

/** So long what is told hides what is sung, or who sings: long enough to be read once. */
const NOTICE_STAYS_MS = 4_000;

/** What was told last, for a while: there is no room for it but where the words are. */
function useBriefNotice(): string | undefined {
  const newest = useNotices().at(-1);
  const id = newest?.id ?? 0;
  const [seenId, setSeenId] = useState(id);
  useEffect(() => {
    if (id <= seenId) return undefined;
    const timer = window.setTimeout(() => {
      setSeenId(id);
    }, NOTICE_STAYS_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [id, seenId]);
  return id > seenId ? newest?.text() : undefined;
}

/** The window while it is small: what plays, and what is most often done with it. Escape leads back. */
export function MiniPlayer({ line }: MiniPlayerProps): ReactElement {
  const { t } = useTranslation();
  const { setMini } = useMiniPlayer();
  const song = usePlayerValue((state) => state.song);
  const isAwaited = usePlayerValue((state) => state.isAwaited);
  const playOrPause = usePlayOrPause();
  const root = useRef<HTMLElement>(null);
  const notice = useBriefNotice();

  useEffect(() => {
    const before = document.activeElement;
    root.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      setMini(false);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [setMini]);

  const cover = song && presentAsset(song, 'cover');
  return (
    <section ref={root} className={styles.mini} tabIndex={-1} aria-label={t('player.mini.label')}>
      {song === null ? (
        <span className={styles.noCover}>
          <Music size={28} strokeWidth={1.5} aria-hidden />
        </span>
      ) : (
        <span
          className={styles.cover}
          draggable
          onDragStart={(event) => {
            dragSongs(event, () => [song.clipId]);
          }}
        >
          <Cover
            clipId={song.clipId}
            hasCover={cover !== null}
            version={cover?.version ?? null}
            size={null}
          />
        </span>
      )}
      <div className={styles.controls}>
        <div className={styles.head}>
          <h1 className={styles.title} dir="auto">
            {song?.title ?? (isAwaited ? '' : t('player.nothing'))}
          </h1>
          <IconButton
            label={t('player.mini.leave')}
            icon={Maximize2}
            iconSize={14}
            size="small"
            tooltipSide="left"
            className={styles.button}
            onClick={() => {
              setMini(false);
            }}
          />
        </div>
        <p className={styles.line} dir="auto" role={notice === undefined ? undefined : 'status'}>
          {notice ?? line}
        </p>
        <SeekBar />
        <div className={styles.buttons}>
          <Transport onPlayOrPause={playOrPause} />
          <VolumeControl />
        </div>
      </div>
    </section>
  );
}
