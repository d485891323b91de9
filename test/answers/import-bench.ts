import { afterEach, expect } from 'vitest';
import { ASSET_KINDS, type JobId } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { openDatabase, type Database } from '../../src/main/db/database';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createRemovedClipRepository } from '../../src/main/db/removed-clips';
import { createJobRepository } from '../../src/main/db/jobs';
import { createLyricsRepository } from '../../src/main/db/lyrics';
import { migrate } from '../../src/main/db/migrate';
import { newJobTracking } from '../../src/main/domain/job';
import { readResponse, type FetchResult } from '../../src/main/remote/flow-client';
import { createReading, inlineListMaker } from '../../src/main/reading';
import { createAnswerImporter } from '../../src/main/services/import-answer';
import { createSettingsService } from '../../src/main/services/settings';
import { newFolder, removeFolder } from '../support/core';
import { createFakeClock } from '../support/fake-clock';
import { createMemorySettings, createRecordingLog } from '../support/ports';

/** Answers go through the decoder and the importer into a real SQLite file, and everything is looked at afterwards. */
export interface ImportBench {
  /** Adds the job if it is new and takes the body as an answer about it with HTTP 200. */
  take(jobId: string, body: string): FetchResult;
  /** From now on the n-th write fails; every write succeeds when it is null. */
  failAtWrite(write: number | null): void;
  /** Every row of every table as text: two that are equal hold the same library. */
  dump(): string;
  /** Fails unless job, songs, words, files and downloads of the whole library belong together. */
  expectConsistent(): void;
  /** SQLite's own checks, which read the whole file. */
  expectSound(): void;
  rows<Row = Record<string, unknown>>(sql: string, ...params: readonly (string | number)[]): Row[];
  answerOf(jobId: string): string | null;
}

const TABLES = ['job', 'job_answer', 'clip', 'job_clip', 'lyrics', 'asset', 'download', 'sidecar'];

