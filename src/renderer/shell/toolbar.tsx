import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PanelRight, Plus } from 'lucide-react';
import { Button, IconButton } from '../ui/button';
import { Tooltip } from '../ui/tooltip';
import { useDialogs } from './dialogs';
import { SearchBox } from './search-box';
import { useSidePanel } from './side-panel-state';
import styles from './toolbar.module.css';

/** Search, and the way to add jobs. */
export function Toolbar(): ReactElement {
  const { t } = useTranslation();
  const { openAddJobs } = useDialogs();
  const panel = useSidePanel();

  return (
    <header className={styles.toolbar} data-region>
      <search className={styles.search}>
        <SearchBox />
      </search>
      <Tooltip text={t('shell.addJobsHint')} shortcut="add-jobs" side="bottom">
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
      {panel.view === null && (
        <IconButton
          label={t('shell.lyricsPanel.show')}
          shortcut="toggle-lyrics"
          icon={PanelRight}
          tooltipSide="bottom"
          onClick={() => {
            panel.show('lyrics');
          }}
        />
      )}
    </header>
  );
}
