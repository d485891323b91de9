import { useEffect } from 'react';
import { assertNever } from '@shared/assert-never';
import type { HandedFile, HandedOver } from '@shared/handed-over';
import { invoke, onEvent } from '../bridge';
import { translate } from '../i18n';
import { dialogs, useOpenDialog } from './dialogs';
import { notifyFailure } from './failure-text';
import { takeLyricsFiles } from './lyrics-drop';
import { notify } from './notices';

/** Taken from main while somebody opened a dialog: it is next. */
let kept: HandedOver | null = null;
let isTaking = false;
let isMoreWaiting = false;

/** Asks about what was opened with the program, one thing after the other and never over another dialog; once in the window. */
export function useHandedOver(): void {
  const isFree = useOpenDialog() === null;
  useEffect(() => {
    if (!isFree) return undefined;
    const look = () => {
      takeAll().catch(notifyFailure);
    };
    look();
    return onEvent('handed-over.waiting', look);
  }, [isFree]);
}

async function takeAll(): Promise<void> {
  isMoreWaiting = true;
  if (isTaking) return;
  isTaking = true;
  try {
    while (isMoreWaiting && !dialogs.isOpen()) {
      isMoreWaiting = false;
      const next = kept ?? (await invoke('handedOver.take', {}));
      kept = null;
      if (next === null) continue;
      isMoreWaiting = true;
      if (dialogs.isOpen()) kept = next;
      else await show(next);
    }
  } finally {
    isTaking = false;
  }
}

async function show(handed: HandedOver): Promise<void> {
  switch (handed.kind) {
    case 'job':
      dialogs.openLinkedJob(handed.jobId);
      return;
    case 'refused-links':
      notify(() => translate(`handedOver.refused.${handed.reason}`), { tone: 'bad' });
      return;
    case 'lyrics':
      for (const { name, reason } of handed.unread) {
        notify(() => translate('handedOver.unread', { name, reason: translate(`errors.${reason}`) }), {
          tone: 'bad',
        });
      }
      if (handed.files.length > 0) await takeLyricsFiles(handed.files.map(fileOf));
      return;
    default:
      assertNever(handed);
  }
}

function fileOf({ name, base64 }: HandedFile): File {
  return new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name);
}
