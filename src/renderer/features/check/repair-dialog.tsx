import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import { REPAIRS_OF, type FindingKind, type Repair } from '@shared/library-check';
import { invoke } from '../../bridge';
import { formatNumber } from '../../format';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Select } from '../../ui/select';
import { WorkLine } from '../../ui/work-line';
import { useWorkDone } from '../../work-done';
import { KIND_LOOKS } from './check-words';
import styles from './repair-dialog.module.css';

/** Findings of one kind that are to be repaired; `ids` null means all of the kind. */
export interface RepairGroup {
  readonly kind: FindingKind;
  readonly count: number;
  readonly ids: readonly number[] | null;
  /** What the finding is called, where there is only one. */
  readonly name?: string;
}

export interface RepairDialogProps {
  /** Null while the dialog is closed. */
  readonly groups: readonly RepairGroup[] | null;
  readonly onClose: () => void;
  readonly onRepaired: () => void;
}

type Choice = Repair | 'none';

/** Says for each kind what will happen, and asks before it does. */
export function RepairDialog({ groups, onClose, onRepaired }: RepairDialogProps): ReactElement {
  const { t } = useTranslation();
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState<readonly RepairGroup[]>([]);
  const [choices, setChoices] = useState<Partial<Record<FindingKind, Choice>>>({});
  if (groups !== null && groups !== shown) {
    setShown(groups);
    setChoices({});
  }
  const choiceOf = (kind: FindingKind): Choice => choices[kind] ?? REPAIRS_OF[kind][0];
  const [done, setDone] = useWorkDone('repair.progress');
  const [doneBefore, setDoneBefore] = useState(0);
  const isStopped = useRef(false);
  const [isStopping, setStopping] = useState(false);
  const chosen = shown.filter(({ kind }) => choiceOf(kind) !== 'none');
  const total = chosen.reduce((sum, { count }) => sum + count, 0);

  const repair = useMutation({
    mutationFn: async () => {
      isStopped.current = false;
      const sum = { repaired: 0, failed: 0 };
      for (const { kind, ids } of chosen) {
        const choice = choiceOf(kind);
        if (choice === 'none' || isStopped.current) break;
        setDoneBefore(sum.repaired + sum.failed);
        setDone(0);
        const report = await invoke('check.repair', {
          kind,
          repair: choice,
          ids: ids === null ? null : [...ids],
        });
        sum.repaired += report.repaired;
        sum.failed += report.failed;
      }
      return sum;
    },
    onSuccess: ({ repaired, failed }) => {
      if (repaired > 0) notify(() => translate('check.notice.repaired', { count: repaired }));
      if (failed > 0) notify(() => translate('check.notice.failed', { count: failed }), { tone: 'bad' });
      if (isStopped.current) notify(() => translate('check.notice.stopped'));
      onRepaired();
      onClose();
    },
    onError: notifyFailure,
    onSettled: () => {
      setStopping(false);
    },
  });
  const isRepairing = repair.isPending;

  /** Ends the repairs; what is done is told when they have ended. */
  function leave(): void {
    if (!isRepairing) {
      onClose();
      return;
    }
    isStopped.current = true;
    setStopping(true);
    invoke('check.cancelRepair', {}).catch(notifyFailure);
  }

  return (
    <Dialog
      isOpen={groups !== null}
      onClose={leave}
      title={t('check.dialog.title')}
      description={t('check.dialog.text')}
      isSticky={isRepairing}
      footer={
        <>
          {isRepairing && total > 1 && (
            <WorkLine
              className={styles.work}
              label={t('check.dialog.repairing')}
              done={doneBefore + done}
              total={total}
            />
          )}
          <Button isBusy={isStopping} onClick={leave}>
            {isRepairing && total > 1 ? t('common.stop') : t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            isBusy={isRepairing}
            isDisabled={chosen.length === 0}
            onClick={() => {
              repair.mutate();
            }}
          >
            {t('check.dialog.confirm')}
          </Button>
        </>
      }
    >
      <ul className={styles.groups}>
        {shown.map(({ kind, count, name }) => {
          const { icon: Icon } = KIND_LOOKS[kind];
          const choice = choiceOf(kind);
          return (
            <li key={kind} className={styles.group}>
              <Icon size={16} aria-hidden className={styles.icon} />
              <div className={styles.words}>
                <p className={styles.kind}>
                  {t(`check.kind.${kind}`)}{' '}
                  <span className={styles.count}>{name ?? formatNumber(count)}</span>
                </p>
                <p className={styles.effect}>{effectText(kind, choice)}</p>
              </div>
              <Select
                label={t(`check.kind.${kind}`)}
                isLabelHidden
                isDisabled={isRepairing}
                value={choice}
                options={[...REPAIRS_OF[kind], 'none' as const].map((value) => ({
                  value,
                  label: t(`check.action.${value}`),
                }))}
                onChange={(value) => {
                  setChoices((old) => ({ ...old, [kind]: value }));
                }}
              />
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

/** What will happen. Where nothing stands, nothing stays beside it. */
function effectText(kind: FindingKind, choice: Choice): string {
  return choice === 'fetch' && kind === 'missing'
    ? translate('check.effect.fetchMissing')
    : translate(`check.effect.${choice}`);
}
