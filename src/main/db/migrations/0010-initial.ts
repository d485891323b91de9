import type { Migration } from '../migrate';

/**
 * Jobs, clips, their files and their words. Times are milliseconds since the epoch; paths are relative to the library
 * folder and use `/`. `clip.id` is only the local row; the clip's identity is `clip_id`.
 */
export const initial: Migration = {
  version: 10,
  apply(db) {
    db.exec(`
      CREATE TABLE meta (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT;

      CREATE TABLE hold (
        kind TEXT PRIMARY KEY,
        data TEXT NOT NULL
      ) STRICT;

      CREATE TABLE job (
        id              TEXT PRIMARY KEY,
        phase           TEXT NOT NULL CHECK (phase IN ('pending', 'succeeded', 'failed', 'lost')),
        status          TEXT,
        action          TEXT,
        model           TEXT,
        progress        REAL,
        quota           TEXT,
        message         TEXT,
        problem_code    TEXT,
        problem_detail  TEXT,
        added_at        INTEGER NOT NULL,
        last_asked_at   INTEGER,
        next_poll_at    INTEGER,
        polling_since   INTEGER NOT NULL,
        failures        INTEGER NOT NULL DEFAULT 0,
        not_found_count INTEGER NOT NULL DEFAULT 0,
        not_found_since INTEGER,
        empty_count     INTEGER NOT NULL DEFAULT 0,
        finished_at     INTEGER,
        -- 1 once the id stands in the library folder's journal; it is not asked about before.
        is_journaled    INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX job_by_next_poll ON job (next_poll_at) WHERE next_poll_at IS NOT NULL AND is_journaled = 1;
      CREATE INDEX job_not_journaled ON job (added_at) WHERE is_journaled = 0;
      CREATE INDEX job_by_added ON job (added_at DESC);

      -- The last raw answer, gzip; apart from the job so that lists do not drag it along.
      CREATE TABLE job_answer (
        job_id      TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
        received_at INTEGER NOT NULL,
        body        BLOB NOT NULL
      ) STRICT;

      CREATE TABLE clip (
        id             INTEGER PRIMARY KEY,
        clip_id        TEXT NOT NULL UNIQUE,
        title          TEXT NOT NULL,
        title_key      TEXT NOT NULL,
        given_title    TEXT,
        subtitle       TEXT NOT NULL DEFAULT '',
        model          TEXT,
        action         TEXT,
        sound_prompt   TEXT,
        seed           TEXT,
        bpm            TEXT,
        lyrics_id      TEXT,
        parent_clip_id TEXT,
        duration_ms    INTEGER,
        -- 1 when the duration was read from the file and no answer may change it.
        is_measured    INTEGER NOT NULL DEFAULT 0,
        created_at     INTEGER,
        arrived_at     INTEGER NOT NULL,
        lyrics_state   TEXT NOT NULL DEFAULT 'none',
        folder         TEXT NOT NULL,
        folder_key     TEXT NOT NULL UNIQUE,
        stem           TEXT NOT NULL,
        -- 1 while the files beside the song do not yet tell what the row tells, 2 while they are being written.
        is_sidecar_due INTEGER NOT NULL DEFAULT 1
      ) STRICT;
      CREATE INDEX clip_by_created ON clip (created_at, id);
      CREATE INDEX clip_by_arrived ON clip (arrived_at, id);
      CREATE INDEX clip_by_title ON clip (title_key, id);
      CREATE INDEX clip_by_duration ON clip (duration_ms, id);
      CREATE INDEX clip_by_model ON clip (model, id);
      CREATE INDEX clip_by_lyrics ON clip (lyrics_id) WHERE lyrics_id IS NOT NULL;
      CREATE INDEX clip_by_sidecar_due ON clip (id) WHERE is_sidecar_due <> 0;

      CREATE TABLE job_clip (
        job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        clip   INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        PRIMARY KEY (job_id, clip)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX job_clip_by_clip ON job_clip (clip);

      CREATE TABLE lyrics (
        clip       INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        source     TEXT NOT NULL CHECK (source IN ('api', 'user', 'file')),
        text       TEXT NOT NULL,
        -- The timing markers as they came, JSON; null when there were none.
        markers    TEXT,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (clip, source)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE asset (
        clip           INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        kind           TEXT NOT NULL CHECK (kind IN ('cover', 'audio', 'wav', 'video')),
        url            TEXT,
        -- The job that named the address, which is asked when it has expired. No reference: jobs may be removed.
        job_id         TEXT,
        path           TEXT,
        format         TEXT,
        bytes          INTEGER,
        served_sha256  TEXT,
        present_sha256 TEXT,
        finished_at    INTEGER,
        is_missing     INTEGER NOT NULL DEFAULT 0,
        -- 1 when the user cancelled the download: not queued again unasked.
        is_declined    INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (clip, kind)
      ) STRICT;

      CREATE TABLE download (
        id             INTEGER PRIMARY KEY AUTOINCREMENT,
        clip           INTEGER NOT NULL,
        kind           TEXT NOT NULL,
        state          TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'failed')),
        attempts       INTEGER NOT NULL DEFAULT 0,
        not_before     INTEGER,
        failure_code   TEXT,
        failure_detail TEXT,
        renewals       INTEGER NOT NULL DEFAULT 0,
        renewal_day    INTEGER,
        -- What the part file on disk is a part of: the host's ETag or Last-Modified.
        validator      TEXT,
        done_bytes     INTEGER NOT NULL DEFAULT 0,
        total_bytes    INTEGER,
        added_at       INTEGER NOT NULL,
        UNIQUE (clip, kind),
        FOREIGN KEY (clip, kind) REFERENCES asset (clip, kind) ON DELETE CASCADE
      ) STRICT;
      CREATE INDEX download_by_state ON download (state, id);

      -- Files that we write beside a song, with the hash of what we wrote: a file of another hash is the user's.
      CREATE TABLE sidecar (
        clip   INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
        path   TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (clip, path)
      ) STRICT, WITHOUT ROWID;

      CREATE VIRTUAL TABLE song_search USING fts5 (
        title, words, about,
        content = '', contentless_delete = 1,
        tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
      );
    `);
  },
};
