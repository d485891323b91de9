import { translate } from '../i18n';
import { notify, type StandingNotice } from '../shell/notices';

/* What the sleep timer says while the sound goes away. What it offers means nothing any more when that is over. */

let standing: StandingNotice | null = null;

/** Tells that the sound goes away, and offers to go on. */
export function tellSleeping(playOn: () => void): void {
  forgetSleeping();
  standing = notify(() => translate('player.notice.sleeping'), {
    action: { label: () => translate('player.notice.playOn'), run: playOn },
  });
}

/** It is silent, or plays on. */
export function forgetSleeping(): void {
  standing?.withdraw();
  standing = null;
}
