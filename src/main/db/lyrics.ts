import type { LyricsSource, LyricsTiming, Take } from '@shared/model';
import type { Database } from './database';

/** The words of a clip from one source. */
export interface StoredLyrics {
  readonly source: LyricsSource;
  readonly text: string;
  /** The service's timing markers as they came; null when there were none. */
  readonly markers: unknown;
  /** What people or files tell of the times; null when they tell none. */
  readonly timing: LyricsTiming | null;
}

export interface LyricsRepository {
  /** Replaces what this source had said. Other sources are not touched. */
  save(clipRow: number, lyrics: StoredLyrics, now: number): void;
  /** The words to show: the user's own before those of a file before those of the service. */
  effective(clipRow: number): StoredLyrics | null;
  fromSource(clipRow: number, source: LyricsSource): StoredLyrics | null;
  /** The words of all sources, those to show first. */
  all(clipRow: number): StoredLyrics[];
  /** Where a clip stands among those of one lyrics id, oldest first; null for a clip that is not one of them. */
  take(clipRow: number, lyricsId: string): Take | null;
}

interface LyricsRow {
  source: LyricsSource;
  text: string;
  markers: string | null;
  timing: string | null;
}

function toStoredLyrics(row: LyricsRow): StoredLyrics {
  return {
    source: row.source,
    text: row.text,
    markers: row.markers === null ? null : (JSON.parse(row.markers) as unknown),
    timing: row.timing === null ? null : (JSON.parse(row.timing) as LyricsTiming),
  };
}

const RANKS: Readonly<Record<LyricsSource, number>> = { user: 0, file: 1, api: 2 };

/** What is shown comes first. Not the statement's work: to sort one row it costs more than all else of it. */
function byRank(rows: readonly LyricsRow[]): LyricsRow[] {
  return [...rows].sort((one, other) => RANKS[one.source] - RANKS[other.source]);
}

export function createLyricsRepository(db: Database): LyricsRepository {
  const upsert = db.prepare(`
    INSERT INTO lyrics (clip, source, text, markers, timing, updated_at)
    VALUES (:clip, :source, :text, :markers, :timing, :now)
    ON CONFLICT DO UPDATE SET text = excluded.text, markers = excluded.markers, timing = excluded.timing,
      updated_at = excluded.updated_at`);
  const selectAll = db.prepare<LyricsRow>('SELECT source, text, markers, timing FROM lyrics WHERE clip = ?');
  const selectSource = db.prepare<LyricsRow>(
    'SELECT source, text, markers, timing FROM lyrics WHERE clip = ? AND source = ?',
  );
  // What the service made at one moment is told apart by its arrival, and what arrived together by its row.
  const selectTake = db.prepare<{ number: number; count: number }>(`
    SELECT number, count FROM (
      SELECT id, count(*) OVER () AS count,
        row_number() OVER (ORDER BY created_at IS NULL, created_at, arrived_at, id) AS number
      FROM clip WHERE lyrics_id = :lyricsId)
    WHERE id = :clipRow`);
  return {
    save: (clipRow, lyrics, now) =>
      void upsert.run({
        clip: clipRow,
        source: lyrics.source,
        text: lyrics.text,
        markers: lyrics.markers === null ? null : JSON.stringify(lyrics.markers),
        timing: lyrics.timing === null ? null : JSON.stringify(lyrics.timing),
        now,
      }),
    effective(clipRow) {
      const row = byRank(selectAll.all([clipRow]))[0];
      return row ? toStoredLyrics(row) : null;
    },
    fromSource(clipRow, source) {
      const row = selectSource.get([clipRow, source]);
      return row ? toStoredLyrics(row) : null;
    },
    all: (clipRow) => byRank(selectAll.all([clipRow])).map(toStoredLyrics),
    take: (clipRow, lyricsId) => selectTake.get({ clipRow, lyricsId }) ?? null,
  };
}
