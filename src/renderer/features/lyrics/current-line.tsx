import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Lyrics } from '@shared/model';
import { followMoments, usePlayerValue } from '../../player/use-player';
import { useShiftedLines, useWordsPosition } from './lyrics-offset';
import { lineAt, timelineOf, untilNext } from './timeline';
import { useLyrics } from './use-lyrics';

/** The line that is sung just now, alone; where the words have no times, what else is known of the song. */
export function CurrentLine(): ReactElement {
  const song = usePlayerValue((state) => state.song);
  const { lyrics } = useLyrics(song?.clipId ?? null);
  const otherwise = song?.model ?? song?.subtitle ?? null;
  if (lyrics?.state !== 'timed') return <>{otherwise}</>;
  return <LineOf key={lyrics.clipId} lyrics={lyrics} before={otherwise} />;
}

/** The same without anything in its place. */
export function SungLine(): ReactElement | null {
  const clipId = usePlayerValue((state) => state.clipId);
  const { lyrics } = useLyrics(clipId);
  return lyrics?.state === 'timed' ? <LineOf key={lyrics.clipId} lyrics={lyrics} before={null} /> : null;
}

interface LineOfProps {
  readonly lyrics: Lyrics;
  /** What stands there before the first line. */
  readonly before: string | null;
}

function LineOf({ lyrics, before }: LineOfProps): ReactElement {
  const lines = useShiftedLines(lyrics);
  const timeline = useMemo(() => timelineOf(lines), [lines]);
  const positionMs = useWordsPosition();
  const [index, setIndex] = useState<number | null>(null);
  useEffect(
    () =>
      followMoments(() => {
        const now = positionMs();
        setIndex(lineAt(timeline, now));
        return untilNext(timeline, now);
      }),
    [timeline, positionMs],
  );
  return <>{index === null ? before : lines[index]?.text}</>;
}
