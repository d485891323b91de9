import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { assertNever } from '@shared/assert-never';
import { TriangleAlert } from 'lucide-react';
import { DownloadsPage } from './features/downloads/downloads-page';
import { AddJobsDialog } from './features/jobs/add-jobs-dialog';
import { JobsPage } from './features/jobs/jobs-page';
import { ExportDialog } from './features/lyrics/export-dialog';
import { LyricsPage } from './features/lyrics/lyrics-page';
import { LyricsPanel } from './features/lyrics/lyrics-panel';
import { SettingsPage } from './features/settings/settings-page';
import { SongsPage } from './features/songs/songs-page';
import { WelcomePage } from './features/welcome/welcome-page';
import { usePlace, type Place } from './navigation';
import { PlayerBar } from './player/player-bar';
import { snapshotQuery, useSnapshot } from './query';
import { DiagnosticsDialog } from './shell/diagnostics-dialog';
import { useDialogs, useOpenDialog } from './shell/dialogs';
import { DropZone } from './shell/drop-zone';
import { ErrorBoundary } from './shell/error-boundary';
import { failureText } from './shell/failure-text';
import { HoldBanner } from './shell/hold-banner';
import { NoticeStack } from './shell/notice-stack';
import { ShortcutsDialog } from './shell/shortcuts-dialog';
import { Sidebar } from './shell/sidebar';
import { SidePanel } from './shell/side-panel';
import { useTheme } from './shell/theme';
import { Toolbar } from './shell/toolbar';
import { useAppShortcuts } from './shell/use-app-shortcuts';
import { Button } from './ui/button';
import { EmptyState } from './ui/empty-state';
import { VisuallyHidden } from './ui/visually-hidden';
import styles from './app.module.css';

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
    default:
      return assertNever(place);
  }
}

function Dialogs(): ReactElement {
  const open = useOpenDialog();
  const { close } = useDialogs();
  return (
    <>
      <AddJobsDialog initialText={open?.kind === 'add-jobs' ? open.initialText : null} onClose={close} />
      <ExportDialog clipIds={open?.kind === 'export' ? open.clipIds : null} onClose={close} />
      <ShortcutsDialog isOpen={open?.kind === 'shortcuts'} onClose={close} />
      <DiagnosticsDialog isOpen={open?.kind === 'diagnostics'} onClose={close} />
    </>
  );
}

function Shell(): ReactElement {
  const { t } = useTranslation();
  const [place] = usePlace();
  useAppShortcuts();
  return (
    <div className={styles.window}>
      <Sidebar />
      <div className={styles.content}>
        <div className={styles.center}>
          <Toolbar />
          <main className={styles.main} aria-label={t('shell.main')}>
            <ErrorBoundary resetKey={place}>
              {/* Lists begin at once: where one is, the sidebar shows; here it is only said. */}
              {place !== 'settings' && (
                <h1 className={styles.title}>
                  <VisuallyHidden>{t(`shell.places.${place}`)}</VisuallyHidden>
                </h1>
              )}
              <Page place={place} />
            </ErrorBoundary>
            <NoticeStack />
          </main>
          <HoldBanner />
        </div>
        <SidePanel>
          <ErrorBoundary resetKey="lyrics">
            <LyricsPanel />
          </ErrorBoundary>
        </SidePanel>
      </div>
      <div className={styles.player}>
        <PlayerBar />
      </div>
    </div>
  );
}

function OpenApp(): ReactElement {
  const { settings, isFirstStart, isSample } = useSnapshot();
  const [isWelcomeOver, setWelcomeOver] = useState(false);
  useTheme(settings.theme);
  return (
    <>
      {isFirstStart && !isSample && !isWelcomeOver ? (
        <div className={styles.welcome}>
          <WelcomePage
            onDone={() => {
              setWelcomeOver(true);
            }}
          />
          <NoticeStack />
        </div>
      ) : (
        <Shell />
      )}
      <Dialogs />
      <DropZone />
    </>
  );
}

/** The window. Nothing is drawn before the snapshot is there: an empty library must not flash before a full one. */
export function App(): ReactElement | null {
  const { t } = useTranslation();
  const snapshot = useQuery(snapshotQuery);
  if (snapshot.data) return <OpenApp />;
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
