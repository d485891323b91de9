import { describe, expect, it } from 'vitest';
import type { ClipId, ExportOutcome, ExportReport, LyricsFormat } from '@shared/model';
import {
  countOutcomes,
  failuresOf,
  filesThatExist,
  filesWithoutEveryLine,
  mergeReports,
  songsOf,
} from '../../src/renderer/features/lyrics/export-report';

function report(...files: readonly (readonly [string, LyricsFormat, ExportOutcome])[]): ExportReport {
  return {
    folder: '/lyrics',
    files: files.map(([title, format, outcome]) => ({
      clipId: title as ClipId,
      title,
      format,
      outcome,
      untimedLines: 0,
    })),
  };
}
const written = { kind: 'written', fileName: 'x' } as const;
const unchanged = { kind: 'unchanged', fileName: 'x' } as const;
const exists = { kind: 'exists', fileName: 'x' } as const;
const skipped = { kind: 'skipped', reason: 'no-times' } as const;
const failed = { kind: 'failed', reason: 'disk-full', fileName: 'x' } as const;

describe('the report of an export', () => {
  it('counts what became of the files', () => {
    const whole = report(['a', 'txt', written], ['a', 'lrc', skipped], ['b', 'txt', exists]);
    expect(countOutcomes(whole)).toEqual({ written: 1, unchanged: 0, exists: 1, skipped: 1, failed: 0 });
    expect(filesThatExist(whole)).toBe(1);
  });

  it('still says "written" of what the first run wrote and the second found', () => {
    const first = report(['a', 'txt', written], ['b', 'txt', exists], ['c', 'txt', unchanged]);
    const second = report(['a', 'txt', unchanged], ['b', 'txt', written], ['c', 'txt', unchanged]);
    expect(mergeReports(first, second).files.map((file) => file.outcome.kind)).toEqual([
      'written',
      'written',
      'unchanged',
    ]);
  });

  it('lists songs that failed before the others, in their order', () => {
    const songs = songsOf(
      report(['a', 'txt', written], ['a', 'lrc', skipped], ['b', 'txt', failed], ['c', 'txt', written]),
    );
    expect(songs.map((song) => song.title)).toEqual(['b', 'a', 'c']);
  });

  it('says once what became of several files of a song', () => {
    const [song] = songsOf(report(['a', 'txt', written], ['a', 'lrc', skipped], ['a', 'srt', skipped]));
    expect(song?.groups).toEqual([
      { formats: ['txt'], outcome: written, untimedLines: 0 },
      { formats: ['lrc', 'srt'], outcome: skipped, untimedLines: 0 },
    ]);
  });

  it('names each file on a line of its own', () => {
    const named = (fileName: string) => ({ kind: 'written', fileName }) as const;
    const [song] = songsOf(report(['a', 'txt', named('Same (3).txt')], ['a', 'lrc', named('Same (3).lrc')]));
    expect(song?.groups.map(({ outcome }) => outcome)).toEqual([
      named('Same (3).txt'),
      named('Same (3).lrc'),
    ]);
  });

  it('says which files lack lines, counts them, and lists their songs before the whole ones', () => {
    const whole = report(
      ['a', 'txt', written],
      ['b', 'txt', written],
      ['b', 'lrc', unchanged],
      ['c', 'lrc', exists],
    );
    const partly = {
      ...whole,
      files: whole.files.map((file) => ({ ...file, untimedLines: file.format === 'lrc' ? 4 : 0 })),
    };
    expect(filesWithoutEveryLine(partly)).toBe(1);
    expect(filesWithoutEveryLine(whole)).toBe(0);
    const songs = songsOf(partly);
    expect(songs.map(({ title }) => title)).toEqual(['c', 'b', 'a']);
    expect(songs[1]?.groups.map(({ untimedLines }) => untimedLines)).toEqual([0, 4]);
  });

  it('gives each reason of a failure once, in the order in which they came', () => {
    const inTheWay = { kind: 'failed', reason: 'folder-in-the-way', fileName: 'x' } as const;
    expect(failuresOf(report(['a', 'txt', failed], ['b', 'txt', inTheWay], ['c', 'txt', failed]))).toEqual([
      'disk-full',
      'folder-in-the-way',
    ]);
    expect(failuresOf(report(['a', 'txt', written]))).toEqual([]);
  });
});
