import { useCallback, useMemo, useRef, useState, type ReactElement } from 'react';
import { ClipboardCopy, FileText, Play, SearchX, Text, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import type { ClipId, LyricsSearchRow } from '@shared/model';
import { parseSongQuery } from '@shared/song-query/parse';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { useListing, useSelectedSong } from '../../navigation';
import { player, usePlayerValue } from '../../player/use-player';
import { PAGE_SIZE, queryKeys } from '../../query';
import { dialogs } from '../../shell/dialogs';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-parts';
import type { GridHandle } from '../../ui/grid-props';
import { ContextMenu, type ContextMenuAnchor, type MenuItem } from '../../ui/menu';
import { usePagedRows } from '../../ui/paged-rows';
import { VirtualGrid } from '../../ui/virtual-grid';
import { WordsRow } from './words-row';
import styles from './lyrics-page.module.css';

/** A title, a line and what stands under it. */
const ROW_HEIGHT = 82;
const NONE: ReadonlySet<ClipId> = new Set();

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly items: readonly MenuItem[];
}

/** All songs by their words, with the lines that were searched for. */
export function LyricsPage(): ReactElement {
  const { t } = useTranslation();
  const [listing, changeListing] = useListing();
  const search = listing.search.trim();
  /** What of it is searched for; the rest are filters. */
  const words = useMemo(() => parseSongQuery(search).text, [search]);
  const [selectedSong, setSelectedSong] = useSelectedSong();
  const playing = usePlayerValue((state) => state.clipId);
  const [several, setSeveral] = useState<ReadonlySet<ClipId>>(NONE);
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, items: [] });
  const grid = useRef<GridHandle>(null);

  const { total, getRow, onRangeChange, error } = usePagedRows<LyricsSearchRow>({
    identity: search,
    pageSize: PAGE_SIZE,
    queryKey: (page) => queryKeys.lyricsPage(search, page),
    fetch: (offset, limit) => invoke('lyrics.page', { search, offset, limit }),
  });

  const selection = useMemo<ReadonlySet<ClipId>>(
    () => (several.size > 1 ? several : selectedSong === null ? NONE : new Set([selectedSong])),
    [several, selectedSong],
  );
  useExportSelection(selection);

  const play = useCallback(
    (row: LyricsSearchRow, startMs: number) => {
      if (!row.isPlayable) {
        notify(translate('lyrics.page.notOnDisk', { title: row.title }));
        return;
      }
      setSelectedSong(row.clipId);
      player.playListing(listing, row.clipId, startMs);
    },
    [listing, setSelectedSong],
  );

  const columns = useMemo<readonly GridColumn<LyricsSearchRow>[]>(
    () => [
      {
        key: 'words',
        header: translate('lyrics.page.column'),
        width: 'minmax(0, 1fr)',
        render: (row) => <WordsRow row={row} isSearch={words !== ''} onPlayFrom={play} />,
      },
    ],
    [words, play],
  );

  const loadKeys = useCallback(() => allSongsWith(search), [search]);

  if (error !== null && total === undefined) {
    return <EmptyState icon={TriangleAlert} title={t('errors.load.title')} text={failureText(error)} />;
  }

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <p role="status" className={styles.count}>
          {total !== undefined &&
            (total > 0 || search !== '') &&
            (words === ''
              ? t('lyrics.page.summary', { count: total })
              : t('lyrics.page.hits', { count: total, search: words }))}
        </p>
        {total !== undefined && total > 0 && <ExportAll search={search} total={total} />}
      </div>
      <VirtualGrid<LyricsSearchRow, ClipId>
        ref={grid}
        label={t('lyrics.page.grid')}
        isHeadHidden
        columns={columns}
        rowHeight={ROW_HEIGHT}
        rowCount={total}
        getRow={getRow}
        getKey={clipIdOf}
        getRowLabel={rowLabel}
        pendingRowLabel={t('lyrics.page.pendingRow')}
        onRangeChange={onRangeChange}
        selection={selection}
        onSelectionChange={(next, active) => {
          setSeveral(next);
          setSelectedSong(active !== null && next.has(active) ? active : ([...next].at(-1) ?? null));
        }}
        loadKeys={loadKeys}
        onActivate={(row) => {
          play(row, firstHitMs(row, words));
        }}
        onContextMenu={(row, event) => {
          event.preventDefault();
          const chosen = selection.has(row.clipId) && selection.size > 1 ? selection : new Set([row.clipId]);
          setMenu({
            anchor: { x: event.clientX, y: event.clientY },
            items: wordsMenu(row, chosen, () => {
              play(row, firstHitMs(row, words));
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
        label={t('lyrics.page.menuLabel')}
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

const MOST_PER_REQUEST = 500;

/** All songs of a search in its order: main gives them in pages only. */
async function allSongsWith(search: string): Promise<readonly ClipId[]> {
  const ids: ClipId[] = [];
  for (let offset = 0; ; offset += MOST_PER_REQUEST) {
    const page = await invoke('lyrics.page', { search, offset, limit: MOST_PER_REQUEST });
    ids.push(...page.rows.map(clipIdOf));
    if (page.rows.length === 0 || ids.length >= page.total) return ids;
  }
}

function ExportAll({ search, total }: { readonly search: string; readonly total: number }): ReactElement {
  const { t } = useTranslation();
  const collect = useMutation({
    mutationFn: () => allSongsWith(search),
    onSuccess: (ids) => {
      dialogs.openExport(ids);
    },
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
  chosen: ReadonlySet<ClipId>,
  onPlay: () => void,
): readonly MenuItem[] {
  const line = row.hits[0]?.text;
  const copy = (text: string) => {
    invoke('system.copyText', { text }).then(() => {
      notify(translate('common.copied'));
    }, notifyFailure);
  };
  return [
    {
      label: translate('lyrics.page.menu.play'),
      icon: Play,
      shortcut: 'Enter',
      isDisabled: !row.isPlayable,
      onSelect: onPlay,
    },
    { kind: 'separator' },
    {
      label:
        chosen.size > 1
          ? translate('lyrics.page.menu.exportMany', { count: chosen.size })
          : translate('lyrics.page.menu.export'),
      icon: FileText,
      shortcut: 'Ctrl+E',
      onSelect: () => {
        dialogs.openExport([...chosen]);
      },
    },
    {
      label: translate('lyrics.page.menu.copy'),
      icon: ClipboardCopy,
      onSelect: () => {
        invoke('lyrics.get', { clipId: row.clipId }).then((lyrics) => {
          if (lyrics) copy(lyrics.text);
        }, notifyFailure);
      },
    },
    {
      label: translate('lyrics.page.menu.copyLine'),
      icon: Text,
      isDisabled: line === undefined,
      onSelect: () => {
        if (line !== undefined) copy(line);
      },
    },
  ];
}

/** With several songs selected, the window's export means all of them. */
function useExportSelection(selection: ReadonlySet<ClipId>): void {
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    if (selection.size < 2) return [];
    const run = () => {
      dialogs.openExport([...selection]);
    };
    return [
      { id: 'export-selection', keys: [], group: 'general', label: null, run },
      { id: 'export-lyrics', keys: ['Ctrl+E'], group: 'general', label: null, run },
    ];
  }, [selection]);
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
