import { beforeAll, describe, expect, it } from 'vitest';
import type { Hold, Job, JobId } from '@shared/model';
import { jobWords, nextCheckText, shortId } from '../../src/renderer/features/jobs/job-words';
import { startTexts } from '../../src/renderer/i18n';
import { actionText } from '../../src/renderer/shell/action-words';

beforeAll(startTexts);

const NOW = new Date(2026, 10, 21, 14, 30, 0).getTime();

function job(patch: Partial<Job>): Job {
  return {
    id: 'ffd6870b-9a83-47e6-9d57-601efced86b5' as JobId,
    phase: 'pending',
    isStopped: false,
    isAsking: false,
    isInLine: false,
    isWordsOnly: false,
    status: 'ON_QUEUE',
    action: 'music',
    model: 'Lyria 3 Pro',
    progress: null,
    quota: '1',
    message: null,
    problem: null,
    addedAt: NOW,
    lastAskedAt: NOW,
    nextPollAt: NOW + 120_000,
    finishedAt: null,
    hasAnswer: true,
    songCount: 0,
    removedCount: 0,
    fileCount: 0,
    fileDoneCount: 0,
    ...patch,
  };
}
const words = (patch: Partial<Job>) => jobWords(job(patch));
const done = (patch: Partial<Job>) => words({ phase: 'succeeded', status: 'SUCCESS', ...patch });

describe('what a job is doing', () => {
  it.each([
    [{ status: null }, 'Waiting'],
    [{ status: 'PENDING_QUEUE' }, 'Waiting'],
    [{}, 'Being made'],
    [{ progress: 62.7 }, 'Being made · 62%'],
    [{ status: 'WARMING_UP' }, 'The service says “WARMING_UP”'],
    [{ isStopped: true }, 'Stopped'],
    [{ phase: 'failed', message: 'refused' }, 'Failed'],
    [{ phase: 'lost' }, 'Not known to the service'],
  ] as const)('%o', (patch, state) => {
    expect(words(patch).state).toBe(state);
  });

  it('tells one that was never asked about from one that got no answer', () => {
    expect(words({ status: null, lastAskedAt: null }).detail).toBe('Not asked about yet');
    expect(words({ status: null }).detail).toBe('No answer yet');
  });

  it('tells what the service said of it', () => {
    expect(words({ message: 'You are number 12.' })).toMatchObject({
      detail: 'You are number 12.',
      isDetailProblem: false,
    });
    expect(done({ songCount: 1, nextPollAt: null, message: 'Job expired.' }).detail).toBe(
      'Last answer: Job expired.',
    );
    const trouble = { songCount: 1, problem: { code: 'server-error', detail: null } } as const;
    expect(done({ ...trouble, nextPollAt: NOW })).toMatchObject({ isDetailProblem: true });
    expect(done({ ...trouble, nextPollAt: null }).detail).toBeNull();
    expect(words({ phase: 'failed', problem: { code: 'bad-request', detail: null } }).detail).toBe(
      'The service did not understand the question about this id.',
    );
    const empty = { status: 'SUCCESS', problem: { code: 'no-songs', detail: null } } as const;
    expect(words(empty).state).toBe('Waiting');
  });

  it('tells what came of it', () => {
    expect(done({ songCount: 2, fileCount: 8, fileDoneCount: 6 })).toMatchObject({
      state: 'Done · 2 songs',
      beside: '6 of 8 files',
      percent: 75,
    });
    expect(done({ songCount: 1, fileCount: 4, fileDoneCount: 4 })).toMatchObject({
      state: 'Done · 1 song',
      beside: '4 files',
      percent: undefined,
    });
    expect(done({ removedCount: 2 })).toMatchObject({
      state: 'Done · songs removed',
      tone: 'plain',
      detail: null,
    });
    expect(done({ songCount: 1, isWordsOnly: true })).toMatchObject({
      state: 'Done · words only',
      beside: null,
    });
    const withCover = { isWordsOnly: true, fileCount: 1, fileDoneCount: 1 };
    expect(done({ songCount: 1, ...withCover })).toMatchObject({
      state: 'Done · words only',
      beside: '1 file',
    });
    expect(done({}).state).toBe('Done · no songs');
  });

  it('does not speak of words where there are neither words nor files, or no files are wanted', () => {
    expect(done({ songCount: 1, action: 'lyrics' })).toMatchObject({
      state: 'Done · 1 song',
      beside: 'No files to fetch',
    });
  });

  it('gives the reason of a failure in the service’s own words, or says that it gave none', () => {
    expect(words({ phase: 'failed', message: 'prompt refused' }).detail).toBe('prompt refused');
    expect(words({ phase: 'failed' }).detail).toBe('The service gave no reason.');
  });

  it('tells how many songs of an answer could not be read, also beside those that could', () => {
    const problem = { code: 'unread-clips', detail: '2/3' } as const;
    const detail = '2 of 3 songs could not be read.';
    const told = { detail, isDetailProblem: true, said: 'Show answer has everything as it came.' };
    expect(done({ songCount: 1, fileCount: 4, fileDoneCount: 4, problem })).toMatchObject({
      ...told,
      state: 'Done · 1 song',
      beside: '4 files',
    });
    expect(words({ status: 'ON_QUEUE', problem })).toMatchObject(told);
    const none = done({ songCount: 0, problem: { ...problem, detail: '1/1' } });
    expect(none).toMatchObject({
      state: 'Done · no songs',
      detail: '1 of 1 song could not be read.',
      isDetailProblem: true,
    });
  });

  it('does not speak of a web page where nothing came', () => {
    const detail = 'The answer was empty. It is asked again.';
    expect(words({ problem: { code: 'empty-answer', detail: null } })).toMatchObject({ detail, said: null });
  });

  it('says a problem in words and keeps what was said for those who ask', () => {
    const seen = words({ problem: { code: 'timeout', detail: 'ETIMEDOUT' } });
    expect(seen.detail).not.toContain('ETIMEDOUT');
    expect(seen).toMatchObject({ isDetailProblem: true, said: 'ETIMEDOUT' });
  });
});

