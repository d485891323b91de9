import { useMemo, type ReactElement } from 'react';
import { MicVocal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId, Lyrics, Song } from '@shared/model';
import { MENU_KEYS } from '@shared/shortcut-keys';
import { translate } from '../../i18n';
import { useListing } from '../../navigation';
import { isPlayable } from '../../player/playable';
import { player, usePlayerValue } from '../../player/use-player';
import { useSteadySong } from '../../query';
import { dialogs } from '../../shell/dialogs';
import { PanelView } from '../../shell/panel-view';
import { runCommand, useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { Button } from '../../ui/button';
import { Switch } from '../../ui/choice';
import { EmptyState } from '../../ui/empty-state';
import { LyricsLines } from './lyrics-lines';
import { useShownSong } from './shown-song';
import { useOffsetKeys, useOffsetNudges, useShiftedLines, useWordsPosition } from './lyrics-offset';
import { useLineMarks, useLyrics, type LineMarks } from './use-lyrics';
import { WordsMenu } from './words-menu';
import { WordsOrWhy } from './words-or-why';
import styles from './lyrics-panel.module.css';

/** The words of the song that plays or is selected. */
export function LyricsPanel(): ReactElement {
  const { t } = useTranslation();
  const { clipId, isFollowing, setFollowing } = useShownSong();
  const hasPlaying = usePlayerValue((state) => state.clipId !== null);
  const song = useSteadySong(clipId);
  const hasWords = song?.lyricsState === 'plain' || song?.lyricsState === 'timed';

  useExportShown(hasWords ? clipId : null);
  const lyrics = useLyrics(clipId).lyrics ?? null;
  const nudges = useOffsetNudges(lyrics);
  useOffsetKeys(nudges);

  return (
    <PanelView
      label={t('lyrics.panel.label')}
      closeLabel={t('lyrics.panel.close')}
      shortcut="toggle-lyrics"
      head={
        <>
          <h2 className={styles.heading}>{t('lyrics.panel.label')}</h2>
          <Button
            size="small"
            isDisabled={clipId === null}
            onClick={() => {
              // Several songs selected in a list are meant before the one that is shown.
              if (!runCommand('export-selection') && clipId !== null) dialogs.openExport([clipId]);
            }}
          >
            {t('lyrics.panel.export')}
          </Button>
          <WordsMenu clipId={clipId} lyrics={lyrics} nudges={nudges} />
        </>
      }
    >
      {song !== null && (
        <div className={styles.song}>
          <SongLine song={song} />
          {hasPlaying && (
            <Switch label={t('lyrics.panel.follow')} isChecked={isFollowing} onChange={setFollowing} />
          )}
        </div>
      )}
      {clipId === null ? (
        <EmptyState
          icon={MicVocal}
          title={t('lyrics.panel.nothingTitle')}
          text={t('lyrics.panel.nothingText')}
        />
      ) : (
        song !== null && <Words key={song.clipId} song={song} />
      )}
    </PanelView>
  );
}

function SongLine({ song }: { readonly song: Song }): ReactElement {
  const { t } = useTranslation();
  const isCurrent = usePlayerValue((state) => state.clipId === song.clipId);
  const isPlaying = usePlayerValue((state) => state.isPlaying);
  const state = !isCurrent ? 'selected' : isPlaying ? 'playing' : 'paused';
  const { lyrics } = useLyrics(song.clipId);
  const take = lyrics?.take;
  const details: string[] = [t(`lyrics.panel.${state}`)];
  if (take) details.push(t('lyrics.panel.take', { number: take.number, total: take.count }));
  if (song.lyricsState === 'plain') details.push(t('lyrics.panel.untimed'));
  const shift = lyrics?.state === 'timed' ? offsetWords(lyrics.offsetMs) : null;
  if (shift !== null) details.push(shift);
  if (lyrics?.hasDraft) details.push(t('lyrics.panel.draft'));
  const line = details.join(t('common.separator'));
  return (
    <div className={styles.words}>
      <p className={styles.title} dir="auto" title={song.title}>
        {song.title}
      </p>
      <p className={isCurrent ? styles.statePlaying : styles.state} title={line}>
        {line}
      </p>
    </div>
  );
}

function Words({ song }: { readonly song: Song }): ReactElement {
  const { clipId } = song;
  const [listing] = useListing();
  const isCurrent = usePlayerValue((state) => state.clipId === clipId);
  const marks = useLineMarks(clipId);

  return (
    <WordsOrWhy clipId={clipId}>
      {(lyrics) => (
        <PanelLines
          lyrics={lyrics}
          marks={marks}
          isFollowed={isCurrent}
          canPlay={isPlayable(song)}
          onPlayFrom={(startMs) => {
            if (!isCurrent) {
              player.playListing(listing, clipId, startMs);
              return;
            }
            player.seekTo(startMs);
            player.play();
          }}
        />
      )}
    </WordsOrWhy>
  );
}

interface PanelLinesProps {
  readonly lyrics: Lyrics;
  readonly marks: LineMarks;
  readonly isFollowed: boolean;
  readonly canPlay: boolean;
  readonly onPlayFrom: (startMs: number) => void;
}

function PanelLines({ lyrics, ...props }: PanelLinesProps): ReactElement {
  const lines = useShiftedLines(lyrics);
  const positionMs = useWordsPosition();
  return <LyricsLines lines={lines} text={lyrics.text} positionMs={positionMs} {...props} />;
}

/** By how much the words of a song are shifted; null where they are not. */
function offsetWords(offsetMs: number): string | null {
  if (offsetMs === 0) return null;
  const seconds = Math.abs(offsetMs) / 1_000;
  return translate(offsetMs > 0 ? 'lyrics.offset.shownLater' : 'lyrics.offset.shownEarlier', { seconds });
}

/** The window's export means the words that are shown, unless a list knows better. */
function useExportShown(clipId: ClipId | null): void {
  const shortcuts = useMemo<readonly Shortcut[]>(
    () =>
      clipId === null
        ? []
        : [
            {
              id: 'export-lyrics',
              keys: MENU_KEYS['export-lyrics'],
              group: 'general',
              label: null,
              run: () => {
                if (!runCommand('export-selection')) dialogs.openExport([clipId]);
              },
            },
          ],
    [clipId],
  );
  useShortcuts(shortcuts);
}
