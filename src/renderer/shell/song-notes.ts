import { MAX_TAGS } from '@shared/song-tags';
import type { ChangedMarks, ClipId, SongRating } from '@shared/model';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { ratingText } from '../ui/rating';
import { runLongNoting, runNoting } from './bulk-work';
import { notifyFailure } from './failure-text';
import { notify, undoAction, type StandingNotice } from './notices';
import { awaitStep, rememberStep, type UndoStep } from './undo-history';

/** What keys do with songs, wherever they are shown, by the ids of the shortcuts. */
export const NOTE_ACTIONS = {
  favourite: 'favourite',
  tags: 'song-tags',
  rating: ['rate-0', 'rate-1', 'rate-2', 'rate-3', 'rate-4', 'rate-5'],
} as const;

/** What the keys mean while songs are selected; where nobody takes them, the song that plays. */
export const NOTE_COMMANDS = {
  favourite: 'favourite-selection',
  tags: 'tags-of-selection',
  rating: [
    'rate-selection-0',
    'rate-selection-1',
    'rate-selection-2',
    'rate-selection-3',
    'rate-selection-4',
    'rate-selection-5',
  ],
} as const;

/** Whether what was done is told: where a control shows it, only of several songs. */
export interface NoteOptions {
  readonly isShown?: boolean;
}

/** Makes songs favourites, or no more. */
export function setFavourite(
  clipIds: readonly ClipId[],
  isFavourite: boolean,
  { isShown = false }: NoteOptions = {},
): void {
  const change = runNoting(clipIds, (chosen) =>
    invoke('songs.setFavourite', { clipIds: chosen, isFavourite }),
  );
  const words = isFavourite ? 'added' : 'removed';
  tell(change, isShown, clipIds, (count, title) =>
    title === null
      ? translate(`marks.favourite.${words}`, { count })
      : translate(`marks.favourite.${words}Named`, { title }),
  );
}

/** Of one song the other of what it is; of several all become favourites. */
export function toggleFavourite(clipIds: readonly ClipId[], options: NoteOptions = {}): void {
  const [only, ...others] = clipIds;
  if (only === undefined || others.length > 0) {
    setFavourite(clipIds, true, options);
    return;
  }
  const asked = invoke('songs.get', { clipId: only }).then((song) => {
    if (song !== null) setFavourite(clipIds, !song.isFavourite, options);
  });
  awaitStep(asked.catch(notifyFailure));
}

/** Gives songs stars; 0 takes them away. */
export function setRating(
  clipIds: readonly ClipId[],
  rating: SongRating,
  { isShown = false }: NoteOptions = {},
): void {
  const change = runNoting(clipIds, (chosen) => invoke('songs.setRating', { clipIds: chosen, rating }));
  tell(change, isShown, clipIds, (count, title) => {
    const stars = ratingText(rating);
    if (title === null) {
      return rating === 0
        ? translate('marks.rating.cleared', { count })
        : translate('marks.rating.set', { count, stars });
    }
    return rating === 0
      ? translate('marks.rating.clearedNamed', { title })
      : translate('marks.rating.setNamed', { title, stars });
  });
}

/** Takes songs out of every list, or shows them again. */
export function setHidden(clipIds: readonly ClipId[], isHidden: boolean): void {
  const change = runNoting(clipIds, (chosen) => invoke('songs.setHidden', { clipIds: chosen, isHidden }));
  tell(change, false, clipIds, (count) =>
    translate(`marks.hide.${isHidden ? 'hidden' : 'shown'}`, { count }),
  );
}

export interface TagChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Adds tags to songs and takes others away; resolves when both are done. */
export async function changeTags(clipIds: readonly ClipId[], { added, removed }: TagChange): Promise<void> {
  // First what goes, which makes room for what comes.
  const removing =
    removed.length === 0
      ? null
      : runNoting(clipIds, (chosen) => invoke('songs.removeTags', { clipIds: chosen, tags: [...removed] }));
  const without = await removing;
  const adding =
    added.length === 0
      ? null
      : runNoting(clipIds, (chosen) => invoke('songs.addTags', { clipIds: chosen, tags: [...added] }));
  const withAdded = await adding;
  const changes: readonly ChangedMarks[] = [without, withAdded].filter((change) => change !== null);
  const count = Math.max(0, ...changes.map(({ changed }) => changed));
  const undoIds = changes.flatMap(({ undoId }) => undoId ?? []);
  const title = count > 0 ? await titleOf(clipIds) : null;
  const text = () =>
    title === null
      ? translate('marks.tags.changed', { count })
      : translate('marks.tags.changedNamed', { title });
  if (count > 0) tellWithUndo({ text, run: undoOf(undoIds, count) });
  const full = Math.max(0, ...changes.map((change) => change.full));
  if (full > 0) notify(() => translate('marks.tags.full', { count: full, most: MAX_TAGS }), { tone: 'bad' });
}

/** What the song is called, where it is one alone. */
export async function titleOf([only, ...others]: readonly ClipId[]): Promise<string | null> {
  if (only === undefined || others.length > 0) return null;
  return (await invoke('songs.get', { clipId: only }))?.title ?? null;
}

/** What was told last, of which songs. */
let lastTold: { readonly what: string; readonly notice: StandingNotice } | null = null;

/** @param words what is said; `title` is that of a song that was meant alone */
function tell(
  change: Promise<ChangedMarks> | null,
  isShown: boolean,
  clipIds: readonly ClipId[],
  words: (count: number, title: string | null) => string,
): void {
  const told = change?.then(async ({ changed, undoId }) => {
    const what = `${words(clipIds.length, null)} ${clipIds[0] ?? ''}`;
    if (undoId === null) {
      // Who presses again while it is told that it was done sees that it is so.
      const isTold = lastTold?.what === what && lastTold.notice.isShown();
      if (!isShown && !isTold) notify(() => translate('marks.unchanged'));
      return;
    }
    const title = await titleOf(clipIds);
    const done = { text: () => words(changed, title), run: undoOf([undoId], changed) };
    if (!isShown || changed > 1) lastTold = { what, notice: tellWithUndo(done) };
    else rememberStep(done);
  });
  if (told !== undefined) awaitStep(told.catch(notifyFailure));
}

/**
 * @param undoIds in the order in which the changes were made
 * @param count songs that were changed
 */
function undoOf(undoIds: readonly number[], count: number): () => void {
  return () => {
    runLongNoting(count, () => undoAll(undoIds))?.catch(notifyFailure);
  };
}

function tellWithUndo({ text, run }: UndoStep): StandingNotice {
  return notify(text, { action: undoAction(run) });
}

/** The last change first. */
async function undoAll(undoIds: readonly number[]): Promise<void> {
  for (const id of undoIds.toReversed()) await invoke('songs.undoMarks', { id });
}
