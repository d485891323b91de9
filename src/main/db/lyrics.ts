import type { LyricsSource, LyricsTiming, Take, TimedText } from '@shared/model';
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

export interface LyricsDraft extends TimedText {
  readonly keptAt: number;
}

export interface LyricsRepository {
  /** Replaces what this source had said. Other sources are not touched. */
  save(clipRow: number, lyrics: StoredLyrics, now: number): void;
  /** The words to show: the user's own before those of a file before those of the service. */
  effective(clipRow: number): StoredLyrics | null;
  fromSource(clipRow: number, source: LyricsSource): StoredLyrics | null;
  /** Whether there are words of this source, without reading them. */
  hasSource(clipRow: number, source: LyricsSource): boolean;
  /** The words of all sources, those to show first. */
  all(clipRow: number): StoredLyrics[];
  /** A source has no words any more. */
  remove(clipRow: number, source: LyricsSource): void;
  /** What was edited and not saved. */
  draft(clipRow: number): LyricsDraft | null;
  keepDraft(clipRow: number, content: TimedText, now: number): void;
  dropDraft(clipRow: number): void;
  /** Where a clip stands among those of one lyrics id that are not hidden, oldest first; null for a clip that is not one of them. */
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
  const selectHasSource = db.prepare('SELECT 1 FROM lyrics WHERE clip = ? AND source = ?');
  const deleteSource = db.prepare('DELETE FROM lyrics WHERE clip = ? AND source = ?');
  const selectDraft = db.prepare<{ text: string; timing: string; updated_at: number }>(
    'SELECT text, timing, updated_at FROM lyrics_draft WHERE clip = ?',
  );
  const upsertDraft = db.prepare(`
    INSERT INTO lyrics_draft (clip, text, timing, updated_at) VALUES (:clip, :text, :timing, :now)
    ON CONFLICT DO UPDATE SET text = excluded.text, timing = excluded.timing, updated_at = excluded.updated_at`);
  const deleteDraft = db.prepare('DELETE FROM lyrics_draft WHERE clip = ?');
  // What the service made at one moment is told apart by its arrival, and what arrived together by its row.
  const selectTake = db.prepare<{ number: number; count: number }>(`
    SELECT number, count FROM (
      SELECT id, count(*) OVER () AS count,
        row_number() OVER (ORDER BY created_at IS NULL, created_at, arrived_at, id) AS number
      FROM clip WHERE lyrics_id = :lyricsId AND (hidden_at IS NULL OR id = :clipRow))
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
    hasSource: (clipRow, source) => selectHasSource.get([clipRow, source]) !== undefined,
    all: (clipRow) => byRank(selectAll.all([clipRow])).map(toStoredLyrics),
    remove: (clipRow, source) => void deleteSource.run([clipRow, source]),
    draft(clipRow) {
      const row = selectDraft.get([clipRow]);
      return row
        ? { text: row.text, timing: JSON.parse(row.timing) as LyricsTiming, keptAt: row.updated_at }
        : null;
    },
    keepDraft: (clipRow, { text, timing }, now) =>
      void upsertDraft.run({ clip: clipRow, text, timing: JSON.stringify(timing), now }),
    dropDraft: (clipRow) => void deleteDraft.run([clipRow]),
    take: (clipRow, lyricsId) => selectTake.get({ clipRow, lyricsId }) ?? null,
  };
}
