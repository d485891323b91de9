import { MAX_COMPARED, type ClipId } from '@shared/model';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { notifyFailure } from './failure-text';
import { fullView } from './full-view';
import { notify } from './notices';

/** Calls back where it turns out that a song has no others to be compared with. */
export function whenAlone(clipId: ClipId, use: () => void): void {
  invoke('songs.alike', { clipId })
    .then((alike) => {
      if (alike?.basis === null) use();
    })
    .catch(notifyFailure);
}

/** Opens the comparison of a song with its takes, else with those of the same prompt; says so where there are none. */
export function compareAlike(clipId: ClipId): void {
  invoke('songs.alike', { clipId })
    .then((alike) => {
      if (alike === null || alike.basis === null) notify(() => translate('compare.notice.alone'));
      else fullView.openCompare({ ...alike, basis: alike.basis, from: clipId });
    })
    .catch(notifyFailure);
}

/**
 * Opens the comparison of just these songs, each once; says so where they are too many. One alone is compared with its takes.
 */
export function compareSongs(chosen: readonly ClipId[]): void {
  const clipIds = [...new Set(chosen)];
  const [first, ...others] = clipIds;
  if (first === undefined) notify(() => translate('compare.notice.tooFew'));
  else if (others.length === 0) compareAlike(first);
  else if (clipIds.length > MAX_COMPARED)
    notify(() => translate('compare.notice.tooMany', { count: MAX_COMPARED }));
  else fullView.openCompare({ basis: 'choice', clipIds, hasMore: false, from: null });
}
