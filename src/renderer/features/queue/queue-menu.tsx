import type { ReactElement } from 'react';
import { Ellipsis, ListMusic, ListX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Queue } from '../../player/queue';
import { player } from '../../player/use-player';
import { IconButton } from '../../ui/button';
import { Menu } from '../../ui/menu';
import { SAVE_QUEUE, saveQueue } from './save-queue';

/** What is done with the queue as a whole. */
export function QueueMenu({ queue }: { readonly queue: Queue }): ReactElement {
  const { t } = useTranslation();
  return (
    <Menu
      trigger={<IconButton label={t('queue.more')} icon={Ellipsis} size="small" />}
      items={[
        {
          label: t('queue.save'),
          icon: ListMusic,
          shortcut: SAVE_QUEUE,
          isDisabled: queue.walk.length === 0,
          onSelect: saveQueue,
        },
        { kind: 'separator' },
        {
          label: t('queue.clear'),
          icon: ListX,
          isDisabled: queue.walk.length < 2,
          onSelect: player.clearQueue,
        },
      ]}
    />
  );
}
