import { useCallback, useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { withOffset } from '@shared/lyrics-lines';
import { MAX_LYRICS_OFFSET_MS, type ClipId, type Lyrics, type LyricsLine } from '@shared/model';
import { invoke } from '../../bridge';
import { player } from '../../player/use-player';
import { queryKeys, useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { laterShortcut } from '../../shell/later-shortcuts';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';

/** What one press moves the words by. */
const STEP_MS = 100;
/** Main is told after the last of several presses: its word on an earlier one would set back those that followed. */
const TOLD_AFTER_MS = 300;

const timers = new Map<ClipId, number>();

function tellLater(clipId: ClipId, tell: () => void): void {
  window.clearTimeout(timers.get(clipId));
  timers.set(clipId, window.setTimeout(tell, TOLD_AFTER_MS));
}

/** The lines as they are shown: so much later or earlier as the user has shifted the words of this song. */
export function useShiftedLines({ lines, offsetMs }: Lyrics): readonly LyricsLine[] {
  return useMemo(() => withOffset(lines, offsetMs), [lines, offsetMs]);
}

/** Where the music is, as words are shown for it: the setting for all songs makes up for what loudspeakers are late by. */
export function useWordsPosition(): () => number {
  const { lyricsOffsetMs } = useSnapshot().settings;
  return useCallback(() => player.positionMs() - lyricsOffsetMs, [lyricsOffsetMs]);
}

export interface OffsetNudges {
  readonly offsetMs: number;
  readonly earlier: () => void;
  readonly later: () => void;
  readonly reset: () => void;
}

/** Shifts the words of a song, shown at once and kept by main; null where there is nothing to shift. */
export function useOffsetNudges(lyrics: Lyrics | null | undefined): OffsetNudges | null {
  const client = useQueryClient();
  return useMemo(() => {
    if (!lyrics || lyrics.state !== 'timed') return null;
    const { clipId, offsetMs } = lyrics;
    const queryKey = queryKeys.lyrics(clipId);
    // What was pressed since this was drawn counts too.
    const shown = () => client.getQueryData<Lyrics | null>(queryKey)?.offsetMs ?? offsetMs;
    const set = (wanted: number) => {
      const next = Math.min(MAX_LYRICS_OFFSET_MS, Math.max(-MAX_LYRICS_OFFSET_MS, wanted));
      client.setQueryData<Lyrics | null>(queryKey, (before) => before && { ...before, offsetMs: next });
      tellLater(clipId, () => {
        invoke('lyrics.setOffset', { clipId, offsetMs: next }).catch((error: unknown) => {
          notifyFailure(error);
          void client.invalidateQueries({ queryKey });
        });
      });
    };
    return {
      offsetMs,
      earlier: () => {
        set(shown() - STEP_MS);
      },
      later: () => {
        set(shown() + STEP_MS);
      },
      reset: () => {
        set(0);
      },
    };
  }, [client, lyrics]);
}

/** The keys for it. */
export function useOffsetKeys(nudges: OffsetNudges | null): void {
  const shortcuts = useMemo<readonly Shortcut[]>(
    () =>
      nudges === null
        ? []
        : [
            { ...laterShortcut('words-earlier'), run: nudges.earlier },
            { ...laterShortcut('words-later'), run: nudges.later },
          ],
    [nudges],
  );
  useShortcuts(shortcuts);
}
