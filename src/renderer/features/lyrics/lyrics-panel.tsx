import { useMemo, useRef, useState, type ReactElement } from 'react';
import {
  ClipboardCopy,
  Ellipsis,
  FileInput,
  FileX2,
  Guitar,
  MicVocal,
  PencilLine,
  TriangleAlert,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { LYRICS_FORMATS, type ClipId, type Lyrics, type LyricsFormat, type Song } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { useListing } from '../../navigation';
import { isPlayable } from '../../player/playable';
import { player, usePlayerValue } from '../../player/use-player';
import { queryKeys } from '../../query';
import { dialogs } from '../../shell/dialogs';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { fullView } from '../../shell/full-view';
import { useLyricsPanel } from '../../shell/lyrics-panel-state';
import { notify } from '../../shell/notices';
import { runCommand, useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { Button, IconButton } from '../../ui/button';
import { Switch } from '../../ui/choice';
import { EmptyState } from '../../ui/empty-state';
import { ContextMenu, Menu, type MenuItem } from '../../ui/menu';
import { LyricsLines } from './lyrics-lines';
import { useShownSong } from './shown-song';
import {
  useOffsetKeys,
  useOffsetNudges,
  useShiftedLines,
  useWordsPosition,
  type OffsetNudges,
} from './lyrics-offset';
import { useLineMarks, useLyrics, type LineMarks } from './use-lyrics';
import styles from './lyrics-panel.module.css';

/** The words of the song that plays or is selected. */
export function LyricsPanel(): ReactElement {
  const { t } = useTranslation();
  const { clipId, isFollowing, setFollowing } = useShownSong();
  const panel = useLyricsPanel();
  const hasPlaying = usePlayerValue((state) => state.clipId !== null);
  const song =
    useQuery({
      queryKey: clipId === null ? ['songs', 'one', null] : queryKeys.song(clipId),
      queryFn: () => (clipId === null ? null : invoke('songs.get', { clipId })),
      placeholderData: (previous) => previous,
    }).data ?? null;
  const hasWords = song?.lyricsState === 'plain' || song?.lyricsState === 'timed';

  useExportShown(hasWords ? clipId : null);
  const lyrics = useLyrics(clipId).lyrics ?? null;
  const nudges = useOffsetNudges(lyrics);
  useOffsetKeys(nudges);
  useEditorShortcut(clipId);

  return (
    <section className={styles.panel} aria-label={t('lyrics.panel.label')}>
      <header className={styles.head}>
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
        <MoreButton clipId={clipId} lyrics={lyrics} nudges={nudges} />
        <IconButton
          label={t('lyrics.panel.close')}
          icon={X}
          size="small"
          shortcut="Ctrl+L"
          tooltipSide="bottom"
          onClick={() => {
            panel.setOpen(false);
          }}
        />
      </header>
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
    </section>
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

function Words({ song }: { readonly song: Song }): ReactElement | null {
  const { t } = useTranslation();
  const { clipId } = song;
  const [listing] = useListing();
  const isCurrent = usePlayerValue((state) => state.clipId === clipId);
  const { lyrics, error } = useLyrics(clipId);
  const marks = useLineMarks(clipId);

  if (error) {
    return (
      <EmptyState icon={TriangleAlert} title={t('lyrics.panel.failedTitle')} text={failureText(error)} />
    );
  }
  if (lyrics === undefined) return null;
  if (lyrics === null || lyrics.state === 'none') {
    return <EmptyState icon={FileX2} title={t('lyrics.panel.noneTitle')} text={t('lyrics.panel.noneText')} />;
  }
  if (lyrics.state === 'instrumental') {
    return (
      <EmptyState
        icon={Guitar}
        title={t('lyrics.panel.instrumentalTitle')}
        text={t('lyrics.panel.instrumentalText')}
      />
    );
  }
  return (
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
  );
}

/** The key that opens the editor for the words that are shown. */
function useEditorShortcut(clipId: ClipId | null): void {
  const { t } = useTranslation();
  const shortcuts = useMemo<readonly Shortcut[]>(
    () =>
      clipId === null
        ? []
        : [
            {
              id: 'edit-lyrics',
              keys: ['Ctrl+Shift+L'],
              group: 'general',
              label: t('lyrics.editor.label'),
              run: () => {
                fullView.openLyricsEditor(clipId);
              },
            },
          ],
    [clipId, t],
  );
  useShortcuts(shortcuts);
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

interface MoreButtonProps {
  readonly clipId: ClipId | null;
  readonly lyrics: Lyrics | null;
  readonly nudges: OffsetNudges | null;
}

/** What is done with the words less often. */
function MoreButton({ clipId, lyrics, nudges }: MoreButtonProps): ReactElement {
  const { t } = useTranslation();
  const nudge = (label: string, shortcut: string | undefined, run: (() => void) | undefined): MenuItem => ({
    label,
    ...(shortcut === undefined ? {} : { shortcut }),
    isDisabled: run === undefined,
    onSelect: () => run?.(),
  });
  const hasWords = lyrics !== null && lyrics.text !== '';
  const [copyAt, setCopyAt] = useState<Element | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const canReset = nudges !== null && nudges.offsetMs !== 0;
  return (
    <>
      <Menu
        trigger={<IconButton ref={button} label={t('lyrics.panel.more')} icon={Ellipsis} size="small" />}
        items={[
          {
            label: t('lyrics.karaoke.open'),
            icon: MicVocal,
            shortcut: 'Ctrl+K',
            onSelect: () => {
              fullView.openKaraoke();
            },
          },
          { kind: 'separator' },
          nudge(t('lyrics.offset.earlier'), '[', nudges?.earlier),
          nudge(t('lyrics.offset.later'), ']', nudges?.later),
          nudge(t('lyrics.offset.reset'), undefined, canReset ? nudges.reset : undefined),
          { kind: 'separator' },
          {
            label: t('lyrics.panel.copy'),
            icon: ClipboardCopy,
            isDisabled: !hasWords,
            onSelect: () => {
              if (lyrics !== null) copyWords(lyrics.text);
            },
          },
          {
            label: t('lyrics.copyAs.open'),
            isDisabled: !hasWords,
            onSelect: () => {
              setCopyAt(button.current);
            },
          },
          { kind: 'separator' },
          {
            label: t('lyrics.editor.open'),
            icon: PencilLine,
            shortcut: 'Ctrl+Shift+L',
            isDisabled: clipId === null,
            onSelect: () => {
              if (clipId !== null) fullView.openLyricsEditor(clipId);
            },
          },
          {
            label: t('lyrics.importing.open'),
            icon: FileInput,
            isDisabled: clipId === null,
            onSelect: () => {
              if (clipId !== null) chooseImport(clipId);
            },
          },
          {
            label: t('lyrics.revert.open'),
            isDisabled: clipId === null || lyrics === null || lyrics.source === 'api',
            onSelect: () => {
              if (clipId !== null) dialogs.openRevertLyrics(clipId);
            },
          },
        ]}
      />
      <ContextMenu
        anchor={copyAt}
        label={t('lyrics.copyAs.label')}
        items={LYRICS_FORMATS.map((format) => ({
          label: t(`exporting.format.${format}`),
          onSelect: () => {
            if (lyrics !== null) copyAs(lyrics.clipId, format);
          },
        }))}
        onClose={() => {
          setCopyAt(null);
        }}
      />
    </>
  );
}

function copyWords(text: string): void {
  invoke('system.copyText', { text }).then(() => {
    notify(translate('common.copied'));
  }, notifyFailure);
}

/** Copies what a file of this format would hold. */
function copyAs(clipId: ClipId, format: LyricsFormat): void {
  invoke('lyrics.print', { clipId, format, hasSections: true }).then((text) => {
    if (text === '') notify(translate('lyrics.copyAs.nothing'));
    else copyWords(text);
  }, notifyFailure);
}

/** Has the user choose a file of words for a song, and shows what was read of it. */
function chooseImport(clipId: ClipId): void {
  invoke('lyrics.chooseImport', {}).then((file) => {
    if (file !== null) dialogs.openImportLyrics(clipId, file);
  }, notifyFailure);
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
              keys: ['Ctrl+E'],
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
