import { useCallback, useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Download as DownloadIcon, Ellipsis, RotateCw } from 'lucide-react';
import type { Download } from '@shared/model';
import { invoke } from '../../bridge';
import { formatSpeed } from '../../format';
import { PAGE_SIZE, queryKeys, useDownloadSpeed, useSnapshot } from '../../query';
import { useDialogs } from '../../shell/dialogs';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { Button, IconButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-columns';
import { isSelected, NOTHING, type Selection } from '../../ui/grid-selection';
import { ContextMenu, type ContextMenuAnchor } from '../../ui/menu';
import { menuAnchor, ROW_PLACE } from '../../ui/menu-anchor';
import { PageHeader } from '../../ui/page-header';
import { keysOfPages, usePagedRows } from '../../ui/paged-rows';
import { oneRow, selectedRows, type SelectedRows } from '../../ui/selected-rows';
import { VirtualGrid } from '../../ui/virtual-grid';
import { downloadActions, useDownloadMenu, useMainAction } from './download-actions';
import { KindCell, PaceCell, ProgressCell, TitleCell } from './download-cells';
import { lastingState } from './download-words';
import styles from './download-cells.module.css';

const SOURCE = {
  identity: 'downloads',
  pageSize: PAGE_SIZE,
  queryKey: queryKeys.downloadsPage,
  fetch: (offset: number, limit: number) => invoke('downloads.page', { offset, limit }),
};

const keyOf = (download: Download): number => download.id;

const loadIds = keysOfPages(SOURCE.fetch, keyOf);

interface OpenMenu {
  readonly anchor: ContextMenuAnchor;
  readonly download: Download;
  readonly rows: SelectedRows<number>;
}

/** What is coming, what waits, what failed and why. */
export function DownloadsPage(): ReactElement {
  const { t } = useTranslation();
  const rows = usePagedRows<Download>(SOURCE);
  const mainActions = useMainAction();
  const menuItems = useDownloadMenu();
  const [selection, setSelection] = useState<Selection<number>>(NOTHING);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [lastMenu, setLastMenu] = useState<OpenMenu | null>(null);

  const selected = useMemo(() => selectedRows(selection, rows.total ?? 0, loadIds), [selection, rows.total]);

  const openMenu = useCallback(
    (download: Download, anchor: ContextMenuAnchor) => {
      const opened = {
        anchor,
        download,
        rows: isSelected(selection, download.id) ? selected : oneRow(download.id),
      };
      setMenu(opened);
      setLastMenu(opened);
    },
    [selection, selected],
  );

  const columns = useMemo<readonly GridColumn<Download>[]>(
    () => [
      {
        key: 'title',
        header: t('downloads.column.title'),
        width: 'minmax(0, 1fr)',
        render: (download) => <TitleCell download={download} />,
      },
      {
        key: 'kind',
        header: t('downloads.column.kind'),
        width: '58px',
        render: (download) => <KindCell download={download} />,
      },
      {
        key: 'progress',
        header: t('downloads.column.progress'),
        width: 'minmax(0, 1.15fr)',
        render: (download) => <ProgressCell download={download} />,
      },
      {
        key: 'speed',
        header: t('downloads.column.speed'),
        width: '84px',
        align: 'end',
        minGridWidth: 560,
        render: (download) => <PaceCell download={download} />,
      },
      {
        key: 'actions',
        header: t('downloads.column.actions'),
        isHeaderHidden: true,
        width: '56px',
        align: 'end',
        render: (download) => {
          const { label, icon, run } = mainActions[download.state];
          return (
            <span className={styles.buttons}>
              <IconButton
                label={label}
                icon={icon}
                isFilled={download.state !== 'failed'}
                size="small"
                tabIndex={-1}
                onClick={() => {
                  run([download.id]);
                }}
              />
              <IconButton
                label={t('downloads.menu.open')}
                icon={Ellipsis}
                size="small"
                tabIndex={-1}
                aria-haspopup="menu"
                onClick={(event) => {
                  openMenu(download, event.currentTarget);
                }}
              />
            </span>
          );
        },
      },
    ],
    [t, mainActions, openMenu],
  );

  const { holds } = useSnapshot();
  const isAllPaused = holds.some((hold) => hold.kind === 'downloads-paused');

  return (
    <>
      <Header selectedCount={selected.count} />
      <VirtualGrid<Download, number>
        label={t('downloads.grid')}
        columns={columns}
        rowCount={rows.error && rows.total === undefined ? 0 : rows.total}
        getRow={rows.getRow}
        getKey={keyOf}
        getRowLabel={(download) =>
          t('downloads.rowLabel', {
            title: download.title,
            kind: t(`common.asset.${download.kind}`),
            state: lastingState(download, isAllPaused),
          })
        }
        pendingRowLabel={t('downloads.pendingRow')}
        onRangeChange={rows.onRangeChange}
        selection={selection}
        onSelectionChange={setSelection}
        loadKeys={loadIds}
        onActivate={(download) => {
          mainActions[download.state].run([download.id]);
        }}
        onContextMenu={(download, event) => {
          event.preventDefault();
          openMenu(download, menuAnchor(event, ROW_PLACE));
        }}
        onRowKeyDown={(event, download) => {
          if (event.key !== 'Delete') return;
          event.preventDefault();
          const chosen = selected.count > 0 || download === undefined ? selected : oneRow(download.id);
          if (chosen.count > 0) chosen.keys().then(downloadActions.cancel, notifyFailure);
        }}
        newRowsText={(count) => t('downloads.newRows', { count })}
        memoryKey="downloads"
        empty={<Nothing error={rows.error} />}
      />
      <ContextMenu
        anchor={menu?.anchor ?? null}
        label={t('downloads.menu.label')}
        items={lastMenu ? menuItems(lastMenu.download, lastMenu.rows) : []}
        onClose={() => {
          setMenu(null);
        }}
      />
    </>
  );
}

function Header({ selectedCount }: { readonly selectedCount: number }): ReactElement {
  const { t } = useTranslation();
  const { counts, holds } = useSnapshot();
  const speed = useDownloadSpeed();
  const isPaused = holds.some((hold) => hold.kind === 'downloads-paused');
  const toCome = counts.downloads - counts.failedDownloads;
  const sums = [
    toCome > 0 && t('downloads.toCome', { count: toCome }),
    counts.failedDownloads > 0 && t('downloads.failedCount', { count: counts.failedDownloads }),
    speed > 0 && formatSpeed(speed),
  ];

  function run(route: 'downloads.retryAll' | 'downloads.pauseAll' | 'downloads.resumeAll'): void {
    invoke(route, {}).catch(notifyFailure);
  }

  return (
    <PageHeader
      summary={
        selectedCount > 1
          ? t('downloads.selected', { count: selectedCount })
          : sums.filter(Boolean).join(t('common.separator'))
      }
      actions={
        <>
          {counts.failedDownloads > 0 && (
            <Button
              size="small"
              icon={RotateCw}
              onClick={() => {
                run('downloads.retryAll');
              }}
            >
              {t('downloads.retryAll')}
            </Button>
          )}
          {/* The banner of this hold has the way on as well; here it stands where the hand has just been. */}
          {(toCome > 0 || isPaused) && (
            <Button
              size="small"
              onClick={() => {
                run(isPaused ? 'downloads.resumeAll' : 'downloads.pauseAll');
              }}
            >
              {isPaused ? t('downloads.resumeAll') : t('downloads.pauseAll')}
            </Button>
          )}
        </>
      }
    />
  );
}

function Nothing({ error }: { readonly error: Error | null }): ReactElement {
  const { t } = useTranslation();
  const { counts } = useSnapshot();
  const { openAddJobs } = useDialogs();
  if (error) {
    return <EmptyState icon={DownloadIcon} title={t('errors.load.title')} text={failureText(error)} />;
  }
  const hasSongs = counts.songs > 0;
  return (
    <EmptyState
      icon={DownloadIcon}
      title={t('downloads.empty.title')}
      text={hasSongs ? t('downloads.empty.textLibrary') : t('downloads.empty.text')}
      actions={
        hasSongs ? (
          <Button
            onClick={() => {
              invoke('system.showLibrary', {}).catch(notifyFailure);
            }}
          >
            {t('downloads.empty.show')}
          </Button>
        ) : (
          <Button
            variant="primary"
            onClick={() => {
              openAddJobs();
            }}
          >
            {t('downloads.empty.action')}
          </Button>
        )
      }
    />
  );
}
