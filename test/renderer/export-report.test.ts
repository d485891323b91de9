import { beforeAll, describe, expect, it } from 'vitest';
import { hasProblem, type ExportCounts, type ExportedFile, type ExportOutcome } from '@shared/export';
import { startTexts } from '../../src/renderer/i18n';
import { endingOf, groupsOf, remarksOn, summaryOf } from '../../src/renderer/features/export/export-report';

beforeAll(startTexts);

const written: ExportOutcome = { kind: 'written', fileName: 'x', beside: null, notes: [] };
const skipped: ExportOutcome = { kind: 'skipped', reason: 'no-times' };
const failed: ExportOutcome = { kind: 'failed', reason: 'disk-full', fileName: 'x' };

const file = (part: ExportedFile['part'], outcome: ExportOutcome, untimedLines = 0): ExportedFile => ({
  part,
  outcome,
  untimedLines,
});

const counts: ExportCounts = {
  outcomes: { written: 0, replaced: 0, unchanged: 0, skipped: 0, failed: 0 },
  parts: [],
  failures: [],
  beside: 0,
  withoutEveryLine: 0,
  problemSongs: 0,
};

describe('the report of an export', () => {
  it('sums up in one line what came of the files, and says so when nothing did', () => {
    expect(summaryOf(counts)).toBe('Nothing was written');
    const some = {
      ...counts,
      outcomes: { ...counts.outcomes, written: 1_200, replaced: 2, failed: 1 },
      beside: 3,
      withoutEveryLine: 4,
    };
    expect(summaryOf(some)).toBe(
      '1,200 files written · 2 replaced · 1 failed · 3 beside a file that was kept · 4 without the lines that have no time',
    );
  });

  it('says once what became of several files of a song', () => {
    expect(groupsOf([file('txt', written), file('lrc', skipped), file('srt', skipped)])).toEqual([
      { parts: ['txt'], outcome: written, untimedLines: 0 },
      { parts: ['lrc', 'srt'], outcome: skipped, untimedLines: 0 },
    ]);
  });

  it('has a remark for all that is not as it was asked', () => {
    const beside: ExportOutcome = { ...written, beside: 'foreign', notes: ['cover-format'] };
    expect(remarksOn({ outcome: beside, untimedLines: 2 })).toEqual([
      'kept the file of somebody else that had its name',
      'without its cover, whose format tags do not hold',
      '2 lines without a time left out',
    ]);
    expect(remarksOn({ outcome: written, untimedLines: 0 })).toEqual([]);
  });

  it.each<[string, ExportedFile, boolean]>([
    ['written', file('txt', written), false],
    ['the same', file('txt', { kind: 'unchanged', fileName: 'x' }), false],
    ['beside another by choice', file('txt', { ...written, beside: 'both' }), false],
    ['beside one that is not ours', file('txt', { ...written, beside: 'foreign' }), true],
    ['beside one that was changed', file('txt', { ...written, beside: 'changed' }), true],
    ['without its cover', file('audio', { ...written, notes: ['cover-format'] }), true],
    ['without some lines', file('lrc', written, 3), true],
    ['left out', file('lrc', skipped), true],
    ['failed', file('txt', failed), true],
  ])('%s: whether a person has to read of it', (_, each, isProblem) => {
    expect(hasProblem({ files: [file('txt', written), each] })).toBe(isProblem);
  });

  it('says how far it came when it did not come to its end', () => {
    const status = {
      id: 1,
      purpose: 'export',
      target: '/music/Lyrics',
      total: 1_000,
      done: 400,
      title: null,
      failure: null,
      counts,
    } as const;
    expect(endingOf({ ...status, phase: 'whole' })).toBeNull();
    expect(endingOf({ ...status, phase: 'stopped' })).toBe(
      'Stopped after 400 of 1,000 songs. What was written stays.',
    );
    expect(endingOf({ ...status, phase: 'stopped', target: '/music/Flowshelf.zip' })).toContain(
      'nothing of it is left',
    );
  });
});
