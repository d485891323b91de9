import { useMemo, type ReactElement } from 'react';
import { LayoutGrid, Rows3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SONG_VIEWS, type SongView } from '@shared/model';
import { laterShortcut } from '../../shell/later-shortcuts';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { IconButton } from '../../ui/button';
import styles from './list-head.module.css';

const ICONS = { list: Rows3, grid: LayoutGrid } as const;

export interface ViewSwitchProps {
  readonly view: SongView;
  /** The same function while it does the same. */
  readonly onView: (view: SongView) => void;
}

/** Shows the songs as rows or by their covers. */
export function ViewSwitch({ view, onView }: ViewSwitchProps): ReactElement {
  const { t } = useTranslation();
  const shortcuts = useMemo<readonly Shortcut[]>(
    () =>
      SONG_VIEWS.map((each) => ({
        ...laterShortcut(`songs-${each}`),
        run: () => {
          onView(each);
        },
      })),
    [onView],
  );
  useShortcuts(shortcuts);
  return (
    <div role="group" aria-label={t('songs.view.label')} className={styles.switch}>
      {SONG_VIEWS.map((each) => (
        <IconButton
          key={each}
          size="small"
          label={t(`songs.view.${each}`)}
          icon={ICONS[each]}
          iconSize={15}
          tooltipSide="bottom"
          isPressed={view === each}
          shortcut={`songs-${each}`}
          onClick={() => {
            onView(each);
          }}
        />
      ))}
    </div>
  );
}
