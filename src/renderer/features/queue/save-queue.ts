import { useMemo } from 'react';
import { MAX_PLAYLIST_ENTRIES } from '@shared/model';
import { translate } from '../../i18n';
import { player } from '../../player/use-player';
import { dialogs } from '../../shell/dialogs';
import { laterShortcut, type LaterShortcutId } from '../../shell/later-shortcuts';
import { notify } from '../../shell/notices';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { songsOf } from './queue-actions';

/** The action whose key does it. */
export const SAVE_QUEUE: LaterShortcutId = 'save-queue';

/** Asks for the name of a playlist that holds the songs of the queue, in its order just now. */
export function saveQueue(): void {
  const queue = player.queue();
  if (queue.walk.length > MAX_PLAYLIST_ENTRIES) {
    notify(() => translate('queue.notice.tooLong', { count: MAX_PLAYLIST_ENTRIES }));
    return;
  }
  if (queue.walk.length > 0) dialogs.openPlaylistName(null, songsOf(queue, new Set(queue.walk)));
}

/** The same by key, whether or not the queue is shown. */
export function useSaveQueueShortcut(): void {
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [{ ...laterShortcut(SAVE_QUEUE), run: saveQueue }],
    [],
  );
  useShortcuts(shortcuts);
}
