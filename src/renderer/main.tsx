import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { App } from './app';
import { startTexts } from './i18n';
import { connectEvents, createQueryClient, snapshotQuery } from './query';
import { reportWhatNobodyCaught } from './shell/failure-report';
import { listenForNotices } from './shell/notice-stack';
import { listenForShortcuts } from './shell/shortcuts';
import { followSystemTheme } from './shell/theme';
import { TooltipProvider } from './ui/tooltip';
import './styles/base.css';

reportWhatNobodyCaught();
startTexts();
followSystemTheme();

const client = createQueryClient();
connectEvents(client);
listenForShortcuts();
listenForNotices();
// Asked for before React starts: the answer is on its way while the first picture is made.
void client.prefetchQuery(snapshotQuery);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

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
