import { MAX_TAGS } from '@shared/song-tags';
import type { ChangedMarks, ClipId, SongRating } from '@shared/model';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { ratingText } from '../ui/rating';
import { notifyFailure } from './failure-text';
import { notify } from './notices';

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
  const change = invoke('songs.setFavourite', { clipIds: [...clipIds], isFavourite });
  const words = isFavourite ? 'added' : 'removed';
  tell(change, isShown, (count) => translate(`marks.favourite.${words}`, { count }));
}

/** Of one song the other of what it is; of several all become favourites. */
export function toggleFavourite(clipIds: readonly ClipId[], options: NoteOptions = {}): void {
  const [only, ...others] = clipIds;
  if (only === undefined || others.length > 0) {
    setFavourite(clipIds, true, options);
    return;
  }
  invoke('songs.get', { clipId: only })
    .then((song) => {
      if (song !== null) setFavourite(clipIds, !song.isFavourite, options);
    })
    .catch(notifyFailure);
}

/** Gives songs stars; 0 takes them away. */
export function setRating(
  clipIds: readonly ClipId[],
  rating: SongRating,
  { isShown = false }: NoteOptions = {},
): void {
  const change = invoke('songs.setRating', { clipIds: [...clipIds], rating });
  tell(change, isShown, (count) =>
    rating === 0
      ? translate('marks.rating.cleared', { count })
      : translate('marks.rating.set', { count, stars: ratingText(rating) }),
  );
}

/** Takes songs out of every list, or shows them again. */
export function setHidden(clipIds: readonly ClipId[], isHidden: boolean): void {
  const change = invoke('songs.setHidden', { clipIds: [...clipIds], isHidden });
  tell(change, false, (count) => translate(`marks.hide.${isHidden ? 'hidden' : 'shown'}`, { count }));
}

export interface TagChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Adds tags to songs and takes others away; resolves when both are done. */
export async function changeTags(clipIds: readonly ClipId[], { added, removed }: TagChange): Promise<void> {
  const changes: ChangedMarks[] = [];
  // First what goes, which makes room for what comes.
  if (removed.length > 0)
    changes.push(await invoke('songs.removeTags', { clipIds: [...clipIds], tags: [...removed] }));
  if (added.length > 0)
    changes.push(await invoke('songs.addTags', { clipIds: [...clipIds], tags: [...added] }));
  const count = Math.max(0, ...changes.map(({ changed }) => changed));
  const undoIds = changes.flatMap(({ undoId }) => undoId ?? []);
  if (count > 0) tellWithUndo(translate('marks.tags.changed', { count }), undoIds);
  const full = Math.max(0, ...changes.map((change) => change.full));
  if (full > 0) notify(translate('marks.tags.full', { count: full, most: MAX_TAGS }), { tone: 'bad' });
}

function tell(change: Promise<ChangedMarks>, isShown: boolean, words: (count: number) => string): void {
  change
    .then(({ changed, undoId }) => {
      if (undoId === null) {
        if (!isShown) notify(translate('marks.unchanged'));
      } else if (!isShown || changed > 1) tellWithUndo(words(changed), [undoId]);
    })
    .catch(notifyFailure);
}

/** @param undoIds in the order in which the changes were made */
function tellWithUndo(text: string, undoIds: readonly number[]): void {
  const run = () => {
    undoAll(undoIds).catch(notifyFailure);
  };
  notify(text, { action: { label: translate('marks.undo'), run } });
}

/** The last change first. */
async function undoAll(undoIds: readonly number[]): Promise<void> {
  for (const id of undoIds.toReversed()) await invoke('songs.undoMarks', { id });
}
