import type { ClipId, FacetValue, SongRating } from '@shared/model';
import { tagKey } from '@shared/song-tags';
import type { Database, SqlValue } from './database';

/** What the user notes on a song. */
export interface SongNotes {
  /** When it was made a favourite; null when it is none. */
  readonly favourite: number | null;
  readonly rating: SongRating;
  /** When it was hidden; null when it is not. */
  readonly hidden: number | null;
  /** In the order of their letters. */
  readonly tags: readonly string[];
}
export type NoteKind = keyof SongNotes;

/** All that is noted on a song, by the user and by hearing it. */
export interface SongMarks extends SongNotes {
  /** When the user noted something last; null: never. */
  readonly markedAt: number | null;
  readonly plays: number;
  readonly lastPlayedAt: number | null;
}

/** Notes on songs. What is written makes the files beside the song due. */
export interface SongMarkRepository {
  of(row: number): SongMarks;
  /** Rows of these songs, in their order; null for a song that is not there. */
  rowOf(clipId: ClipId): number | null;
  read<Kind extends NoteKind>(row: number, kind: Kind): SongNotes[Kind];
  write<Kind extends NoteKind>(row: number, kind: Kind, note: SongNotes[Kind], now: number): void;
  /** Counts one hearing more. */
  addPlay(row: number, at: number): void;
  /** What was heard and counted elsewhere; the greater count and the later time stay. */
  raisePlays(row: number, plays: number, lastPlayedAt: number | null): void;
  /** Tags of these songs with how many of them have each, in the order of their letters. */
  tagsOf(clipIds: readonly ClipId[]): FacetValue[];
}

interface MarkRow {
  favourite_at: number | null;
  rating: number;
  hidden_at: number | null;
  marked_at: number | null;
  plays: number;
  last_played_at: number | null;
}

const COLUMNS = { favourite: 'favourite_at', rating: 'rating', hidden: 'hidden_at' } as const;

export function createSongMarkRepository(db: Database): SongMarkRepository {
  const selectMarks = db.prepare<MarkRow>(
    'SELECT favourite_at, rating, hidden_at, marked_at, plays, last_played_at FROM clip WHERE id = ?',
  );
  const selectRow = db.prepare<{ id: number }>('SELECT id FROM clip WHERE clip_id = ?');
  const selectTags = db.prepare<{ tag_key: string; tag: string }>(
    'SELECT tag_key, tag FROM clip_tag WHERE clip = ? ORDER BY tag_key',
  );
  const updateNote = (column: string) =>
    db.prepare(`UPDATE clip SET ${column} = :note, marked_at = :now, is_sidecar_due = 1 WHERE id = :row`);
  const updates = {
    favourite: updateNote(COLUMNS.favourite),
    rating: updateNote(COLUMNS.rating),
    hidden: updateNote(COLUMNS.hidden),
  };
  const updateMarked = db.prepare('UPDATE clip SET marked_at = :now, is_sidecar_due = 1 WHERE id = :row');
  const insertTag = db.prepare('INSERT INTO clip_tag (clip, tag_key, tag) VALUES (?, ?, ?)');
  const deleteTag = db.prepare('DELETE FROM clip_tag WHERE clip = ? AND tag_key = ?');
  const updatePlay = db.prepare(
    'UPDATE clip SET plays = plays + 1, last_played_at = ?, is_sidecar_due = 1 WHERE id = ?',
  );
  const raisePlays = db.prepare(`
    UPDATE clip SET plays = max(plays, :plays),
      last_played_at = nullif(max(coalesce(last_played_at, 0), coalesce(:at, 0)), 0)
    WHERE id = :row`);
  const selectTagsOf = db.prepare<{ tag_key: string; tag: string; count: number }>(`
    SELECT tag_key, tag, count(*) AS count FROM json_each(?)
      JOIN clip ON clip.clip_id = json_each.value JOIN clip_tag ON clip_tag.clip = clip.id
    GROUP BY tag_key, tag`);

  const tagsOf = (row: number): string[] => selectTags.all([row]).map(({ tag }) => tag);

  function of(row: number): SongMarks {
    const marks = selectMarks.get([row]);
    if (!marks) throw new Error('The song of a note is not there.');
    return {
      favourite: marks.favourite_at,
      rating: marks.rating as SongRating,
      hidden: marks.hidden_at,
      tags: tagsOf(row),
      markedAt: marks.marked_at,
      plays: marks.plays,
      lastPlayedAt: marks.last_played_at,
    };
  }

  /** Those that stay are not written again. */
  function writeTags(row: number, tags: readonly string[], now: number): void {
    const wanted = new Map(tags.map((tag) => [tagKey(tag), tag]));
    for (const { tag_key: key, tag } of selectTags.all([row])) {
      if (wanted.get(key) === tag) wanted.delete(key);
      else deleteTag.run([row, key]);
    }
    for (const [key, tag] of wanted) insertTag.run([row, key, tag]);
    updateMarked.run({ row, now });
  }

  return {
    of,
    rowOf: (clipId) => selectRow.get([clipId])?.id ?? null,
    read: (row, kind) => of(row)[kind],
    write(row, kind, note, now) {
      if (kind === 'tags') writeTags(row, note as readonly string[], now);
      else updates[kind as Exclude<NoteKind, 'tags'>].run({ row, now, note: note as SqlValue });
    },
    addPlay: (row, at) => void updatePlay.run([at, row]),
    raisePlays: (row, plays, at) => void raisePlays.run({ row, plays, at }),
    tagsOf: (clipIds) => byLetters(withOneSpelling(selectTagsOf.all([JSON.stringify(clipIds)]))),
  };
}

/** Of several spellings of one tag the most frequent, with how many songs have any of them. */
export function withOneSpelling(
  rows: readonly { readonly tag_key: string; readonly tag: string; readonly count: number }[],
): FacetValue[] {
  const byKey = new Map<string, { value: string; most: number; count: number }>();
  for (const { tag_key: key, tag, count } of rows) {
    const known = byKey.get(key);
    if (!known) byKey.set(key, { value: tag, most: count, count });
    else {
      known.count += count;
      if (count > known.most) [known.value, known.most] = [tag, count];
    }
  }
  return [...byKey.values()].map(({ value, count }) => ({ value, count }));
}

function byLetters(tags: FacetValue[]): FacetValue[] {
  return tags.sort((one, other) => (tagKey(one.value) < tagKey(other.value) ? -1 : 1));
}
