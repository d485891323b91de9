import type { ClipId, FacetValue, JobId, LyricsState, SongSort, SortDirection } from '@shared/model';
import type { IndexQuery } from '../domain/search-query';
import type { Database, Statement } from './database';
import { createSongMarkIndex, isMarkSort, type MarkCondition, type MarkSort } from './song-mark-index';
import { withOneSpelling } from './song-marks';

/**
 * Which songs there are, in which order, and which hold what is looked for: rows as numbers, never as objects, so that a
 * million of them are a few milliseconds. Every statement is answered by an index alone.
 */
export interface SongIndex {
  /** Numbers that grow whenever lists may have become other ones. */
  revisions(): SongRevisions;
  /** Songs that are not hidden. */
  count(): number;
  hasHidden(): boolean;
  /** Whether the songs' rows are in the order in which the songs arrived, as they are unless a library was brought back. */
  isInOrderOfArrival(): boolean;

  /** All songs, ascending in an order. */
  ordered(sort: IndexedSort): Uint32Array;
  /** A few songs that are not hidden from the beginning of an order. The further `offset` is from it, the longer it takes. */
  orderedPart(sort: PlainSort, direction: SortDirection, offset: number, limit: number): number[];

  /** All songs that a search finds, ascending by row. */
  hits(match: IndexQuery): Uint32Array;
  /** The first songs that are not hidden and that a search finds, in the order of their rows. To begin a search costs more than to read a thousand. */
  firstHits(match: IndexQuery, direction: SortDirection, atMost: number): number[];
  /** Of the newest `among` songs whose words are found the best first; those found by the index of titles alone are not ranked. */
  bestHits(match: IndexQuery, among: number): number[];

  /** Songs of which something holds, in no order. */
  withCondition(condition: SongCondition): Uint32Array;
  /** Songs whose title begins with these words; the last may go on. */
  withTitleBeginning(words: readonly string[]): Uint32Array;
  /** Each value of a field that songs have, with how many of those that are not hidden have it, by their names. */
  values(field: 'model' | 'action'): FacetValue[];
  /** As above, each tag in its most frequent spelling. */
  tags(): FacetValue[];

  /** Songs that sing the same words as others, one array for each words, ascending. */
  takes(): Uint32Array[];
  /** Of these songs, those that are the first with their words. */
  firstTakes(rows: readonly number[]): number[];

  /** Words of the index that begin so, each with how many songs have it. */
  words(beginning: string): IndexedWord[];
  hasWord(beginning: string): boolean;
  /** Letters that words of the index go on with after a beginning; next to nothing is read for it. */
  nextLetters(beginning: string): string[];

  rowOf(clipId: ClipId): number | null;
  /** Ids of songs, in the order of their rows given; a row that has gone is left out. */
  clipIds(rows: readonly number[]): ClipId[];
}

export interface IndexedWord {
  readonly word: string;
  readonly songs: number;
}

export type IndexedSort = Exclude<SongSort, 'match'>;
export type PlainSort = Exclude<IndexedSort, MarkSort>;

export interface SongRevisions {
  /** Songs came or went, or something that lists are sorted by changed. */
  readonly order: number;
  /** Something that lists are filtered by changed, but for what is noted on songs. */
  readonly facets: number;
  /** Something that is noted on songs changed. */
  readonly marks: number;
  /** What is searched in changed. */
  readonly words: number;
}

/** Bits of a song's files: kinds that are on disk, and what holds of any of its other files. */
export const FILE_FLAGS = {
  cover: 1,
  audio: 2,
  wav: 4,
  video: 8,
  coming: 16,
  failed: 32,
  missing: 64,
  unverified: 128,
} as const;

/** Something that holds of some songs and not of others. Ranges are half open; null leaves an end open. */
export type SongCondition =
  | { readonly kind: 'files'; readonly any: number; readonly none: number }
  /** The whole of a field, whatever its case. */
  | { readonly kind: 'value'; readonly field: 'model' | 'action' | 'seed' | 'bpm'; readonly value: string }
  | {
      readonly kind: 'range';
      readonly field: 'created' | 'arrived' | 'duration';
      readonly from: number | null;
      readonly to: number | null;
    }
  | { readonly kind: 'lyrics'; readonly state: LyricsState }
  /** Words of the user's own, or of a file, are in force. */
  | { readonly kind: 'edited' }
  | MarkCondition
  /** By its key. */
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'match'; readonly match: IndexQuery }
  | { readonly kind: 'clip'; readonly beginning: string }
  | { readonly kind: 'job'; readonly jobId: JobId };

