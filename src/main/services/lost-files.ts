import type { ClipId, FoundFiles } from '@shared/model';
import type { CheckedFile, CheckedFileRepository } from '../db/checked-files';
import type { ClipRepository } from '../db/clips';
import type { Database } from '../db/database';
import type { FindingRepository } from '../db/findings';
import { judgeFile } from '../domain/library-check';
import type { Log } from '../ports';
import type { LibraryReader } from './library-reader';

/** Looks on the disk for files that were missing: who wants to hear one need not check the whole library first. */
export interface LostFiles {
  /**
   * Files of these songs that stand in their places again count as there from now on. Whether they hold what they
   * should is read afterwards, where length and time do not say so.
   */
  lookFor(clipIds: readonly ClipId[]): Promise<FoundFiles>;
  /** Resolves when nothing is read any more. */
  stop(): Promise<void>;
}

export interface LostFilesDeps {
  readonly db: Pick<Database, 'inTurn' | 'transact'>;
  readonly clips: ClipRepository;
  readonly files: CheckedFileRepository;
  readonly findings: FindingRepository;
  readonly reader: LibraryReader;
  readonly log: Log;
  /** Looks whether the library folder is there and sets its hold; whether it can be used. */
  readonly isFolderThere: () => Promise<boolean>;
  /** The file is whole: no download of it waits any more. */
  readonly settleDownload: (clipRow: number, kind: CheckedFile['kind']) => void;
  readonly onFound: (clipIds: readonly ClipId[]) => void;
}

interface FoundFile {
  readonly file: CheckedFile;
  readonly changedAt: number;
}

export function createLostFiles(deps: LostFilesDeps): LostFiles {
  const { db, clips, files, findings, reader, log } = deps;
  const stopping = new AbortController();
  /** What is read one file after the other. */
  let reading: Promise<unknown> = Promise.resolve();

  async function lookForFile(file: CheckedFile): Promise<boolean> {
    const seen = await reader.look(file.path);
    if (typeof seen === 'string') return false;
    const verdict = judgeFile(file, seen, 'quick');
    const found = { file, changedAt: seen.changedAt };
    const isBack = await db.inTurn(() => keep(found, verdict === 'same'));
    if (isBack && verdict === 'read') readLater(found);
    return isBack;
  }

  /** Whether the row is still the one that was looked for. */
  function keep({ file, changedAt }: FoundFile, isWhole: boolean): boolean {
    const { clipRow, kind, path, sha256 } = file;
    const now = files.find(clipRow, kind);
    if (now === null || now.path !== path || now.sha256 !== sha256) return false;
    db.transact(() => {
      files.setMissing(clipRow, kind, false);
      findings.removeMissing(clipRow, kind);
      // Another file than it was is told by the next check, which finds its time unknown.
      if (isWhole) files.confirm(clipRow, kind, changedAt);
    });
    if (isWhole && now.hasIdleDownload) deps.settleDownload(clipRow, kind);
    return true;
  }

  function readLater(found: FoundFile): void {
    const { signal } = stopping;
    reading = reading.then(async () => {
      if (signal.aborted) return;
      try {
        const sha256 = await reader.hash(found.file.path, signal, () => undefined);
        if (sha256 === found.file.sha256) await db.inTurn(() => keep(found, true));
      } catch (error) {
        if (!signal.aborted) log.error('A file that is back could not be read', error);
      }
    });
  }

  return {
    async lookFor(clipIds) {
      const found: ClipId[] = [];
      for (const clipId of clipIds) {
        const clip = clips.find(clipId);
        if (clip === null) continue;
        const lost = files.ofClip(clip.row).filter(({ isMissing, isComing }) => isMissing && !isComing);
        const isBack = await Promise.all(lost.map(lookForFile));
        if (isBack.includes(true)) found.push(clipId);
      }
      if (found.length > 0) deps.onFound(found);
      return { found, isFolderThere: found.length > 0 || (await deps.isFolderThere()) };
    },
    async stop() {
      stopping.abort();
      await reading;
    },
  };
}
