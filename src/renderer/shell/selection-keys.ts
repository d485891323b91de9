import { useEffect, useMemo, useRef } from 'react';
import { SONG_RATINGS, type ClipId } from '@shared/model';
import { compareSongs } from './compare-songs';
import { dialogs } from './dialogs';
import { laterShortcut, type LaterShortcutId } from './later-shortcuts';
import { isKeyOf, useShortcuts, type CommandId, type Shortcut } from './shortcuts';
import { NOTE_ACTIONS, NOTE_COMMANDS, setRating, toggleFavourite } from './song-notes';

/*
 * What keys do with the songs that are selected in a list, whichever list it is. A place has them for as long as it is open; what lies beside a place (the
 * queue) has them while the keyboard is in it.
 */

type Use = (clipIds: readonly ClipId[]) => void;

interface NoteKey {
  /** Whose keys they are. */
  readonly action: CommandId;
  /** What the keys ask for before they mean the song that plays. */
  readonly command: CommandId;
  readonly run: (clipIds: readonly ClipId[], isShown: boolean) => void;
}

const NOTES: readonly NoteKey[] = [
  {
    action: NOTE_ACTIONS.favourite,
    command: NOTE_COMMANDS.favourite,
    run: (clipIds, isShown) => {
      toggleFavourite(clipIds, { isShown });
    },
  },
  { action: NOTE_ACTIONS.tags, command: NOTE_COMMANDS.tags, run: dialogs.openSongTags },
  ...SONG_RATINGS.map((rating): NoteKey => ({
    action: NOTE_ACTIONS.rating[rating],
    command: NOTE_COMMANDS.rating[rating],
    run: (clipIds, isShown) => {
      setRating(clipIds, rating, { isShown });
    },
  })),
];

export interface SelectedSongs {
  /** How many are selected. */
  readonly count: number;
  /** Hands over their ids as soon as they are known. */
  readonly withClipIds: (use: Use) => void;
  readonly compare: () => void;
  /** The list shows stars and hearts: nobody has to be told of one song's. */
  readonly showsNotes: boolean;
}

/** The keys mean the selected songs of the list that is open; those for notes only while there are some. */
export function useSelectionKeys(selected: SelectedSongs): void {
  const latest = useRef(selected);
  useEffect(() => {
    latest.current = selected;
  }, [selected]);
  const hasSome = selected.count > 0;
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const notes = NOTES.map(({ command, run }): Shortcut => ({
      id: command,
      keys: [],
      group: 'lists',
      label: null,
      run: () => {
        const { withClipIds, showsNotes } = latest.current;
        withClipIds((clipIds) => {
          run(clipIds, showsNotes);
        });
      },
    }));
    return [
      {
        ...laterShortcut('add-to-playlist'),
        run: () => {
          if (latest.current.count > 0) latest.current.withClipIds(dialogs.openAddToPlaylist);
        },
      },
      {
        ...laterShortcut('compare'),
        run: () => {
          latest.current.compare();
        },
      },
      ...(hasSome ? notes : []),
    ];
  }, [hasSome]);
  useShortcuts(shortcuts);
}

const ADD: LaterShortcutId = 'add-to-playlist';
const COMPARE: LaterShortcutId = 'compare';

/**
 * The same for a list that has keys only while the keyboard is in it, and shows no notes.
 *
 * @returns false where the key is none of these
 */
export function takeSelectionKey(event: KeyboardEvent, clipIds: () => readonly ClipId[]): boolean {
  const run =
    NOTES.find(({ action }) => isKeyOf(action, event))?.run ??
    (isKeyOf(ADD, event) ? dialogs.openAddToPlaylist : isKeyOf(COMPARE, event) ? compareSongs : null);
  run?.(clipIds(), false);
  return run !== null;
}
