import { open, rm, type FileHandle } from 'node:fs/promises';
import { hasFailed, hasProblem, type ExportedSong } from '@shared/export';
import type { Page } from '@shared/model';

/**
 * What became of each song of the last export. It stands in a file, because of a hundred thousand songs there is too much
 * to say for memory, and for one message.
 */
export interface ExportReport {
  /** Forgets the export before. @throws what the disk says */
  begin(): Promise<void>;
  /** The next song. @throws what the disk says */
  add(song: ExportedSong): Promise<void>;
  /** Songs in their order: all, or those about which something has to be read, of which those that failed come first. */
  page(offset: number, limit: number, isProblemsOnly: boolean): Promise<Page<ExportedSong>>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** Bytes that wait in memory before they are written. */
const WRITTEN_AT_ONCE = 64 * 1024;

/** @param path of the file; what stands there is replaced */
export function createExportReport(path: string): ExportReport {
  let file: FileHandle | null = null;
  /** Where each song begins, and where the next one will. */
  let starts: number[] = [0];
  /** Places in `starts`. */
  let failed: number[] = [];
  let otherProblems: number[] = [];
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let writtenBytes = 0;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: a page that is read while songs come in is one of whole songs. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  }

  async function flush(): Promise<void> {
    if (waitingBytes === 0) return;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await file?.write(bytes, 0, bytes.length, writtenBytes);
    writtenBytes += bytes.length;
  }

  async function forget(): Promise<void> {
    await file?.close();
    file = null;
    starts = [0];
    failed = [];
    otherProblems = [];
    waiting = [];
    waitingBytes = 0;
    writtenBytes = 0;
    await rm(path, { force: true });
  }

  async function read(first: number, last: number): Promise<ExportedSong[]> {
    const start = starts[first] ?? 0;
    const end = starts[last] ?? start;
    const bytes = Buffer.alloc(end - start);
    await file?.read(bytes, 0, bytes.length, start);
    return bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as ExportedSong);
  }

  return {
    begin: () =>
      inTurn(async () => {
        await forget();
        file = await open(path, 'w+', 0o600);
      }),
    add: (song) =>
      inTurn(async () => {
        const line = Buffer.from(`${JSON.stringify(song)}\n`, 'utf8');
        if (hasFailed(song)) failed.push(starts.length - 1);
        else if (hasProblem(song)) otherProblems.push(starts.length - 1);
        starts.push((starts.at(-1) ?? 0) + line.length);
        waiting.push(line);
        waitingBytes += line.length;
        if (waitingBytes >= WRITTEN_AT_ONCE) await flush();
      }),
    page: (offset, limit, isProblemsOnly) =>
      inTurn(async () => {
        await flush();
        if (!isProblemsOnly) {
          const total = starts.length - 1;
          const end = Math.min(total, offset + limit);
          return { rows: offset < end ? await read(offset, end) : [], total, offset };
        }
        const problems = [...failed, ...otherProblems];
        const rows: ExportedSong[] = [];
        for (const place of problems.slice(offset, offset + limit))
          rows.push(...(await read(place, place + 1)));
        return { rows, total: problems.length, offset };
      }),
    clear: () => inTurn(forget),
  };
}
