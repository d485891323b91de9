import { toSearchText } from '../../domain/search-query';
import type { Database } from '../database';
import type { Migration } from '../migrate';

/**
 * What lists and searches of a large library read without going through it: which files a song has in one number,
 * counts and revisions that stand ready, and a small index of titles for the first letter that is typed.
 */
export const libraryAtSize: Migration = {
  version: 60,
  apply(db) {
    db.exec(`
      ALTER TABLE clip ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE clip ADD COLUMN rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5);
      ALTER TABLE clip ADD COLUMN plays INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE clip ADD COLUMN last_played_at INTEGER;

      CREATE TABLE clip_tag (
        clip    INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        tag_key TEXT NOT NULL,
        tag     TEXT NOT NULL,
        PRIMARY KEY (clip, tag_key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX clip_tag_by_tag ON clip_tag (tag_key, clip);

      CREATE INDEX clip_by_files ON clip (files);
      CREATE INDEX clip_by_action ON clip (action);
      CREATE INDEX clip_by_lyrics_state ON clip (lyrics_state);
      CREATE INDEX clip_by_seed ON clip (seed) WHERE seed IS NOT NULL;
      CREATE INDEX clip_by_bpm ON clip (bpm) WHERE bpm IS NOT NULL;
      CREATE INDEX clip_by_rating ON clip (rating) WHERE rating > 0;
      CREATE INDEX clip_by_plays ON clip (plays) WHERE plays > 0;
      CREATE INDEX clip_by_last_played ON clip (last_played_at) WHERE last_played_at IS NOT NULL;

      -- Texts of several kilobytes: in a table without rowids most of each would stand on a page of its own.
      CREATE TABLE lyrics_in_rows (
        clip       INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        source     TEXT NOT NULL CHECK (source IN ('api', 'user', 'file')),
        text       TEXT NOT NULL,
        -- The timing markers as they came, JSON; null when there were none.
        markers    TEXT,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (clip, source)
      ) STRICT;
      INSERT INTO lyrics_in_rows SELECT clip, source, text, markers, updated_at FROM lyrics;
      DROP TABLE lyrics;
      ALTER TABLE lyrics_in_rows RENAME TO lyrics;

      CREATE VIRTUAL TABLE title_search USING fts5 (
        title,
        content = '', contentless_delete = 1,
        tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
      );

      -- Counts of rows, and numbers that grow with whatever makes a list another one.
      CREATE TABLE counter (
        name  TEXT PRIMARY KEY,
        value INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      INSERT INTO counter (name, value) VALUES
        ('songs', (SELECT count(*) FROM clip)),
        ('jobs', (SELECT count(*) FROM job)),
        ('active-jobs', (SELECT count(*) FROM job WHERE phase = 'pending' AND next_poll_at IS NOT NULL)),
        ('downloads', (SELECT count(*) FROM download)),
        ('failed-downloads', (SELECT count(*) FROM download WHERE state = 'failed')),
        -- Songs that arrived, by their time, before a song that is in the table already.
        ('late-arrivals', (SELECT count(*) FROM
          (SELECT arrived_at, max(arrived_at) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) AS latest FROM clip)
          WHERE arrived_at < latest)),
        ('order-revision', 1), ('facet-revision', 1), ('words-revision', 1);
    `);
    createFileFlags(db);
    createCounters(db);
    indexTitles(db);
  },
};

/** Bits of `clip.files`: which kinds are on disk, then what of the others there is to say. */
const FLAGS = `
  coalesce(sum(CASE WHEN path IS NULL OR is_missing = 1 THEN 0
    WHEN asset.kind = 'cover' THEN 1 WHEN asset.kind = 'audio' THEN 2 WHEN asset.kind = 'wav' THEN 4 ELSE 8 END), 0)
  + 16 * coalesce(max(state IN ('queued', 'running', 'paused')), 0)
  + 32 * coalesce(max(state = 'failed'), 0)
  + 64 * coalesce(max(path IS NOT NULL AND is_missing = 1), 0)
  + 128 * coalesce(max(path IS NOT NULL AND is_missing = 0 AND is_unverified = 1), 0)`;

