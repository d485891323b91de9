import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAULT_PARTS } from '../../scripts/suites/fault-parts.mjs';
import {
  failure,
  faultTables,
  hasAllPassed,
  playwrightResults,
  vitestResults,
} from '../../scripts/suites/fault-table.mjs';

/** What `npm run test:faults` counts and prints. */

const PROJECT = resolve(import.meta.dirname, '../..');

/** As the runners write them, with what is read of them. */
const VITEST_REPORT = {
  testResults: [
    {
      name: 'http.test.ts',
      status: 'failed',
      assertionResults: [
        { ancestorTitles: ['416', 'inner'], title: 'one', status: 'passed', duration: 60_000, meta: {} },
        { ancestorTitles: ['416'], title: 'many', status: 'passed', duration: 30_000, meta: { cases: 20 } },
        { ancestorTitles: ['gzip'], title: 'other', status: 'failed', duration: 6_000, meta: { cases: 5 } },
        { ancestorTitles: [], title: 'bare', status: 'skipped', meta: {} },
      ],
    },
    { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
  ],
};

const spec = (title: string, status: string, ok: boolean, ...annotations: unknown[]) => ({
  title,
  ok,
  tests: [{ status, annotations, results: [{ duration: 1_000 }, { duration: 2_000 }] }],
});
const PLAYWRIGHT_REPORT = {
  errors: [] as { message: string }[],
  suites: [
    {
      title: 'starts.e2e.ts',
      specs: [
        spec('starts at once', 'expected', true, { type: 'cases', description: '50' }),
        spec('a lock', 'unexpected', false),
        spec('another lock', 'skipped', true, { type: 'skip', description: 'not here' }),
      ],
      suites: [{ title: 'a group', specs: [spec('within', 'flaky', true)] }],
    },
  ],
};

describe('the results of Vitest', () => {
  it('go by the outermost group and count the cases of each test', () => {
    expect(vitestResults(VITEST_REPORT).slice(1)).toEqual([
      { kind: '416', title: 'one', cases: 1, outcome: 'passed', ms: 60_000 },
      { kind: '416', title: 'many', cases: 20, outcome: 'passed', ms: 30_000 },
      { kind: 'gzip', title: 'other', cases: 5, outcome: 'failed', ms: 6_000 },
      { kind: 'bare', title: 'bare', cases: 1, outcome: 'left out', ms: 0 },
    ]);
  });

  it('tell of a file that could not be run', () => {
    expect(vitestResults(VITEST_REPORT)[0]).toMatchObject({
      kind: 'broken.test.ts could not be run',
      outcome: 'failed',
    });
  });
});

describe('the results of Playwright', () => {
  it('go by the group or the title and count the cases of each test', () => {
    expect(playwrightResults(PLAYWRIGHT_REPORT)).toEqual([
      { kind: 'starts at once', title: 'starts at once', cases: 50, outcome: 'passed', ms: 3_000 },
      { kind: 'a lock', title: 'a lock', cases: 1, outcome: 'failed', ms: 3_000 },
      { kind: 'another lock', title: 'another lock', cases: 1, outcome: 'left out', ms: 3_000 },
      { kind: 'a group', title: 'within', cases: 1, outcome: 'passed', ms: 3_000 },
    ]);
  });

  it('tell of what went wrong outside of tests', () => {
    const report = { ...PLAYWRIGHT_REPORT, errors: [{ message: 'no such file' }] };
    expect(playwrightResults(report)[0]).toMatchObject({ kind: 'no such file', outcome: 'failed' });
  });
});

describe('the tables', () => {
  const parts = [
    { name: 'downloads', tests: vitestResults(VITEST_REPORT), ms: 120_000 },
    { name: 'starts', tests: playwrightResults(PLAYWRIGHT_REPORT), ms: 60_000 },
  ];

  it('sum up by kind and by part, and name what was left out', () => {
    expect(faultTables(parts).split('\n')).toEqual([
      '| part      | kind                            | cases | passed | minutes |',
      '| --------- | ------------------------------- | ----: | -----: | ------: |',
      '| downloads | broken.test.ts could not be run |     1 |      0 |     0.0 |',
      '| downloads | 416                             |    21 |     21 |     1.5 |',
      '| downloads | gzip                            |     5 |      0 |     0.1 |',
      '| starts    | starts at once                  |    50 |     50 |     0.1 |',
      '| starts    | a lock                          |     1 |      0 |     0.1 |',
      '| starts    | a group                         |     1 |      1 |     0.1 |',
      '',
      '| part      | cases | passed | minutes |',
      '| --------- | ----: | -----: | ------: |',
      '| downloads |    27 |     21 |     2.0 |',
      '| starts    |    52 |     51 |     1.0 |',
      '| all       |    79 |     72 |     3.0 |',
      '',
      'Left out here:',
      '- downloads: bare',
      '- starts: another lock',
    ]);
  });

  it('are good only where something was looked at and all of it passed', () => {
    const part = (...tests: ReturnType<typeof vitestResults>) => ({ name: 'x', tests, ms: 0 });
    const good = vitestResults(VITEST_REPORT).filter(({ outcome }) => outcome === 'passed');
    expect(hasAllPassed([part(...good)])).toBe(true);
    expect(hasAllPassed([part(...good), part(failure('the runner ended with 134'))])).toBe(false);
    expect(hasAllPassed([part(...good), part()])).toBe(false);
  });
});

describe('the parts', () => {
  const files = Object.values(FAULT_PARTS).flatMap((part) => part.files);

  it('are made of tests that are there, each of them once', () => {
    expect(files.filter((file) => !existsSync(join(PROJECT, file)))).toEqual([]);
    expect(new Set(files).size).toBe(files.length);
  });

  it('have every test of many cases', () => {
    const all = readdirSync(join(PROJECT, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(test|e2e)\.ts$/.test(path))
      .map((path) => `test/${path.replaceAll('\\', '/')}`);
    const withForms = all.filter((file) =>
      /support\/extent'/.test(readFileSync(join(PROJECT, file), 'utf8')),
    );
    expect(withForms.length).toBeGreaterThan(5);
    expect(withForms.filter((file) => !files.includes(file))).toEqual([]);
  });
});
