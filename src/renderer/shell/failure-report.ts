import type { Input } from '@shared/ipc/contract';
import { invoke, WireFailure } from '../bridge';
import { translate } from '../i18n';
import { notify } from './notices';

type Kind = Input<'log.windowFailure'>['kind'];

/** As much as the contract takes. */
const MAX_MESSAGE = 1_000;
const MAX_STACK = 2_000;

/**
 * Has a failure that nobody caught written into the log. Resolves to the short id under which it stands there, or to
 * null when it was left out; never rejects.
 */
export async function reportFailure(kind: Kind, error: unknown): Promise<string | null> {
  // Main has refused it and knows why.
  if (error instanceof WireFailure) return error.logId;
  const isError = error instanceof Error;
  const message = (isError ? `${error.name}: ${error.message}` : String(error)).slice(0, MAX_MESSAGE);
  const stack = isError ? (error.stack ?? '').slice(0, MAX_STACK) : '';
  try {
    return (await invoke('log.windowFailure', { kind, message, stack })).logId;
  } catch (notWritten) {
    console.error(notWritten);
    return null;
  }
}

/** Reports what nobody caught; to be called once. */
export function reportWhatNobodyCaught(): void {
  window.addEventListener('error', (event) => {
    // Something that could not be loaded, a picture for example, has no error: its place shows it.
    if (event.error !== null && event.error !== undefined) void reportAndTell('error', event.error);
  });
  window.addEventListener('unhandledrejection', (event) => void reportAndTell('rejection', event.reason));
}

/** However many failures follow each other, one notice in so long is enough. */
const TOLD_EVERY_MS = 30_000;
let toldAt = -Infinity;

async function reportAndTell(kind: Kind, error: unknown): Promise<void> {
  const logId = await reportFailure(kind, error);
  if (logId === null || performance.now() - toldAt < TOLD_EVERY_MS) return;
  toldAt = performance.now();
  notify(() => translate('errors.internal', { logId }), { tone: 'bad' });
}
