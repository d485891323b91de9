import type { ClipId, JobId, Recognition } from '@shared/model';
import type { ClipRepository } from '../db/clips';
import { isDamage } from '../db/damage';
import { isDatabaseFull, type Database } from '../db/database';
import type { JobRepository } from '../db/jobs';
import { newJobTracking, transitionJob } from '../domain/job';
import { hasJson, recogniseJobs } from '../domain/recognise-jobs';
import type { FoundJob } from '../domain/recognise/findings';
import type { Clock, Log } from '../ports';
import { decodeBody } from '../remote/wire';
import type { AnswerImporter, ImportedAnswer } from './import-answer';
import type { Slices } from './slices';

/** Pasted texts, of any length: finds the jobs in them, and stores them with the answers that they bring along. */
export interface JobIntake {
  recognise(request: PastedText): Promise<Recognition>;
  /**
   * Stores every id, then takes whole answers into the library. All of it is on the disk when it resolves; a start after an
   * end in between finds what was stored until then.
   *
   * @param signal ends it; what is stored by then stays, and is told as all is
   * @returns whether it came to its end
   */
  add(request: PastedText, listener: IntakeListener, signal: AbortSignal): Promise<boolean>;
}

/** Who hears what becomes of a pasted text. */
export interface IntakeListener {
  /** The ids are on the disk. */
  readonly onStored: (stored: StoredJobs) => void;
  /** Answers have come into the library. */
  readonly onAnswers: (taken: TakenAnswers) => void;
  /** So many ids and answers are done, of so many; called often. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface PastedText {
  readonly text: string;
  /** Keys that may be in it, such as in a request that was copied whole; none may become a job's id. */
  readonly keysInUse: readonly string[];
}

export interface StoredJobs {
  /** All that were found, and of them those that are new. */
  readonly ids: readonly JobId[];
  readonly added: readonly JobId[];
}

export interface TakenAnswers extends ImportedAnswer {
  readonly jobIds: readonly JobId[];
}

export interface JobIntakeDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  readonly importer: AnswerImporter;
  readonly slices: Slices;
  readonly clock: Clock;
  readonly log: Log;
}

/** So many entries of each kind are listed before adding; the counts are whole. */
const LISTED = 200;

export function createJobIntake(deps: JobIntakeDeps): JobIntake {
  const { db, jobs, clips, importer, slices, clock, log } = deps;

  /** A song of the library whose id was pasted by mistake. */
  function isClip(id: string): boolean {
    return clips.find(id as ClipId) !== null;
  }

  /** A pasted answer may be the only copy left: what it tells is kept, and the service is asked for news all the same. */
  function takeAnswer(id: JobId, text: string): ImportedAnswer | null {
    const decoded = decodeBody(text);
    if (decoded.kind !== 'answer' || decoded.answer.outcome === 'failed') return null;
    return db.transact(() => {
      const imported = importer.take(id, decoded.answer, text);
      const tracking = jobs.tracking(id);
      if (tracking) {
        jobs.saveTracking(id, transitionJob(tracking, { kind: 'check' }, clock.now(), clock.random()));
      }
      return imported;
    });
  }

  async function takeAnswers(
    answered: readonly FoundJob[],
    onAnswers: (taken: TakenAnswers) => void,
    onDone: (done: number) => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    let taken: { id: JobId; imported: ImportedAnswer }[] = [];
    const take = ({ id, answer }: FoundJob) => {
      try {
        const imported = answer === null ? null : takeAnswer(id, answer);
        if (imported) taken.push({ id, imported });
      } catch (error) {
        if (isDatabaseFull(error) || isDamage(error)) throw error;
        log.error('A pasted answer could not be taken', error);
      }
    };
    const onSlice = (done: number) => {
      onDone(done);
      const slice = taken;
      taken = [];
      if (slice.length === 0) return;
      onAnswers({
        jobIds: slice.map(({ id }) => id),
        clipIds: slice.flatMap(({ imported }) => imported.clipIds),
        renewed: slice.flatMap(({ imported }) => imported.renewed),
      });
    };
    try {
      return (
        (await slices.run(answered, take, { onSlice, isEnded: () => signal.aborted })) === answered.length
      );
    } catch (error) {
      // The jobs are stored and will be asked about.
      log.error('Pasted answers could not be taken', error);
      return true;
    }
  }

  return {
    recognise({ text, keysInUse }) {
      const found = recogniseJobs(text, keysInUse);
      const known = jobs.known(found.jobs.map((job) => job.id));
      const clipIds = found.jobs.filter((job) => !known.has(job.id) && isClip(job.id)).map((job) => job.id);
      const isKnownClip = new Set(clipIds);
      const candidates = found.jobs.filter((job) => !isKnownClip.has(job.id));
      const notIds = [...clipIds.map((id) => ({ text: id, reason: 'clip-id' as const })), ...found.notIds];
      return Promise.resolve({
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
      });
    },
    async add({ text, keysInUse }, { onStored, onAnswers, onProgress }, signal) {
      const recognised = recogniseJobs(text, keysInUse).jobs;
      const known = jobs.known(recognised.map((job) => job.id));
      const found = recognised.filter((job) => known.has(job.id) || !isClip(job.id));
      const now = clock.now();
      const added: JobId[] = [];
      const answered = found.filter((job) => job.answer !== null);
      const total = found.length + answered.length;
      const stored = await slices.run(
        found,
        ({ id }) => added.push(...jobs.add([id], newJobTracking(now), now)),
        { onSlice: (done) => onProgress(done, total), isEnded: () => signal.aborted },
      );
      if (added.length > 0) db.flush();
      onStored({ ids: found.slice(0, stored).map((job) => job.id), added });
      const onDone = (done: number) => onProgress(found.length + done, total);
      const isWhole = await takeAnswers(answered, onAnswers, onDone, signal);
      if (answered.length > 0) db.flush();
      return isWhole && stored === found.length;
    },
  };
}
