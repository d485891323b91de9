import type { ReactElement, Ref } from 'react';
import {
  ChevronDown,
  Columns3,
  Download,
  Ellipsis,
  FileDown,
  FileText,
  Heart,
  ListPlus,
  Play,
  Tag,
  Trash2,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import type { TFunction } from 'i18next';
import { MAX_PLAYLIST_NAME, SONG_SORTS, SONG_VIEWS, type SongListing, type SongView } from '@shared/model';
import type { SongQuery } from '@shared/song-query/filters';
import { isBegun } from '@shared/song-query/pieces';
import { dialogs } from '../../shell/dialogs';
import { listFileItems, listFileMenu } from '../../shell/playlist-menus';
import { NOTE_ACTIONS, setFavourite, setRating } from '../../shell/song-notes';
import { Button, IconButton } from '../../ui/button';
import { Menu, type MenuItem } from '../../ui/menu';
import { Rating } from '../../ui/rating';
import { useRested } from '../../ui/use-rested';
import { FilterMenu } from './filter-menu';
import {
  exportChosen,
  fetchFilesOf,
  noteChosen,
  playChosen,
  removeChosen,
  withIds,
  type ChosenSongs,
} from './chosen-songs';
import { useCommonRating } from './common-rating';
import { SaveSearch } from './save-search';
import { orderBy } from './song-order';
import { ViewSwitch } from './view-switch';
import styles from './list-head.module.css';

const DIRECTIONS = ['desc', 'asc'] as const;

export interface ListHeadProps {
  /** What the listing's text says. */
  readonly query: SongQuery;
  readonly total: number | undefined;
  /** False: there are at least `total` songs. */
  readonly isTotalExact: boolean;
  readonly onListing: (patch: Partial<SongListing>) => void;
  readonly chosen: ChosenSongs;
  readonly onClearSelection: () => void;
  readonly filterButton: Ref<HTMLButtonElement>;
  readonly view: SongView;
  readonly onView: (view: SongView) => void;
  readonly columnItems: readonly MenuItem[];
  /** Chosen columns that the window is too narrow for. */
  readonly roomlessColumns: number;
}

/**
 * How many songs are listed and in what order, and how they are shown; with several selected, what can be done with them.
 */
export function ListHead(props: ListHeadProps): ReactElement {
  const { total, chosen } = props;
  return (
    <div className={styles.head}>
      {chosen.count > 1 ? (
        <Selected chosen={chosen} onClear={props.onClearSelection} />
      ) : (
        <Summary
          listing={chosen.listing}
          query={props.query}
          total={total}
          isTotalExact={props.isTotalExact}
          onListing={props.onListing}
          filterButton={props.filterButton}
        />
      )}
      {total !== undefined && total > 0 && (
        <>
          <div className={styles.views}>
            <SaveList listing={chosen.listing} />
            {props.view === 'list' && (
              <ColumnChoice items={props.columnItems} roomless={props.roomlessColumns} />
            )}
            <ViewSwitch view={props.view} onView={props.onView} />
          </div>
          <ViewMenu {...props} />
        </>
      )}
    </div>
  );
}

/** A number of songs that stands so long is read out: of hits soon, of a library into which songs come not one by one. */
const HITS_TOLD_AFTER_MS = 1_000;
const SONGS_TOLD_AFTER_MS = 5_000;

type SummaryProps = Pick<ListHeadProps, 'query' | 'total' | 'isTotalExact' | 'onListing' | 'filterButton'> & {
  readonly listing: SongListing;
};

function Summary(props: SummaryProps): ReactElement {
  const { t } = useTranslation();
  const { listing, query, total, isTotalExact, onListing, filterButton } = props;
  const isSearch = listing.search.trim() !== '';
  const hasSongs = total !== undefined && total > 0;
  const isTold = total !== undefined && (total > 0 || isSearch);
  const summary = isTold ? summaryText(t, total, isTotalExact, isBegun(query.text) ? '' : query.text) : '';
  // While songs come in, or letters, each number would be read out.
  const isCounted = useRested(summary, isSearch ? HITS_TOLD_AFTER_MS : SONGS_TOLD_AFTER_MS);

  // The best match of nothing is nothing.
  const sorts = SONG_SORTS.filter((sort) => sort !== 'match' || query.text !== '');
  const items: readonly MenuItem[] = [
    {
      kind: 'choice',
      label: t('songs.sort.label'),
      value: listing.sort,
      options: sorts.map((sort) => ({ value: sort, label: t(`songs.sort.by.${sort}`) })),
      onSelect: (value) => {
        const sort = sorts.find((each) => each === value);
        if (sort !== undefined && sort !== listing.sort) onListing(orderBy(listing, sort));
      },
    },
    { kind: 'separator' },
    {
      kind: 'choice',
      label: t('songs.sort.directionLabel'),
      value: listing.direction,
      options: DIRECTIONS.map((direction) => ({
        value: direction,
        label: t(`songs.sort.direction.${listing.sort}.${direction}`),
      })),
      onSelect: (value) => {
        const direction = DIRECTIONS.find((each) => each === value);
        if (direction !== undefined) onListing({ direction });
      },
    },
  ];

  return (
    <>
      <p role="status" aria-busy={!isCounted} className={styles.count}>
        {summary}
      </p>
      {hasSongs && (
        <>
          <span aria-hidden>{t('common.separator').trim()}</span>
          <Menu
            align="start"
            trigger={
              <button type="button" className={clsx(styles.order, styles.shrinking)}>
                <span>{t(`songs.sort.order.${listing.sort}.${listing.direction}`)}</span>
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
          <FilterMenu listing={listing} onListing={onListing} buttonRef={filterButton} />
          {isSearch && <SaveSearch listing={listing} />}
        </>
      )}
    </>
  );
}

function summaryText(t: TFunction, total: number, isExact: boolean, search: string): string {
  if (search === '') return t('songs.summary', { count: total });
  return isExact
    ? t('songs.hits', { count: total, search })
    : t('songs.hitsAtLeast', { count: total - 1, search });
}

interface SelectedProps {
  readonly chosen: ChosenSongs;
  readonly onClear: () => void;
}

function Selected({ chosen, onClear }: SelectedProps): ReactElement {
  const { t } = useTranslation();
  const rating = useCommonRating(chosen);
  return (
    <>
      <p role="status" className={styles.chosenCount}>
        {t('songs.selected', { count: chosen.count })}
      </p>
      <IconButton
        size="small"
        label={t('songs.clearSelection')}
        icon={X}
        iconSize={14}
        shortcut="Escape"
        onClick={onClear}
      />
      <div className={styles.actions}>
        <Button
          size="small"
          icon={Play}
          onClick={() => {
            playChosen(chosen);
          }}
        >
          {t('songs.menu.play')}
        </Button>
        <Button
          size="small"
          icon={FileText}
          onClick={() => {
            exportChosen(chosen);
          }}
        >
          {t('songs.menu.export')}
        </Button>
        <IconButton
          size="small"
          label={t('playlists.menu.addTo')}
          icon={ListPlus}
          iconSize={15}
          shortcut="add-to-playlist"
          onClick={() => {
            withIds(chosen, dialogs.openAddToPlaylist);
          }}
        />
        <IconButton
          size="small"
          className={styles.spare}
          label={t('marks.favourite.add')}
          icon={Heart}
          iconSize={15}
          shortcut={NOTE_ACTIONS.favourite}
          onClick={() => {
            noteChosen(chosen, (ids) => {
              setFavourite(ids, true);
            });
          }}
        />
        <span className={styles.spare}>
          <Rating
            label={t('marks.rating.label')}
            value={rating}
            onChange={(stars) => {
              noteChosen(chosen, (ids) => {
                setRating(ids, stars);
              });
            }}
          />
        </span>
        <IconButton
          size="small"
          label={t('marks.tags.command')}
          icon={Tag}
          iconSize={15}
          shortcut={NOTE_ACTIONS.tags}
          onClick={() => {
            noteChosen(chosen, dialogs.openSongTags);
          }}
        />
        <IconButton
          size="small"
          className={styles.spare}
          label={t('songs.menu.fetchFiles')}
          icon={Download}
          iconSize={15}
          onClick={() => {
            fetchFilesOf(chosen);
          }}
        />
        <IconButton
          size="small"
          label={t('check.remove.menuMany', { count: chosen.count })}
          icon={Trash2}
          iconSize={15}
          shortcut="Delete"
          onClick={() => {
            removeChosen(chosen);
          }}
        />
      </div>
    </>
  );
}

/** The same as the buttons at the end of the head, where they would leave no room for what is listed. */
function ViewMenu({ chosen, view, onView, columnItems }: ListHeadProps): ReactElement {
  const { t } = useTranslation();
  const items: readonly MenuItem[] = [
    {
      kind: 'choice',
      label: t('songs.view.label'),
      value: view,
      options: SONG_VIEWS.map((each) => ({ value: each, label: t(`songs.view.${each}`) })),
      onSelect: (value) => {
        const next = SONG_VIEWS.find((each) => each === value);
        if (next !== undefined) onView(next);
      },
    },
    { kind: 'separator' },
    ...(view === 'list'
      ? [{ kind: 'group' as const, label: t('songs.columns.label'), icon: Columns3, items: columnItems }]
      : []),
    listFileMenu({ kind: 'listing', name: nameOf(chosen.listing), ...chosen.listing }),
  ];
  return (
    <div className={styles.viewMenu}>
      <Menu
        trigger={
          <IconButton
            size="small"
            label={t('songs.view.more')}
            icon={Ellipsis}
            iconSize={15}
            tooltipSide="bottom"
          />
        }
        items={items}
      />
    </div>
  );
}

/** What a file of what is listed is called. */
function nameOf({ search }: SongListing): string {
  return search.trim().slice(0, MAX_PLAYLIST_NAME);
}

/** Writes what is listed to a file for other programs. */
function SaveList({ listing }: { readonly listing: SongListing }): ReactElement {
  const { t } = useTranslation();
  return (
    <Menu
      trigger={
        <IconButton
          size="small"
          label={t('playlists.menu.saveList')}
          icon={FileDown}
          iconSize={15}
          tooltipSide="bottom"
        />
      }
      items={listFileItems({ kind: 'listing', name: nameOf(listing), ...listing })}
    />
  );
}

interface ColumnChoiceProps {
  readonly items: readonly MenuItem[];
  readonly roomless: number;
}

function ColumnChoice({ items, roomless }: ColumnChoiceProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Menu
      trigger={
        <IconButton
          size="small"
          className={clsx(styles.columns, roomless > 0 && styles.roomless)}
          label={
            roomless === 0 ? t('songs.columns.label') : t('songs.columns.labelRoomless', { count: roomless })
          }
          icon={Columns3}
          iconSize={15}
          // Above it stand the buttons of the window's head.
          tooltipSide="bottom"
        />
      }
      items={items}
    />
  );
}
