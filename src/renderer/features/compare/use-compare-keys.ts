import { useMemo } from 'react';
import { SONG_RATINGS } from '@shared/model';
import { MENU_KEYS } from '@shared/shortcut-keys';
import { SEEK_STEP_MS } from '../../player/seek-bar';
import { fullView } from '../../shell/full-view';
import { laterShortcut } from '../../shell/later-shortcuts';
import { useShortcuts, type CommandId, type Shortcut } from '../../shell/shortcuts';
import { NOTE_COMMANDS, setRating, toggleFavourite } from '../../shell/song-notes';
import type { CompareEngine } from './compare-engine';
import { TAKE_ACTIONS } from './take-keys';
import type { Take } from './use-comparison';

interface CompareKeysOptions {
  readonly engine: CompareEngine;
  readonly takes: readonly Take[];
  readonly onKeep: () => void;
  readonly onHideOthers: () => void;
}

/** Plays or pauses all takes. */
export function togglePlaying(engine: CompareEngine): void {
  if (engine.getState().isPlaying) engine.pause();
  else engine.play();
}

/** The keys of the comparison. The player's own mean the takes while these are shown. */
export function useCompareKeys({ engine, takes, onKeep, onHideOthers }: CompareKeysOptions): void {
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const key = (id: CommandId, keys: readonly string[], run: () => void): Shortcut => ({
      id,
      keys,
      group: 'compare',
      context: 'compare',
      label: null,
      run,
    });
    const step = (by: 1 | -1) => () => {
      engine.step(by);
    };
    const seekBy = (ms: number) => () => {
      engine.seekBy(ms);
    };
    const ofHeard = (note: (take: Take) => void) => () => {
      const take = takes.find(({ song }) => song.clipId === engine.getState().heard);
      if (take !== undefined) note(take);
    };
    const toggle = () => {
      togglePlaying(engine);
    };
    return [
      key('close-comparison', ['Escape'], fullView.close),
      ...TAKE_ACTIONS.map((id, index): Shortcut => ({
        ...laterShortcut(id),
        run: () => {
          const take = takes[index];
          if (take === undefined) return;
          engine.hear(take.song.clipId);
          engine.play();
        },
      })),
      key('compare-previous', ['Up'], step(-1)),
      key('compare-next', ['Down'], step(1)),
      key('compare-back', ['Left'], seekBy(-SEEK_STEP_MS)),
      key('compare-on', ['Right'], seekBy(SEEK_STEP_MS)),
      key('compare-begin', ['Home'], () => {
        engine.seekTo(0);
      }),
      { ...laterShortcut('compare-keep'), run: onKeep },
      { ...laterShortcut('compare-hide'), run: onHideOthers },
      key('play-pause', MENU_KEYS['play-pause'], toggle),
      key('previous', MENU_KEYS.previous, step(-1)),
      key('next', MENU_KEYS.next, step(1)),
      key('seek-back', ['Shift+Left'], seekBy(-SEEK_STEP_MS)),
      key('seek-forward', ['Shift+Right'], seekBy(SEEK_STEP_MS)),
      key(
        NOTE_COMMANDS.favourite,
        [],
        ofHeard(({ song }) => {
          toggleFavourite([song.clipId], { isShown: true });
        }),
      ),
      ...SONG_RATINGS.map((rating) =>
        key(
          NOTE_COMMANDS.rating[rating],
          [],
          ofHeard(({ song }) => {
            setRating([song.clipId], rating, { isShown: true });
          }),
        ),
      ),
    ];
  }, [engine, takes, onKeep, onHideOthers]);
  useShortcuts(shortcuts);
}
