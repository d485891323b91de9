import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../src/main/remote/wire';
import { createImportBenches, InjectedFailure } from './import-bench';
import { BODIES, CLIP_VALUES } from './odd-values';
import { usualAnswer } from './usual-answer';

/** Every value that was never promised, in the decoder and in a real library. */

const benches = createImportBenches();

const FIELD_CASES = CLIP_VALUES.flatMap(([field, readTo, values]) =>
  values.map(([json, read]) => [field, json, readTo, read] as const),
);

function bodyWith(field: string, json: string): string {
  // The field's own value comes last and wins; `title` and `clip_id` keep the clip a clip where it says nothing.
  const others = Object.entries({ clip_id: '"the-clip"', title: '"The Title"' }).filter(
    ([name]) => name !== field,
  );
  const fields = [...others.map(([name, value]) => `"${name}":${value}`), `"${field}":${json}`];
  return `{"status":"SUCCESS","jobId":"j","data":{"clips":[{${fields.join(',')}}]}}`;
}

function shortly(json: string): string {
  return json.length <= 60 ? json : `${json.slice(0, 40)}… (${json.length})`;
}

describe('a field of a clip', () => {
  it('there are at least three hundred cases', () => {
    expect(FIELD_CASES.length + BODIES.length).toBeGreaterThanOrEqual(300);
  });

  for (const [field, readTo, values] of CLIP_VALUES) {
    it(
      `${field}: each of ${values.length} values is read as what it is, or as nothing`,
      { meta: { cases: values.length } },
      () => {
        const bench = benches.open();
        values.forEach(([json, read], index) => {
          const body = bodyWith(field, json);
          const decoded = decodeBody(body);
          const answer = decoded.kind === 'answer' ? decoded.answer : null;
          const clip = answer?.clips[0];
          const seen = readTo.startsWith('urls.')
            ? clip?.urls[readTo.slice('urls.'.length) as 'audio']
            : clip?.[readTo as 'title'];
          expect(seen, shortly(json)).toEqual(read);
          expect(answer?.oddClips, shortly(json)).toBe(0);

          const jobId = `job-${index}`;
          bench.take(jobId, body);
          expect(bench.answerOf(jobId), shortly(json)).toBe(body);
          bench.expectConsistent();
        });
        expect(bench.rows('SELECT id FROM job WHERE phase = ?', 'succeeded')).toHaveLength(values.length);
        bench.expectSound();
      },
    );
  }
});

describe('a whole body', () => {
  it(
    `each of ${BODIES.length} is told for what it is, and nothing of it is lost or half taken`,
    { meta: { cases: BODIES.length } },
    () => {
      const bench = benches.open();
      for (const [index, [body, kind, songs, odd]] of BODIES.entries()) {
        const decoded = decodeBody(body);
        expect(decoded.kind, shortly(body)).toBe(kind);
        const jobId = `job-${index}`;
        const [, ...before] = bench.dump().split('\n');
        const result = bench.take(jobId, body);
        if (decoded.kind !== 'answer') {
          expect(result.kind, shortly(body)).not.toBe('answer');
          const [, ...after] = bench.dump().split('\n');
          expect(after).toEqual(before);
        } else {
          expect([decoded.answer.clips.length, decoded.answer.oddClips], shortly(body)).toEqual([songs, odd]);
          expect(bench.answerOf(jobId), shortly(body)).toBe(body);
          const [job] = bench.rows<{ code: string | null; detail: string | null }>(
            'SELECT problem_code AS code, problem_detail AS detail FROM job WHERE id = ?',
            jobId,
          );
          if ((odd ?? 0) > 0) {
            expect(job, shortly(body)).toEqual({
              code: 'unread-clips',
              detail: `${odd ?? 0}/${(odd ?? 0) + (songs ?? 0)}`,
            });
          } else {
            expect(job?.code, shortly(body)).not.toBe('unread-clips');
          }
        }
        bench.expectConsistent();
      }
      bench.expectSound();
    },
  );
});

describe('one answer, one transaction', () => {
  it('a write that fails, whichever it is, leaves the library as it was, and the same answer is taken afterwards', ({
    task,
  }) => {
    const body = usualAnswer();
    const whole = benches.open();
    whole.take('job-1', body);
    const bench = benches.open();
    let writes = 0;
    for (let isFailing = true; isFailing;) {
      writes += 1;
      bench.failAtWrite(writes);
      try {
        bench.take('job-1', body);
        isFailing = false;
      } catch (error) {
        expect(error).toBeInstanceOf(InjectedFailure);
        // The job itself was there before it was asked about.
        const [job = '', ...others] = bench.dump().split('\n');
        expect(JSON.parse(job)).toEqual([expect.objectContaining({ phase: 'pending', status: null })]);
        expect(others).toEqual(others.map(() => '[]'));
        bench.expectConsistent();
      }
    }
    expect(bench.dump()).toBe(whole.dump());
    task.meta.cases = writes;
    // Job, answer, and per clip at least row, link, words and four files.
    expect(writes).toBeGreaterThan(25);
  });

  it('twice is the same as once, and in the name of another job it adds that job alone', () => {
    const bench = benches.open();
    const body = usualAnswer();
    bench.take('job-1', body);
    const once = bench.dump();
    bench.take('job-1', body);
    expect(bench.dump()).toBe(once);
    bench.take('job-2', body);
    expect(bench.rows('SELECT id FROM clip')).toHaveLength(3);
    expect(bench.rows('SELECT * FROM job_clip')).toHaveLength(6);
    expect(bench.rows('SELECT id FROM download')).toHaveLength(12);
    bench.expectConsistent();
  });
});
