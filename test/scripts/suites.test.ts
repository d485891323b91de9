import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Interrupted } from '../../scripts/command.mjs';
import { Stop } from '../../scripts/messages.mjs';
import { projectRoot, readJson } from '../../scripts/project.mjs';
import { figures, runnerOutcome, singleOutcome, sumOf, type Outcome } from '../../scripts/suites/outcome.mjs';
import { playwrightOutcome, vitestOutcome } from '../../scripts/suites/reports.mjs';
import { runSuites } from '../../scripts/suites/run-suites.mjs';
import { SUITES, type Suite } from '../../scripts/suites/suites.mjs';

/** What `npm test` counts: machines and people trust its last line. */

vi.mock('../../scripts/suites/suites.mjs', () => ({ SUITES: {} }));

const PASSED: Outcome = { passed: 3, failed: 0, skipped: 1 };
const FAILED: Outcome = { passed: 5, failed: 2, skipped: 0 };

describe('outcomes', () => {
  it('are summed up figure by figure', () => {
    expect(sumOf([PASSED, FAILED, singleOutcome(true), singleOutcome(false)])).toEqual({
      passed: 9,
      failed: 3,
      skipped: 1,
    });
    expect(sumOf([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  it('are told in one plain line', () => {
    expect(figures({ ...FAILED, remark: 'odd' })).toBe('5 passed, 2 failed, 0 skipped');
  });
});

describe('a test runner', () => {
  it('has the outcome that it reports', () => {
    expect(runnerOutcome(0, PASSED)).toEqual(PASSED);
    expect(runnerOutcome(1, FAILED)).toEqual(FAILED);
    expect(runnerOutcome(0, FAILED)).toEqual(FAILED);
  });

  it.each([0, 1, 134, -1])('has failed when it dies without a report, even with exit code %i', (exitCode) => {
    expect(runnerOutcome(exitCode, undefined)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
      remark: `the runner ended with ${exitCode} and without a report`,
    });
  });

  it('has failed when it crashes after a good report', () => {
    const remark = 'the runner ended with 139';
    expect(runnerOutcome(139, PASSED)).toEqual({ ...PASSED, failed: 1, remark });
  });

  it('has failed when no test was executed', () => {
    const remark = 'no test was executed';
    const none = { passed: 0, failed: 0, skipped: 4 };
    expect(runnerOutcome(0, none)).toEqual({ ...none, failed: 1, remark });
    expect(runnerOutcome(1, none)).toEqual({ ...none, failed: 1, remark });
  });
});

describe('the report of Vitest', () => {
  interface ReportedTest {
    status: 'passed' | 'failed' | 'skipped' | 'todo';
    ancestorTitles: string[];
    title: string;
    failureMessages: string[];
  }
  interface ReportedFile {
    status: 'passed' | 'failed';
    name: string;
    message: string;
    assertionResults: ReportedTest[];
  }

  function test(status: ReportedTest['status'], failureMessages: string[] = []): ReportedTest {
    return { status, ancestorTitles: ['a group'], title: 'a test', failureMessages };
  }

  function file(
    status: ReportedFile['status'],
    assertionResults: ReportedTest[],
    message = '',
  ): ReportedFile {
    return { status, name: join(projectRoot, 'test/some.test.ts'), message, assertionResults };
  }

  /** As its JSON reporter writes it, with what is read of it. */
  function report(...testResults: ReportedFile[]) {
    const statuses = testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
    const count = (status: string): number => statuses.filter((each) => each === status).length;
    return {
      numPassedTests: count('passed'),
      numFailedTests: count('failed'),
      numPendingTests: count('skipped'),
      numTodoTests: count('todo'),
      testResults,
    };
  }

  const good = file('passed', [test('passed'), test('passed'), test('skipped'), test('todo')]);
  const bad = file('failed', [
    test('passed'),
    test('failed', ['AssertionError: expected 1 to be 2\n    at somewhere']),
    test('failed'),
  ]);

  it('gives the tests of all files, those to be written as skipped', () => {
    expect(vitestOutcome(report(good, bad))).toMatchObject({ passed: 3, failed: 2, skipped: 2 });
  });

  it('names what failed, with the first line of why', () => {
    expect(vitestOutcome(report(good)).failures).toEqual([]);
    expect(
      vitestOutcome(report(good, bad, file('failed', [], 'Cannot find package\n at …'))).failures,
    ).toEqual([
      'test/some.test.ts › a group › a test › AssertionError: expected 1 to be 2',
      'test/some.test.ts › a group › a test › no reason told',
      'test/some.test.ts › Cannot find package',
    ]);
  });

  it('tells of a property for what it fails and how that was reached, at no length', () => {
    const message = [
      'Error: Property failed after 3 tests',
      '{ seed: 1007116514, path: "0:1:1", endOnFailure: true }',
      `Counterexample: ["${'x'.repeat(10_000)}"]`,
      'Shrunk 4 time(s)',
      '    at somewhere',
    ].join('\n');
    const [line = ''] = vitestOutcome(report(file('failed', [test('failed', [message])]))).failures ?? [];
    expect(line).toContain(
      'a test › Error: Property failed after 3 tests · { seed: 1007116514, path: "0:1:1", endOnFailure: true } · Counterexample: ["xxx',
    );
    expect(line).toMatch(/x…$/);
    expect(line.length).toBeLessThan(1_000);
  });

  it('counts a file that cannot be loaded as a failed test', () => {
    const broken = file('failed', []);
    expect(vitestOutcome(report(good, broken, broken))).toMatchObject({ passed: 2, failed: 2, skipped: 2 });
  });

  it('counts a file whose preparation failed as a failed test', () => {
    const unprepared = file('failed', [test('skipped'), test('skipped')]);
    expect(vitestOutcome(report(good, unprepared))).toMatchObject({ passed: 2, failed: 1, skipped: 4 });
  });
});

describe('the report of Playwright', () => {
  const stats = { expected: 7, unexpected: 2, flaky: 0, skipped: 1 };

  it('gives its figures', () => {
    expect(playwrightOutcome({ stats, errors: [], suites: [] })).toMatchObject({
      passed: 7,
      failed: 2,
      skipped: 1,
    });
  });

  it('counts what passed when tried again as passed, and says so', () => {
    expect(playwrightOutcome({ stats: { ...stats, flaky: 3 }, errors: [], suites: [] })).toMatchObject({
      passed: 10,
      failed: 2,
      skipped: 1,
      remark: '3 passed only when tried again',
    });
  });

  it('counts errors outside of tests as failed', () => {
    const outcome = playwrightOutcome({ stats, errors: [{ message: 'no such file' }], suites: [] });
    expect(outcome).toMatchObject({ failed: 3, failures: ['no such file'] });
  });

  it('names what failed, in groups too, with the first line of why and without its colours', () => {
    const error = { message: '\u001B[31mError\u001B[39m: not there\n  at …' };
    const failed = { title: 'a test', ok: false, tests: [{ results: [{ error }] }] };
    const good = { title: 'another', ok: true, tests: [{ results: [{}] }] };
    const suites = [
      { title: 'some.e2e.ts', specs: [good], suites: [{ title: 'a group', specs: [failed, good] }] },
    ];
    expect(playwrightOutcome({ stats, errors: [], suites }).failures).toEqual([
      'some.e2e.ts › a group › a test › Error: not there',
    ]);
  });
});

describe('a report file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flowshelf-suites-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('that is missing, empty or broken off is none', () => {
    const file = join(folder, 'report.json');
    expect(readJson(file)).toBeUndefined();
    for (const text of ['', '{"numPassedTests": 3, "testRes']) {
      writeFileSync(file, text);
      expect(readJson(file)).toBeUndefined();
    }
  });
});

describe('the run of several suites', () => {
  const electron = Promise.resolve({
    kind: 'official',
    executable: '/nowhere/electron',
    version: '0.0.0',
  } as const);
  const printed: string[] = [];

  function suite(execute: Suite['execute']): Suite {
    return { about: 'an example', hasRunner: true, execute: vi.fn(execute) };
  }

  beforeEach(() => {
    printed.length = 0;
    vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    for (const name of Object.keys(SUITES)) Reflect.deleteProperty(SUITES, name);
  });

  function lines(): string[] {
    return printed.join('\n').split('\n');
  }

  it('ends with the plain sum of all, and is good when nothing failed', async () => {
    Object.assign(SUITES, {
      one: suite(async () => PASSED),
      two: suite(async () => ({ ...singleOutcome(true), remark: 'slowly' })),
    });
    expect(await runSuites(electron, ['one', 'two'])).toBe(true);
    expect(lines().slice(-3)).toEqual([
      expect.stringMatching(/^one: 3 passed, 0 failed, 1 skipped \(\d/),
      expect.stringMatching(/^two: 1 passed, 0 failed, 0 skipped, slowly \(\d/),
      '4 passed, 0 failed, 1 skipped',
    ]);
  });

  it('executes all of them, whatever fails, dies or cannot begin', async () => {
    Object.assign(SUITES, {
      failing: suite(async () => FAILED),
      dying: suite(async () => runnerOutcome(134, undefined)),
      hindered: suite(() => Promise.reject(new Stop('There is no display.'))),
      good: suite(async () => PASSED),
    });
    expect(await runSuites(electron, ['failing', 'dying', 'hindered', 'good'])).toBe(false);
    expect(SUITES['good']?.execute).toHaveBeenCalledOnce();
    expect(lines()).toContain('There is no display.');
    expect(lines().at(-1)).toBe('8 passed, 4 failed, 1 skipped');
  });

  it('names what failed once more at its end', async () => {
    Object.assign(SUITES, {
      failing: suite(async () => ({ ...FAILED, failures: ['one › why', 'two › why'] })),
      good: suite(async () => ({ ...PASSED, failures: [] })),
    });
    await runSuites(electron, ['failing', 'good']);
    expect(lines().slice(-7, -4)).toEqual(['Failed:', 'one › why', 'two › why']);
    printed.length = 0;
    await runSuites(electron, ['good']);
    expect(lines()).not.toContain('Failed:');
  });

  it('has those that run aside run beside the others, and shows what they say when they end', async () => {
    const order: string[] = [];
    let endAside = (): void => undefined;
    const asideEnds = new Promise<void>((resolve) => {
      endAside = resolve;
    });
    const aside = suite(async () => {
      order.push('aside begins');
      await asideEnds;
      return { ...singleOutcome(false), output: 'a rule is broken\n' };
    });
    const other = suite(async () => {
      order.push('other');
      endAside();
      return PASSED;
    });
    Object.assign(SUITES, { aside: { ...aside, isAside: true }, other });
    expect(await runSuites(electron, ['aside', 'other'])).toBe(false);
    expect(order).toEqual(['aside begins', 'other']);
    expect(printed.slice(0, 2)).toEqual([
      '\n== other: an example',
      '\n== aside: an example\na rule is broken',
    ]);
    expect(lines().slice(-3)).toEqual([
      expect.stringMatching(/^aside: 0 passed, 1 failed, 0 skipped \(\d/),
      expect.stringMatching(/^other: 3 passed/),
      '3 passed, 1 failed, 1 skipped',
    ]);
  });

  it('begins with those that run aside while the rest is still set up', async () => {
    const order: string[] = [];
    const aside = suite(async () => {
      order.push('aside');
      return PASSED;
    });
    const other = suite(async () => {
      order.push('other');
      return PASSED;
    });
    Object.assign(SUITES, { other, aside: { ...aside, isAside: true } });
    const setUp = new Promise<Awaited<typeof electron>>((resolve) => {
      setTimeout(() => {
        order.push('set up');
        resolve(electron);
      });
    });
    expect(await runSuites(setUp, ['other', 'aside'])).toBe(true);
    expect(order).toEqual(['aside', 'set up', 'other']);
  });

  it('fails with the set-up, whatever those say that run aside', async () => {
    const other = suite(async () => PASSED);
    Object.assign(SUITES, { aside: { ...suite(async () => PASSED), isAside: true }, other });
    const setUp = Promise.reject(new Stop('There is no Electron.'));
    await expect(runSuites(setUp, ['aside', 'other'])).rejects.toThrow('There is no Electron.');
    expect(other.execute).not.toHaveBeenCalled();
  });

  it('hands the arguments on', async () => {
    Object.assign(SUITES, { one: suite(async () => PASSED) });
    await runSuites(electron, ['one'], ['--grep', 'a song']);
    expect(SUITES['one']?.execute).toHaveBeenCalledExactlyOnceWith(electron, ['--grep', 'a song'], true);
  });

  it('is broken off by an interruption and tells no sum', async () => {
    Object.assign(SUITES, {
      one: suite(() => Promise.reject(new Interrupted('SIGINT'))),
      two: suite(async () => PASSED),
    });
    await expect(runSuites(electron, ['one', 'two'])).rejects.toThrow(Interrupted);
    expect(SUITES['two']?.execute).not.toHaveBeenCalled();
    expect(printed.join('\n')).not.toContain('passed');
  });
});
