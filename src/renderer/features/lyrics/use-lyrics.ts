import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { ClipId, Lyrics, TextRange } from '@shared/model';
import { invoke } from '../../bridge';
import { useListing } from '../../navigation';
import { lyricsQuery, queryKeys } from '../../query';

/** The words of a song; undefined while they are being read, null when it has none. */
export function useLyrics(clipId: ClipId | null): {
  readonly lyrics: Lyrics | null | undefined;
  readonly error: Error | null;
} {
  const { data, error } = useQuery(lyricsQuery(clipId));
  return { lyrics: data, error };
}

/** What of each line is marked, by the line's place among all lines. */
export type LineMarks = ReadonlyMap<number, readonly TextRange[]>;

const NOTHING: LineMarks = new Map();

/** What of a song's words was searched for. While the next letters are looked for, the marks stay as they are. */
export function useLineMarks(clipId: ClipId): LineMarks {
  const [{ search: typed }] = useListing();
  const search = typed.trim();
  const { data } = useQuery({
    queryKey: queryKeys.lyricsHits(clipId, search),
    queryFn: () => invoke('lyrics.hits', { clipId, search }),
    enabled: search !== '',
    placeholderData: (previous) => previous,
  });
  return useMemo(
    () =>
      data === undefined || search === ''
        ? NOTHING
        : new Map(data.map(({ lineIndex, ranges }) => [lineIndex, ranges])),
    [data, search],
  );
}
