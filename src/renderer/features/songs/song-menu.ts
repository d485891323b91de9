import {
  AudioLines,
  ClipboardCopy,
  Download,
  Eye,
  EyeOff,
  FileText,
  Hash,
  Heart,
  HeartOff,
  ListEnd,
  ListStart,
  Play,
  Star,
  Tag,
  Tags,
  Trash2,
  Type,
} from 'lucide-react';
import {
  MAX_COMPARED,
  SONG_RATINGS,
  type Playlist,
  type SongListing,
  type SongRating,
  type SongRow,
} from '@shared/model';
import type { OtherProgram } from '@shared/system';
import { translate } from '../../i18n';
import { isPlayable } from '../../player/playable';
import { enqueueSongs } from '../../player/player-actions';
import { compareAlike } from '../../shell/compare-songs';
import { dialogs } from '../../shell/dialogs';
import { addToPlaylistMenu } from '../../shell/playlist-menus';
import type { LaterShortcutId } from '../../shell/later-shortcuts';
import { NOTE_ACTIONS, setFavourite, setHidden, setRating } from '../../shell/song-notes';
import type { MenuItem } from '../../ui/menu';
import { ratingText } from '../../ui/rating';
import {
  compareChosen,
  enqueueChosen,
  exportChosen,
  fetchFilesOf,
  noteChosen,
  playChosen,
  removeChosen,
  withIds,
  writeTagsChosen,
  type ChosenSongs,
} from './chosen-songs';
import { askToRemove } from './removed-songs';
import { copyJobId, copyLyrics, copyText, fetchFiles, playSong } from './song-actions';
import { fileMenu } from './song-file-menu';

/** Whether a sound file of the song is on disk. */
function isHeard({ assets }: SongRow): boolean {
  return assets.some(({ kind, state }) => (kind === 'audio' || kind === 'wav') && state === 'present');
}

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
function noteItems({ clipId, isFavourite, isHidden, rating }: SongRow): readonly MenuItem[] {
  return [
    {
      label: translate(isFavourite ? 'marks.favourite.remove' : 'marks.favourite.add'),
      icon: isFavourite ? HeartOff : Heart,
      shortcut: NOTE_ACTIONS.favourite,
      onSelect: () => {
        setFavourite([clipId], !isFavourite, { isShown: true });
      },
    },
    ratingItems(rating, (stars) => {
      setRating([clipId], stars, { isShown: true });
    }),
    {
      label: translate('marks.tags.command'),
      icon: Tag,
      shortcut: NOTE_ACTIONS.tags,
      onSelect: () => {
        dialogs.openSongTags([clipId]);
      },
    },
    {
      label: translate(isHidden ? 'marks.hide.show' : 'marks.hide.hide'),
      icon: isHidden ? Eye : EyeOff,
      onSelect: () => {
        setHidden([clipId], !isHidden);
      },
    },
  ];
}

/** What can be noted on several songs. Whether each has it is not known: both ways are offered. */
function manyNoteItems(chosen: ChosenSongs): readonly MenuItem[] {
  return [
    {
      label: translate('marks.favourite.add'),
      icon: Heart,
      shortcut: NOTE_ACTIONS.favourite,
      onSelect: () => {
        noteChosen(chosen, (ids) => {
          setFavourite(ids, true);
        });
      },
    },
    {
      label: translate('marks.favourite.remove'),
      icon: HeartOff,
      onSelect: () => {
        noteChosen(chosen, (ids) => {
          setFavourite(ids, false);
        });
      },
    },
    ratingItems(null, (stars) => {
      noteChosen(chosen, (ids) => {
        setRating(ids, stars);
      });
    }),
    {
      label: translate('marks.tags.command'),
      icon: Tag,
      shortcut: NOTE_ACTIONS.tags,
      onSelect: () => {
        noteChosen(chosen, dialogs.openSongTags);
      },
    },
    {
      label: translate('marks.hide.hide'),
      icon: EyeOff,
      onSelect: () => {
        noteChosen(chosen, (ids) => {
          setHidden(ids, true);
        });
      },
    },
    {
      label: translate('marks.hide.show'),
      icon: Eye,
      onSelect: () => {
        noteChosen(chosen, (ids) => {
          setHidden(ids, false);
        });
      },
    },
  ];
}

