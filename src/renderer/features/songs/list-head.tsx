import type { ReactElement, Ref } from 'react';
import { ChevronDown, FileText, Play, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SONG_SORTS, type ClipId, type SongListing } from '@shared/model';
import type { SongQuery } from '@shared/song-query/filters';
import { useDialogs } from '../../shell/dialogs';
import { Button, IconButton } from '../../ui/button';
import { Menu, type MenuItem } from '../../ui/menu';
import { FilterMenu } from './filter-menu';
import { playChosen } from './song-actions';
import { orderBy } from './song-order';
import styles from './list-head.module.css';

export interface ListHeadProps {
  readonly listing: SongListing;
  /** What the listing's text says. */
  readonly query: SongQuery;
  readonly total: number | undefined;
  readonly onListing: (patch: Partial<SongListing>) => void;
  readonly selection: ReadonlySet<ClipId>;
  readonly onClearSelection: () => void;
  readonly filterButton: Ref<HTMLButtonElement>;
}

/** How many songs are listed and in what order; with several selected, what can be done with them. */
export function ListHead(props: ListHeadProps): ReactElement {
  const { t } = useTranslation();
  const { listing, query, total, selection } = props;
  const { openExport } = useDialogs();
  const isSearch = listing.search.trim() !== '';
  const hasSongs = total !== undefined && total > 0;

  const items: MenuItem[] = SONG_SORTS.map((sort) => ({
    label: t(`songs.sort.by.${sort}`),
    isChecked: listing.sort === sort,
    onSelect: () => {
      if (sort !== listing.sort) props.onListing(orderBy(listing, sort));
    },
  }));
  items.push({ kind: 'separator' });
  for (const direction of ['desc', 'asc'] as const) {
    items.push({
      label: t(`songs.sort.direction.${listing.sort}.${direction}`),
      isChecked: listing.direction === direction,
      onSelect: () => {
        props.onListing({ direction });
      },
    });
  }

  return (
    <div className={styles.head}>
      <p role="status" className={styles.count}>
        {total !== undefined &&
          (total > 0 || isSearch) &&
          (query.text === ''
            ? t('songs.summary', { count: total })
            : t('songs.hits', { count: total, search: query.text }))}
      </p>
      {hasSongs && (
        <>
          <span aria-hidden>{t('common.separator').trim()}</span>
          <Menu
            align="start"
            trigger={
              <button type="button" className={styles.order}>
                {t(`songs.sort.order.${listing.sort}.${listing.direction}`)}
                <ChevronDown size={13} aria-hidden />
              </button>
            }
            items={items}
          />
        </>
      )}
      {(hasSongs || isSearch) && (
        <>
          <span aria-hidden>{t('common.separator').trim()}</span>
          <FilterMenu listing={listing} onListing={props.onListing} buttonRef={props.filterButton} />
        </>
      )}
      {selection.size > 1 && (
        <div className={styles.chosen}>
          <span className={styles.chosenCount}>{t('songs.selected', { count: selection.size })}</span>
          <Button
            size="small"
            icon={Play}
            onClick={() => {
              playChosen(listing, selection);
            }}
          >
            {t('songs.menu.play')}
          </Button>
          <Button
            size="small"
            icon={FileText}
            onClick={() => {
              openExport([...selection]);
            }}
          >
            {t('songs.menu.exportLyrics')}
          </Button>
          <IconButton
            size="small"
            label={t('songs.clearSelection')}
            icon={X}
            iconSize={14}
            shortcut="Escape"
            onClick={props.onClearSelection}
          />
        </div>
      )}
    </div>
  );
}