function createFileFlags(db: Database): void {
  const flagsOf = (clip: string) =>
    `(SELECT ${FLAGS} FROM asset LEFT JOIN download USING (clip, kind) WHERE asset.clip = ${clip})`;
  const onChange = (name: string, when: string, row: 'new' | 'old') => `
    CREATE TRIGGER ${name} AFTER ${when} BEGIN
      UPDATE clip SET files = ${flagsOf(`${row}.clip`)} WHERE id = ${row}.clip;
    END;`;
  db.exec(`
    UPDATE clip SET files = ${flagsOf('clip.id')};
    ${onChange('asset_added', 'INSERT ON asset WHEN new.path IS NOT NULL', 'new')}
    ${onChange('asset_changed', 'UPDATE OF path, is_missing, is_unverified ON asset', 'new')}
    ${onChange('download_added', 'INSERT ON download', 'new')}
    ${onChange('download_changed', 'UPDATE OF state ON download WHEN new.state <> old.state', 'new')}
    ${onChange('download_removed', 'DELETE ON download', 'old')}
  `);
}

function createCounters(db: Database): void {
  const add = (name: string, amount: string) =>
    `UPDATE counter SET value = value + ${amount} WHERE name = '${name}';`;
  const isActive = (row: 'new' | 'old') => `(${row}.phase = 'pending' AND ${row}.next_poll_at IS NOT NULL)`;
  const isFailed = (row: 'new' | 'old') => `(${row}.state = 'failed')`;
  db.exec(`
    CREATE TRIGGER clip_counted BEFORE INSERT ON clip BEGIN
      ${add('songs', '1')}
      ${add('order-revision', '1')}
      ${add('late-arrivals', '(new.arrived_at < coalesce((SELECT max(arrived_at) FROM clip), 0))')}
    END;
    CREATE TRIGGER clip_uncounted AFTER DELETE ON clip BEGIN ${add('songs', '-1')} ${add('order-revision', '1')} END;
    CREATE TRIGGER clip_reordered AFTER UPDATE OF title_key, model, duration_ms, created_at ON clip
      WHEN old.title_key IS NOT new.title_key OR old.model IS NOT new.model
        OR old.duration_ms IS NOT new.duration_ms OR old.created_at IS NOT new.created_at
    BEGIN ${add('order-revision', '1')} END;
    CREATE TRIGGER clip_refaceted AFTER UPDATE OF files, lyrics_state, action, seed, bpm, rating, plays, last_played_at ON clip
      WHEN old.files <> new.files OR old.lyrics_state <> new.lyrics_state OR old.action IS NOT new.action
        OR old.seed IS NOT new.seed OR old.bpm IS NOT new.bpm OR old.rating <> new.rating OR old.plays <> new.plays
        OR old.last_played_at IS NOT new.last_played_at
    BEGIN ${add('facet-revision', '1')} END;

    CREATE TRIGGER job_counted AFTER INSERT ON job BEGIN
      ${add('jobs', '1')} ${add('active-jobs', isActive('new'))}
    END;
    CREATE TRIGGER job_uncounted AFTER DELETE ON job BEGIN
      ${add('jobs', '-1')} ${add('active-jobs', `-${isActive('old')}`)}
    END;
    CREATE TRIGGER job_recounted AFTER UPDATE OF phase, next_poll_at ON job WHEN ${isActive('new')} <> ${isActive('old')}
    BEGIN ${add('active-jobs', `${isActive('new')} - ${isActive('old')}`)} END;

    CREATE TRIGGER download_counted AFTER INSERT ON download BEGIN
      ${add('downloads', '1')} ${add('failed-downloads', isFailed('new'))}
    END;
    CREATE TRIGGER download_uncounted AFTER DELETE ON download BEGIN
      ${add('downloads', '-1')} ${add('failed-downloads', `-${isFailed('old')}`)}
    END;
    CREATE TRIGGER download_recounted AFTER UPDATE OF state ON download WHEN ${isFailed('new')} <> ${isFailed('old')}
    BEGIN ${add('failed-downloads', `${isFailed('new')} - ${isFailed('old')}`)} END;
  `);
}

const TITLES_AT_ONCE = 10_000;

function indexTitles(db: Database): void {
  const select = db.prepare<{ id: number; title: string }>(
    'SELECT id, title FROM clip WHERE id > ? ORDER BY id LIMIT ?',
  );
  const insert = db.prepare('INSERT INTO title_search (rowid, title) VALUES (?, ?)');
  let last = 0;
  for (;;) {
    const rows = select.all([last, TITLES_AT_ONCE]);
    for (const { id, title } of rows) insert.run([id, toSearchText(title)]);
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
  }
}
