import type { ClipId, JobId, LyricsState } from '@shared/model';
import type { ClipNaming } from '../domain/clip-naming';
import type { Database, SqlValue } from './database';

/** What an answer tells about a clip; a null never overwrites what was told before. */
export interface ClipFacts {
  readonly clipId: ClipId;
  readonly givenTitle: string | null;
  readonly model: string | null;
  readonly action: string | null;
  readonly soundPrompt: string | null;
  readonly seed: string | null;
  readonly bpm: string | null;
  readonly lyricsId: string | null;
  readonly parentClipId: string | null;
  readonly durationMs: number | null;
  readonly createdAt: number | null;
}

/** A clip as the services see it. */
export interface StoredClip extends ClipFacts, ClipNaming {
  /** The local row. */
  readonly row: number;
  readonly arrivedAt: number;
  readonly lyricsState: LyricsState;
  readonly lyricsOffsetMs: number;
  readonly isMeasured: boolean;
  readonly folder: string;
  readonly stem: string;
}

/** The names that a clip gets once and keeps, whatever its title becomes. */
export interface ClipPlace {
  readonly folder: string;
  readonly folderKey: string;
  /** Name of its files without ending. */
  readonly stem: string;
}

/** Words of a clip for the search index, already split for it. */
export interface SearchTexts {
  readonly title: string;
  readonly words: string;
  readonly about: string;
}

export interface ClipRepository {
  find(clipId: ClipId): StoredClip | null;
  findRow(row: number): StoredClip | null;
  isFolderTaken(folderKey: string): boolean;
  insert(facts: ClipFacts, naming: ClipNaming, place: ClipPlace, now: number): StoredClip;
  updateFacts(facts: ClipFacts): void;
  updateNaming(row: number, naming: ClipNaming): void;
  /** The song's folder is found at another place; its files keep their names. */
  relocate(row: number, place: ClipPlace): void;
  /** What its words are, which the files beside the song are to tell. */
  setLyricsState(row: number, state: LyricsState): void;
  /** So much later than told its words are shown, which the files beside the song are to tell. */
  setLyricsOffset(row: number, offsetMs: number): void;
  /** The duration read from the file; from then on answers do not change it. */
  setMeasuredDuration(row: number, durationMs: number): void;
  linkJob(jobId: JobId, row: number): void;
  index(row: number, texts: SearchTexts): void;

  markSidecarDue(row: number): void;
  markAllSidecarsDue(): void;
  /** Their writing begins. A change that comes meanwhile makes them due again; an end of the program leaves them due. */
  markSidecarBegun(row: number): void;
  /** Written, unless they have become due again since `markSidecarBegun`. */
  markSidecarWritten(row: number): void;
  /** Their folder has gone: they wait until it is found or they become due again. */
  markSidecarWaiting(row: number): void;
  /** @param after only rows behind this one; all when absent */
  nextSidecarDue(except: readonly number[], after?: number): number | null;
  /** Whether they are being written, or are about to be. */
  areSidecarsDue(row: number): boolean;

  count(): number;
  /** Without those that the user has hidden. */
  countShown(): number;
  jobIds(row: number): JobId[];
  /** Hidden songs are no takes to speak of. */
  otherTakes(lyricsId: string, row: number): number;
  /** Clips that sing these words, the oldest first; of hidden ones only `row`. */
  takes(lyricsId: string, row: number): StoredClip[];
  /** These clips, and behind each those that sing the same words and are not hidden; each once. */
  withTakes(clipIds: readonly ClipId[]): ClipId[];
  isPlayable(row: number): boolean;
  /** It has no file, none is coming, none has failed and none is missing. */
  isWithoutFiles(row: number): boolean;
  hasCover(row: number): boolean;
}

interface ClipRow {
  id: number;
  clip_id: string;
  title: string;
  title_key: string;
  given_title: string | null;
  subtitle: string;
  model: string | null;
  action: string | null;
  sound_prompt: string | null;
  seed: string | null;
  bpm: string | null;
  lyrics_id: string | null;
  parent_clip_id: string | null;
  duration_ms: number | null;
  is_measured: number;
  created_at: number | null;
  arrived_at: number;
  lyrics_state: string;
  lyrics_offset_ms: number;
  folder: string;
  stem: string;
}

function toStoredClip(row: ClipRow): StoredClip {
  return {
    row: row.id,
    clipId: row.clip_id as ClipId,
    title: row.title,
    titleKey: row.title_key,
    givenTitle: row.given_title,
    subtitle: row.subtitle,
    model: row.model,
    action: row.action,
    soundPrompt: row.sound_prompt,
    seed: row.seed,
    bpm: row.bpm,
    lyricsId: row.lyrics_id,
    parentClipId: row.parent_clip_id,
    durationMs: row.duration_ms,
    isMeasured: row.is_measured === 1,
    createdAt: row.created_at,
    arrivedAt: row.arrived_at,
    lyricsState: row.lyrics_state as LyricsState,
    lyricsOffsetMs: row.lyrics_offset_ms,
    folder: row.folder,
    stem: row.stem,
  };
}

