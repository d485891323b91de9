import type { AddedJobs, Job, JobId, Page, Recognition } from '@shared/model';
import type { ClipRepository } from '../db/clips';
import type { Database } from '../db/database';
import type { JobRepository } from '../db/jobs';
import { newJobTracking, transitionJob } from '../domain/job';
import { hasJson, recogniseJobs } from '../domain/recognise-jobs';
import type { Clock, Log } from '../ports';
import { decodeBody, type RemoteAnswer } from '../remote/wire';
import type { JournalKeeper } from './journal-keeper';
import { isErrno } from './whole-file';
import type { SettingsService } from './settings';

/** The list of jobs as the user acts on it. */
export interface JobsService {
  recognise(text: string): Recognition;
  /** Stores every id durably, then has them asked about. Whole answers in the text are taken into the library at once. */
  add(text: string): AddedJobs;
  page(offset: number, limit: number): Page<Job>;
  check(ids: readonly JobId[]): void;
  /** Asks a job soon for fresh addresses of its files. */
  renewAddresses(id: JobId): void;
  stop(ids: readonly JobId[]): void;
  /** Forgets jobs; their songs stay. */
  remove(ids: readonly JobId[]): void;
  /** Takes the answer that is kept of a job into the library once more, and asks the job for fresh addresses. */
  takeKeptAnswer(id: JobId): void;
  answer(id: JobId): { readonly text: string; readonly receivedAt: number } | null;
}

export interface JobsServiceDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  /** Until an id stands in the library folder's journal it is not asked about. */
  readonly journal: JournalKeeper;
  readonly settings: SettingsService;
  /** Keys that may be in a pasted text, such as a request that was copied whole; none may become a job's id. */
  readonly keysInUse: () => readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly onAnswer: (jobId: JobId, answer: RemoteAnswer, raw: string) => void;
  readonly onChange: (jobIds: readonly JobId[]) => void;
  /** Jobs that are being asked about at this moment. */
  readonly asking: () => readonly JobId[];
  /** The library folder could not be written to. */
  readonly onFolderTrouble: () => void;
}

/** So many entries of each kind are listed before adding; the counts are whole. */
const LISTED = 200;
/** So many ids of a large paste stand in the log. */
const LOGGED = 20;

export function createJobsService(deps: JobsServiceDeps): JobsService {
  const { db, jobs, clips, journal, clock, log } = deps;

  function recognise(text: string): Recognition {
    const found = recogniseJobs(text, deps.keysInUse());
    const known = jobs.known(found.jobs.map((job) => job.id));
    const clipIds = found.jobs.filter((job) => !known.has(job.id) && isClip(job.id)).map((job) => job.id);
    const isKnownClip = new Set(clipIds);
    const candidates = found.jobs.filter((job) => !isKnownClip.has(job.id));
    const notIds = [...clipIds.map((id) => ({ text: id, reason: 'clip-id' as const })), ...found.notIds];
    return {
      jobs: candidates.slice(0, LISTED).map((job) => ({
        id: job.id,
        isKnown: known.has(job.id),
        hasAnswer: job.answer !== null,
      })),
      notIds: notIds.slice(0, LISTED),
      newCount: candidates.filter((job) => !known.has(job.id)).length,
      knownCount: candidates.filter((job) => known.has(job.id)).length,
      notIdCount: notIds.length,
      hasJson: hasJson(text),
    };
  }

  /** A song of the library whose id was pasted by mistake. */
  function isClip(id: string): boolean {
    return clips.find(id as Parameters<ClipRepository['find']>[0]) !== null;
  }

  function add(text: string): AddedJobs {
    const recognised = recogniseJobs(text, deps.keysInUse()).jobs;
    const found = recognised.filter((job) => jobs.tracking(job.id) !== null || !isClip(job.id));
    const now = clock.now();
    const ids = found.map((job) => job.id);
    const added = db.transactDurably(() => jobs.add(ids, newJobTracking(now), now));
    log.info('Jobs added', {
      added: added.length,
      known: ids.length - added.length,
      first: added.slice(0, LOGGED),
    });
    if (journal.catchUp() !== 'whole') deps.onFolderTrouble();
    for (const { id, answer } of found) {
      if (answer !== null) takePastedAnswer(id, answer);
    }
    deps.onChange(ids);
    return { added, knownCount: ids.length - added.length };
  }

  /** A pasted answer may be the only copy left: what it tells is kept, and the service is asked for news all the same. */
  function takePastedAnswer(id: JobId, text: string): void {
    const decoded = decodeBody(text);
    if (decoded.kind !== 'answer' || decoded.answer.outcome === 'failed') return;
    try {
      deps.onAnswer(id, decoded.answer, text);
      check([id]);
    } catch (error) {
      log.error('A pasted answer could not be taken', error);
    }
  }

  function check(ids: readonly JobId[]): void {
    moveAll(ids, 'check');
  }

  function moveAll(ids: readonly JobId[], kind: 'check' | 'stop' | 'renew-addresses'): void {
    db.transact(() => {
      for (const id of ids) {
        const tracking = jobs.tracking(id);
        if (tracking) jobs.saveTracking(id, transitionJob(tracking, { kind }, clock.now(), clock.random()));
      }
    });
    deps.onChange(ids);
  }

  return {
    recognise,
    add,
    page(offset, limit) {
      const { wantedAssets, requestsPerMinute } = deps.settings.current();
      const line = jobs.line(requestsPerMinute, clock.now());
      return {
        rows: jobs.page(offset, limit, wantedAssets, new Set(deps.asking()), line),
        total: jobs.counts().total,
        offset,
      };
    },
    check,
    renewAddresses: (id) => moveAll([id], 'renew-addresses'),
    stop: (ids) => moveAll(ids, 'stop'),
    remove(ids) {
      db.transactDurably(() => jobs.remove(ids));
      log.info('Jobs removed', { count: ids.length, first: ids.slice(0, LOGGED) });
      try {
        const removedAt = new Date(clock.now()).toISOString();
        journal.append(ids.map((jobId) => ({ jobId, removedAt })));
      } catch (error) {
        // A rebuild would only bring the job back; nothing is lost.
        if (!isErrno(error, 'ENOENT'))
          log.error('A removed job could not be noted in the library folder', error);
      }
      deps.onChange(ids);
    },
    takeKeptAnswer(id) {
      const kept = jobs.answer(id);
      if (kept) takePastedAnswer(id, kept.text);
      moveAll([id], 'renew-addresses');
    },
    answer: (id) => jobs.answer(id),
  };
}
