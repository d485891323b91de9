import { MAX_COMPARED, type ClipId, type SongListing } from '@shared/model';
import { MAX_DRAGGED } from '@shared/system';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { enqueueSongs } from '../../player/player-actions';
import type { QueuePlace } from '../../player/queue';
import { player } from '../../player/use-player';
import { compareSongs } from '../../shell/compare-songs';
import { dialogs } from '../../shell/dialogs';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { awaitStep } from '../../shell/undo-history';
import { EVERYTHING, isSelected, selectedKeys, type LoadKeys, type Selection } from '../../ui/grid-selection';
import { isRemovalBusy, runBulkWork } from '../../shell/bulk-work';
import { askToRemove } from './removed-songs';
import { tellFetching } from './song-actions';

/** Songs that are selected, however many: named by their list until something needs their ids. */
export interface ChosenSongs {
  readonly listing: SongListing;
  /** Songs in the listing. */
  readonly total: number;
  readonly selection: Selection<ClipId>;
  readonly count: number;
}

/** Songs whose files are asked for at once. */
const FETCH_PORTION = 1_000;
/** Ids that are asked for at once. */
const IDS_PORTION = 50_000;

/** The ids of a stretch of a listing. */
export function idsOfListing(listing: SongListing): LoadKeys<ClipId> {
  return (first, last) => invoke('songs.ids', { ...listing, offset: first, limit: last - first + 1 });
}

function portionsOf({ selection, listing }: ChosenSongs, portion: number) {
  return selectedKeys(selection, idsOfListing(listing), portion);
}

/** All ids; null when somebody stopped it or it failed. */
async function collectIds(chosen: ChosenSongs): Promise<readonly ClipId[] | null> {
  if (chosen.selection.kind === 'some') return [...chosen.selection.keys];
  const ids: ClipId[] = [];
  const isWhole = await runBulkWork(
    'collecting',
    chosen.count,
    portionsOf(chosen, IDS_PORTION),
    (portion) => {
      for (const id of portion) ids.push(id);
      return portion.length;
    },
  );
  return isWhole ? ids : null;
}

/** As many as can be dragged at once, and one more where there are more. Known at once unless a whole list is meant. */
export function idsToDrag(chosen: ChosenSongs): readonly ClipId[] | Promise<readonly ClipId[]> {
  if (chosen.selection.kind === 'some') return [...chosen.selection.keys];
  return firstIds(chosen, MAX_DRAGGED + 1);
}

async function firstIds(chosen: ChosenSongs, count: number): Promise<readonly ClipId[]> {
  const ids: ClipId[] = [];
  for await (const portion of portionsOf(chosen, count)) {
    ids.push(...portion);
    if (ids.length >= count) break;
  }
  return ids.slice(0, count);
}

/** Hands over the ids of the songs; nothing is done when somebody stopped it or it failed. */
export function withIds(chosen: ChosenSongs, use: (ids: readonly ClipId[]) => void): void {
  const handed = collectIds(chosen).then((ids) => {
    if (ids !== null) use(ids);
  });
  awaitStep(handed.catch(notifyFailure));
}

/** The ids of the songs; none when somebody stopped it or it failed. */
export async function idsOfChosen(chosen: ChosenSongs): Promise<readonly ClipId[]> {
  return (await collectIds(chosen)) ?? [];
}

/** Asks how the songs are to be exported. */
export function exportChosen(chosen: ChosenSongs): void {
  withIds(chosen, dialogs.openExport);
}

/** Asks before tags are written into the songs' own files. */
export function writeTagsChosen(chosen: ChosenSongs): void {
  withIds(chosen, dialogs.openWriteTags);
}

/** Notes something on all of the songs. */
export function noteChosen(chosen: ChosenSongs, note: (clipIds: readonly ClipId[]) => void): void {
  if (chosen.count > 0) withIds(chosen, note);
}

/** Asks before the songs are removed. */
export function removeChosen(chosen: ChosenSongs): void {
  if (!isRemovalBusy()) withIds(chosen, askToRemove);
}

/** Plays the songs in the order of their list. */
export function playChosen(chosen: ChosenSongs): void {
  collectInOrder(chosen).then((ids) => {
    const first = ids?.[0];
    if (ids && first !== undefined) player.playSongs(ids, first);
  }, notifyFailure);
}

/** Compares the songs in the order of their list. Of too many no more is read than tells so. */
export function compareChosen(chosen: ChosenSongs): void {
  const ids = chosen.count > MAX_COMPARED ? firstIds(chosen, MAX_COMPARED + 1) : collectInOrder(chosen);
  ids.then((clipIds) => {
    if (clipIds) compareSongs(clipIds);
  }, notifyFailure);
}

/** Puts the songs into the queue in the order of their list. */
export function enqueueChosen(chosen: ChosenSongs, place: QueuePlace): void {
  collectInOrder(chosen).then((ids) => {
    if (ids && ids.length > 0) enqueueSongs(ids, place);
  }, notifyFailure);
}

/** The ids in the order of their list; null when somebody stopped it. */
async function collectInOrder({ listing, selection, count }: ChosenSongs): Promise<readonly ClipId[] | null> {
  const inOrder: ClipId[] = [];
  const listed = selectedKeys<ClipId>(EVERYTHING, idsOfListing(listing), IDS_PORTION);
  const isWhole = await runBulkWork('collecting', count, untilFound(), (ids) => ids.length);
  return isWhole ? inOrder : null;

  /** Only as much of the list as the songs reach. */
  async function* untilFound(): AsyncGenerator<readonly ClipId[]> {
    for await (const ids of listed) {
      const found = ids.filter((id) => isSelected(selection, id));
      for (const id of found) inOrder.push(id);
      yield found;
      if (inOrder.length >= count) return;
    }
  }
}

/** Fetches what is neither on disk nor coming, failures included, and says how much that is. */
export function fetchFilesOf(chosen: ChosenSongs): void {
  fetchInPortions(chosen).catch(notifyFailure);
}

async function fetchInPortions(chosen: ChosenSongs): Promise<void> {
  let count = 0;
  const begun: number[] = [];
  const isWhole = await runBulkWork(
    'fetching',
    chosen.count,
    portionsOf(chosen, FETCH_PORTION),
    async (ids) => {
      if (ids.length === 0) return 0;
      const answer = await invoke('songs.fetchFiles', { clipIds: [...ids] });
      count += answer.started;
      for (const id of answer.begun) begun.push(id);
      return ids.length;
    },
  );
  if (count > 0) tellFetching(count, begun);
  else if (isWhole) notify(() => translate('songs.notice.nothingToFetch'));
}
