import { Heart, HeartOff, Star, Tag } from 'lucide-react';
import { SONG_RATINGS, type ClipId, type SongRating, type SongRow } from '@shared/model';
import { translate } from '../i18n';
import type { MenuItem } from '../ui/menu';
import { ratingText } from '../ui/rating';
import { dialogs } from './dialogs';
import { NOTE_ACTIONS, setFavourite, setRating, type NoteOptions } from './song-notes';

/* Favourite, stars and tags in the menus of songs, whichever list they stand in. */

/** Stars to choose from. */
function ratingItems(rating: SongRating | null, onSelect: (rating: SongRating) => void): MenuItem {
  return {
    kind: 'group',
    label: translate('marks.rating.label'),
    icon: Star,
    items: SONG_RATINGS.map((stars): MenuItem => ({
      label: ratingText(stars),
      shortcut: NOTE_ACTIONS.rating[stars],
      isChecked: stars === rating,
      onSelect: () => {
        onSelect(stars);
      },
    })),
  };
}

/** What can be noted on one song. */
export function noteItems(
  { clipId, isFavourite, rating }: Pick<SongRow, 'clipId' | 'isFavourite' | 'rating'>,
  options?: NoteOptions,
): readonly MenuItem[] {
  return [
    {
      label: translate(isFavourite ? 'marks.favourite.remove' : 'marks.favourite.add'),
      icon: isFavourite ? HeartOff : Heart,
      shortcut: NOTE_ACTIONS.favourite,
      onSelect: () => {
        setFavourite([clipId], !isFavourite, options);
      },
    },
    ratingItems(rating, (stars) => {
      setRating([clipId], stars, options);
    }),
    {
      label: translate('marks.tags.command'),
      icon: Tag,
      shortcut: NOTE_ACTIONS.tags,
      onSelect: () => {
        dialogs.openSongTags([clipId]);
      },
    },
  ];
}

/**
 * What can be noted on several songs. Whether each has it is not known: both ways are offered.
 *
 * @param withIds hands over the songs' ids as soon as they are known
 */
export function manyNoteItems(
  withIds: (use: (clipIds: readonly ClipId[]) => void) => void,
): readonly MenuItem[] {
  return [
    {
      label: translate('marks.favourite.add'),
      icon: Heart,
      shortcut: NOTE_ACTIONS.favourite,
      onSelect: () => {
        withIds((ids) => {
          setFavourite(ids, true);
        });
      },
    },
    {
      label: translate('marks.favourite.remove'),
      icon: HeartOff,
      onSelect: () => {
        withIds((ids) => {
          setFavourite(ids, false);
        });
      },
    },
    ratingItems(null, (stars) => {
      withIds((ids) => {
        setRating(ids, stars);
      });
    }),
    {
      label: translate('marks.tags.command'),
      icon: Tag,
      shortcut: NOTE_ACTIONS.tags,
      onSelect: () => {
        withIds(dialogs.openSongTags);
      },
    },
  ];
}
