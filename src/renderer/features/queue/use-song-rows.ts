import { useCallback, useMemo, useRef, useState } from 'react';
import { useQueries } from '@tanstack/react-query';
import type { ClipId, SongRow } from '@shared/model';
import { invoke } from '../../bridge';
import { PAGE_SIZE, queryKeys } from '../../query';

/** What is known of a song: its row, null where it is not in the library any more, undefined while it is on its way. */
export type KnownSong = SongRow | null | undefined;

export interface SongRowsOfIds {
  readonly songAt: (place: number) => KnownSong;
  readonly onRangeChange: (first: number, last: number) => void;
}

/**
 * The songs of a list of ids, asked for page by page where they are seen. What was known of a song is shown until its row
 * has been read anew, so that a song that moves to another page does not flicker.
 */
export function useSongRows(idAt: (place: number) => ClipId | null, count: number): SongRowsOfIds {
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const known = useRef(new Map<ClipId, SongRow | null>());
  const pages = useMemo(() => {
    const [first, last] = range.map((place) => Math.floor(place / PAGE_SIZE)) as [number, number];
    return Array.from({ length: last - first + 1 }, (_, index) => {
      const start = (first + index) * PAGE_SIZE;
      const end = Math.min(count, start + PAGE_SIZE);
      const ids = Array.from({ length: Math.max(0, end - start) }, (_unused, at) => idAt(start + at));
      return ids.filter((id) => id !== null);
    }).filter((ids) => ids.length > 0);
  }, [range, count, idAt]);

  const rows = useQueries({
    queries: pages.map((clipIds) => ({
      queryKey: queryKeys.songRows(clipIds),
      queryFn: () => invoke('songs.rows', { clipIds: [...new Set(clipIds)] }),
    })),
    combine: useCallback(
      (results: readonly { readonly data: readonly SongRow[] | undefined }[]) => {
        const byId = new Map<ClipId, SongRow | null>();
        results.forEach(({ data }, page) => {
          if (data === undefined) return;
          for (const clipId of pages[page] ?? []) byId.set(clipId, null);
          for (const row of data) byId.set(row.clipId, row);
        });
        return byId;
      },
      [pages],
    ),
  });

  const songAt = useCallback(
    (place: number): KnownSong => {
      const clipId = idAt(place);
      if (clipId === null) return undefined;
      const row = rows.get(clipId);
      if (row !== undefined) known.current.set(clipId, row);
      return row === undefined ? known.current.get(clipId) : row;
    },
    [rows, idAt],
  );
  const onRangeChange = useCallback((first: number, last: number) => {
    setRange([Math.max(0, first), Math.max(0, first, last)]);
  }, []);
  return { songAt, onRangeChange };
}
