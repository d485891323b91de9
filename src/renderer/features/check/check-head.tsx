import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { CheckMode, CheckStatus } from '@shared/library-check';
import { invoke, WireFailure } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { Button } from '../../ui/button';
import { Segmented } from '../../ui/choice';
import { ProgressBar } from '../../ui/progress-bar';
import { lastWords, runPercent, runWords } from './check-words';
import styles from './check.module.css';

/** What a check is, how far it has come, and the way to start or end one. */
export function CheckHead({ status }: { readonly status: CheckStatus }): ReactElement {
  const { t } = useTranslation();
  const { run } = status;
  const [chosen, setChosen] = useState<CheckMode>('quick');
  const start = useMutation({
    mutationFn: (mode: CheckMode) => invoke('check.start', { mode }),
    onError: (error) => {
      const isFolderGone = error instanceof WireFailure && error.code === 'library-unavailable';
      if (isFolderGone) notify(() => translate('check.unavailable'), { tone: 'bad' });
      else notifyFailure(error);
    },
  });
  const cancel = useMutation({ mutationFn: () => invoke('check.cancel', {}), onError: notifyFailure });
  const isRunning = run?.state === 'running';

  return (
    <header className={styles.head}>
      <div className={styles.intro}>
        <h1 className={styles.heading}>{t('check.title')}</h1>
        <p className={styles.text}>{t('check.text')}</p>
      </div>
      <div className={styles.bar}>
        <div className={styles.state}>
          <p className={styles.words}>{run === null ? lastWords(status) : runWords(run)}</p>
          {run === null ? (
            <p className={styles.hint}>{t(`check.mode.${chosen}Hint`)}</p>
          ) : (
            <ProgressBar
              label={t('check.status.progress')}
              percent={runPercent(run)}
              tone={isRunning ? 'accent' : 'faint'}
            />
          )}
        </div>
        <div className={styles.controls}>
          {run === null && (
            <Segmented
              label={t('check.mode.label')}
              isLabelHidden
              value={chosen}
              options={(['quick', 'thorough'] as const).map((value) => ({
                value,
                label: t(`check.mode.${value}`),
              }))}
              onChange={setChosen}
            />
          )}
          {!isRunning && (
            <Button
              variant="primary"
              isBusy={start.isPending}
              onClick={() => {
                start.mutate(run?.mode ?? chosen);
              }}
            >
              {run === null ? t('check.start') : t('check.goOn')}
            </Button>
          )}
          {run !== null && (
            <Button
              icon={X}
              isBusy={cancel.isPending}
              onClick={() => {
                cancel.mutate();
              }}
            >
              {t('common.cancel')}
            </Button>
          )}
        </div>
      </div>
    </header>
  );
}