export function createClipRepository(db: Database): ClipRepository {
  const selectClip = db.prepare<ClipRow>('SELECT * FROM clip WHERE clip_id = ?');
  const selectRow = db.prepare<ClipRow>('SELECT * FROM clip WHERE id = ?');
  const selectFolder = db.prepare<{ id: number }>('SELECT id FROM clip WHERE folder_key = ?');
  const insert = db.prepare(`
    INSERT INTO clip (clip_id, given_title, model, action, sound_prompt, seed, bpm, lyrics_id, parent_clip_id, duration_ms,
      created_at, title, title_key, subtitle, folder, folder_key, stem, arrived_at)
    VALUES (:clip_id, :given_title, :model, :action, :sound_prompt, :seed, :bpm, :lyrics_id, :parent_clip_id, :duration_ms,
      :created_at, :title, :title_key, :subtitle, :folder, :folder_key, :stem, :arrived_at)`);
  // The first job to name a model and an action is the one that made the song: a later video job is not.
  const updateFacts = db.prepare(`
    UPDATE clip SET given_title = coalesce(:given_title, given_title), model = coalesce(model, :model),
      action = coalesce(action, :action), sound_prompt = coalesce(:sound_prompt, sound_prompt), seed = coalesce(:seed, seed),
      bpm = coalesce(:bpm, bpm), lyrics_id = coalesce(:lyrics_id, lyrics_id),
      parent_clip_id = coalesce(:parent_clip_id, parent_clip_id),
      duration_ms = CASE WHEN is_measured = 1 THEN duration_ms ELSE coalesce(:duration_ms, duration_ms) END,
      created_at = coalesce(:created_at, created_at)
    WHERE clip_id = :clip_id`);
  const updateNaming = db.prepare(
    'UPDATE clip SET title = :title, title_key = :title_key, subtitle = :subtitle WHERE id = :row',
  );
  const updatePlace = db.prepare(
    'UPDATE clip SET folder = :folder, folder_key = :folderKey, stem = :stem WHERE id = :row',
  );
  const updateLyricsState = db.prepare('UPDATE clip SET lyrics_state = ?, is_sidecar_due = 1 WHERE id = ?');
  const updateLyricsOffset = db.prepare(
    'UPDATE clip SET lyrics_offset_ms = ?, is_sidecar_due = 1 WHERE id = ?',
  );
  const updateDuration = db.prepare('UPDATE clip SET duration_ms = ?, is_measured = 1 WHERE id = ?');
  const insertLink = db.prepare('INSERT INTO job_clip (job_id, clip) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const deleteIndexed = db.prepare('DELETE FROM song_search WHERE rowid = ?');
  const insertIndexed = db.prepare(
    'INSERT INTO song_search (rowid, title, words, about) VALUES (?, ?, ?, ?)',
  );
  const deleteIndexedTitle = db.prepare('DELETE FROM title_search WHERE rowid = ?');
  const insertIndexedTitle = db.prepare('INSERT INTO title_search (rowid, title) VALUES (?, ?)');
  const updateWordsRevision = db.prepare(
    `UPDATE counter SET value = value + 1 WHERE name = 'words-revision'`,
  );
  const updateSidecarDue = db.prepare('UPDATE clip SET is_sidecar_due = ? WHERE id = ?');
  const updateSidecarWritten = db.prepare(
    'UPDATE clip SET is_sidecar_due = 0 WHERE id = ? AND is_sidecar_due = 2',
  );
  const updateAllSidecarsDue = db.prepare('UPDATE clip SET is_sidecar_due = 1');
  const updateSidecarWaiting = db.prepare(
    'UPDATE clip SET is_sidecar_due = 3 WHERE id = ? AND is_sidecar_due = 2',
  );
  const selectSidecarDue = db.prepare<{ id: number }>(`
    SELECT id FROM clip
    WHERE is_sidecar_due <> 0 AND is_sidecar_due <> 3 AND id > ? AND id NOT IN (SELECT value FROM json_each(?))
    ORDER BY id LIMIT 1`);
  const selectIsSidecarDue = db.prepare('SELECT 1 FROM clip WHERE id = ? AND is_sidecar_due IN (1, 2)');
  const selectJobIds = db.prepare<{ job_id: string }>(
    'SELECT job_id FROM job_clip WHERE clip = ? ORDER BY job_id',
  );
  const selectCount = db.prepare<{ value: number }>('SELECT value FROM counter WHERE name = ?');
  const countTakes = db.prepare<{ count: number }>(
    'SELECT count(*) AS count FROM clip WHERE lyrics_id = ? AND id <> ? AND hidden_at IS NULL',
  );
  const selectTakes = db.prepare<ClipRow>(
    `SELECT * FROM clip WHERE lyrics_id = ? AND (hidden_at IS NULL OR id = ?)
     ORDER BY created_at IS NULL, created_at, arrived_at, id`,
  );
  const selectTakeIds = db.prepare<{ clip_id: string }>(`
    SELECT take.clip_id FROM json_each(?) JOIN clip ON clip.clip_id = json_each.value
      JOIN clip AS take ON take.id = clip.id OR (take.lyrics_id = clip.lyrics_id AND take.hidden_at IS NULL)
    ORDER BY json_each.key, take.id`);
  const selectWithoutFiles = db.prepare<{ id: number }>('SELECT id FROM clip WHERE id = ? AND files = 0');
  const selectPresent = db.prepare<{ kind: string }>(
    'SELECT kind FROM asset WHERE clip = ? AND path IS NOT NULL AND is_missing = 0',
  );

  function find(clipId: ClipId): StoredClip | null {
    const row = selectClip.get([clipId]);
    return row ? toStoredClip(row) : null;
  }

  const counter = (name: string): number => selectCount.get([name])?.value ?? 0;

  function factParams(facts: ClipFacts): Record<string, SqlValue> {
    return {
      clip_id: facts.clipId,
      given_title: facts.givenTitle,
      model: facts.model,
      action: facts.action,
      sound_prompt: facts.soundPrompt,
      seed: facts.seed,
      bpm: facts.bpm,
      lyrics_id: facts.lyricsId,
      parent_clip_id: facts.parentClipId,
      duration_ms: facts.durationMs,
      created_at: facts.createdAt,
    };
  }

  return {
    find,
    findRow(row) {
      const found = selectRow.get([row]);
      return found ? toStoredClip(found) : null;
    },
    isFolderTaken: (folderKey) => selectFolder.get([folderKey]) !== undefined,
    insert(facts, naming, place, now) {
      insert.run({
        ...factParams(facts),
        title: naming.title,
        title_key: naming.titleKey,
        subtitle: naming.subtitle,
        folder: place.folder,
        folder_key: place.folderKey,
        stem: place.stem,
        arrived_at: now,
      });
      const stored = find(facts.clipId);
      if (!stored) throw new Error('An inserted clip was not found again.');
      return stored;
    },
    updateFacts: (facts) => void updateFacts.run(factParams(facts)),
    updateNaming: (row, naming) =>
      void updateNaming.run({
        row,
        title: naming.title,
        title_key: naming.titleKey,
        subtitle: naming.subtitle,
      }),
    relocate: (row, place) => void updatePlace.run({ row, ...place }),
    setLyricsState: (row, state) => void updateLyricsState.run([state, row]),
    setLyricsOffset: (row, offsetMs) => void updateLyricsOffset.run([Math.round(offsetMs), row]),
    setMeasuredDuration: (row, durationMs) => void updateDuration.run([Math.round(durationMs), row]),
    linkJob: (jobId, row) => void insertLink.run([jobId, row]),
    // Last: whatever else is written behind an entry has SQLite put that entry on disk by itself, one by one.
    index: (row, texts) =>
      db.beforeCommit(() => {
        deleteIndexed.run([row]);
        insertIndexed.run([row, texts.title, texts.words, texts.about]);
        deleteIndexedTitle.run([row]);
        insertIndexedTitle.run([row, texts.title]);
        updateWordsRevision.run();
      }),

    markSidecarDue: (row) => void updateSidecarDue.run([1, row]),
    markAllSidecarsDue: () => void updateAllSidecarsDue.run(),
    markSidecarBegun: (row) => void updateSidecarDue.run([2, row]),
    markSidecarWritten: (row) => void updateSidecarWritten.run([row]),
    markSidecarWaiting: (row) => void updateSidecarWaiting.run([row]),
    nextSidecarDue: (except, after = 0) => selectSidecarDue.get([after, JSON.stringify(except)])?.id ?? null,
    areSidecarsDue: (row) => selectIsSidecarDue.get([row]) !== undefined,

    count: () => counter('songs'),
    countShown: () => counter('songs') - counter('hidden-songs'),
    jobIds: (row) => selectJobIds.all([row]).map((link) => link.job_id as JobId),
    otherTakes: (lyricsId, row) => countTakes.get([lyricsId, row])?.count ?? 0,
    takes: (lyricsId, row) => selectTakes.all([lyricsId, row]).map(toStoredClip),
    withTakes: (clipIds) => [
      ...new Set(selectTakeIds.all([JSON.stringify(clipIds)]).map(({ clip_id }) => clip_id as ClipId)),
    ],
    isWithoutFiles: (row) => selectWithoutFiles.get([row]) !== undefined,
    isPlayable: (row) => selectPresent.all([row]).some(({ kind }) => kind !== 'cover'),
    hasCover: (row) => selectPresent.all([row]).some(({ kind }) => kind === 'cover'),
  };
}
