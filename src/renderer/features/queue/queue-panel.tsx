import { useState, useSyncExternalStore, type ReactElement } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { player } from '../../player/use-player';
import { useSidePanel } from '../../shell/side-panel-state';
import { IconButton } from '../../ui/button';
import { Segmented } from '../../ui/choice';
import { HistoryList } from './history-list';
import { QueueList } from './queue-list';
import { QueueMenu } from './queue-menu';
import styles from './queue-panel.module.css';

type QueueView = 'next' | 'history';

/** What is played next, to be put in order, and what was played. */
export function QueuePanel(): ReactElement {
  const { t } = useTranslation();
  const panel = useSidePanel();
  const queue = useSyncExternalStore(player.subscribeQueue, player.queue);
  const [view, setView] = useState<QueueView>('next');
  const left = Math.max(0, queue.walk.length - queue.at - 1);
  return (
    <section className={styles.panel} aria-label={t('queue.label')}>
      <header className={styles.head}>
        <h2 className={styles.hidden}>{t('queue.label')}</h2>
        <div className={styles.views}>
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
        <IconButton
          label={t('queue.close')}
          icon={X}
          size="small"
          shortcut="queue"
          tooltipSide="bottom"
          onClick={panel.close}
        />
      </header>
      {view === 'next' && queue.walk.length > 0 && (
        <p className={styles.left}>{left === 0 ? t('queue.last') : t('queue.left', { count: left })}</p>
      )}
      {view === 'next' ? <QueueList queue={queue} /> : <HistoryList />}
    </section>
  );
}
