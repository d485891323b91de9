import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Lyrics } from '@shared/model';
import { shownLanguage } from '../../i18n';
import { followMoments, usePlayerValue } from '../../player/use-player';
import { useShiftedLines, useWordsPosition } from './lyrics-offset';
import { languageOf } from './script-language';
import { lineAt, timelineOf, untilNext } from './timeline';
import { useLyrics } from './use-lyrics';

/** The line that is sung just now, alone; where the words have no times, what else is known of the song. */
export function CurrentLine(): ReactElement {
  const song = usePlayerValue((state) => state.song);
  const { lyrics } = useLyrics(song?.clipId ?? null);
  const otherwise = song?.model ?? song?.subtitle ?? null;
  if (lyrics?.state !== 'timed') return <Known text={otherwise} />;
  return <LineOf key={lyrics.clipId} lyrics={lyrics} before={otherwise} />;
}

/** The same without anything in its place. */
export function SungLine(): ReactElement | null {
  const clipId = usePlayerValue((state) => state.clipId);
  const { lyrics } = useLyrics(clipId);
  return lyrics?.state === 'timed' ? <LineOf key={lyrics.clipId} lyrics={lyrics} before={null} /> : null;
}

/** What is known of the song, in whatever language it is. */
function Known({ text }: { readonly text: string | null }): ReactElement | null {
  return text === null ? null : <span lang={languageOf(text)}>{text}</span>;
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
  const page = shownLanguage();
  const language = useMemo(() => languageOf(lyrics.text, page), [lyrics.text, page]);
  return index === null ? <Known text={before} /> : <span lang={language}>{lines[index]?.text}</span>;
}
