import { useEffect, useEffectEvent, useRef, useState, type ReactElement } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { assertNever } from '@shared/assert-never';
import type { WindowCommand } from '@shared/ipc/events';
import { WINDOW_SETTLED } from '@shared/performance-marks';
import { TriangleAlert } from 'lucide-react';
import { CurrentLine, SungLine } from './features/lyrics/current-line';
import { LyricsPanel } from './features/lyrics/lyrics-panel';
import { useEditorShortcut } from './features/lyrics/editor-shortcut';
import { useLyricsDrops } from './features/lyrics/lyrics-drops';
import { useWordsBeside } from './features/lyrics/words-beside';
import { useShownSongTracking } from './features/lyrics/shown-song';
import { useSaveQueueShortcut } from './features/queue/save-queue';
import { joinRemoval } from './features/songs/removed-songs';
import { SongsPage } from './features/songs/songs-page';
import { onEvent } from './bridge';
import { usePlace, type Place } from './navigation';
import { MiniPlayer } from './player/mini-player';
import { PlayerBar } from './player/player-bar';
import { usePlayCount } from './player/use-play-count';
import { useMiniPlayer, useMiniPlayerShortcut } from './player/use-mini-player';
import { useChangedKeys } from './shortcut-keys';
import { SnapshotContext, snapshotQuery, useSnapshot } from './query';
import { useDialogs, useOpenDialog, type OpenDialog } from './shell/dialogs';
import { DropZone } from './shell/drop-zone';
import { ErrorBoundary } from './shell/error-boundary';
import { failureText, notifyFailure } from './shell/failure-text';
import { fullView, useFullView, type FullView } from './shell/full-view';
import { HoldBanner } from './shell/hold-banner';
import { NoticeStack } from './shell/notice-stack';
import { Sidebar } from './shell/sidebar';
import { SidePanel } from './shell/side-panel';
import { useSidePanel } from './shell/side-panel-state';
import { useLanguage } from './shell/language';
import { useTheme } from './shell/theme';
import { Toolbar } from './shell/toolbar';
import { useAppShortcuts } from './shell/use-app-shortcuts';
import { useHandedOver } from './shell/use-handed-over';
import { Button } from './ui/button';
import { EmptyState } from './ui/empty-state';
import { lazyPart } from './ui/lazy-part';
import { useIdle } from './ui/use-idle';
import { VisuallyHidden } from './ui/visually-hidden';
import styles from './app.module.css';

