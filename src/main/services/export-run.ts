import { AppError } from '@shared/ipc/errors';
import {
  hasProblem,
  type ExportCounts,
  type ExportedFile,
  type ExportedSong,
  type ExportFailure,
  type ExportOutcomeKind,
  type ExportPart,
  type ExportPurpose,
  type ExportStatus,
  type SoundFailure,
} from '@shared/export';
import type { ClipId } from '@shared/model';
import type { Clock, Log } from '../ports';
import { exportFailureOf } from './export-failure';
import type { ExportReport } from './export-report';

/**
 * Goes through the songs of an export, a few at once, tells how far it is, and keeps what became of each. One export at a
 * time; it goes on whatever the window does.
 */
export interface ExportRun {
  /** @throws `export-running` while there is one */
  start(work: ExportWork): Promise<ExportStatus>;
  /** Fails with `export-running` while there is an export; for what has to be done before one can start. */
  requireNone(): void;
  /** Ends the export after the songs that it is at. */
  cancel(): void;
  /** The present export or the last one; null before the first. */
  status(): ExportStatus | null;
  /** As `cancel`; resolves when it has ended. */
  stop(): Promise<void>;
}

/** What is to be done with songs. */
export interface ExportWork {
  readonly purpose: ExportPurpose;
  readonly target: string;
  readonly clipIds: readonly ClipId[];
  readonly parts: readonly ExportPart[];
  /** The song's title, and what becomes of it; null where there is no such song. */
  readonly begin: (
    clipId: ClipId,
    index: number,
    slot: number,
    signal: AbortSignal,
  ) => { readonly title: string; readonly files: Promise<readonly ExportedFile[]> } | null;
  /** Reasons of a file that end everything, for they hold for all that follow. */
  readonly isFatal: (reason: ExportFailure | SoundFailure) => boolean;
  /** Every song was seen to. What it throws fails the export. */
  readonly finish: () => Promise<void>;
  /** It ended before its time; whether what was written stays. */
  readonly abandon: () => Promise<boolean>;
}

export interface ExportRunDeps {
  readonly report: ExportReport;
  readonly clock: Clock;
  readonly log: Log;
  /** Gives way to everything else. */
  readonly rest: () => Promise<void>;
  /** Called at most four times a second, and at the end. */
  readonly tell: (status: ExportStatus) => void;
}

/** Songs that are written at once: the disk flushes one while the next is made. */
export const EXPORT_SLOTS = 4;
const TELL_EVERY_MS = 250;

export function createExportRun({ report, clock, log, rest, tell }: ExportRunDeps): ExportRun {
  let current: Current | null = null;
  let isStarting = false;
  let lastId = 0;
  let ended: Promise<void> = Promise.resolve();
  let cancelTelling: (() => void) | null = null;

  function tellNow(): void {
    cancelTelling?.();
    cancelTelling = null;
    if (current !== null) tell(statusOf(current));
  }

  function tellSoon(): void {
    cancelTelling ??= clock.schedule(tellNow, TELL_EVERY_MS);
  }

  function requireNone(): void {
    const isRunning = current?.phase === 'running' || current?.phase === 'stopping';
    if (isStarting || isRunning) throw new AppError('export-running', 'An export is under way.');
  }

  async function run(at: Current, work: ExportWork): Promise<void> {
    const { signal } = at.abort;
    let next = 0;
    /** Songs that are done before one in front of them: the report has them in their order. */
    const early = new Map<number, ExportedSong>();
    let reported = 0;

    async function keep(index: number, song: ExportedSong): Promise<void> {
      at.done += 1;
      count(at.tally, song);
      tellSoon();
      early.set(index, song);
      for (let ready = early.get(reported); ready !== undefined; ready = early.get(reported)) {
        early.delete(reported);
        reported += 1;
        await report.add(ready);
      }
    }

    async function goThrough(slot: number): Promise<void> {
      while (next < work.clipIds.length && !signal.aborted) {
        const index = next;
        next += 1;
        const clipId = work.clipIds[index] as ClipId;
        const begun = work.begin(clipId, index, slot, signal);
        if (begun !== null) {
          at.title = begun.title;
          tellSoon();
        }
        const files = begun === null ? unknownSong(work.parts) : await begun.files;
        await keep(index, { number: index + 1, clipId, title: begun?.title ?? clipId, files });
        const fatal = fatalIn(files, work);
        if (fatal !== null) fail(at, fatal);
        await rest();
      }
    }

    const noteFailure = (error: unknown): void => {
      log.error('An export ended early', error);
      fail(at, exportFailureOf(error));
    };
    const slots = Array.from({ length: EXPORT_SLOTS }, (_, slot) => goThrough(slot).catch(noteFailure));
    await Promise.all(slots);
    if (!signal.aborted) await work.finish().catch(noteFailure);
    if (signal.aborted) await abandon(at, work);
    at.phase = at.failure !== null ? 'failed' : signal.aborted ? 'stopped' : 'whole';
  }

  /** What is not there any more is not told as written. */
  async function abandon(at: Current, work: ExportWork): Promise<void> {
    try {
      if (await work.abandon()) return;
      at.done = 0;
      at.tally = newTally(work.parts);
      await report.begin();
    } catch (error) {
      log.error('An export left something unfinished', error);
    }
  }

  function fail(at: Current, reason: ExportFailure): void {
    at.failure ??= reason;
    at.abort.abort(new Error('The export cannot go on.'));
  }

  return {
    requireNone,
    async start(work) {
      requireNone();
      isStarting = true;
      try {
        await report.begin();
      } finally {
        isStarting = false;
      }
      lastId += 1;
      const at: Current = {
        id: lastId,
        purpose: work.purpose,
        target: work.target,
        total: work.clipIds.length,
        abort: new AbortController(),
        phase: 'running',
        done: 0,
        title: null,
        failure: null,
        tally: newTally(work.parts),
      };
      current = at;
      ended = run(at, work).then(tellNow);
      return statusOf(at);
    },
    cancel() {
      if (current?.phase !== 'running') return;
      current.phase = 'stopping';
      current.abort.abort(new Error('The export was stopped.'));
      tellNow();
    },
    status: () => (current === null ? null : statusOf(current)),
    async stop() {
      current?.abort.abort(new Error('The program ends.'));
      await ended;
      cancelTelling?.();
    },
  };
}

