import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { ClipboardCopy, FileText, Layers, Play, SearchX, Text, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ClipId, LyricsSearchRow, TakeRow } from '@shared/model';
import { parseSongQuery } from '@shared/song-query/parse';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { useListing, useSelectedSong } from '../../navigation';
import { player, usePlayerValue } from '../../player/use-player';
import { PAGE_SIZE, queryKeys } from '../../query';
import { copyText } from '../../shell/copy-text';
import { dialogs } from '../../shell/dialogs';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-columns';
import type { GridHandle } from '../../ui/grid-props';
import {
  EVERYTHING,
  isSelected,
  lastSelected,
  NOTHING,
  these,
  type LoadKeys,
  type Selection,
} from '../../ui/grid-selection';
import { ContextMenu, type ContextMenuAnchor, type MenuItem } from '../../ui/menu';
import { menuAnchor, ROW_PLACE } from '../../ui/menu-anchor';
import { keysOfPages, usePagedRows } from '../../ui/paged-rows';
import { oneRow, selectedRows, type SelectedRows } from '../../ui/selected-rows';
import { VirtualGrid } from '../../ui/virtual-grid';
import { LyricsFilter } from './lyrics-filter';
import { firstHitIn, takesMenu } from './takes-menu';
import { WordsRow } from './words-row';
import styles from './lyrics-page.module.css';

/** A title, a line and what stands under it; with a search a line more. */
const ROW_HEIGHT = 82;
const HITS_ROW_HEIGHT = 102;

