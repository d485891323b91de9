import type { ClipId } from '@shared/model';
import type { FoundSong, SongFiles } from '../db/song-files';
import {
  isAbsolutePath,
  normalised,
  pathBelow,
  pathKey,
  pathsOf,
  stemOf,
  tailOf,
} from '../domain/playlists/entry-location';
import type { M3uEntry } from '../domain/playlists/m3u8';
import { titleKey } from '../domain/naming';

/**
 * Finds the songs that a playlist file names: by their path in the library folder, else by song folder and file, as in a
 * library that was elsewhere; then by file name and length, and by title and length.
 *
 * @returns a song for each entry; null where none is found, or several that nothing tells apart
 */
export type MatchSongs = (
  entries: readonly M3uEntry[],
  /** Folder of the playlist file, absolute; null when that is not known. */
  folder: string | null,
) => Promise<readonly (ClipId | null)[]>;

export interface MatchSongsDeps {
  readonly files: SongFiles;
  /** The library folder, absolute. */
  readonly libraryFolder: () => string;
  /** Called between two portions of the library. */
  readonly rest: () => Promise<void>;
}

/** Files that are looked through in one go. */
const PORTION = 500;
/** Entries are looked up for so long in one go. */
const LONGEST_BREATH_MS = 3;
/** A file's length is told in whole seconds, and players round in several ways. */
const TOLERANCE_MS = 2_000;
/** Of several takes that one is meant whose length is nearer by this: as much as rounding to whole seconds changes. */
const CLEARLY_NEARER_MS = 500;

/** Rows of songs by what their files are known by. */
type Places = Map<string, Set<number>>;

export function createSongMatcher({ files, libraryFolder, rest }: MatchSongsDeps): MatchSongs {
  /** What an entry may be known by, the surest first. */
  function keysOf({ location }: M3uEntry, folder: string | null): readonly string[] {
    const paths = pathsOf(location);
    const below = paths.flatMap((path) => {
      const whole = isAbsolutePath(path) ? path : folder === null ? null : `${folder}/${path}`;
      return (whole === null ? null : pathBelow(whole, libraryFolder())) ?? [];
    });
    const tails = paths.flatMap((path) => {
      const tail = tailOf(normalised(path) ?? path, 2);
      return tail.includes('/') ? [tail] : [];
    });
    return [...below, ...tails].map(pathKey);
  }

  const nameOf = (path: string) => pathKey(tailOf(path, 1));

  /** Looks through the library once for all that is wanted. */
  async function placesOf(wanted: ReadonlySet<string>): Promise<Places> {
    const places: Places = new Map();
    for (let row = 0; ;) {
      const portion = files.after(row, PORTION);
      for (const { clipRow, path } of portion.files) {
        const key = pathKey(path);
        for (const each of new Set([key, tailOf(key, 2), tailOf(key, 1)])) {
          if (!wanted.has(each)) continue;
          const rows = places.get(each);
          if (rows) rows.add(clipRow);
          else places.set(each, new Set([clipRow]));
        }
      }
      if (portion.files.length < PORTION) return places;
      row = portion.lastRow;
      await rest();
    }
  }

  function songsAt(places: Places, key: string): readonly FoundSong[] {
    const rows = places.get(key);
    return rows === undefined ? [] : [...files.ofRows([...rows]).values()];
  }

  /** The one song that is meant; null where there is none, or where nothing tells several apart. */
  function chosen(songs: readonly FoundSong[], durationS: number | null): ClipId | null {
    const fitting = songs
      .map(({ clipId, durationMs }) => {
        const isKnown = durationS !== null && durationMs !== null;
        return { clipId, offMs: isKnown ? Math.abs(durationMs - durationS * 1_000) : null };
      })
      .filter(({ offMs }) => offMs === null || offMs <= TOLERANCE_MS);
    const [nearest, next] = fitting.toSorted((one, other) => (one.offMs ?? 0) - (other.offMs ?? 0));
    if (nearest === undefined || next === undefined) return nearest?.clipId ?? null;
    // A length that is not known may be the one that was told.
    if (nearest.offMs === null || next.offMs === null) return null;
    return next.offMs - nearest.offMs >= CLEARLY_NEARER_MS ? nearest.clipId : null;
  }

  function byTitle({ location, title, durationS }: M3uEntry): ClipId | null {
    // Other programs put the artist before the title.
    const titles = [title, title?.split(' - ').slice(1).join(' - '), stemOf(pathsOf(location)[0] ?? '')];
    for (const each of titles) {
      if (each === null || each === undefined || each === '') continue;
      const found = chosen(files.titled(titleKey(each)), durationS);
      if (found !== null) return found;
    }
    return null;
  }

  /** Does something with each entry, a few at a time. */
  async function each<Result>(
    entries: readonly M3uEntry[],
    work: (entry: M3uEntry, at: number) => Result,
  ): Promise<Result[]> {
    const results: Result[] = [];
    let until = performance.now() + LONGEST_BREATH_MS;
    for (const [at, entry] of entries.entries()) {
      results.push(work(entry, at));
      if (performance.now() < until) continue;
      await rest();
      until = performance.now() + LONGEST_BREATH_MS;
    }
    return results;
  }

  return async (entries, folder) => {
    const known = await each(entries, (entry) => ({
      keys: keysOf(entry, folder),
      names: pathsOf(entry.location).map(nameOf),
    }));
    const places = await placesOf(new Set(known.flatMap(({ keys, names }) => [...keys, ...names])));
    return each(entries, (entry, at) => {
      const { keys = [], names = [] } = known[at] ?? {};
      return (
        firstFound(keys, (key) => chosen(songsAt(places, key), null)) ??
        firstFound(names, (name) => chosen(songsAt(places, name), entry.durationS)) ??
        byTitle(entry)
      );
    });
  };
}

/** What is found for the first of the keys for which anything is. */
function firstFound(keys: readonly string[], find: (key: string) => ClipId | null): ClipId | null {
  for (const key of keys) {
    const found = find(key);
    if (found !== null) return found;
  }
  return null;
}
