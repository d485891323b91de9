import { beforeAll, describe, expect, it } from 'vitest';
import type { ClipId, Download, DownloadProgress } from '@shared/model';
import { downloadWords, lastingState, paceWords } from '../../src/renderer/features/downloads/download-words';
import { startTexts } from '../../src/renderer/i18n';

beforeAll(startTexts);

const NOW = 1_800_000_000_000;

function download(patch: Partial<Download>): Download {
  return {
    id: 1,
    clipId: 'c' as ClipId,
    title: 'Low Tide',
    kind: 'wav',
    state: 'queued',
    doneBytes: 0,
    totalBytes: null,
    attempts: 0,
    notBefore: null,
    failure: null,
    ...patch,
  };
}
function progress(patch: Partial<DownloadProgress>): DownloadProgress {
  return {
    id: 1,
    clipId: 'c' as ClipId,
    kind: 'wav',
    doneBytes: 0,
    totalBytes: null,
    bytesPerSecond: 0,
    ...patch,
  };
}
const words = (patch: Partial<Download>, newer: DownloadProgress | null = null, isAllPaused = false) =>
  downloadWords(download(patch), { progress: newer, isAllPaused, now: NOW });

describe('what a download is doing', () => {
  it('shows the newer of row and progress', () => {
    const seen = words({ state: 'running', doneBytes: 1e6 }, progress({ doneBytes: 5e6, totalBytes: 20e6 }));
    expect(seen).toMatchObject({ state: '5.0 MB of 20.0 MB', percent: 25 });
    expect(
      words({ state: 'running', doneBytes: 9e6, totalBytes: 10e6 }, progress({ doneBytes: 1 })).percent,
    ).toBe(90);
  });
  it('does not invent a length', () => {
    expect(words({ state: 'running', doneBytes: 2e6 })).toMatchObject({
      state: '2.0 MB so far',
      percent: null,
    });
  });
  it('says when it tries again and why', () => {
    const seen = words({ notBefore: NOW + 40_000, failure: { code: 'timeout', detail: 'ETIMEDOUT' } });
    expect(seen.state).toBe('Tries again in 40 s');
    expect(seen.detail).toBe('The file host did not answer.');
    expect(words({ notBefore: NOW - 1 }).state).toBe('Waiting');
  });
  it('counts no time while all are paused', () => {
    const failure = { code: 'short-body', detail: null } as const;
    const seen = words({ notBefore: NOW + 40_000, doneBytes: 10, totalBytes: 40, failure }, null, true);
    expect(seen).toMatchObject({ state: 'Waiting', detail: 'The file ended early.', percent: 25 });
  });
  it('says what failed and what can be done', () => {
    expect(words({ state: 'failed', failure: { code: 'disk-full', detail: null } })).toMatchObject({
      state: 'There was no room on the disk.',
      detail: 'Make room, then retry.',
      tone: 'bad',
    });
    expect(words({ state: 'failed' }).state).toBe('Failed');
  });
  it('keeps in sight how far a paused one came', () => {
    expect(words({ state: 'paused', doneBytes: 1e6, totalBytes: 4e6 })).toMatchObject({
      state: 'Paused · 1.0 MB of 4.0 MB',
      percent: 25,
    });
    expect(words({ state: 'paused' }).percent).toBeUndefined();
  });
});

describe('what a row is called', () => {
  const named = (patch: Partial<Download>, isAllPaused = false) => lastingState(download(patch), isAllPaused);

  it('holds no time and no bytes, which would be others before it is drawn again', () => {
    const failure = { code: 'timeout', detail: null } as const;
    expect(named({ failure, notBefore: NOW + 40_000 })).toBe('Waiting to try again');
    expect(named({ failure, notBefore: NOW - 1 })).toBe('Waiting to try again');
    expect(named({ failure, notBefore: NOW + 40_000 }, true)).toBe('Waiting');
    expect(named({})).toBe('Waiting');
    expect(named({ state: 'running', doneBytes: 1e6, totalBytes: 2e6 })).toBe('Coming');
    expect(named({ state: 'paused', doneBytes: 1e6, totalBytes: 4e6 })).toBe('Paused · 1.0 MB of 4.0 MB');
    expect(named({ state: 'failed', failure })).toBe('The file host did not answer.');
  });
});

describe('pace', () => {
  it('is told only while something comes', () => {
    expect(paceWords(null)).toBeNull();
    expect(paceWords(progress({ bytesPerSecond: 0 }))).toBeNull();
    expect(paceWords(progress({ bytesPerSecond: 2e6, doneBytes: 1e6 }))).toEqual({
      speed: '2.0 MB/s',
      remaining: null,
    });
    expect(paceWords(progress({ bytesPerSecond: 1e6, doneBytes: 1e6, totalBytes: 31e6 }))?.remaining).toBe(
      '30 s left',
    );
  });
});
