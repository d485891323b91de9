import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { FolderOpen, Hourglass, ShieldCheck, TriangleAlert, Wrench } from 'lucide-react';
import {
  FINDING_KINDS,
  type CheckStatus,
  type Finding,
  type FindingIds,
  type FindingKind,
} from '@shared/library-check';
import { invoke } from '../../bridge';
import { formatNumber } from '../../format';
import { translate } from '../../i18n';
import { PAGE_SIZE, queryKeys } from '../../query';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { Chip } from '../../ui/badge';
import { Button, IconButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ContextMenu, type ContextMenuAnchor } from '../../ui/menu';
import { menuAnchor, ROW_PLACE } from '../../ui/menu-anchor';
import { PageHeader } from '../../ui/page-header';
import { usePagedRows } from '../../ui/paged-rows';
import type { GridColumn } from '../../ui/grid-columns';
import { isSelected, NOTHING, sizeOf, these, type Selection } from '../../ui/grid-selection';
import { VirtualGrid } from '../../ui/virtual-grid';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { FileCell, KindCell } from './check-cells';
import { CheckHead } from './check-head';
import { findingName, findingPlace, lastWords } from './check-words';
import { RepairDialog, type RepairGroup } from './repair-dialog';
import styles from './check.module.css';

const idOf = (finding: Finding): number => finding.id;

function rowLabel(finding: Finding): string {
  return translate('check.rowLabel', {
    name: findingName(finding),
    kind: translate(`check.kind.${finding.kind}`),
    path: findingPlace(finding),
  });
}

function show(id: number): void {
  invoke('check.show', { id }).catch(notifyFailure);
}

/** *Check library*: compares files with the library, lists what differs, and repairs it. */
export function CheckPage(): ReactElement | null {
  const status = useQuery({ queryKey: queryKeys.checkStatus(), queryFn: () => invoke('check.status', {}) });
  if (status.error) {
    return (
      <EmptyState
        icon={TriangleAlert}
        title={translate('errors.load.title')}
        text={failureText(status.error)}
      />
    );
  }
  return status.data ? <Check status={status.data} /> : null;
}

interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly finding: Finding | null;
}

