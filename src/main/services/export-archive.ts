import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile, type ReadStreamOptions } from 'yazl';
import { AppError } from '@shared/ipc/errors';
import type { ExportOutcome, OnExisting } from '@shared/export';
import type { ExportedContent, ExportedFileRepository } from '../db/exported-files';
import { numbered } from '../domain/export-names';
import type { Clock, Log } from '../ports';
import { hashAt, type ExportTarget, type NewExportFile } from './export-target';
import { EXPORT_SLOTS } from './export-run';
import { flushFolder } from './library-folder';
import type { UnfinishedFiles } from './unfinished-files';
import { renamePatiently } from './whole-file';

export interface ArchiveTargetDeps {
  /** The archive stands in it. */
  readonly folder: string;
  /** Its name without ending. */
  readonly stem: string;
  readonly onExisting: OnExisting;
  readonly exported: ExportedFileRepository;
  readonly unfinished: UnfinishedFiles;
  /** Writes into the database without holding anybody up. */
  readonly inTurn: (work: () => void) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The years that a ZIP archive can tell. */
const FIRST_YEAR_AT = Date.UTC(1980, 0, 2);
const LAST_YEAR_AT = Date.UTC(2107, 0, 1);

/**
 * Writes all files into one ZIP archive, which gets its name when it is whole; until then nothing of it counts.
 *
 * @throws `export-archive-exists` where an archive is to stay and no other to be made; what the system says
 */
export async function openArchiveTarget(deps: ArchiveTargetDeps): Promise<ExportTarget> {
  const { onExisting, exported, unfinished, clock } = deps;
  const folder = resolve(deps.folder);
  await mkdir(folder, { recursive: true });
  const { path, replaced } = await findPlace();

  /** The first name that is free, or is that of an archive which may be replaced. */
  async function findPlace(): Promise<{
    readonly path: string;
    /** What of ours stands there until then. */
    readonly replaced: ExportedContent | null;
  }> {
    for (let number = 1; ; number += 1) {
      const candidate = join(folder, `${numbered(deps.stem, number)}.zip`);
      const present = await hashAt(candidate);
      if (present === null) return { path: candidate, replaced: null };
      if (onExisting === 'skip') {
        throw new AppError('export-archive-exists', 'An archive of this name is there already.');
      }
      const ours = exported.find(candidate, present);
      if (onExisting === 'replace' && ours !== null) return { path: candidate, replaced: ours };
    }
  }

  const [temporary = '', ...staging] = await unfinished.begin(folder, 1 + EXPORT_SLOTS);
  const file = await open(temporary, 'wx');
  const zip = new ZipFile();
  const hash = createHash('sha256');
  const ending = new AbortController();
  const written = write(file, zip, hash, ending.signal);
  /** What is being read into the archive. */
  const reading = new Set<Readable>();
  const broken = new Promise<never>((_, reject) => {
    written.catch(reject);
    zip.on('error', reject);
  });
  // Whoever writes the next file is told; nobody may be writing just now.
  broken.catch(() => undefined);

  async function add(
    { stem, ending, date, notes }: NewExportFile,
    openContent: () => Readable,
    options: Partial<ReadStreamOptions>,
  ): Promise<ExportOutcome> {
    const fileName = `${stem}.${ending}`;
    const mtime = new Date(Math.min(Math.max(date ?? clock.now(), FIRST_YEAR_AT), LAST_YEAR_AT));
    const added = new Promise<void>((done, fail) => {
      zip.addReadStreamLazy(fileName, { mtime, mode: 0o100644, ...options }, (give) => {
        const content = openContent();
        reading.add(content);
        content.once('close', () => {
          reading.delete(content);
          done();
        });
        content.once('error', (error) => {
          fail(error);
          zip.emit('error', error);
        });
        give(null, content);
      });
    });
    await Promise.race([added, broken]);
    return { kind: 'written', fileName, beside: null, notes };
  }

  async function drop(): Promise<void> {
    await file.close().catch(() => undefined);
    await unfinished.end([temporary, ...staging]);
  }

  /** The archive is whole also where the database does not take it. */
  async function inDatabase(work: () => void): Promise<void> {
    await deps
      .inTurn(work)
      .catch((error: unknown) => deps.log.error('What an export wrote could not be noted', error));
  }

  return {
    path,
    stagingPath(slot) {
      const place = staging[slot];
      if (place === undefined) throw new Error('There are not so many slots.');
      return place;
    },
    refuses: () => Promise.resolve(null),
    putText: (entry, { content }) =>
      add(entry, () => Readable.from([Buffer.from(content, 'utf8')]), { compress: true }),
    async putFile(entry, staged) {
      try {
        // Sound is packed already; WAV hardly gets smaller, and would take long.
        return await add(entry, () => createReadStream(staged.path), { compress: false });
      } finally {
        await rm(staged.path, { force: true });
      }
    },
    async finish() {
      try {
        zip.end();
        await Promise.race([written, broken]);
        await file.sync();
        await file.close();
        const coming = { sha256: hash.digest('hex'), isTimed: false };
        await inDatabase(() => {
          exported.noteComing(path, coming, replaced);
          exported.keep();
        });
        await renamePatiently(temporary, path);
      } catch (error) {
        await drop();
        throw error;
      }
      await flushFolder(folder).catch(() => undefined);
      await unfinished.end([temporary, ...staging]);
    },
    async abandon() {
      ending.abort();
      for (const content of reading) content.destroy();
      await written.catch(() => undefined);
      await drop();
      return false;
    },
  };
}

/** Brings what the archive is made of to the disk, piece by piece. */
async function write(file: FileHandle, zip: ZipFile, hash: Hash, signal: AbortSignal): Promise<void> {
  const toDisk = async (pieces: AsyncIterable<Buffer | string>): Promise<void> => {
    for await (const piece of pieces) {
      hash.update(piece);
      await file.writeFile(piece);
    }
  };
  await pipeline(zip.outputStream, toDisk, { signal });
}
