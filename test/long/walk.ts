import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Finding, FindingKind, Repair } from '@shared/library-check';
import type { ClipId } from '@shared/model';
import { CoreError } from '../support/core';
import type { CoreProcess } from '../support/core-process';
import type { Ledger } from './ledger';

/** One user, who does this and that in no order. */
export interface Walk {
  /** Does one thing, and resolves when the program has answered. */
  step(): Promise<void>;
  /** How often each thing was done, and how often the program said that it could not be done now. */
  readonly done: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, number>;
  /** Has every finding of a whole check repaired, and gives what there was. */
  checkAndRepair(): Promise<readonly Finding[]>;
}

export interface WalkOptions {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly core: () => CoreProcess;
  readonly random: () => number;
  /** The library is kept at about so many songs. */
  readonly mostSongs: number;
  /** Whether songs may be removed and files be damaged: what a kill in the middle leaves of it cannot be told. */
  readonly mayHarm: () => boolean;
  /** Told of each thing that is done, before and with what came of it. */
  readonly onDeed: (what: string) => void;
}

const ALL_SONGS = { search: '', sort: 'arrived', direction: 'asc', offset: 0, limit: 500 } as const;
const EXPORT = {
  formats: ['txt', 'lrc', 'srt'],
  sounds: ['audio'],
  pattern: '{title}',
  hasSections: true,
  place: 'folder',
  onExisting: 'replace',
} as const;

/** What the program may answer while something around it is wrong, or because things have moved on meanwhile. */
const MAY_REFUSE = new Set([
  'not-found',
  'library-unavailable',
  'disk-full',
  'file-failed',
  'trash-failed',
  'export-running',
]);

const REPAIRS: Readonly<Record<FindingKind, Repair>> = {
  missing: 'fetch',
  unreadable: 'fetch',
  changed: 'fetch',
  'moved-folder': 'relink',
  'moved-file': 'relink',
  'unknown-song': 'leave',
  sidecar: 'rewrite',
  'library-file': 'leave',
  duplicate: 'leave',
  part: 'trash',
  'empty-folder': 'remove-folder',
  foreign: 'leave',
};

type Deed = readonly [name: string, weight: number, work: () => Promise<void>];

