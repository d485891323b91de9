import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../src/main/remote/wire';
import { count, isFull } from '../support/extent';
import { createImportBenches, type ImportBench } from './import-bench';
import { changes, mutate } from './mutations';
import { usualAnswer, usualFields } from './usual-answer';

/** Answers cut anywhere and answers changed anywhere. All of them in the full run, a part of them otherwise. */

const MUTATIONS = count(5_000, 250);
const CUT_STEP = count(1, 7);
/** So many answers go into one library before the next is begun: large ones make every look at them slow. */
const PER_LIBRARY = 100;
const SEED = 20_261_122;

const benches = createImportBenches();

describe('an answer that was cut', () => {
  it('at any of its characters, is never taken for an answer, and nothing of it goes into the library', ({
    task,
  }) => {
    const whole = usualAnswer();
    task.meta.cases = Math.ceil(whole.length / CUT_STEP);
    expect(whole.length).toBeGreaterThan(20_000);
    const bench = benches.open();
    bench.take('job', '');
    const before = bench.dump();
    for (let length = 0; length < whole.length; length += CUT_STEP) {
      const { kind } = bench.take('job', whole.slice(0, length));
      if (kind !== 'no-answer') expect([length, kind]).toEqual([length, 'no-answer']);
    }
    expect(bench.dump()).toBe(before);
    bench.take('job', whole);
    expect(bench.rows('SELECT id FROM clip')).toHaveLength(3);
    bench.expectConsistent();
  });
});

/** Members of the clip list that cannot be clips whatever is read from them, counted without the decoder. */
function certainlyOdd(body: string): number {
  const data = ((JSON.parse(body.replace(/^\uFEFF/, '')) ?? {}) as { data?: unknown }).data;
  const clips: unknown =
    typeof data === 'object' && data !== null && Object.hasOwn(data, 'clips') && 'clips' in data
      ? data.clips
      : null;
  if (!Array.isArray(clips)) return 0;
  return clips.filter((clip) => typeof clip !== 'object' || clip === null || Array.isArray(clip)).length;
}

interface JobRow {
  readonly phase: string;
  readonly code: string | null;
  readonly detail: string | null;
}

function jobOf(bench: ImportBench, jobId: string): JobRow | undefined {
  return bench.rows<JobRow>(
    'SELECT phase, problem_code AS code, problem_detail AS detail FROM job WHERE id = ?',
    jobId,
  )[0];
}

describe('an answer that was changed', () => {
  it(
    `${MUTATIONS} seeded ways: no crash, no half of it, clean prototypes, the raw answer kept, odd songs told`,
    { meta: { cases: MUTATIONS }, timeout: 600_000 },
    () => {
      let bench = benches.open();
      const seen = { runs: 0, answers: 0, odd: 0, songs: 0 };
      fc.assert(
        fc.property(changes, fc.constantFrom('job-a', 'job-b'), (list, jobId) => {
          seen.runs += 1;
          if (seen.runs % PER_LIBRARY === 0) bench = benches.open();
          const body = mutate(usualFields(), list);
          const before = jobOf(bench, jobId);
          const answerBefore = bench.answerOf(jobId);
          const libraryBefore = bench.rows('SELECT count(*) AS count, max(id) AS last FROM clip');
          const result = bench.take(jobId, body);

          if (result.kind !== 'answer') {
            expect(bench.rows('SELECT count(*) AS count, max(id) AS last FROM clip')).toEqual(libraryBefore);
            expect(bench.answerOf(jobId)).toBe(answerBefore);
          } else {
            seen.answers += 1;
            seen.songs += result.answer.clips.length;
            const mayReplace = result.answer.clips.length > 0 || before?.phase !== 'succeeded';
            expect(bench.answerOf(jobId) === (mayReplace ? body : answerBefore)).toBe(true);
            const job = jobOf(bench, jobId);
            if (result.answer.oddClips > 0) {
              seen.odd += 1;
              const all = result.answer.oddClips + result.answer.clips.length;
              expect(job).toMatchObject({ code: 'unread-clips', detail: `${result.answer.oddClips}/${all}` });
            }
            expect(result.answer.oddClips).toBeGreaterThanOrEqual(certainlyOdd(body));
            if (result.answer.outcome === 'succeeded' && result.answer.clips.length > 0) {
              expect(job?.phase).toBe('succeeded');
            }
            if (before?.phase === 'succeeded') expect(job?.phase).toBe('succeeded');
          }
          bench.expectConsistent();
        }),
        { seed: SEED, numRuns: MUTATIONS },
      );
      bench.expectSound();
      // The changes must reach what they are meant for, or all of this proves nothing.
      expect(seen.answers).toBeGreaterThan(MUTATIONS / 3);
      expect(seen.answers).toBeLessThan(seen.runs);
      expect(seen.odd).toBeGreaterThan(MUTATIONS / 50);
      if (isFull) console.info(`fuzz of answers: ${JSON.stringify(seen)}`);
    },
  );

  it('with huge pieces it takes time by its size, not by a trick', () => {
    // Each of these took the square of its length before it was bounded: minutes, where the test's own limit is one.
    const spaces = ' '.repeat(3_000_000);
    const digits = '9'.repeat(3_000_000);
    for (const value of [`${spaces}x`, `${digits}x`, `1${spaces}x`, `${digits}.${digits}x`]) {
      for (const name of ['progress', 'code'])
        decodeBody(JSON.stringify({ status: 'S', data: {}, [name]: value }));
      const clip = {
        title: value,
        duration: value,
        create_time: value,
        lyrics_timing_markers: value,
        bpm: value,
      };
      decodeBody(JSON.stringify({ status: 'SUCCESS', data: { progress: value, clips: [clip] } }));
    }
  });
});
