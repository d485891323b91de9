import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PanelRight, Plus } from 'lucide-react';
import { goTo, useListing, usePlace } from '../navigation';
import { Button, IconButton } from '../ui/button';
import { SearchField } from '../ui/field';
import { Tooltip } from '../ui/tooltip';
import { useDialogs } from './dialogs';
import { useLyricsPanel } from './lyrics-panel-state';
import { useShortcuts, type Shortcut } from './shortcuts';
import styles from './toolbar.module.css';

/** A pause this short between letters is not felt; the address must not change with every one of them. */
const SEARCH_AFTER_MS = 90;

/** What is written in the search box; the address follows a moment later. */
function useSearchText(): readonly [string, (text: string) => void] {
  const [listing, changeListing] = useListing();
  const [place] = usePlace();
  const [text, setText] = useState(listing.search);
  const written = useRef(listing.search);

  // The address changed by itself: someone went back, or a place cleared the search.
  useEffect(() => {
    if (listing.search === written.current) return;
    written.current = listing.search;
    setText(listing.search);
  }, [listing.search]);

  useEffect(() => {
    if (text === written.current) return undefined;
    const timer = window.setTimeout(() => {
      written.current = text;
      changeListing({ search: text });
      // Jobs and downloads have nothing to search: what is looked for are songs.
      if (text !== '' && place !== 'songs' && place !== 'lyrics') goTo('songs');
    }, SEARCH_AFTER_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [text, place, changeListing]);

  return [text, setText];
}

/** Search, and the way to add jobs. */
export function Toolbar(): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useSearchText();
  const field = useRef<HTMLInputElement>(null);
  const { openAddJobs } = useDialogs();
  const panel = useLyricsPanel();

  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      {
        id: 'find',
        keys: ['Ctrl+F'],
        group: 'general',
        label: t('shell.shortcuts.search'),
        run: () => {
          field.current?.focus();
          field.current?.select();
        },
      },
    ],
    [t],
  );
  useShortcuts(shortcuts);

  return (
    <header className={styles.toolbar}>
      <search className={styles.search}>
        <SearchField
          ref={field}
          label={t('shell.searchLabel')}
          value={text}
          onChange={setText}
          shortcut="Ctrl+F"
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            const firstRow = document.querySelector<HTMLElement>('main [data-index][tabindex="0"]');
            if (!firstRow) return;
            event.preventDefault();
            firstRow.focus();
          }}
        />
      </search>
      <Tooltip text={t('shell.addJobsHint')} shortcut="Ctrl+N" side="bottom">
        <Button
          variant="primary"
          icon={Plus}
          onClick={() => {
            openAddJobs();
          }}
        >
          {t('shell.addJobs')}
        </Button>
      </Tooltip>
      {!panel.isOpen && (
        <IconButton
          label={t('shell.lyricsPanel.show')}
          shortcut="Ctrl+L"
          icon={PanelRight}
          tooltipSide="bottom"
          onClick={panel.toggle}
        />
      )}
    </header>
  );
}
