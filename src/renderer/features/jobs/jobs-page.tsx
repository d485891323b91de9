import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Ellipsis, Hourglass, RefreshCw, Trash2 } from 'lucide-react';
import type { Job, JobId } from '@shared/model';
import { invoke } from '../../bridge';
import { PAGE_SIZE, queryKeys, useSnapshot } from '../../query';
import { useDialogs } from '../../shell/dialogs';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { Button, IconButton } from '../../ui/button';
import { ConfirmDialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import type { GridColumn } from '../../ui/grid-columns';
import type { GridHandle } from '../../ui/grid-props';
import { isSelected, NOTHING, these, type Selection } from '../../ui/grid-selection';
import { ContextMenu, type ContextMenuAnchor } from '../../ui/menu';
import { menuAnchor, ROW_PLACE } from '../../ui/menu-anchor';
import { PageHeader } from '../../ui/page-header';
import { keysOfPages, usePagedRows } from '../../ui/paged-rows';
import { oneRow, selectedRows, type SelectedRows } from '../../ui/selected-rows';
import { VirtualGrid } from '../../ui/virtual-grid';
import { AnswerDialog } from './answer-dialog';
import { showSongsOf, useJobActions, useJobMenu, type JobActions } from './job-actions';
import { IdCell, MakesCell, NextCell, StateCell } from './job-cells';
import { jobWords } from './job-words';
import { forgetWantedJob, useWantedJob } from './wanted-job';

const SOURCE = {
  identity: 'jobs',
  pageSize: PAGE_SIZE,
  queryKey: queryKeys.jobsPage,
  fetch: (offset: number, limit: number) => invoke('jobs.page', { offset, limit }),
};

/** Room for a state and two lines about it. */
const ROW_HEIGHT = 58;

const keyOf = (job: Job): JobId => job.id;

const loadIds = keysOfPages(SOURCE.fetch, keyOf);

interface OpenMenu {
  readonly anchor: ContextMenuAnchor;
  readonly job: Job;
  readonly rows: SelectedRows<JobId>;
}

/** All jobs: what each is doing, and when it is asked about next. */
export function JobsPage(): ReactElement {
  const { t } = useTranslation();
  const { counts } = useSnapshot();
  const { openAddJobs } = useDialogs();
  const rows = usePagedRows<Job>(SOURCE);
  const actions = useJobActions();
  const menuItems = useJobMenu(actions);
  const [selection, setSelection] = useState<Selection<JobId>>(NOTHING);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [lastMenu, setLastMenu] = useState<OpenMenu | null>(null);
  const grid = useRef<GridHandle>(null);
  useShownJob(rows.total !== undefined, grid, setSelection);

  const selected = useMemo(() => selectedRows(selection, rows.total ?? 0, loadIds), [selection, rows.total]);

  const openMenu = useCallback(
    (job: Job, anchor: ContextMenuAnchor) => {
      const opened = { anchor, job, rows: isSelected(selection, job.id) ? selected : oneRow(job.id) };
      setMenu(opened);
      // What the menu says stays while it fades out.
      setLastMenu(opened);
    },
    [selection, selected],
  );

  const columns = useMemo<readonly GridColumn<Job>[]>(
    () => [
      { key: 'id', header: t('jobs.column.id'), width: '112px', render: (job) => <IdCell job={job} /> },
      {
        key: 'state',
        header: t('jobs.column.state'),
        width: 'minmax(0, 1fr)',
        render: (job) => <StateCell job={job} />,
      },
      {
        key: 'makes',
        header: t('jobs.column.makes'),
        width: 'minmax(0, 132px)',
        minGridWidth: 600,
        render: (job) => <MakesCell job={job} />,
      },
      {
        key: 'next',
        header: t('jobs.column.next'),
        width: '120px',
        minGridWidth: 400,
        render: (job) => <NextCell job={job} />,
      },
      {
        key: 'actions',
        header: t('jobs.column.actions'),
        isHeaderHidden: true,
        width: '28px',
        align: 'end',
        render: (job) => (
          <IconButton
            label={t('jobs.menu.open')}
            icon={Ellipsis}
            size="small"
            tabIndex={-1}
            aria-haspopup="menu"
            onClick={(event) => {
              openMenu(job, event.currentTarget);
            }}
          />
        ),
      },
    ],
    [t, openMenu],
  );

  function onRowKeyDown(event: KeyboardEvent<HTMLElement>, job: Job | undefined): void {
    if (selected.count === 0 && job === undefined) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const isRemoval = event.key === 'Delete' || event.key === 'Backspace';
    const run = isRemoval ? actions.setRemoving : isCommand && event.code === 'KeyC' ? actions.copy : null;
    if (run === null) return;
    event.preventDefault();
    const chosen = selected.count > 0 || job === undefined ? selected : oneRow(job.id);
    chosen.keys().then(run, notifyFailure);
  }

  return (
    <>
      <PageHeader
        summary={
          selected.count > 1
            ? t('jobs.selected', { count: selected.count })
            : [
                counts.activeJobs > 0 && t('jobs.summaryActive', { count: counts.activeJobs }),
                counts.jobs > 0 && t('jobs.summary', { count: counts.jobs }),
              ]
                .filter(Boolean)
                .join(t('common.separator'))
        }
        actions={selected.count > 1 && <SelectionActions selected={selected} actions={actions} />}
      />
      <VirtualGrid<Job, JobId>
        ref={grid}
        label={t('jobs.grid')}
        columns={columns}
        rowCount={rows.error && rows.total === undefined ? 0 : rows.total}
        getRow={rows.getRow}
        getKey={keyOf}
        getRowLabel={(job) =>
          // The whole id first: it is what a person or a test looks for.
          t('jobs.rowLabel', { id: job.id, state: jobWords(job).state })
        }
        pendingRowLabel={t('jobs.pendingRow')}
        rowHeight={ROW_HEIGHT}
        onRangeChange={rows.onRangeChange}
        selection={selection}
        onSelectionChange={setSelection}
        loadKeys={loadIds}
        onActivate={(job) => {
          if (job.songCount > 0) showSongsOf(job.id);
          else if (job.hasAnswer) actions.setAnswerOf(job.id);
        }}
        onContextMenu={(job, event) => {
          event.preventDefault();
          openMenu(job, menuAnchor(event, ROW_PLACE));
        }}
        onRowKeyDown={onRowKeyDown}
        newRowsText={(count) => t('jobs.newRows', { count })}
        memoryKey="jobs"
        empty={
          rows.error ? (
            <EmptyState icon={Hourglass} title={t('errors.load.title')} text={failureText(rows.error)} />
          ) : (
            <EmptyState
              icon={Hourglass}
              title={t('jobs.empty.title')}
              text={t('jobs.empty.text')}
              actions={
                <Button
                  variant="primary"
                  onClick={() => {
                    openAddJobs();
                  }}
                >
                  {t('jobs.empty.action')}
                </Button>
              }
            />
          )
        }
      />
      <ContextMenu
        anchor={menu?.anchor ?? null}
        label={t('jobs.menu.label')}
        items={lastMenu ? menuItems(lastMenu.job, lastMenu.rows) : []}
        onClose={() => {
          setMenu(null);
        }}
      />
      <RemoveDialog
        actions={actions}
        onRemoved={() => {
          setSelection(NOTHING);
        }}
      />
      <AnswerDialog
        jobId={actions.answerOf}
        onClose={() => {
          actions.setAnswerOf(null);
        }}
      />
    </>
  );
}

/** The job that something else in the window leads to is in view, selected, and has the keyboard. */
function useShownJob(
  isLoaded: boolean,
  grid: RefObject<GridHandle | null>,
  select: (selection: Selection<JobId>) => void,
): void {
  const jobId = useWantedJob();
  useEffect(() => {
    if (jobId === null || !isLoaded) return;
    invoke('jobs.position', { jobId })
      .then((index) => {
        if (index === null) return;
        select(these([jobId]));
        grid.current?.reveal(index, 'center');
        window.requestAnimationFrame(() => grid.current?.focus());
      })
      .catch(notifyFailure)
      .finally(() => {
        forgetWantedJob(jobId);
      });
  }, [jobId, isLoaded, grid, select]);
}

interface SelectionActionsProps {
  readonly selected: SelectedRows<JobId>;
  readonly actions: JobActions;
}

function SelectionActions({ selected, actions }: SelectionActionsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Button
        size="small"
        icon={RefreshCw}
        onClick={() => {
          selected.keys().then(actions.check, notifyFailure);
        }}
      >
        {t('jobs.menu.check')}
      </Button>
      <Button
        size="small"
        icon={Trash2}
        onClick={() => {
          selected.keys().then(actions.setRemoving, notifyFailure);
        }}
      >
        {t('jobs.menu.remove')}
      </Button>
    </>
  );
}

interface RemoveDialogProps {
  readonly actions: JobActions;
  readonly onRemoved: () => void;
}

function RemoveDialog({ actions, onRemoved }: RemoveDialogProps): ReactElement {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [shown, setShown] = useState(actions.removing);
  if (actions.removing !== null && actions.removing !== shown) setShown(actions.removing);
  const count = shown?.length ?? 1;

  async function remove(): Promise<void> {
    if (!shown) return;
    setBusy(true);
    try {
      await actions.remove(shown);
      onRemoved();
      actions.setRemoving(null);
    } catch (error) {
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <ConfirmDialog
      isOpen={actions.removing !== null}
      onClose={() => {
        actions.setRemoving(null);
      }}
      title={t('jobs.remove.title', { count })}
      text={t('jobs.remove.text', { count })}
      confirmLabel={t('jobs.remove.confirm')}
      isDangerous
      isBusy={isBusy}
      onConfirm={() => {
        void remove();
      }}
    />
  );
}
