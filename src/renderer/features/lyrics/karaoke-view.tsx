import { useMemo, useRef, type ReactElement } from 'react';
import { MicVocal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { mediaUrl } from '@shared/media-url';
import type { Lyrics, Song } from '@shared/model';
import { presentAsset } from '../../player/playable';
import { player, usePlayerValue } from '../../player/use-player';
import { fullView } from '../../shell/full-view';
import { FullViewFrame } from '../../shell/full-view-frame';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { EmptyState } from '../../ui/empty-state';
import { LyricsLines, type LyricsLook } from './lyrics-lines';
import { useOffsetKeys, useOffsetNudges, useShiftedLines, useWordsPosition } from './lyrics-offset';
import { WordsOrWhy } from './words-or-why';
import styles from './karaoke-view.module.css';

const NO_MARKS = new Map<number, never>();
/** A little above the middle: what comes next has the most room. */
const LARGE: LyricsLook = { className: styles.words, restAt: 0.36, lineHeight: 70 };

/** The words of the song that plays, large enough to be sung from, over everything but the player. */
export function KaraokeView(): ReactElement {
  const { t } = useTranslation();
  const song = usePlayerValue((state) => state.song);
  const view = useRef<HTMLElement>(null);

  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [{ id: 'close-karaoke', keys: ['Escape'], group: 'general', label: null, run: fullView.close }],
    [],
  );
  useShortcuts(shortcuts);

  return (
    <FullViewFrame
      ref={view}
      label={t('lyrics.karaoke.label')}
      closeLabel={t('lyrics.karaoke.close')}
      backdrop={song && <Backdrop song={song} />}
      head={
        <p className={styles.title} dir="auto">
          {song?.title}
        </p>
      }
    >
      {song === null ? (
        <EmptyState
          icon={MicVocal}
          title={t('lyrics.karaoke.nothingTitle')}
          text={t('lyrics.karaoke.nothingText')}
        />
      ) : (
        <WordsOrWhy key={song.clipId} clipId={song.clipId}>
          {(lyrics) => <FollowedWords lyrics={lyrics} />}
        </WordsOrWhy>
      )}
    </FullViewFrame>
  );
}

/** The song's cover, far out of focus. */
function Backdrop({ song }: { readonly song: Song }): ReactElement | null {
  const cover = presentAsset(song, 'cover');
  if (cover === null) return null;
  return (
    <img
      className={styles.backdrop}
      src={mediaUrl(song.clipId, 'cover', cover.version)}
      alt=""
      draggable={false}
    />
  );
}

function FollowedWords({ lyrics }: { readonly lyrics: Lyrics }): ReactElement {
  const lines = useShiftedLines(lyrics);
  const positionMs = useWordsPosition();
  useOffsetKeys(useOffsetNudges(lyrics));
  return (
    <LyricsLines
      lines={lines}
      text={lyrics.text}
      marks={NO_MARKS}
      isFollowed
      canPlay
      positionMs={positionMs}
      look={LARGE}
      onPlayFrom={(startMs) => {
        player.seekTo(startMs);
        player.play();
      }}
    />
  );
}