/** Several songs, and what was searched for when they were selected. */
interface Several {
  readonly search: string;
  readonly selection: Selection<ClipId>;
}

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** All songs by their words, with the lines that were searched for. */
export function LyricsPage(): ReactElement {
  const { t } = useTranslation();
  const [listing, changeListing] = useListing();
  const typed = listing.search.trim();
  const { search, corrected, onTotal } = useForgivenSearch(typed);
  /** What of it is searched for; the rest are filters. */
  const words = useMemo(() => parseSongQuery(search).text, [search]);
  const [selectedSong, setSelectedSong] = useSelectedSong();
  const playing = usePlayerValue((state) => state.clipId);
  const [several, setSeveral] = useState<Several>({ search: '', selection: NOTHING });
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, label: '', items: [] });
  const grid = useRef<GridHandle>(null);

  const { total, isTotalExact, getRow, onRangeChange, error } = usePagedRows<LyricsSearchRow>({
    identity: search,
    pageSize: PAGE_SIZE,
    queryKey: (page) => queryKeys.lyricsPage(search, page),
    fetch: (offset, limit, signal) => invoke('lyrics.page', { search, offset, limit }, signal),
    count: (signal) => invoke('lyrics.count', { search }, signal),
  });
  useEffect(() => {
    onTotal(search, total);
  }, [onTotal, search, total]);

  const loadKeys = useMemo(() => songsWith(search), [search]);
  const selection = useMemo<Selection<ClipId>>(() => {
    const isMeant =
      several.selection.kind === 'all' ? several.search === search : several.selection.keys.size > 1;
    if (isMeant) return several.selection;
    return selectedSong === null ? NOTHING : these([selectedSong]);
  }, [several, search, selectedSong]);
  const chosen = useMemo(() => selectedRows(selection, total ?? 0, loadKeys), [selection, total, loadKeys]);
  useExportOfSeveral(chosen);

  const play = useCallback(
    (row: LyricsSearchRow, startMs: number) => {
      setSelectedSong(row.clipId);
      player.playListing(listing, row.clipId, startMs);
    },
    [listing, setSelectedSong],
  );

  const showTakes = useCallback(
    (row: LyricsSearchRow, anchor: HTMLElement | ContextMenuAnchor) => {
      const playTake = (take: TakeRow) => {
        firstHitIn(take.clipId, search).then((startMs) => {
          setSelectedSong(take.clipId);
          player.playListing(listing, take.clipId, startMs);
        }, notifyFailure);
      };
      takesMenu(row.clipId, playing, playTake).then((items) => {
        const box = anchor instanceof HTMLElement ? anchor.getBoundingClientRect() : null;
        setMenu({
          anchor: box === null ? (anchor as ContextMenuAnchor) : { x: box.left, y: box.bottom },
          label: translate('lyrics.page.takesOf', { title: row.title }),
          items,
        });
      }, notifyFailure);
    },
    [listing, playing, search, setSelectedSong],
  );

  const columns = useMemo<readonly GridColumn<LyricsSearchRow>[]>(
    () => [
      {
        key: 'words',
        header: t('lyrics.page.column'),
        width: 'minmax(0, 1fr)',
        render: (row) => <WordsRow row={row} isSearch={words !== ''} onPlayFrom={play} onTakes={showTakes} />,
      },
    ],
    [t, words, play, showTakes],
  );

  if (error !== null && total === undefined) {
    return <EmptyState icon={TriangleAlert} title={t('errors.load.title')} text={failureText(error)} />;
  }

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <p role="status" className={styles.count}>
          {total !== undefined &&
            (total > 0 || search !== '') &&
            (corrected !== null
              ? t('lyrics.page.corrected', { search: parseSongQuery(typed).text, corrected: words })
              : words === ''
                ? t('lyrics.page.summary', { count: total })
                : isTotalExact
                  ? t('lyrics.page.hits', { count: total, search: words })
                  : t('lyrics.page.hitsAtLeast', { count: total - 1, search: words }))}
        </p>
        <div className={styles.side}>
          <LyricsFilter
            search={listing.search}
            onSearch={(next) => {
              changeListing({ search: next });
            }}
          />
          {total !== undefined && total > 0 && isTotalExact && <ExportAll search={search} total={total} />}
        </div>
      </div>
      <VirtualGrid<LyricsSearchRow, ClipId>
        ref={grid}
        label={t('lyrics.page.grid')}
        isHeadHidden
        columns={columns}
        rowHeight={words === '' ? ROW_HEIGHT : HITS_ROW_HEIGHT}
        rowCount={total}
        getRow={getRow}
        getKey={clipIdOf}
        getRowLabel={rowLabel}
        pendingRowLabel={t('lyrics.page.pendingRow')}
        onRangeChange={onRangeChange}
        selection={selection}
        onSelectionChange={(next, active) => {
          setSeveral({ search, selection: next });
          setSelectedSong(active !== null && isSelected(next, active) ? active : lastSelected(next));
        }}
        loadKeys={loadKeys}
        onActivate={(row) => {
          play(row, firstHitMs(row, words));
        }}
        onContextMenu={(row, event) => {
          event.preventDefault();
          const isOneOfMany = chosen.count > 1 && isSelected(selection, row.clipId);
          const anchor = menuAnchor(event, ROW_PLACE);
          setMenu({
            anchor,
            label: t('lyrics.page.menuLabel'),
            items: wordsMenu(row, isOneOfMany ? chosen : oneRow(row.clipId), {
              onPlay() {
                play(row, firstHitMs(row, words));
              },
              onTakes() {
                showTakes(row, anchor);
              },
            }),
          });
        }}
        isCurrent={(row) => row.clipId === playing}
        listKey={search}
        memoryKey="lyrics"
        newRowsText={(count) => t('lyrics.page.newRows', { count })}
        empty={
          <NoWords search={words === '' ? search : words} onShowAll={() => changeListing({ search: '' })} />
        }
      />
      <ContextMenu
        anchor={menu.anchor}
        items={menu.items}
        label={menu.label}
        onClose={() => {
          setMenu((last) => ({ ...last, anchor: null }));
        }}
      />
    </div>
  );
}

function clipIdOf(row: LyricsSearchRow): ClipId {
  return row.clipId;
}

function rowLabel(row: LyricsSearchRow): string {
  const lines = row.hits.map((hit) => hit.text).join(', ');
  return lines === '' ? row.title : translate('lyrics.page.rowLabel', { title: row.title, lines });
}

/** What was searched for is where the song begins to play; without a search, its beginning. */
function firstHitMs(row: LyricsSearchRow, search: string): number {
  return search === '' ? 0 : (row.hits.find((hit) => hit.startMs !== null)?.startMs ?? 0);
}

/** The ids of a stretch of the songs with these words. */
function songsWith(search: string): LoadKeys<ClipId> {
  return keysOfPages(
    (offset, limit) => invoke('lyrics.page', { search, offset, limit }),
    (row: LyricsSearchRow) => row.clipId,
  );
}

/** Asks how the words of these songs are to be exported, with those of all their takes: each has times of its own. */
async function exportSongs(songs: SelectedRows<ClipId>): Promise<void> {
  const clipIds = [...(await songs.keys())];
  dialogs.openExport(await invoke('lyrics.withTakes', { clipIds }));
}