/** What can be done with one song. */
export function songMenu(
  listing: SongListing,
  song: SongRow,
  programs: readonly OtherProgram[],
  playlists: readonly Playlist[],
): readonly MenuItem[] {
  const hasWords = song.lyricsState === 'plain' || song.lyricsState === 'timed';
  return [
    {
      label: translate('songs.menu.play'),
      icon: Play,
      shortcut: 'Enter',
      isDisabled: !isPlayable(song),
      onSelect: () => {
        playSong(listing, song);
      },
    },
    {
      label: translate('songs.menu.playNext'),
      icon: ListStart,
      shortcut: 'Ctrl+Enter',
      isDisabled: !isPlayable(song),
      onSelect: () => {
        enqueueSongs([song.clipId], 'next');
      },
    },
    {
      label: translate('songs.menu.addToQueue'),
      icon: ListEnd,
      shortcut: 'Ctrl+Shift+Enter',
      isDisabled: !isPlayable(song),
      onSelect: () => {
        enqueueSongs([song.clipId], 'end');
      },
    },
    {
      label: translate('compare.menu'),
      icon: AudioLines,
      shortcut: 'compare' satisfies LaterShortcutId,
      onSelect: () => {
        compareAlike(song.clipId);
      },
    },
    ...fileMenu(song, programs),
    { kind: 'separator' },
    addToPlaylistMenu(playlists, (use) => {
      use([song.clipId]);
    }),
    ...noteItems(song),
    { kind: 'separator' },
    {
      label: translate('songs.menu.export'),
      icon: FileText,
      shortcut: 'export-lyrics',
      onSelect: () => {
        dialogs.openExport([song.clipId]);
      },
    },
    {
      label: translate('exporting.tags.command'),
      icon: Tags,
      isDisabled: !isHeard(song),
      onSelect: () => {
        dialogs.openWriteTags([song.clipId]);
      },
    },
    {
      label: translate('songs.menu.copyLyrics'),
      icon: ClipboardCopy,
      isDisabled: !hasWords,
      onSelect: () => {
        copyLyrics(song.clipId);
      },
    },
    {
      label: translate('songs.menu.copyTitle'),
      icon: Type,
      onSelect: () => {
        copyText(song.title);
      },
    },
    {
      label: translate('songs.menu.copyJobId'),
      icon: Hash,
      onSelect: () => {
        copyJobId(song.clipId);
      },
    },
    { kind: 'separator' },
    {
      label: translate('songs.menu.fetchFiles'),
      icon: Download,
      isDisabled: song.assets.length === 0,
      onSelect: () => {
        fetchFiles(song.clipId);
      },
    },
    { kind: 'separator' },
    {
      label: translate('check.remove.menu'),
      icon: Trash2,
      shortcut: 'Delete',
      isDangerous: true,
      onSelect: () => {
        askToRemove([song.clipId]);
      },
    },
  ];
}

/** What can be done with several songs at once. */
export function songsMenu(chosen: ChosenSongs, playlists: readonly Playlist[]): readonly MenuItem[] {
  const { count } = chosen;
  return [
    {
      label: translate('songs.menu.playMany', { count }),
      icon: Play,
      onSelect: () => {
        playChosen(chosen);
      },
    },
    {
      label: translate('songs.menu.playNext'),
      icon: ListStart,
      shortcut: 'Ctrl+Enter',
      onSelect: () => {
        enqueueChosen(chosen, 'next');
      },
    },
    {
      label: translate('songs.menu.addToQueue'),
      icon: ListEnd,
      shortcut: 'Ctrl+Shift+Enter',
      onSelect: () => {
        enqueueChosen(chosen, 'end');
      },
    },
    {
      label: translate('compare.menuMany', { count }),
      icon: AudioLines,
      shortcut: 'compare' satisfies LaterShortcutId,
      isDisabled: count > MAX_COMPARED,
      onSelect: () => {
        compareChosen(chosen);
      },
    },
    { kind: 'separator' },
    addToPlaylistMenu(playlists, (use) => {
      withIds(chosen, use);
    }),
    ...manyNoteItems(chosen),
    { kind: 'separator' },
    {
      label: translate('songs.menu.exportMany', { count }),
      icon: FileText,
      shortcut: 'export-lyrics',
      onSelect: () => {
        exportChosen(chosen);
      },
    },
    {
      label: translate('exporting.tags.command'),
      icon: Tags,
      onSelect: () => {
        writeTagsChosen(chosen);
      },
    },
    {
      label: translate('songs.menu.fetchFiles'),
      icon: Download,
      onSelect: () => {
        fetchFilesOf(chosen);
      },
    },
    { kind: 'separator' },
    {
      label: translate('check.remove.menuMany', { count }),
      icon: Trash2,
      shortcut: 'Delete',
      isDangerous: true,
      onSelect: () => {
        removeChosen(chosen);
      },
    },
  ];
}