// The first picture needs songs, their words and the player; the rest is fetched once that stands.
const CheckPage = lazyPart(async () => (await import('./features/check/check-page')).CheckPage);
const RemoveSongsDialog = lazyPart(
  async () => (await import('./features/songs/remove-songs-dialog')).RemoveSongsDialog,
);
const LyricsPage = lazyPart(async () => (await import('./features/lyrics/lyrics-page')).LyricsPage);
const KaraokeView = lazyPart(async () => (await import('./features/lyrics/karaoke-view')).KaraokeView);
const LyricsEditorView = lazyPart(
  async () => (await import('./features/lyrics/editor/lyrics-editor-view')).LyricsEditorView,
);
const CompareView = lazyPart(async () => (await import('./features/compare/compare-view')).CompareView);
const QueuePanel = lazyPart(async () => (await import('./features/queue/queue-panel')).QueuePanel);
const JobsPage = lazyPart(async () => (await import('./features/jobs/jobs-page')).JobsPage);
const DownloadsPage = lazyPart(
  async () => (await import('./features/downloads/downloads-page')).DownloadsPage,
);
const PlaylistPage = lazyPart(async () => (await import('./features/playlists/playlist-page')).PlaylistPage);
const ImportReportDialog = lazyPart(
  async () => (await import('./features/playlists/import-report-dialog')).ImportReportDialog,
);
const SmartPlaylistDialog = lazyPart(
  async () => (await import('./features/playlists/smart-playlist-dialog')).SmartPlaylistDialog,
);
const PlaylistNameDialog = lazyPart(
  async () => (await import('./shell/playlist-name-dialog')).PlaylistNameDialog,
);
const AddToPlaylistDialog = lazyPart(
  async () => (await import('./shell/add-to-playlist-dialog')).AddToPlaylistDialog,
);
const SettingsPage = lazyPart(async () => (await import('./features/settings/settings-page')).SettingsPage);
const WelcomePage = lazyPart(async () => (await import('./features/welcome/welcome-page')).WelcomePage);
const AddJobsDialog = lazyPart(async () => (await import('./features/jobs/add-jobs-dialog')).AddJobsDialog);
const LinkedJobDialog = lazyPart(
  async () => (await import('./features/jobs/linked-job-dialog')).LinkedJobDialog,
);
const ExportDialog = lazyPart(async () => (await import('./features/export/export-dialog')).ExportDialog);
const WriteTagsDialog = lazyPart(
  async () => (await import('./features/export/write-tags-dialog')).WriteTagsDialog,
);
const ImportManyDialog = lazyPart(
  async () => (await import('./features/lyrics/import-many-dialog')).ImportManyDialog,
);
const ImportDialog = lazyPart(async () => (await import('./features/lyrics/import-dialog')).ImportDialog);
const RevertDialog = lazyPart(async () => (await import('./features/lyrics/revert-dialog')).RevertDialog);
const GuideDialog = lazyPart(async () => (await import('./features/guide/guide-dialog')).GuideDialog);
const DiagnosticsDialog = lazyPart(
  async () => (await import('./shell/diagnostics-dialog')).DiagnosticsDialog,
);
const RecoveryDialog = lazyPart(
  async () => (await import('./features/recovery/recovery-dialog')).RecoveryDialog,
);
const TagsDialog = lazyPart(async () => (await import('./features/songs/tags-dialog')).TagsDialog);
const SavedSearchDialog = lazyPart(
  async () => (await import('./shell/saved-search-dialog')).SavedSearchDialog,
);
const ShortcutsDialog = lazyPart(async () => (await import('./shell/shortcuts-dialog')).ShortcutsDialog);
const LATER_PAGES = [LyricsPage, QueuePanel, PlaylistPage, JobsPage, DownloadsPage, SettingsPage];

/** Shows removals that have gone on while the window was opened anew. */
function useJoinedRemoval(isIdle: boolean): void {
  useEffect(() => {
    if (isIdle) joinRemoval().catch(notifyFailure);
  }, [isIdle]);
}

/** Fetches the places ahead as soon as there is time, so that going to one of them shows it at once. */
function usePreloadedPages(isIdle: boolean): void {
  useEffect(() => {
    if (!isIdle) return;
    performance.mark(WINDOW_SETTLED);
    // One that could not be fetched ahead is asked for again, and tells why, when somebody goes to it.
    for (const page of LATER_PAGES) page.preload().catch(console.error);
  }, [isIdle]);
}

function Page({ place }: { readonly place: Place }): ReactElement {
  switch (place) {
    case 'songs':
      return <SongsPage />;
    case 'lyrics':
      return <LyricsPage />;
    case 'jobs':
      return <JobsPage />;
    case 'downloads':
      return <DownloadsPage />;
    case 'settings':
      return <SettingsPage />;
    case 'check':
      return <CheckPage />;
    case 'playlist':
      return <PlaylistPage />;
    default:
      return assertNever(place);
  }
}

function Over({ view }: { readonly view: FullView }): ReactElement {
  switch (view.kind) {
    case 'karaoke':
      return <KaraokeView />;
    case 'lyrics-editor':
      return <LyricsEditorView clipId={view.clipId} />;
    case 'compare':
      return <CompareView comparison={view.comparison} />;
    default:
      return assertNever(view);
  }
}