const HIDDEN = 'SELECT id FROM clip WHERE hidden_at IS NOT NULL';

const SORT_KEYS: Record<PlainSort, string> = {
  created: 'created_at, id',
  arrived: 'arrived_at, id',
  title: 'title_key, id',
  duration: 'duration_ms, id',
  model: 'model, id',
};
const RANGE_COLUMNS = { created: 'created_at', arrived: 'arrived_at', duration: 'duration_ms' } as const;
/** How much a hit in title, words and what is told about a song counts against the others. */
const WEIGHTS = '8.0, 2.0, 1.0';
/** The last character that there is: what begins with a text comes before the text with it behind. */
const LAST_CHARACTER = '\u{10ffff}';
/** The first that a word can have: what goes on after a text comes after the text with it behind. */
const FIRST_CHARACTER = '\u0001';

/** The statement that finds rows; of two indexes each row once, both read in the order of rows. */
function finding({ titles }: IndexQuery, and = ''): string {
  const found = `SELECT rowid FROM song_search WHERE song_search MATCH ?${and}`;
  return titles === null
    ? found
    : `SELECT rowid FROM title_search WHERE title_search MATCH ?${and} UNION ${found}`;
}

function queriesOf({ titles, everything }: IndexQuery): string[] {
  return titles === null ? [everything] : [titles, everything];
}

