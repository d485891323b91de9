import type { ClipId } from '@shared/model';
import type { Database } from './database';

/** All that is told of a song to other programs, but for its words. */
export interface SongFacts {
  readonly clipRow: number;
  readonly clipId: ClipId;
  readonly jobIds: readonly string[];
  readonly title: string;
  readonly model: string | null;
  readonly action: string | null;
  readonly createdAt: number | null;
  readonly durationMs: number | null;
  readonly seed: string | null;
  readonly bpm: string | null;
  readonly prompt: string | null;
  readonly marks: SongMarks;
  /** Those on disk, relative to the library folder. */
  readonly files: readonly string[];
}

/** What the user has marked a song with, and how often it was played. */
export interface SongMarks {
  readonly tags: readonly string[];
  /** 0 for none, to 5. */
  readonly rating: number;
  readonly isFavourite: boolean;
  readonly plays: number;
  readonly lastPlayedAt: number | null;
}

interface FactsRow {
  readonly id: number;
  readonly clip_id: string;
  readonly title: string;
  readonly model: string | null;
  readonly action: string | null;
  readonly created_at: number | null;
  readonly duration_ms: number | null;
  readonly seed: string | null;
  readonly bpm: string | null;
  readonly sound_prompt: string | null;
  readonly rating: number;
  readonly favourite_at: number | null;
  readonly plays: number;
  readonly last_played_at: number | null;
}

/** Reads facts of songs in the order of the rows given; one that has gone is left out. */
export type ReadSongFacts = (clipRows: readonly number[]) => SongFacts[];

export function createSongFactsReader(db: Database): ReadSongFacts {
  const selectFacts = db.prepare<FactsRow>(`
    SELECT id, clip_id, title, model, action, created_at, duration_ms, seed, bpm, sound_prompt,
      rating, favourite_at, plays, last_played_at
    FROM clip WHERE id IN (SELECT value FROM json_each(?))`);
  const perSong = (columns: string, table: string, order: string) =>
    db.prepare<{ clip: number; value: string }>(
      `SELECT clip, ${columns} AS value FROM ${table} WHERE clip IN (SELECT value FROM json_each(?)) ORDER BY ${order}`,
    );
  const selectTags = perSong('tag', 'clip_tag', 'clip, tag_key');
  const selectJobs = perSong('job_id', 'job_clip', 'clip, job_id');
  const selectFiles = db.prepare<{ clip: number; value: string }>(`
    SELECT clip, path AS value FROM asset
    WHERE clip IN (SELECT value FROM json_each(?)) AND path IS NOT NULL AND is_missing = 0 ORDER BY clip, path`);

  function grouped(rows: readonly { readonly clip: number; readonly value: string }[]) {
    const groups = new Map<number, string[]>();
    for (const { clip, value } of rows) {
      const group = groups.get(clip);
      if (group) group.push(value);
      else groups.set(clip, [value]);
    }
    return (clip: number): readonly string[] => groups.get(clip) ?? [];
  }

  return (clipRows) => {
    const rowsJson = JSON.stringify(clipRows);
    const tags = grouped(selectTags.all([rowsJson]));
    const jobs = grouped(selectJobs.all([rowsJson]));
    const files = grouped(selectFiles.all([rowsJson]));
    const facts = new Map(
      selectFacts.all([rowsJson]).map((row): [number, SongFacts] => [
        row.id,
        {
          clipRow: row.id,
          clipId: row.clip_id as ClipId,
          jobIds: jobs(row.id),
          title: row.title,
          model: row.model,
          action: row.action,
          createdAt: row.created_at,
          durationMs: row.duration_ms,
          seed: row.seed,
          bpm: row.bpm,
          prompt: row.sound_prompt,
          marks: {
            tags: tags(row.id),
            rating: row.rating,
            isFavourite: row.favourite_at !== null,
            plays: row.plays,
            lastPlayedAt: row.last_played_at,
          },
          files: files(row.id),
        },
      ]),
    );
    return clipRows.flatMap((row) => facts.get(row) ?? []);
  };
}
