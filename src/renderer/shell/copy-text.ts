import { invoke } from '../bridge';
import { translate } from '../i18n';
import { notifyFailure } from './failure-text';
import { notify, type Words } from './notices';

/**
 * Puts a text into the clipboard and says so.
 *
 * @param told what is said, where it is more than that something was copied
 */
export function copyText(text: string, told: Words = () => translate('notices.copied')): void {
  invoke('system.copyText', { text }).then(() => {
    notify(told);
  }, notifyFailure);
}