export function createWalk(options: WalkOptions): Walk {
  const { folder, ledger, random, mostSongs, mayHarm } = options;
  const invoke: CoreProcess['invoke'] = (route, input) => options.core().invoke(route, input);
  const done = new Map<string, number>();
  const refused = new Map<string, number>();

  function pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(random() * list.length)];
  }

  async function list(): Promise<void> {
    ledger.listed((await invoke('songs.page', ALL_SONGS)).rows);
  }

  async function add(): Promise<void> {
    if (ledger.songs().length >= mostSongs) return;
    const ids = Array.from({ length: 1 + Math.floor(random() * 2) }, () => ledger.newJob());
    await invoke('jobs.add', { text: ids.join(' and ') });
    ledger.added(ids);
  }

  async function search(): Promise<void> {
    const song = pick(ledger.songs());
    if (!song) return;
    const byWords = random() < 0.5;
    const text = byWords ? `"${song.words}"` : `"${song.title}"`;
    const { rows } = await invoke('songs.page', { ...ALL_SONGS, search: text });
    expect(rows.map(({ clipId }) => clipId)).toContain(song.clipId);
    if (byWords) await invoke('lyrics.page', { search: text, offset: 0, limit: 50 });
  }

  async function look(): Promise<void> {
    const song = pick(ledger.songs());
    if (!song) return;
    const found = await invoke('songs.get', { clipId: song.clipId });
    expect(found?.title).toBe(song.title);
    expect((await invoke('lyrics.get', { clipId: song.clipId }))?.clipId).toBe(song.clipId);
    await invoke('jobs.page', { offset: 0, limit: 100 });
    await invoke('app.snapshot', {});
  }

  async function steerJob(): Promise<void> {
    const job = pick(ledger.jobs());
    if (!job) return;
    await invoke(random() < 0.3 ? 'jobs.stop' : 'jobs.check', { jobIds: [job.id] });
  }

  async function steerDownloads(): Promise<void> {
    const { rows } = await invoke('downloads.page', { offset: 0, limit: 100 });
    const ids = rows.filter(() => random() < 0.5).map(({ id }) => id);
    if (ids.length === 0) return;
    const route =
      pick(['downloads.pause', 'downloads.resume', 'downloads.retry'] as const) ?? 'downloads.retry';
    await invoke(route, { ids });
  }

  async function steerAllDownloads(): Promise<void> {
    await invoke('downloads.pauseAll', {});
    await invoke('downloads.retryAll', {});
    await invoke('downloads.resumeAll', {});
  }

  async function exportLyrics(): Promise<void> {
    const clipIds = ledger
      .songs()
      .filter(() => random() < 0.1)
      .map(({ clipId }) => clipId);
    if (clipIds.length === 0) return;
    await invoke('export.nameSongs', { clipIds, after: 0 });
    await invoke('export.start', {
      ...EXPORT,
      formats: [...EXPORT.formats],
      sounds: [...EXPORT.sounds],
      count: clipIds.length,
    });
  }

  /** Songs with their files, or songs without; then now and then the job that they came from. */
  async function remove(): Promise<void> {
    if (!mayHarm() || ledger.songs().length < mostSongs * 0.6) return;
    const clipIds = ledger
      .songs()
      .slice(0, 6)
      .filter(() => random() < 0.5)
      .map(({ clipId }) => clipId);
    if (clipIds.length === 0) return;
    await invoke('songs.planRemoval', { clipIds });
    try {
      await invoke('songs.remove', { clipIds, keepsFiles: false });
    } finally {
      // It may have come to an end at one of them.
      for (const clipId of clipIds) {
        const isGone = (await invoke('songs.get', { clipId })) === null;
        if (isGone) ledger.removedSong(clipId);
        else ledger.halfRemoved(clipId);
        options.onDeed(`${clipId} ${isGone ? 'was removed' : 'could not be removed'}`);
      }
    }
  }

  async function bringBack(): Promise<void> {
    const song = pick(ledger.removedSongs().slice(-4));
    const job = ledger.jobs().find(({ id }) => id === song?.job);
    if (!song || !job || !mayHarm() || random() < 0.5) return;
    const removedClips = ledger.removedSongs().filter((each) => each.job === job.id);
    const clipIds = removedClips.map(({ clipId }) => clipId);
    ledger.wantedBack(clipIds);
    const { restored } = await invoke('songs.bringBack', { jobIds: [job.id] });
    options.onDeed(`${restored} brought back of ${clipIds.join()}`);
  }

  async function removeJob(): Promise<void> {
    const removed = new Set<ClipId>(ledger.removedSongs().map(({ clipId }) => clipId));
    const job = ledger.jobs().find(({ clipIds }) => clipIds.every((clipId) => removed.has(clipId)));
    if (!job) return;
    await invoke('jobs.remove', { jobIds: [job.id] });
    ledger.removedJob(job.id);
  }

  /** Somebody else's hand: a file is gone, cut short, or holds other bytes. */
  async function harm(): Promise<void> {
    const song = pick(ledger.songs().filter(({ told }) => told.size === 3));
    if (!song || !mayHarm()) return;
    const kind = pick(['cover', 'audio', 'wav'] as const) ?? 'wav';
    const path = ledger.pathOf(folder, song.clipId, kind);
    if (path === null) return;
    const file = join(folder, 'Library', path);
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return;
    const how = pick(['gone', 'cut', 'other'] as const);
    ledger.damaged(song, kind, how === 'gone' ? null : path);
    options.onDeed(`${song.clipId}, ${kind}: ${how}`);
    if (how === 'gone') rmSync(file);
    else if (how === 'cut') truncateSync(file, Math.floor(statSync(file).size / 2));
    else {
      const bytes = readFileSync(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
      writeFileSync(file, bytes);
    }
  }

  async function startCheck(): Promise<void> {
    await invoke('check.start', { mode: random() < 0.5 ? 'quick' : 'thorough' });
  }

  async function repairAll(): Promise<void> {
    const groups = await invoke('check.ids', { kind: null });
    for (const { kind } of groups) await invoke('check.repair', { kind, repair: REPAIRS[kind], ids: null });
  }

  async function checkAndRepair(): Promise<readonly Finding[]> {
    await invoke('check.start', { mode: 'thorough' });
    await options.core().waitFor(async () => (await invoke('check.status', {})).run === null, 120_000);
    const { rows } = await invoke('check.page', { kind: null, offset: 0, limit: 500 });
    await repairAll();
    return rows;
  }

  const deeds: readonly Deed[] = [
    ['list songs', 6, list],
    ['add jobs', 5, add],
    ['search', 8, search],
    ['look at a song', 6, look],
    ['check or stop a job', 4, steerJob],
    ['pause, resume, retry downloads', 5, steerDownloads],
    ['pause and resume all', 1, steerAllDownloads],
    ['export lyrics', 1, exportLyrics],
    ['remove songs', 3, remove],
    ['bring songs back', 1, bringBack],
    ['remove a job', 2, removeJob],
    ['harm a file', 1, harm],
    ['begin a check', 1, startCheck],
    ['repair', 1, repairAll],
    ['preview diagnostics', 1, async () => void (await invoke('diagnostics.preview', {}))],
  ];
  const sumOfWeights = deeds.reduce((sum, [, weight]) => sum + weight, 0);

  function nextDeed(): Deed | undefined {
    let left = random() * sumOfWeights;
    return deeds.find(([, weight]) => (left -= weight) < 0);
  }

  return {
    done,
    refused,
    checkAndRepair,
    async step() {
      const [name, , work] = nextDeed() ?? ['list songs', 0, list];
      options.onDeed(name);
      try {
        await work();
        done.set(name, (done.get(name) ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof CoreError) || !MAY_REFUSE.has(error.code)) throw error;
        refused.set(name, (refused.get(name) ?? 0) + 1);
      }
    },
  };
}
