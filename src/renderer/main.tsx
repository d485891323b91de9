import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { App } from './app';
import { startTexts } from './i18n';
import { isPlaceOpen, openListing } from './navigation';
import { connectEvents, createQueryClient, snapshotQuery, firstSongsQuery } from './query';
import { reportWhatNobodyCaught } from './shell/failure-report';
import { watchFocusBehind } from './shell/full-view';
import { listenForNotices } from './shell/main-notices';
import { watchRegions } from './shell/regions';
import { listenForShortcuts } from './shell/shortcuts';
import { followSystemTheme } from './shell/theme';
import { TooltipProvider } from './ui/tooltip';
import './styles/base.css';

reportWhatNobodyCaught();
startTexts();
followSystemTheme();

const client = createQueryClient();
connectEvents(client);
listenForNotices();
listenForShortcuts();
watchRegions();
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

await firstAnswers();
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={client}>
        <TooltipProvider delay={500}>
          <App />
        </TooltipProvider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
