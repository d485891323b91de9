import type { ReactElement } from 'react';
import { AudioLines, EyeOff, Hourglass, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { withoutFilters } from '@shared/song-query/edit';
import type { SongQuery } from '@shared/song-query/filters';
import { goTo } from '../../navigation';
import { useSnapshot, useSongCount } from '../../query';
import { dialogs } from '../../shell/dialogs';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';

export interface NoSongsProps {
  readonly search: string;
  readonly query: SongQuery;
  readonly onSearch: (search: string) => void;
}

const HIDDEN = 'is:hidden';

/** Why no song is listed, and what leads to one. */
export function NoSongs({ search, query, onSearch }: NoSongsProps): ReactElement {
  const { t } = useTranslation();
  const { counts } = useSnapshot();
  const hidden = useSongCount(HIDDEN, search === '');
  const showAll = (
    <Button
      onClick={() => {
        onSearch('');
      }}
    >
      {t('songs.empty.showAll')}
    </Button>
  );
  if (search !== '' && query.filters.length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={
          query.text === ''
            ? t('songs.empty.noneFits')
            : t('songs.empty.noHitFiltered', { search: query.text })
        }
        text={t('songs.empty.noneFitsText')}
        actions={
          <>
            {query.text !== '' && (
              <Button
                onClick={() => {
                  onSearch(withoutFilters(search));
                }}
              >
                {t('songs.empty.removeFilters')}
              </Button>
            )}
            {showAll}
          </>
        }
      />
    );
  }
  if (search !== '') {
    return (
      <EmptyState
        icon={SearchX}
        title={t('songs.empty.noHit', { search: query.text })}
        text={t('songs.empty.noHitText')}
        actions={showAll}
      />
    );
  }
  if (hidden > 0) {
    return (
      <EmptyState
        icon={EyeOff}
        title={t('songs.empty.hidden')}
        text={t('songs.empty.hiddenText', { count: hidden })}
        actions={
          <Button
            onClick={() => {
              onSearch(HIDDEN);
            }}
          >
            {t('songs.empty.showHidden')}
          </Button>
        }
      />
    );
  }
  if (counts.activeJobs > 0) {
    return (
      <EmptyState
        icon={Hourglass}
        title={t('songs.empty.making')}
        text={t('songs.empty.makingText', { count: counts.activeJobs })}
        actions={
          <Button
            onClick={() => {
              goTo('jobs');
            }}
          >
            {t('songs.empty.showJobs')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={AudioLines}
      title={t('songs.empty.title')}
      text={t('songs.empty.text')}
      actions={
        <Button
          variant="primary"
          onClick={() => {
            dialogs.openAddJobs();
          }}
        >
          {t('songs.empty.action')}
        </Button>
      }
    />
  );
}