/** Closed dialogs stay, so that they can fade out; before the first one is opened they wait until there is time. */
function Dialogs({ isIdle }: { readonly isIdle: boolean }): ReactElement {
  const open = useOpenDialog();
  const { close } = useDialogs();
  const { recovery } = useSnapshot();
  const isNeeded = (kind: OpenDialog['kind']) => isIdle || open?.kind === kind;
  return (
    <>
      {isNeeded('add-jobs') && (
        <AddJobsDialog incoming={open?.kind === 'add-jobs' ? open.incoming : null} onClose={close} />
      )}
      {isNeeded('linked-job') && (
        <LinkedJobDialog jobId={open?.kind === 'linked-job' ? open.jobId : null} onClose={close} />
      )}
      {(isNeeded('export') || isNeeded('export-status')) && (
        <ExportDialog
          wanted={open?.kind === 'export' || open?.kind === 'export-status' ? open : null}
          onClose={close}
        />
      )}
      {isNeeded('write-tags') && (
        <WriteTagsDialog clipIds={open?.kind === 'write-tags' ? open.clipIds : null} onClose={close} />
      )}
      {isNeeded('import-lyrics') && (
        <ImportDialog wanted={open?.kind === 'import-lyrics' ? open : null} onClose={close} />
      )}
      {isNeeded('import-many') && (
        <ImportManyDialog files={open?.kind === 'import-many' ? open.files : null} onClose={close} />
      )}
      {isNeeded('revert-lyrics') && (
        <RevertDialog clipId={open?.kind === 'revert-lyrics' ? open.clipId : null} onClose={close} />
      )}
      {isNeeded('remove-songs') && (
        <RemoveSongsDialog clipIds={open?.kind === 'remove-songs' ? open.clipIds : null} onClose={close} />
      )}
      {isNeeded('song-tags') && (
        <TagsDialog clipIds={open?.kind === 'song-tags' ? open.clipIds : null} onClose={close} />
      )}
      {isNeeded('saved-search') && (
        <SavedSearchDialog naming={open?.kind === 'saved-search' ? open : null} onClose={close} />
      )}
      {isNeeded('playlist-name') && (
        <PlaylistNameDialog naming={open?.kind === 'playlist-name' ? open : null} onClose={close} />
      )}
      {isNeeded('add-to-playlist') && (
        <AddToPlaylistDialog
          clipIds={open?.kind === 'add-to-playlist' ? open.clipIds : null}
          onClose={close}
        />
      )}
      {isNeeded('playlist-import') && (
        <ImportReportDialog
          imported={open?.kind === 'playlist-import' ? open.imported : null}
          onClose={close}
        />
      )}
      {isNeeded('smart-playlist') && (
        <SmartPlaylistDialog wanted={open?.kind === 'smart-playlist' ? open : null} onClose={close} />
      )}
      {isNeeded('shortcuts') && <ShortcutsDialog isOpen={open?.kind === 'shortcuts'} onClose={close} />}
      {(isIdle || recovery !== null) && <RecoveryDialog />}
      {isNeeded('guide') && <GuideDialog isOpen={open?.kind === 'guide'} onClose={close} />}
      {isNeeded('diagnostics') && <DiagnosticsDialog isOpen={open?.kind === 'diagnostics'} onClose={close} />}
    </>
  );
}

/** What the application menu and the tray can ask for without the rest of the window. */
const MINI_COMMANDS: ReadonlySet<WindowCommand> = new Set(['play-pause', 'next', 'previous', 'mini-player']);

/** What needs the whole window ends the mini player: a dialog, another place, most commands. */
function useWholeWindowAgain(place: Place): void {
  const { isMini, setMini } = useMiniPlayer();
  const isAsking = useOpenDialog() !== null;
  const needed = useEffectEvent(() => {
    if (isMini) setMini(false);
  });
  useEffect(
    () =>
      onEvent('menu.command', ({ command }) => {
        if (!MINI_COMMANDS.has(command)) needed();
      }),
    [],
  );
  const placeBefore = useRef(place);
  useEffect(() => {
    if (isAsking || place !== placeBefore.current) needed();
    placeBefore.current = place;
  }, [isAsking, place]);
}