describe('when it is asked about next', () => {
  const next = (patch: Partial<Job>, holds: readonly Hold[] = []) => nextCheckText(job(patch), holds, NOW);

  it('grows vaguer the nearer it is', () => {
    expect(next({})).toBe('asks at 14:32');
    expect(next({ nextPollAt: NOW + 20_000 })).toBe('asks shortly');
    expect(next({ nextPollAt: NOW, isAsking: true })).toBe('asking now');
    expect(next({ nextPollAt: NOW })).toBe('asks shortly');
  });
  it('waits for what holds everything', () => {
    expect(next({}, [{ kind: 'key-missing' }])).toBe('waits for the key');
    expect(next({}, [{ kind: 'rate-limited', until: NOW + 600_000 }])).toBe('asks at 14:40');
    expect(next({}, [{ kind: 'rate-limited', until: NOW + 60_000 }])).toBe('asks at 14:32');
    expect(next({}, [{ kind: 'downloads-paused' }])).toBe('asks at 14:32');
    expect(next({}, [{ kind: 'library-missing', folder: '/music' }])).toBe('waits for the folder');
  });
  it('waits for its place in the folder’s list only while it has none', () => {
    const unwritable: Hold = { kind: 'journal-unwritable', file: '/music/jobs.jsonl' };
    expect(next({ nextPollAt: NOW, lastAskedAt: null }, [unwritable])).toBe('waits for the folder');
    expect(next({ nextPollAt: NOW }, [unwritable])).toBe('asks shortly');
  });
  it('says that it waits for its turn where more are due before it than may be asked', () => {
    expect(next({ nextPollAt: NOW - 600_000, isInLine: true })).toBe('waits for its turn');
    // In five minutes it is due, and the line will be longer than that.
    expect(next({ nextPollAt: NOW + 300_000, isInLine: true })).toBe('waits for its turn');
    expect(next({ nextPollAt: NOW, isInLine: true }, [{ kind: 'key-missing' }])).toBe('waits for the key');
    const until = NOW + 600_000;
    expect(next({ nextPollAt: NOW, isInLine: true }, [{ kind: 'rate-limited', until }])).toBe(
      'asks at 14:40',
    );
    expect(next({ phase: 'succeeded', nextPollAt: NOW, isInLine: true })).toBe('waits for its turn');
  });
  it('says when it ended or was stopped', () => {
    expect(next({ phase: 'succeeded', finishedAt: NOW - 600_000, nextPollAt: null })).toBe('ended 14:20');
    expect(next({ isStopped: true, nextPollAt: null })).toBe('asked 14:30');
    expect(next({ isStopped: true, nextPollAt: null, lastAskedAt: null })).toBe('—');
  });
  it('says of a job that is over and asked about again when that is', () => {
    for (const phase of ['succeeded', 'failed', 'lost'] as const) {
      const over = { phase, finishedAt: NOW - 600_000 };
      expect(next({ ...over, nextPollAt: NOW - 1 })).toBe('asks shortly');
      expect(next({ ...over, nextPollAt: null, isAsking: true })).toBe('asking now');
      expect(next({ ...over, nextPollAt: NOW + 120_000 })).toBe('asks at 14:32');
    }
  });
});

describe('names', () => {
  it('shortens only long ids', () => {
    expect(shortId('ffd6870b-9a83-47e6-9d57-601efced86b5')).toBe('ffd6870b…86b5');
    expect(shortId('job-17')).toBe('job-17');
  });
  it('shows an action that is not documented as it came', () => {
    expect(actionText('MUSIC')).toBe('music');
    expect(actionText('remix')).toBe('remix');
    expect(actionText(null)).toBeNull();
  });
});