/** What must never be found, told as a query that finds it. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'a finished job that is asked again or never ended': `SELECT id FROM job WHERE phase <> 'pending' AND (next_poll_at IS NOT NULL OR finished_at IS NULL)`,
  'a waiting job that is never asked again': `SELECT id FROM job WHERE phase = 'pending' AND next_poll_at IS NULL`,
  'a succeeded job without songs that says nothing of it': `SELECT id FROM job WHERE phase = 'succeeded' AND problem_code IS NULL
    AND NOT EXISTS (SELECT 1 FROM job_clip WHERE job_id = job.id)`,
  'a job with songs and no raw answer': `SELECT id FROM job WHERE EXISTS (SELECT 1 FROM job_clip WHERE job_id = job.id)
    AND NOT EXISTS (SELECT 1 FROM job_answer WHERE job_id = job.id)`,
  'a song that no job named': 'SELECT clip_id FROM clip WHERE id NOT IN (SELECT clip FROM job_clip)',
  'a song without a name, a folder or an id': `SELECT id FROM clip WHERE trim(title) = '' OR folder = '' OR stem = '' OR clip_id = ''`,
  'a folder that leads elsewhere': `SELECT folder FROM clip WHERE folder LIKE '%/%' OR folder LIKE '%\\%' OR folder GLOB '.*' OR stem LIKE '%/%' OR stem GLOB '.*'`,
  'a song that search does not know': 'SELECT id FROM clip WHERE id NOT IN (SELECT rowid FROM song_search)',
  'a search entry without a song': 'SELECT rowid FROM song_search WHERE rowid NOT IN (SELECT id FROM clip)',
  'markers that are no JSON': 'SELECT clip FROM lyrics WHERE markers IS NOT NULL AND NOT json_valid(markers)',
  'an address that is not of the web': `SELECT url FROM asset WHERE url NOT LIKE 'http://%' AND url NOT LIKE 'https://%'`,
  'a file that is neither there nor coming': `SELECT clip, kind FROM asset WHERE path IS NULL AND is_declined = 0
    AND (clip, kind) NOT IN (SELECT clip, kind FROM download)`,
  'a length or a time that cannot be': `SELECT clip_id FROM clip WHERE duration_ms <= 0 OR duration_ms > 86400000
    OR created_at < 946684800000 OR created_at >= 4102444800000`,
  'a progress that cannot be': 'SELECT id FROM job WHERE progress < 0 OR progress > 100',
};

/** Opens benches that are closed and removed after each test. */
export function createImportBenches(): { open(): ImportBench } {
  let ended: (() => void)[] = [];
  afterEach(() => {
    for (const end of ended) end();
    ended = [];
    expectCleanPrototypes();
  });

  return {
    open() {
      const folder = newFolder();
      const file = `${folder}/library.sqlite`;
      const log = createRecordingLog();
      const real = openDatabase(file, log);
      ended.push(() => {
        real.close();
        removeFolder(folder);
      });
      migrate(real, file, Date.now());
      let writesLeft = Infinity;
      const db = watched(real, (sql) => {
        writesLeft -= 1;
        if (writesLeft === 0) throw new InjectedFailure(sql);
      });
      const clock = createFakeClock();
      const jobs = createJobRepository(db);
      const clips = createClipRepository(db);
      const lyricsRows = createLyricsRepository(db);
      const settings = createSettingsService(
        createMemorySettings({ wantedAssets: ASSET_KINDS }),
        { apiUrl: null, libraryFolder: null, apiKey: null },
        folder,
        () => undefined,
      );
      const importer = createAnswerImporter({
        db,
        jobs,
        clips,
        lyrics: lyricsRows,
        downloads: createDownloadRepository(db),
        removed: createRemovedClipRepository(db),
        settings,
        clock,
      });
      const reading = createReading({ db, clips, lyrics: lyricsRows, now: clock.now }, inlineListMaker);
      // Made before any failing write, as a job is added long before it is answered.
      const addJob = createJobRepository(real);

      return {
        take(jobId, body) {
          const id = jobId as JobId;
          const now = clock.now();
          addJob.add([id], newJobTracking(now), now);
          const result = readResponse(200, body, undefined, now);
          if (result.kind === 'answer') {
            for (const clipId of importer.apply(id, result.answer, result.raw).clipIds) {
              // What the window would ask for next.
              reading.rows.song(clipId);
              reading.lyrics.get(clipId);
            }
          }
          return result;
        },
        dump: () =>
          TABLES.map((table) => JSON.stringify(real.prepare(`SELECT * FROM ${table}`).all())).join('\n'),
        failAtWrite(write) {
          writesLeft = write ?? Infinity;
        },
        expectConsistent() {
          for (const [name, sql] of Object.entries(CONTRADICTIONS)) {
            expect(real.prepare(sql).all(), name).toEqual([]);
          }
          expectCleanPrototypes();
        },
        expectSound() {
          expect(real.pragma('integrity_check')).toBe('ok');
          expect(real.pragma('foreign_key_check')).toBeUndefined();
        },
        rows: <Row>(sql: string, ...params: readonly (string | number)[]) =>
          real.prepare<Row>(sql).all(params),
        answerOf: (jobId) => jobs.answer(jobId as JobId)?.text ?? null,
      };
    },
  };
}

export class InjectedFailure extends Error {}

/** The database, with a look at every write before it is made. */
function watched(db: Database, beforeWrite: (sql: string) => void): Database {
  return {
    ...db,
    prepare<Row>(sql: string) {
      const statement = db.prepare<Row>(sql);
      return {
        ...statement,
        run(params) {
          beforeWrite(sql);
          return statement.run(params);
        },
      };
    },
  };
}

const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Function.prototype].map(
  (prototype) => [prototype, Reflect.ownKeys(prototype).length] as const,
);

/** Fails when anything was written where every object would see it. */
export function expectCleanPrototypes(): void {
  for (const [prototype, count] of PROTOTYPES) expect(Reflect.ownKeys(prototype)).toHaveLength(count);
}