function Shell(): ReactElement {
  const { t } = useTranslation();
  const [place] = usePlace();
  useShownSongTracking();
  useLyricsDrops();
  useHandedOver();
  useWordsBeside();
  useEditorShortcut();
  usePlayCount();
  useMiniPlayerShortcut();
  useSaveQueueShortcut();
  const { isMini } = useMiniPlayer();
  useWholeWindowAgain(place);
  const over = useFullView();
  const panel = useSidePanel();
  const isCovered = over !== null;
  // The mini player shows the player's song: what is heard of takes that are compared goes on there.
  const isBehindMini = isMini && over?.kind === 'compare';
  useEffect(() => {
    if (isBehindMini) fullView.close();
  }, [isBehindMini]);
  // Whoever goes to another place wants to see it.
  useEffect(() => {
    fullView.close();
  }, [place]);
  return (
    // What the mini player covers is not taken out of the page: a song with a picture would stop.
    <div className={clsx(styles.window, isMini && styles.behindMini)} inert={isMini}>
      <div className={styles.side} data-region inert={isCovered}>
        <Sidebar />
      </div>
      <div className={styles.content} inert={isCovered}>
        <div
          className={styles.center}
          // What has the keyboard is not to lie under the panel.
          onFocus={panel.isOverlay && panel.view !== null ? panel.close : undefined}
        >
          <Toolbar />
          <main className={styles.main} data-region aria-label={t('shell.main')}>
            <ErrorBoundary resetKey={place}>
              {/* Lists begin at once: where one is, the sidebar shows; here it is only said. */}
              {place !== 'settings' && place !== 'check' && place !== 'playlist' && (
                <h1 className={styles.title}>
                  <VisuallyHidden>{t(`shell.places.${place}`)}</VisuallyHidden>
                </h1>
              )}
              <Page place={place} />
            </ErrorBoundary>
          </main>
          <HoldBanner />
        </div>
        <SidePanel>
          <ErrorBoundary resetKey={panel.view ?? 'closed'}>
            {panel.view === 'queue' ? <QueuePanel /> : <LyricsPanel />}
          </ErrorBoundary>
        </SidePanel>
      </div>
      {/* Not within what may be covered: what is told can be answered everywhere, but where it would cover all. */}
      {!isMini && <NoticeStack />}
      <div className={styles.player} data-region>
        <PlayerBar line={<SungLine />} />
      </div>
      {over !== null && (
        <ErrorBoundary resetKey={over.kind}>
          <Over view={over} />
        </ErrorBoundary>
      )}
    </div>
  );
}

/** Whether the welcome, where there is one, is seen just now. */
function useWelcome(): { readonly isSeen: boolean; readonly end: () => void } {
  const [isOver, setOver] = useState(false);
  const [place] = usePlace();
  return {
    // Whoever goes to Settings by menu or key sees them, and finds the welcome again in all other places.
    isSeen: !isOver && place !== 'settings',
    end: () => {
      setOver(true);
    },
  };
}

function OpenApp(): ReactElement {
  const snapshot = useSnapshot();
  const welcome = useWelcome();
  const { settings, isFirstStart, isSample } = snapshot;
  const isWelcome = isFirstStart && !isSample && welcome.isSeen;
  const { isMini, setMini } = useMiniPlayer();
  // Nothing could be done there in so small a window.
  useEffect(() => {
    if (isWelcome && isMini) setMini(false);
  }, [isWelcome, isMini, setMini]);
  const isIdle = useIdle();
  useAppShortcuts();
  usePreloadedPages(isIdle);
  useJoinedRemoval(isIdle);
  useTheme(settings.theme);
  useLanguage(snapshot);
  useChangedKeys(settings.shortcuts);
  return (
    <>
      {isWelcome ? (
        <div className={styles.welcome}>
          <WelcomePage onDone={welcome.end} />
          <NoticeStack />
        </div>
      ) : (
        <Shell />
      )}
      {isMini && !isWelcome && <MiniPlayer line={<CurrentLine />} />}
      <Dialogs isIdle={isIdle} />
      <DropZone />
    </>
  );
}

/** The window. Nothing is drawn before the snapshot is there: an empty library must not flash before a full one. */
export function App(): ReactElement | null {
  // Another language draws it again, and all that is below with it: nothing there says what it said in the one before.
  const { t } = useTranslation();
  const snapshot = useQuery(snapshotQuery);
  if (snapshot.data) {
    return (
      <SnapshotContext value={snapshot.data}>
        <ErrorBoundary resetKey="window">
          <OpenApp />
        </ErrorBoundary>
      </SnapshotContext>
    );
  }
  if (!snapshot.error) return null;
  return (
    <EmptyState
      icon={TriangleAlert}
      title={t('errors.title')}
      text={failureText(snapshot.error)}
      actions={<Button onClick={() => void snapshot.refetch()}>{t('errors.load.action')}</Button>}
    />
  );
}
