import type { WorkProgress } from '@shared/library-check';
import type { AddedJobs, Job, JobId, Page, Recognition } from '@shared/model';
import type { Database } from '../db/database';
import type { JobRepository } from '../db/jobs';
import { transitionJob } from '../domain/job';
import type { Clock, Log } from '../ports';
import { decodeBody, type RemoteAnswer } from '../remote/wire';
import type { StoredJobs, TakenAnswers } from './job-intake';
import type { JournalKeeper } from './journal-keeper';
import type { Intake } from './large-intake';
import { isErrno } from './whole-file';
import type { SettingsService } from './settings';

/** The list of jobs as the user acts on it. */
export interface JobsService {
  recognise(text: string): Promise<Recognition>;
  /** Stores every id durably, then has them asked about. Whole answers in the text are taken into the library at once. */
  add(text: string): Promise<AddedJobs>;
  /** Ends what is being added. What is stored by then stays. */
  cancelAdding(): void;
  page(offset: number, limit: number): Page<Job>;
  /** The place of a job among all pages; null when it is not there. */
  position(id: JobId): number | null;
  check(ids: readonly JobId[]): void;
  /** Asks a job soon for fresh addresses of its files. */
  renewAddresses(id: JobId): void;
  stop(ids: readonly JobId[]): void;
  /** Forgets jobs; their songs stay. */
  remove(ids: readonly JobId[]): void;
  /** Takes the answer that is kept of a job into the library once more, and asks the job for fresh addresses. */
  takeKeptAnswer(id: JobId): void;
  answer(id: JobId): { readonly text: string; readonly receivedAt: number } | null;
  /** Ends what takes long. */
  close(): void;
}

export interface JobsServiceDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
  /** Finds and stores what was pasted. */
  readonly intake: Pick<Intake, 'recognise' | 'add'>;
  /** Until an id stands in the library folder's journal it is not asked about. */
  readonly journal: JournalKeeper;
  readonly settings: SettingsService;
  /** Keys that may be in a pasted text, such as a request that was copied whole; none may become a job's id. */
  readonly keysInUse: () => readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Answers of a pasted text have come into the library. */
  readonly onAnswers: (taken: TakenAnswers) => void;
  readonly onAnswer: (jobId: JobId, answer: RemoteAnswer, raw: string) => void;
  readonly onChange: (jobIds: readonly JobId[]) => void;
  /** How far adding a long text is. */
  readonly onAdding: (progress: WorkProgress) => void;
  /** Jobs that are being asked about at this moment. */
  readonly asking: () => readonly JobId[];
  /** Writes what the journal lacks; resolves to whether it lacks none now. */
  readonly noteInJournal: () => Promise<boolean>;
  /** The library folder could not be written to. */
  readonly onFolderTrouble: () => void;
}

const TELL_EVERY_MS = 250;
/** So many ids of a large paste stand in the log. */
const LOGGED = 20;

export function createJobsService(deps: JobsServiceDeps): JobsService {
  const { db, jobs, journal, clock, log } = deps;
  const stopping = new AbortController();
  let cancelling = new AbortController();

  const paste = (text: string) => ({ text, keysInUse: deps.keysInUse() });

  async function add(text: string): Promise<AddedJobs> {
    let stored: StoredJobs = { ids: [], added: [] };
    let journaling: Promise<void> = Promise.resolve();
    let toldAt = clock.now();
    const { signal } = cancelling;
    const onStored = (found: StoredJobs): void => {
      stored = found;
      log.info('Jobs added', {
        added: found.added.length,
        known: found.ids.length - found.added.length,
        first: found.added.slice(0, LOGGED),
      });
      journaling = noteInJournal();
      deps.onChange(found.ids);
    };
    const onProgress = (done: number, total: number): void => {
      if (Math.abs(clock.now() - toldAt) < TELL_EVERY_MS) return;
      toldAt = clock.now();
      deps.onAdding({ done, total });
    };
    const isWhole = await deps.intake.add(
      paste(text),
      { onStored, onAnswers: deps.onAnswers, onProgress },
      AbortSignal.any([signal, stopping.signal]),
    );
    await journaling;
    stopping.signal.throwIfAborted();
    deps.onChange(stored.ids);
    return {
      added: stored.added,
      knownCount: stored.ids.length - stored.added.length,
      isStopped: !isWhole,
    };
  }

  async function noteInJournal(): Promise<void> {
    if (!(await deps.noteInJournal())) deps.onFolderTrouble();
  }

  /** What the answer that is kept tells may have been changed or lost here. */
  function takeAnswer(id: JobId, text: string): void {
    const decoded = decodeBody(text);
    if (decoded.kind !== 'answer' || decoded.answer.outcome === 'failed') return;
    try {
      deps.onAnswer(id, decoded.answer, text);
      check([id]);
    } catch (error) {
      log.error('A kept answer could not be taken', error);
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
    recognise: (text) => deps.intake.recognise(paste(text)),
    add,
    cancelAdding() {
      cancelling.abort();
      cancelling = new AbortController();
    },
    page(offset, limit) {
      const { wantedAssets, requestsPerMinute } = deps.settings.current();
      const line = jobs.line(requestsPerMinute, clock.now());
      return {
        rows: jobs.page(offset, limit, wantedAssets, new Set(deps.asking()), line),
        total: jobs.counts().total,
        offset,
      };
    },
    position: (id) => jobs.position(id),
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
      if (kept) takeAnswer(id, kept.text);
      moveAll([id], 'renew-addresses');
    },
    answer: (id) => jobs.answer(id),
    close: () => stopping.abort(new Error('The program ends.')),
  };
}
