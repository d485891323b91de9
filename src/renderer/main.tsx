import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { App } from './app';
import { languageOfPage } from '@shared/language';
import { showLanguage, startTexts } from './i18n';
import { isPlaceOpen, openListing } from './navigation';
import { connectEvents, createQueryClient, snapshotQuery, firstSongsQuery } from './query';
import { listenForEscape } from './shell/dialogs';
import { DirectionOfPage } from './shell/direction-of-page';
import { reportFailure, reportWhatNobodyCaught } from './shell/failure-report';
import { watchFocusBehind } from './shell/full-view';
import { followLanguage } from './shell/language';
import { listenForNotices } from './shell/main-notices';
import { watchRegions } from './shell/regions';
import { listenForShortcuts } from './shell/shortcuts';
import { followSystemTheme } from './shell/theme';
import { watchFirstFocus } from './ui/first-focus';
import { TooltipProvider } from './ui/tooltip';
import './styles/base.css';

reportWhatNobodyCaught();
startTexts();
followLanguage();
// Main has told the language in the page: its texts come while the first rows do.
const texts = showLanguage(languageOfPage(document.documentElement.lang)).catch((error: unknown) =>
  // English is there in any case.
  reportFailure('rejection', error),
);
followSystemTheme();

const client = createQueryClient();
connectEvents(client);
listenForNotices();
listenForEscape();
listenForShortcuts();
watchRegions();
watchFirstFocus();
watchFocusBehind();

/** So long the first picture waits for its rows: drawn without them it would be drawn twice. */
const LATEST_ROWS_MS = 100;

/** Asks for all that the first picture needs before React starts. A failure is told by what asks again. */
async function firstAnswers(): Promise<void> {
  const rows = isPlaceOpen('songs') ? client.prefetchQuery(firstSongsQuery(openListing())) : null;
  await client.prefetchQuery(snapshotQuery);
  await Promise.race([rows, new Promise((resolve) => setTimeout(resolve, LATEST_ROWS_MS))]);
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

await Promise.all([firstAnswers(), texts]);
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={client}>
        <DirectionOfPage>
          <TooltipProvider delay={500}>
            <App />
          </TooltipProvider>
        </DirectionOfPage>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