/**
 * What is listed for what was typed: itself, or, where nothing has it, what was probably meant. While more is typed the
 * last correction is not shown any more.
 */
function useForgivenSearch(typed: string): {
  readonly search: string;
  readonly corrected: string | null;
  readonly onTotal: (search: string, total: number | undefined) => void;
} {
  /** What was typed and found nothing. */
  const [inVain, setInVain] = useState<string | null>(null);
  const { data = null } = useQuery({
    queryKey: queryKeys.lyricsCorrected(typed),
    queryFn: ({ signal }) => invoke('lyrics.correct', { search: typed }, signal),
    enabled: inVain === typed && typed !== '',
  });
  const corrected = inVain === typed ? data : null;
  const onTotal = useCallback(
    (search: string, total: number | undefined) => {
      if (search !== typed || total === undefined) return;
      setInVain(total === 0 ? typed : null);
    },
    [typed],
  );
  return { search: corrected ?? typed, corrected, onTotal };
}

function ExportAll({ search, total }: { readonly search: string; readonly total: number }): ReactElement {
  const { t } = useTranslation();
  const collect = useMutation({
    mutationFn: () => exportSongs(selectedRows(EVERYTHING, total, songsWith(search))),
    onError: notifyFailure,
  });
  return (
    <Button
      size="small"
      icon={FileText}
      isBusy={collect.isPending}
      onClick={() => {
        collect.mutate();
      }}
    >
      {t('lyrics.page.export', { count: total })}
    </Button>
  );
}

function wordsMenu(
  row: LyricsSearchRow,
  chosen: SelectedRows<ClipId>,
  { onPlay, onTakes }: { readonly onPlay: () => void; readonly onTakes: () => void },
): readonly MenuItem[] {
  const line = row.hits[0]?.text;
  return [
    {
      label: translate('lyrics.page.menu.play'),
      icon: Play,
      shortcut: 'Enter',
      isDisabled: !row.isPlayable,
      onSelect: onPlay,
    },
    ...(row.otherTakes > 0
      ? [{ label: translate('lyrics.page.menu.takes'), icon: Layers, onSelect: onTakes }]
      : []),
    { kind: 'separator' },
    {
      label:
        chosen.count > 1
          ? translate('lyrics.page.menu.exportMany', { count: chosen.count })
          : translate('lyrics.page.menu.export'),
      icon: FileText,
      shortcut: 'export-lyrics',
      onSelect: () => {
        exportSongs(chosen).catch(notifyFailure);
      },
    },
    {
      label: translate('lyrics.page.menu.copy'),
      icon: ClipboardCopy,
      onSelect: () => {
        invoke('lyrics.get', { clipId: row.clipId }).then((lyrics) => {
          if (lyrics) copyText(lyrics.text);
        }, notifyFailure);
      },
    },
    {
      label: translate('lyrics.page.menu.copyLine'),
      icon: Text,
      isDisabled: line === undefined,
      onSelect: () => {
        if (line !== undefined) copyText(line);
      },
    },
  ];
}

/** With several songs selected, the window's export means all of them. */
function useExportOfSeveral(chosen: SelectedRows<ClipId>): void {
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    if (chosen.count < 2) return [];
    const run = () => {
      exportSongs(chosen).catch(notifyFailure);
    };
    return [{ id: 'export-selection', keys: [], group: 'general', label: null, run }];
  }, [chosen]);
  useShortcuts(shortcuts);
}

interface NoWordsProps {
  readonly search: string;
  readonly onShowAll: () => void;
}

function NoWords({ search, onShowAll }: NoWordsProps): ReactElement {
  const { t } = useTranslation();
  if (search !== '') {
    return (
      <EmptyState
        icon={SearchX}
        title={t('lyrics.page.empty.noHit', { search })}
        text={t('lyrics.page.empty.noHitText')}
        actions={<Button onClick={onShowAll}>{t('lyrics.page.empty.showAll')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={Text}
      title={t('lyrics.page.empty.title')}
      text={t('lyrics.page.empty.text')}
      actions={
        <Button
          variant="primary"
          onClick={() => {
            dialogs.openAddJobs();
          }}
        >
          {t('lyrics.page.empty.action')}
        </Button>
      }
    />
  );
}
