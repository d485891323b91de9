/** Songs as a table for other programs: the columns of `.csv`, and the fields of `.json`. */

/** A song of a list, also one that is not in the library any more: of that only its id and its title are known. */
export interface TableSong {
  readonly clipId: string;
  readonly jobIds: readonly string[];
  readonly title: string;
  readonly model: string | null;
  readonly action: string | null;
  readonly createdAt: number | null;
  readonly durationMs: number | null;
  readonly seed: string | null;
  readonly bpm: string | null;
  readonly prompt: string | null;
  readonly lyrics: string | null;
  readonly tags: readonly string[];
  readonly rating: number | null;
  readonly isFavourite: boolean | null;
  readonly plays: number | null;
  readonly lastPlayedAt: number | null;
  readonly files: readonly string[];
}

type Value = string | number | null | readonly string[];

/** In this order. Times are ISO 8601 in UTC, lengths seconds. What the user has marked comes from here alone. */
const COLUMNS: Readonly<Record<string, (song: TableSong) => Value>> = {
  'clip id': ({ clipId }) => clipId,
  'job id': ({ jobIds }) => jobIds,
  title: ({ title }) => title,
  model: ({ model }) => model,
  action: ({ action }) => action,
  made: ({ createdAt }) => isoTime(createdAt),
  length: ({ durationMs }) => (durationMs === null ? null : durationMs / 1_000),
  seed: ({ seed }) => seed,
  bpm: ({ bpm }) => bpm,
  prompt: ({ prompt }) => prompt,
  lyrics: ({ lyrics }) => lyrics,
  tags: ({ tags }) => tags,
  rating: ({ rating }) => rating,
  favourite: ({ isFavourite }) => (isFavourite === null ? null : isFavourite ? 'yes' : 'no'),
  plays: ({ plays }) => plays,
  'last played': ({ lastPlayedAt }) => isoTime(lastPlayedAt),
  files: ({ files }) => files,
};

export const TABLE_HEADS: readonly string[] = Object.keys(COLUMNS);

/** The cells of a song; several values of one stand on lines of their own. */
export function tableCells(song: TableSong): readonly (string | number | null)[] {
  return Object.values(COLUMNS).map((read) => {
    const value = read(song);
    return isList(value) ? value.join('\n') : value;
  });
}

/** The same as an object, its names as programs write them: `clipId`, `lastPlayed`. */
export function tableObject(song: TableSong): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(COLUMNS).map(([head, read]) => [fieldName(head), read(song)]));
}

function fieldName(head: string): string {
  return head.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isList(value: Value): value is readonly string[] {
  return Array.isArray(value);
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
