import { useState, useSyncExternalStore, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { player, usePlayerValue } from '../../player/use-player';
import { PanelView } from '../../shell/panel-view';
import { Segmented } from '../../ui/choice';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { HistoryList } from './history-list';
import { QueueList } from './queue-list';
import { QueueMenu } from './queue-menu';
import styles from './queue-panel.module.css';

type QueueView = 'next' | 'history';

/** What is played next, to be put in order, and what was played. */
export function QueuePanel(): ReactElement {
  const { t } = useTranslation();
  const queue = useSyncExternalStore(player.subscribeQueue, player.queue);
  const [view, setView] = useState<QueueView>('next');
  const repeat = usePlayerValue((state) => state.repeat);
  const last = { off: 'queue.last', all: 'queue.lastOfRound', one: 'queue.lastOfOne' } as const;
  const left = Math.max(0, queue.walk.length - queue.at - 1);
  return (
    <PanelView
      label={t('queue.label')}
      closeLabel={t('queue.close')}
      shortcut="queue"
      head={
        <>
          <div className={styles.views}>
            <h2>
              <VisuallyHidden>{t('queue.label')}</VisuallyHidden>
            </h2>
            <Segmented<QueueView>
              label={t('queue.view.label')}
              isLabelHidden
              value={view}
              options={[
                { value: 'next', label: t('queue.view.next') },
                { value: 'history', label: t('queue.view.history') },
              ]}
              onChange={setView}
            />
          </div>
          <QueueMenu queue={queue} />
        </>
      }
    >
      {view === 'next' && queue.walk.length > 0 && (
        <p className={styles.left}>{left === 0 ? t(last[repeat]) : t('queue.left', { count: left })}</p>
      )}
      {view === 'next' ? <QueueList queue={queue} /> : <HistoryList />}
    </PanelView>
  );
}