function Check({ status }: { readonly status: CheckStatus }): ReactElement {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<FindingKind | null>(null);
  const [selection, setSelection] = useState<Selection<number>>(NOTHING);
  const [groups, setGroups] = useState<readonly RepairGroup[] | null>(null);
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, finding: null });
  const { counts } = status;
  const kinds = FINDING_KINDS.filter((kind) => counts[kind] > 0);
  const sum = kinds.reduce((total, kind) => total + counts[kind], 0);

  // The last finding of a kind was repaired: its filter goes with it.
  useEffect(() => {
    if (filter !== null && counts[filter] === 0) setFilter(null);
  }, [filter, counts]);

  const { total, getRow, onRangeChange, error } = usePagedRows<Finding>({
    identity: `findings ${filter ?? ''}`,
    pageSize: PAGE_SIZE,
    queryKey: (page) => queryKeys.findingsPage(filter, page),
    fetch: (offset, limit) => invoke('check.page', { kind: filter, offset, limit }),
  });
  const loadIds = useCallback(() => invoke('check.ids', { kind: filter }), [filter]);

  const openRepair = useCallback(
    (chosen: Selection<number>) => {
      // Nothing in particular, or everything: whole kinds, without a single id.
      const isWhole = chosen.kind === 'all' ? chosen.except.size === 0 : chosen.keys.size === 0;
      if (isWhole) {
        const listed = filter === null ? FINDING_KINDS.filter((kind) => counts[kind] > 0) : [filter];
        setGroups(listed.map((kind) => ({ kind, count: counts[kind], ids: null })));
        return;
      }
      loadIds().then((listed) => {
        const groupOf = ({ kind, ids }: FindingIds): RepairGroup => {
          const wanted = ids.filter((id) => isSelected(chosen, id));
          return { kind, count: wanted.length, ids: wanted };
        };
        setGroups(listed.map(groupOf).filter(({ count }) => count > 0));
      }, notifyFailure);
    },
    [filter, counts, loadIds],
  );

  const columns = useMemo<readonly GridColumn<Finding>[]>(
    () => [
      {
        key: 'what',
        header: t('check.column.what'),
        width: '148px',
        render: (finding) => <KindCell finding={finding} />,
      },
      {
        key: 'file',
        header: t('check.column.file'),
        width: 'minmax(0, 1fr)',
        render: (finding) => <FileCell finding={finding} />,
      },
      {
        key: 'actions',
        header: t('check.column.actions'),
        isHeaderHidden: true,
        width: '72px',
        align: 'end',
        render: (finding) => (
          <span className={styles.buttons}>
            <IconButton
              label={t('check.repair')}
              icon={Wrench}
              size="small"
              tabIndex={-1}
              onClick={() => {
                setGroups([groupOfOne(finding)]);
              }}
            />
            <IconButton
              label={t('check.menu.show')}
              icon={FolderOpen}
              size="small"
              tabIndex={-1}
              onClick={() => {
                show(finding.id);
              }}
            />
          </span>
        ),
      },
    ],
    [t],
  );

  if (error !== null && total === undefined) {
    return <EmptyState icon={TriangleAlert} title={t('errors.load.title')} text={failureText(error)} />;
  }
  const selectedCount = sizeOf(selection, total ?? 0);
  const menuSelection = menu.finding === null ? NOTHING : selectionWith(selection, menu.finding);
  const menuCount = sizeOf(menuSelection, total ?? 0);

  return (
    <div className={styles.page}>
      <CheckHead status={status} />
      {/* Said when a check begins and ends, not with each file. */}
      <p role="status">
        <VisuallyHidden>
          {status.run?.state === 'running'
            ? t(status.run.mode === 'quick' ? 'check.status.comparing' : 'check.status.reading')
            : sum > 0
              ? t('check.status.findings', { count: sum })
              : lastWords(status)}
        </VisuallyHidden>
      </p>
      {sum > 0 && (
        <>
          <PageHeader
            summary={
              selectedCount > 1
                ? t('check.status.selected', { count: selectedCount })
                : t('check.status.findings', { count: sum })
            }
            actions={
              <Button
                size="small"
                icon={Wrench}
                onClick={() => {
                  openRepair(selectedCount > 1 ? selection : NOTHING);
                }}
              >
                {t('check.repair')}
              </Button>
            }
          />
          <div className={styles.filters} role="group" aria-label={t('check.filters')}>
            <Chip
              isPressed={filter === null}
              onPress={() => {
                setFilter(null);
                setSelection(NOTHING);
              }}
            >
              {t('check.all')}
            </Chip>
            {kinds.map((kind) => (
              <Chip
                key={kind}
                isPressed={filter === kind}
                onPress={() => {
                  setFilter(filter === kind ? null : kind);
                  setSelection(NOTHING);
                }}
              >
                {t(`check.kind.${kind}`)} <span className={styles.count}>{formatNumber(counts[kind])}</span>
              </Chip>
            ))}
          </div>
        </>
      )}
      <VirtualGrid<Finding, number>
        label={t('check.grid')}
        columns={columns}
        isHeadHidden={sum === 0}
        rowCount={total}
        getRow={getRow}
        getKey={idOf}
        getRowLabel={rowLabel}
        pendingRowLabel={t('check.pendingRow')}
        onRangeChange={onRangeChange}
        selection={selection}
        onSelectionChange={setSelection}
        loadKeys={async (first, last) => (await loadIds()).flatMap(({ ids }) => ids).slice(first, last + 1)}
        onActivate={(finding) => {
          setGroups([groupOfOne(finding)]);
        }}
        onContextMenu={(finding, event) => {
          event.preventDefault();
          setMenu({ anchor: menuAnchor(event, ROW_PLACE), finding });
        }}
        listKey={filter ?? ''}
        newRowsText={(count) => t('check.newRows', { count })}
        memoryKey="findings"
        empty={<Nothing status={status} />}
      />
      <ContextMenu
        anchor={menu.anchor}
        label={t('check.menu.label')}
        items={[
          {
            label: menuCount > 1 ? t('check.repairCount', { count: menuCount }) : t('check.repair'),
            icon: Wrench,
            shortcut: 'Enter',
            onSelect: () => {
              if (menu.finding && menuCount === 1) setGroups([groupOfOne(menu.finding)]);
              else openRepair(menuSelection);
            },
          },
          {
            label: t('check.menu.show'),
            icon: FolderOpen,
            isDisabled: menuCount !== 1,
            onSelect: () => {
              if (menu.finding) show(menu.finding.id);
            },
          },
        ]}
        onClose={() => {
          setMenu((last) => ({ ...last, anchor: null }));
        }}
      />
      <RepairDialog
        groups={groups}
        onClose={() => {
          setGroups(null);
        }}
        onRepaired={() => {
          setSelection(NOTHING);
        }}
      />
    </div>
  );
}

function groupOfOne(finding: Finding): RepairGroup {
  return { kind: finding.kind, count: 1, ids: [finding.id], name: findingName(finding) };
}

/** What a menu on a row means: the selection that the row is in, else the row. */
function selectionWith(selection: Selection<number>, finding: Finding): Selection<number> {
  return isSelected(selection, finding.id) ? selection : these([finding.id]);
}

function Nothing({ status }: { readonly status: CheckStatus }): ReactElement {
  const { t } = useTranslation();
  const isNever = status.lastQuickAt === null && status.lastThoroughAt === null;
  if (status.run?.state === 'running') {
    return (
      <EmptyState
        icon={Hourglass}
        title={t('check.empty.runningTitle')}
        text={t('check.empty.runningText')}
      />
    );
  }
  return isNever ? (
    <EmptyState icon={ShieldCheck} title={t('check.empty.neverTitle')} text={t('check.empty.neverText')} />
  ) : (
    <EmptyState icon={ShieldCheck} title={t('check.empty.wholeTitle')} text={t('check.empty.wholeText')} />
  );
}