interface Current extends Pick<ExportStatus, 'id' | 'purpose' | 'target' | 'total'> {
  readonly abort: AbortController;
  phase: ExportStatus['phase'];
  done: number;
  title: string | null;
  failure: ExportFailure | null;
  tally: Tally;
}

function statusOf({ abort: _abort, tally, ...status }: Current): ExportStatus {
  return { ...status, counts: countsOf(tally) };
}

function unknownSong(parts: readonly ExportPart[]): readonly ExportedFile[] {
  return parts.map((part) => ({
    part,
    outcome: { kind: 'skipped', reason: 'unknown-song' },
    untimedLines: 0,
  }));
}

function fatalIn(files: readonly ExportedFile[], { isFatal }: ExportWork): ExportFailure | null {
  for (const { outcome } of files) {
    if (outcome.kind === 'failed' && isFatal(outcome.reason)) return outcome.reason as ExportFailure;
  }
  return null;
}

// -------------------------------------------------------------------------------------------------------- counting

type Outcomes = Record<ExportOutcomeKind, number>;

interface Tally {
  readonly parts: Map<ExportPart, Outcomes>;
  readonly failures: Map<ExportFailure | SoundFailure, number>;
  beside: number;
  withoutEveryLine: number;
  problemSongs: number;
}

function newTally(parts: readonly ExportPart[]): Tally {
  return {
    parts: new Map(parts.map((part) => [part, noOutcomes()])),
    failures: new Map(),
    beside: 0,
    withoutEveryLine: 0,
    problemSongs: 0,
  };
}

function noOutcomes(): Outcomes {
  return { written: 0, replaced: 0, unchanged: 0, skipped: 0, failed: 0 };
}

function count(tally: Tally, song: ExportedSong): void {
  if (hasProblem(song)) tally.problemSongs += 1;
  for (const { part, outcome, untimedLines } of song.files) {
    const outcomes = tally.parts.get(part);
    if (outcomes) outcomes[outcome.kind] += 1;
    if (untimedLines > 0) tally.withoutEveryLine += 1;
    if (outcome.kind === 'failed')
      tally.failures.set(outcome.reason, (tally.failures.get(outcome.reason) ?? 0) + 1);
    else if ('beside' in outcome && outcome.beside !== null) tally.beside += 1;
  }
}

function countsOf(tally: Tally): ExportCounts {
  const sum = noOutcomes();
  for (const outcomes of tally.parts.values()) {
    for (const kind of Object.keys(sum) as ExportOutcomeKind[]) sum[kind] += outcomes[kind];
  }
  return {
    outcomes: sum,
    parts: [...tally.parts].map(([part, outcomes]) => ({ part, outcomes: { ...outcomes } })),
    failures: [...tally.failures]
      .map(([reason, files]) => ({ reason, count: files }))
      .sort((a, b) => b.count - a.count),
    beside: tally.beside,
    withoutEveryLine: tally.withoutEveryLine,
    problemSongs: tally.problemSongs,
  };
}