export function createSongIndex(db: Database): SongIndex {
  // Lists have few forms, and each is prepared when it is first asked for.
  const prepared = new Map<string, Statement<never>>();
  function statement<Row>(sql: string): Statement<Row> {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known as Statement<Row>;
  }

  const selectCounter = db.prepare<{ value: number }>('SELECT value FROM counter WHERE name = ?');
  const selectRevisions = db.prepare<{ name: string; value: number }>(
    `SELECT name, value FROM counter WHERE name IN ('order-revision', 'facet-revision', 'marks-revision', 'words-revision')`,
  );
  const selectRow = db.prepare<{ id: number }>('SELECT id FROM clip WHERE clip_id = ?');
  const selectClipIds = db.prepare<{ id: number; clip_id: string }>(
    'SELECT id, clip_id FROM clip WHERE id IN (SELECT value FROM json_each(?))',
  );
  const selectLyricsIds = db.prepare<{ id: number; lyrics_id: string | null }>(
    'SELECT id, lyrics_id FROM clip WHERE id IN (SELECT value FROM json_each(?))',
  );
  const selectFileFlags = db.prepare(`
    WITH RECURSIVE kind (files) AS (
      SELECT min(files) FROM clip
      UNION ALL SELECT (SELECT min(files) FROM clip WHERE files > kind.files) FROM kind WHERE kind.files IS NOT NULL)
    SELECT files FROM kind WHERE files IS NOT NULL`);

  const selectScores = db.prepare<{ row: number; score: number }>(`
    SELECT rowid AS row, bm25(song_search, ${WEIGHTS}) AS score FROM song_search WHERE song_search MATCH ?
    ORDER BY rowid DESC LIMIT ?`);

  const counter = (name: string) => selectCounter.get([name])?.value ?? 0;
  const rowsOf = (sql: string, params: Parameters<Statement<never>['values']>[0]) =>
    Uint32Array.from(statement(sql).values<number>(params));
  const hasHidden = () => counter('hidden-songs') > 0;
  const ordered = (sort: PlainSort) => rowsOf(`SELECT id FROM clip ORDER BY ${SORT_KEYS[sort]}`, []);

  const marks = createSongMarkIndex(rowsOf, () => ordered('arrived'));

  function idsWithFiles(any: number, none: number): Uint32Array {
    // Few sets of files occur: those that fit are looked up by their index.
    const fitting = selectFileFlags
      .values<number>()
      .filter((files) => (any === 0 || (files & any) !== 0) && (files & none) === 0);
    return rowsOf('SELECT id FROM clip WHERE files IN (SELECT value FROM json_each(?))', [
      JSON.stringify(fitting),
    ]);
  }

  /** Models and actions are few and written in several ways; seeds and tempos are numbers. */
  function idsWithValue(field: 'model' | 'action' | 'seed' | 'bpm', value: string): Uint32Array {
    if (field === 'seed' || field === 'bpm') {
      return rowsOf(`SELECT id FROM clip WHERE ${field} = ?`, [value]);
    }
    const folded = value.toLowerCase();
    const spellings = statement(`
      WITH RECURSIVE known (value) AS (
        SELECT min(${field}) FROM clip
        UNION ALL SELECT (SELECT min(${field}) FROM clip WHERE ${field} > known.value) FROM known WHERE known.value IS NOT NULL)
      SELECT value FROM known WHERE value IS NOT NULL`)
      .values<string>()
      .filter((spelling) => spelling.toLowerCase() === folded);
    return rowsOf(`SELECT id FROM clip WHERE ${field} IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(spellings),
    ]);
  }

  /** Reads the words of the index; the table for it is this connection's alone, and made when it is first asked. */
  let hasVocabulary = false;
  function vocabulary<Row>(sql: string): Statement<Row> {
    if (!hasVocabulary) {
      db.exec(
        `CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'song_search', 'row')`,
      );
    }
    hasVocabulary = true;
    return statement<Row>(sql);
  }

  return {
    revisions() {
      const values = new Map(selectRevisions.all().map(({ name, value }) => [name, value]));
      const of = (name: string) => values.get(`${name}-revision`) ?? 0;
      return { order: of('order'), facets: of('facet'), marks: of('marks'), words: of('words') };
    },
    count: () => counter('songs') - counter('hidden-songs'),
    hasHidden,
    isInOrderOfArrival: () => counter('late-arrivals') === 0,

    ordered: (sort) => (isMarkSort(sort) ? marks.ordered(sort) : ordered(sort)),
    orderedPart(sort, direction, offset, limit) {
      const keys = SORT_KEYS[sort].split(', ').map((key) => `${key} ${direction === 'asc' ? 'ASC' : 'DESC'}`);
      const shown = hasHidden() ? `WHERE id NOT IN (${HIDDEN})` : '';
      return statement(
        `SELECT id FROM clip ${shown} ORDER BY ${keys.join(', ')} LIMIT ? OFFSET ?`,
      ).values<number>([limit, offset]);
    },

    hits: (match) => rowsOf(`${finding(match)} ORDER BY rowid`, queriesOf(match)),
    firstHits: (match, direction, atMost) =>
      statement(
        `${finding(match, hasHidden() ? ` AND rowid NOT IN (${HIDDEN})` : '')} ORDER BY rowid ${direction === 'asc' ? 'ASC' : 'DESC'} LIMIT ?`,
      ).values<number>([...queriesOf(match), atMost]),
    bestHits: (match, among) =>
      selectScores
        .all([match.everything, among])
        .sort((one, other) => one.score - other.score || other.row - one.row)
        .map(({ row }) => row),

    withCondition(condition) {
      switch (condition.kind) {
        case 'files':
          return idsWithFiles(condition.any, condition.none);
        case 'value':
          return idsWithValue(condition.field, condition.value);
        case 'range': {
          const column = RANGE_COLUMNS[condition.field];
          return rowsOf(`SELECT id FROM clip WHERE ${column} >= ? AND ${column} < ?`, [
            condition.from ?? Number.MIN_SAFE_INTEGER,
            condition.to ?? Number.MAX_SAFE_INTEGER,
          ]);
        }
        case 'lyrics':
          return rowsOf('SELECT id FROM clip WHERE lyrics_state = ?', [condition.state]);
        case 'edited':
          return rowsOf(`SELECT clip FROM lyrics WHERE source <> 'api'`, []);
        case 'mark':
          return marks.withMark(condition);
        case 'tag':
          return rowsOf('SELECT clip FROM clip_tag WHERE tag_key = ?', [condition.tag]);
        case 'hidden':
          return rowsOf(HIDDEN, []);
        case 'match':
          return this.hits(condition.match);
        case 'clip':
          return rowsOf('SELECT id FROM clip WHERE clip_id >= ? AND clip_id < ?', [
            condition.beginning,
            `${condition.beginning}${LAST_CHARACTER}`,
          ]);
        case 'job':
          return rowsOf('SELECT clip FROM job_clip WHERE job_id = ?', [condition.jobId]);
      }
    },
    withTitleBeginning: (words) =>
      rowsOf('SELECT rowid FROM title_search WHERE title_search MATCH ?', [`^"${words.join(' ')}" *`]),
    values(field) {
      const all = statement<FacetValue>(
        `SELECT ${field} AS value, count(*) AS count FROM clip WHERE ${field} IS NOT NULL GROUP BY ${field}`,
      ).all();
      if (!hasHidden()) return all;
      const hidden = new Map<string, number>();
      for (const value of statement(`SELECT ${field} FROM clip WHERE hidden_at IS NOT NULL`).values<string>())
        hidden.set(value, (hidden.get(value) ?? 0) + 1);
      return all
        .map(({ value, count }) => ({ value, count: count - (hidden.get(value) ?? 0) }))
        .filter(({ count }) => count > 0);
    },
    tags() {
      const shown = hasHidden() ? `WHERE clip NOT IN (${HIDDEN})` : '';
      return withOneSpelling(
        statement<{ tag_key: string; tag: string; count: number }>(
          `SELECT tag_key, tag, count(*) AS count FROM clip_tag ${shown} GROUP BY tag_key, tag`,
        ).all(),
      );
    },

    takes() {
      const rows = rowsOf('SELECT id FROM clip WHERE lyrics_id IS NOT NULL ORDER BY lyrics_id, id', []);
      const counts = rowsOf(
        'SELECT count(*) FROM clip WHERE lyrics_id IS NOT NULL GROUP BY lyrics_id ORDER BY lyrics_id',
        [],
      );
      const takes: Uint32Array[] = [];
      let at = 0;
      for (const count of counts) {
        if (count > 1) takes.push(rows.subarray(at, at + count));
        at += count;
      }
      return takes;
    },
    firstTakes(rows) {
      const lyricsIds = new Map(
        selectLyricsIds.all([JSON.stringify(rows)]).map(({ id, lyrics_id }) => [id, lyrics_id]),
      );
      const seen = new Set<string>();
      return rows.filter((row) => {
        const lyricsId = lyricsIds.get(row) ?? null;
        const isFirst = lyricsId === null || !seen.has(lyricsId);
        if (lyricsId !== null) seen.add(lyricsId);
        return isFirst;
      });
    },

    words(beginning) {
      const [from, to] = [beginning, `${beginning}${LAST_CHARACTER}`];
      return vocabulary<{ word: string; songs: number }>(
        'SELECT term AS word, doc AS songs FROM vocabulary WHERE term >= ? AND term < ?',
      ).all([from, to]);
    },
    hasWord: (beginning) =>
      vocabulary('SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT 1').get([
        beginning,
        `${beginning}${LAST_CHARACTER}`,
      ]) !== undefined,
    nextLetters(beginning) {
      const first = vocabulary<{ word: string }>(
        'SELECT term AS word FROM vocabulary WHERE term >= ? LIMIT 1',
      );
      const letters: string[] = [];
      // From the first word with each letter on to what comes after the last.
      for (let from = `${beginning}${FIRST_CHARACTER}`; ;) {
        const word = first.get([from])?.word;
        if (!word?.startsWith(beginning)) return letters;
        const letter = String.fromCodePoint(word.codePointAt(beginning.length) ?? 0);
        letters.push(letter);
        from = `${beginning}${letter}${LAST_CHARACTER}`;
      }
    },

    rowOf: (clipId) => selectRow.get([clipId])?.id ?? null,
    clipIds(rows) {
      const ids = new Map(
        selectClipIds.all([JSON.stringify(rows)]).map((row) => [row.id, row.clip_id as ClipId]),
      );
      return rows.flatMap((row) => ids.get(row) ?? []);
    },
  };
}
