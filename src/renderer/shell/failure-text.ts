import { WireFailure } from '../bridge';
import { translate } from '../i18n';
import { notify } from './notices';

/** What a failed request means, in words for people. */
export function failureText(error: unknown): string {
  if (!(error instanceof WireFailure)) return translate('errors.internalPlain');
  if (error.code !== 'internal') {
    const text = translate(`errors.${error.code}`);
    return error.file === null ? text : translate('errors.ofFile', { file: error.file, text });
  }
  return error.logId === null
    ? translate('errors.internalPlain')
    : translate('errors.internal', { logId: error.logId });
}

/** Tells of a failed request in a notice: for actions that have no place of their own to say it. */
export function notifyFailure(error: unknown): void {
  console.error(error);
  notify(() => failureText(error), { tone: 'bad' });
}
