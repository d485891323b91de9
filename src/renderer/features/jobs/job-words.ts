import { assertNever } from '@shared/assert-never';
import type { Hold, Job, JobProblem } from '@shared/model';
import { formatMoment, formatPast, formatPercent } from '../../format';
import { translate as t } from '../../i18n';

export type JobTone = 'plain' | 'going' | 'ok' | 'warn' | 'bad';

export interface JobWords {
  /** The state in a word or two. */
  readonly state: string;
  readonly tone: JobTone;
  /** A word more on the same line; null when there is none. */
  readonly beside: string | null;
  /** What there is to know beyond it; null when nothing. */
  readonly detail: string | null;
  readonly isDetailProblem: boolean;
  /** What the service or the network itself said; for a tooltip. */
  readonly said: string | null;
  /** 0 to 100 where a bar shows how far it is; undefined for no bar. */
  readonly percent: number | undefined;
}

const WAITING_STATUS = 'PENDING_QUEUE';
const MAKING_STATUS = 'ON_QUEUE';

/** `ffd6870b…86b5`: enough to tell ids apart. */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`;
}

/** A problem in words. */
export function problemText({ code, detail }: JobProblem): string {
  if (code !== 'unread-clips') return t(`jobs.problem.${code}`);
  const [unread = 0, count = 0] = (detail ?? '').split('/').map(Number);
  return t('jobs.problem.unread-clips', { unread, count });
}

function pendingWords(job: Job): JobWords {
  const problem = job.problem;
  const base = {
    beside: null,
    detail: problem === null ? job.message : problemText(problem),
    isDetailProblem: problem !== null,
    said: problem?.code === 'unread-clips' ? t('jobs.detail.unread') : (problem?.detail ?? null),
    percent: undefined,
  };
  if (job.isStopped) {
    return {
      ...base,
      state: t('jobs.state.stopped'),
      tone: 'plain',
      detail: t('jobs.detail.stopped'),
      isDetailProblem: false,
    };
  }
  if (job.status === MAKING_STATUS) {
    const percent = job.progress;
    if (percent === null) return { ...base, state: t('jobs.state.making'), tone: 'going' };
    const state = t('jobs.state.makingPercent', { percent: formatPercent(percent) });
    return { ...base, state, tone: 'going', percent };
  }
  if (job.status === null && problem === null) {
    const detail = job.lastAskedAt === null ? t('jobs.detail.notAsked') : t('jobs.detail.noAnswer');
    return { ...base, state: t('jobs.state.waiting'), tone: 'plain', detail };
  }
  if (job.status === null || job.status === WAITING_STATUS || problem?.code === 'no-songs') {
    return { ...base, state: t('jobs.state.waiting'), tone: 'plain' };
  }
  // A word that is not documented is shown as it came: the service may know a state that this program does not.
  return { ...base, state: t('jobs.state.says', { status: job.status }), tone: 'plain' };
}

function doneWords(job: Job): JobWords {
  const unread = job.problem?.code === 'unread-clips' ? problemText(job.problem) : null;
  const trouble = unread ?? laterTrouble(job);
  const base = {
    beside: null,
    detail: trouble ?? (job.message === null ? null : t('jobs.detail.lastSaid', { message: job.message })),
    isDetailProblem: trouble !== null,
    said: unread === null ? (job.problem?.detail ?? null) : t('jobs.detail.unread'),
    percent: undefined,
  };
  if (job.songCount === 0 && job.removedCount > 0) {
    return { ...base, state: t('jobs.state.doneRemoved'), tone: 'plain' };
  }
  if (job.songCount === 0) {
    const detail = trouble ?? t('jobs.detail.noSongs');
    return { ...base, state: t('jobs.state.doneNoSongs'), tone: 'warn', detail };
  }
  const state = job.isWordsOnly
    ? t('jobs.state.doneWords')
    : t('jobs.state.doneSongs', { count: job.songCount });
  if (job.fileCount === 0) {
    return { ...base, state, tone: 'ok', beside: job.isWordsOnly ? null : t('jobs.detail.noFiles') };
  }
  if (job.fileDoneCount >= job.fileCount) {
    return { ...base, state, tone: 'ok', beside: t('jobs.detail.filesAll', { count: job.fileCount }) };
  }
  return {
    ...base,
    state,
    tone: 'ok',
    beside: t('jobs.detail.files', { done: job.fileDoneCount, count: job.fileCount }),
    percent: (job.fileDoneCount / job.fileCount) * 100,
  };
}

/** The job is done whatever a later question comes to; that it comes to nothing is worth a word while it is asked again. */
function laterTrouble(job: Job): string | null {
  return job.problem === null || job.nextPollAt === null ? null : problemText(job.problem);
}

/** What a job is doing, in words. */
export function jobWords(job: Job): JobWords {
  switch (job.phase) {
    case 'pending':
      return pendingWords(job);
    case 'succeeded':
      return doneWords(job);
    case 'failed':
      return {
        state: t('jobs.state.failed'),
        tone: 'bad',
        beside: null,
        detail: job.message ?? job.problem?.detail ?? failureText(job.problem),
        isDetailProblem: false,
        said: null,
        percent: undefined,
      };
    case 'lost':
      return {
        state: t('jobs.state.lost'),
        tone: 'bad',
        beside: null,
        detail: t('jobs.detail.lost'),
        isDetailProblem: false,
        said: job.problem?.detail ?? job.message,
        percent: undefined,
      };
    default:
      return assertNever(job.phase);
  }
}

function failureText(problem: JobProblem | null): string {
  return problem === null ? t('jobs.detail.failedPlain') : problemText(problem);
}

/** Nearer than this a clock time says less than a word. */
const SOON_MS = 60_000;

/** When a job is asked about next, or when it ended: a job that is over is asked again when somebody wants it to be. */
export function nextCheckText(job: Job, holds: readonly Hold[], now: number): string {
  if (job.phase !== 'pending' && job.nextPollAt === null && !job.isAsking) {
    return job.finishedAt === null
      ? t('jobs.next.never')
      : t('jobs.next.finished', { time: formatPast(job.finishedAt, now) });
  }
  if (job.isStopped) {
    return job.lastAskedAt === null
      ? t('jobs.next.never')
      : t('jobs.next.asked', { time: formatPast(job.lastAskedAt, now) });
  }
  for (const hold of holds) {
    if (hold.kind === 'key-missing' || hold.kind === 'key-rejected') return t('jobs.next.waitsForKey');
    const isFolderAway = hold.kind === 'library-missing' || hold.kind === 'library-readonly';
    // What stands in the folder's list already is asked about all the same.
    const isUnlisted = hold.kind === 'journal-unwritable' && job.lastAskedAt === null;
    if (isFolderAway || isUnlisted) return t('jobs.next.waitsForFolder');
    const isPause = hold.kind === 'rate-limited' || hold.kind === 'offline' || hold.kind === 'wrong-address';
    if (isPause && hold.until > Math.max(now, job.nextPollAt ?? 0)) {
      return t('jobs.next.at', { time: formatMoment(hold.until, now) });
    }
  }
  if (job.isAsking) return t('jobs.next.now');
  if (job.isInLine) return t('jobs.next.inLine');
  if (job.nextPollAt === null || job.nextPollAt - now < SOON_MS) return t('jobs.next.soon');
  return t('jobs.next.at', { time: formatMoment(job.nextPollAt, now) });
}
