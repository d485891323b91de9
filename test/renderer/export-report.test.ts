import { describe, expect, it } from 'vitest';
import type { ClipId, ExportOutcome, ExportReport, LyricsFormat } from '@shared/model';
import {
  countOutcomes,
  filesThatExist,
  mergeReports,
  songsOf,
} from '../../src/renderer/features/lyrics/export-report';

function report(...files: readonly (readonly [string, LyricsFormat, ExportOutcome])[]): ExportReport {
  return {
    folder: '/lyrics',
    files: files.map(([title, format, outcome]) => ({ clipId: title as ClipId, title, format, outcome })),
  };
}
const written = { kind: 'written', fileName: 'x' } as const;
const unchanged = { kind: 'unchanged', fileName: 'x' } as const;
const exists = { kind: 'exists', fileName: 'x' } as const;
const skipped = { kind: 'skipped', reason: 'no-times' } as const;
const failed = { kind: 'failed', detail: 'ENOSPC' } as const;

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
      { formats: ['txt'], outcome: written },
      { formats: ['lrc', 'srt'], outcome: skipped },
    ]);
  });
});
