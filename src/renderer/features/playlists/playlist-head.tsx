import type { ReactElement } from 'react';
import { FileDown, Play, Shuffle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import type { Playlist } from '@shared/model';
import { MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import { invoke } from '../../bridge';
import { queryKeys } from '../../query';
import { listFileItems } from '../../shell/playlist-menus';
import { playPlaylist } from '../../shell/playlists';
import { Button } from '../../ui/button';
import { FilterField } from '../../ui/filter-field';
import { Menu } from '../../ui/menu';
import styles from './playlist-head.module.css';

export interface PlaylistHeadProps {
  readonly playlist: Playlist;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** What the search finds; undefined while it is not known, and without a search. */
  readonly hits: number | undefined;
  readonly selectedCount: number;
  /** The keyboard goes on to the entries. */
  readonly onLeave: () => void;
}

const MINUTE_MS = 60_000;

/** The name of a playlist, what is in it, and what can be done with all of it. */
export function PlaylistHead(props: PlaylistHeadProps): ReactElement {
  const { playlist, search, onSearch } = props;
  const { t } = useTranslation();
  const isEmpty = playlist.count === 0;
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h1 className={styles.name} dir="auto" title={playlist.name}>
          {playlist.name}
        </h1>
        <p role="status" className={styles.summary}>
          <Summary {...props} />
        </p>
      </div>
      <div className={styles.actions}>
        {!isEmpty && (
          <FilterField
            label={t('playlists.find')}
            value={search}
            maxLength={MAX_QUERY_LENGTH}
            className={styles.find}
            onChange={onSearch}
            onLeave={props.onLeave}
          />
        )}
        <Button
          size="small"
          icon={Play}
          variant="primary"
          isDisabled={isEmpty}
          onClick={() => {
            playPlaylist(playlist, false, search);
          }}
        >
          {t('playlists.play')}
        </Button>
        <Button
          size="small"
          icon={Shuffle}
          isDisabled={isEmpty}
          onClick={() => {
            playPlaylist(playlist, true, search);
          }}
        >
          {t('playlists.shuffle')}
        </Button>
        <Menu
          trigger={
            <Button size="small" icon={FileDown} isDisabled={isEmpty}>
              {t('playlists.menu.export')}
            </Button>
          }
          items={listFileItems({ kind: 'playlist', id: playlist.id })}
        />
      </div>
    </header>
  );
}

function Summary({ playlist, search, hits, selectedCount }: PlaylistHeadProps): string {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: queryKeys.playlistSummary(playlist.id),
    queryFn: () => invoke('playlists.summary', { id: playlist.id }),
  });
  if (selectedCount > 1) return t('playlists.selected', { count: selectedCount });
  if (search.trim() !== '')
    return hits === undefined ? '' : t('playlists.hits', { count: hits, search: search.trim() });
  const parts: string[] = [t('playlists.summary', { count: playlist.count })];
  const minutes = Math.round((data?.durationMs ?? 0) / MINUTE_MS);
  if (minutes > 0) {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    parts.push(
      hours > 0
        ? t('playlists.length.hours', { hours, minutes: rest })
        : t('playlists.length.minutes', { minutes }),
    );
  }
  if (data !== undefined && data.missing > 0) parts.push(t('playlists.missing', { count: data.missing }));
  return parts.join(t('common.separator'));
}
