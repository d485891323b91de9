import type { CheckMode } from '@shared/library-check';
import type { AssetKind, ClipId } from '@shared/model';
import type { CheckedFile, CheckedFileRepository, HashedFile, Step } from '../db/checked-files';
import type { ClipRepository } from '../db/clips';
import type { Database } from '../db/database';
import type { FindingRepository, NewFinding } from '../db/findings';
import { judgeFile } from '../domain/library-check';
import type { Clock } from '../ports';
import type { CheckMemory, CheckProgress } from './check-progress';
import type { LibraryReader } from './library-reader';
import type { LibraryWalk } from './library-walk';

/**
 * Goes through the library once, from where `progress` stands, and tells how many findings no earlier check had. All it
 * does is cut into slices: each looks at a bounded number of rows and bytes, is kept together with its place in one
 * transaction, and then gives way to everything else.
 *
 * @throws FolderGoneError, the signal's reason, and what disk and database throw; all of it can be gone on with
 */
export type CheckRun = (progress: CheckProgress, signal: AbortSignal) => Promise<number>;

export interface CheckRunDeps {
  readonly db: Database;
  readonly memory: CheckMemory;
  readonly files: CheckedFileRepository;
  readonly findings: FindingRepository;
  readonly clips: ClipRepository;
  readonly reader: LibraryReader;
  readonly walk: LibraryWalk;
  readonly clock: Clock;
  /** Gives way to everything else; throws the signal's reason. */
  readonly rest: (signal: AbortSignal) => Promise<void>;
  /** Looks whether the library folder is there and sets its hold; whether it can be used. */
  readonly isFolderThere: () => Promise<boolean>;
  /** The folder of a song is back whose files beside it could not be written: they can be now. */
  readonly onFolderBack: (clipRow: number) => void;
  /** Takes the words of a file that someone has laid beside the song. */
  readonly lookBeside: (clipRow: number) => Promise<unknown>;
  /** The progress has grown. */
  readonly onProgress: () => void;
  /** The list of findings has changed. */
  readonly onFindings: () => void;
  /** The file of a song is there: no download of it waits any more. */
  readonly settleDownload: (clipRow: number, kind: AssetKind) => void;
  /** Files of these songs turned out to be gone or to be back. */
  readonly onSongsChanged: (clipIds: readonly ClipId[]) => void;
}

/** The library folder went away: what is not found in it is not missing. */
export class FolderGoneError extends Error {}

/** Rows that are looked at on the disk between two commits, and bytes after which one is due earlier. */
const SLICE_ROWS = 64;
const SLICE_BYTES = 64 * 1024 * 1024;
/** Rows that are only read, or only counted, in one breath. */
const SLICE_READ = 500;
/** Findings that are written or looked through in one breath. */
const SLICE_FINDINGS = 100;

interface Look {
  readonly file: CheckedFile;
  readonly outcome:
    | { readonly kind: 'same'; readonly changedAt: number }
    | { readonly kind: 'missing' | 'unreadable' | 'changed' };
}

export function createCheckRun(deps: CheckRunDeps): CheckRun {
  const { db, memory, files, findings, clips, reader, walk, clock, rest } = deps;

  async function run(at: CheckProgress, signal: AbortSignal): Promise<number> {
    if (at.phase === 'counting') await count(at, signal);
    if (at.phase === 'files') await lookAtFiles(at, signal);
    if (at.phase === 'songs') await lookAtSongs(at, signal);
    await lookAtFolders(at, signal);
    await lookForTwins(at, signal);
    return finish(at, signal);
  }

  /** Ends a slice: nothing counts as gone unless the folder that it is missing from is there. */
  async function commit(
    at: CheckProgress,
    areGone: boolean,
    write: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    if (areGone && !(await deps.isFolderThere())) throw new FolderGoneError();
    signal.throwIfAborted();
    db.transact(() => {
      write();
      memory.save(at);
    });
  }

  function keep(finding: NewFinding, at: CheckProgress): void {
    findings.keep(finding, at.checkId, clock.now());
  }

  // -------------------------------------------------------------------------------------------------------- counting

  async function count(at: CheckProgress, signal: AbortSignal): Promise<void> {
    let [fileCount, bytes, songs] = [0, 0, 0];
    await stepThrough(files.countAfter, signal, (step) => {
      fileCount += step.files;
      bytes += step.bytes;
    });
    await stepThrough(files.countSongsAfter, signal, (step) => (songs += step));
    const root = await walk.rootEntries(signal);
    const write = (): void => {
      at.totalFiles = fileCount + songs + root.length;
      at.totalBytes = at.mode === 'thorough' ? bytes : 0;
      at.phase = 'files';
    };
    await commit(at, false, write, signal);
    deps.onProgress();
  }

  async function stepThrough<Wanted>(
    take: (after: number, limit: number) => Step<Wanted, number>,
    signal: AbortSignal,
    add: (wanted: Wanted) => void,
  ): Promise<void> {
    for (let after = 0; ;) {
      const { wanted, next } = take(after, SLICE_READ);
      if (next === null) return;
      add(wanted);
      after = next;
      await rest(signal);
    }
  }

  // ----------------------------------------------------------------------------------------------------------- files

  async function lookAtFiles(at: CheckProgress, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { wanted, next } = files.after(at.file, SLICE_ROWS);
      if (next === null) break;
      let reached = next;
      const looks: Look[] = [];
      const sliceBytes = at.doneBytes + SLICE_BYTES;
      for (const file of wanted) {
        signal.throwIfAborted();
        const bytesBefore = at.doneBytes;
        looks.push({ file, outcome: await lookAtFile(file, at, signal) });
        // A file that was not read, or grew, counts as long as the library knows it.
        if (at.mode === 'thorough') at.doneBytes = bytesBefore + (file.bytes ?? 0);
        at.doneFiles += 1;
        deps.onProgress();
        if (at.doneBytes >= sliceBytes) {
          reached = { clipRow: file.clipRow, kind: file.kind };
          break;
        }
      }
      const areGone = looks.some(({ outcome }) => outcome.kind !== 'same');
      const write = (): void => {
        for (const look of looks) keepLook(look, at);
        at.file = reached;
      };
      await commit(at, areGone, write, signal);
      if (areGone) deps.onFindings();
      await rest(signal);
    }
    await commit(at, false, () => (at.phase = 'songs'), signal);
  }

  async function lookAtFile(
    file: CheckedFile,
    at: CheckProgress,
    signal: AbortSignal,
  ): Promise<Look['outcome']> {
    const seen = await reader.look(file.path);
    if (seen === 'missing' || seen === 'unreadable') return { kind: seen };
    let verdict = judgeFile(file, seen, at.mode);
    // What was found changed before is not taken for whole because its length and time say nothing.
    if (verdict === 'same' && findings.isKnown('changed', file.path)) verdict = 'read';
    if (verdict === 'read' && file.sha256 !== null) {
      try {
        const hash = await reader.hash(file.path, signal, (byteCount) => {
          if (at.mode === 'thorough') at.doneBytes += byteCount;
          deps.onProgress();
        });
        verdict = hash === file.sha256 ? 'same' : 'changed';
      } catch (error) {
        if (signal.aborted) throw error;
        return { kind: 'unreadable' };
      }
    }
    return verdict === 'changed' ? { kind: 'changed' } : { kind: 'same', changedAt: seen.changedAt };
  }

  function keepLook({ file, outcome }: Look, at: CheckProgress): void {
    // The row may have changed while the disk was looked at: the next check sees what is true then.
    const now = files.find(file.clipRow, file.kind);
    if (now === null || now.path !== file.path || now.sha256 !== file.sha256) return;
    // One that waits is not needed for what is whole; one that runs tells by itself what became of the file.
    if (now.isComing && (outcome.kind !== 'same' || !now.hasIdleDownload)) return;
    const isMissing = outcome.kind === 'missing';
    if (now.isMissing !== isMissing) {
      files.setMissing(file.clipRow, file.kind, isMissing);
      const clip = clips.findRow(file.clipRow);
      if (clip) deps.onSongsChanged([clip.clipId]);
    }
    if (outcome.kind === 'same') {
      files.confirm(file.clipRow, file.kind, outcome.changedAt);
      if (now.hasIdleDownload) deps.settleDownload(file.clipRow, file.kind);
    } else {
      const { clipRow, kind, path } = file;
      keep({ kind: outcome.kind, clipRow, assetKind: kind, path, otherPath: null }, at);
    }
  }

  // ----------------------------------------------------------------------------------------------------------- songs

  async function lookAtSongs(at: CheckProgress, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { wanted, next } = files.songsAfter(at.songRow, SLICE_ROWS);
      if (next === null) break;
      const found: NewFinding[] = [];
      for (const { row: clipRow, isWaiting } of wanted) {
        signal.throwIfAborted();
        // What waits is old for certain, and is written as soon as it can be.
        const path = await sidecarToRepair(clipRow, isWaiting ? 'quick' : at.mode);
        if (path !== null) found.push({ kind: 'sidecar', clipRow, assetKind: null, path, otherPath: null });
        else if (isWaiting) deps.onFolderBack(clipRow);
        await deps.lookBeside(clipRow);
        at.doneFiles += 1;
        deps.onProgress();
      }
      await keepAll(found, () => (at.songRow = next), at, signal);
    }
    await commit(at, false, () => (at.phase = 'folders'), signal);
  }

  async function sidecarToRepair(row: number, mode: CheckMode): Promise<string | null> {
    if ((await oldSidecar(row, mode)) === null) return null;
    // The song may have changed, and been written, while the disk was looked at: only what is old a second time is old.
    return clips.areSidecarsDue(row) ? null : oldSidecar(row, mode);
  }

  async function oldSidecar(row: number, mode: CheckMode): Promise<string | null> {
    const clip = clips.findRow(row);
    if (clip === null) return null;
    const path = await walk.lookAtSidecars(clip, mode);
    if (path !== null || mode === 'thorough') return path;
    // What a thorough check found old stays found until it is written again.
    const isKnownOld = findings.isKnown('sidecar', walk.clipFile(clip));
    return isKnownOld ? walk.lookAtSidecars(clip, 'thorough') : null;
  }

  // --------------------------------------------------------------------------------------------------------- folders

  async function lookAtFolders(at: CheckProgress, signal: AbortSignal): Promise<void> {
    const entries = await walk.rootEntries(signal);
    const { rootName } = at;
    const ahead = rootName === null ? entries : entries.filter(({ name }) => name > rootName);
    let found: NewFinding[] = [];
    const keepFound = async (reached: string | null): Promise<void> => {
      await keepAll(found, () => (at.rootName = reached), at, signal);
      found = [];
    };
    for (const [index, entry] of ahead.entries()) {
      signal.throwIfAborted();
      await walk.look(entry, signal, async (finding) => {
        found.push(finding);
        // A single folder may be a copy of the whole library: the place stays before it until it was gone through.
        if (found.length >= SLICE_FINDINGS) await keepFound(at.rootName);
      });
      at.doneFiles += 1;
      deps.onProgress();
      if ((index + 1) % SLICE_ROWS === 0 || index === ahead.length - 1) await keepFound(entry.name);
    }
  }

  async function keepAll(
    found: readonly NewFinding[],
    move: () => void,
    at: CheckProgress,
    signal: AbortSignal,
  ): Promise<void> {
    const write = (): void => {
      for (const each of found) {
        // Its song may have been removed meanwhile.
        if (each.clipRow === null || clips.findRow(each.clipRow) !== null) keep(each, at);
      }
      move();
    };
    await commit(at, found.length > 0, write, signal);
    if (found.length > 0) deps.onFindings();
    await rest(signal);
  }

  // ----------------------------------------------------------------------------------------------------------- twins

  /** Files of the library that hold the same bytes as another; rows alone tell. */
  async function lookForTwins(at: CheckProgress, signal: AbortSignal): Promise<void> {
    /** The first file with the bytes that are looked at, and the first of them that is on disk. */
    let first: HashedFile | null = null;
    let original: CheckedFile | null = null;
    let last: HashedFile | null = null;
    for (;;) {
      const slice = files.byHash(last, SLICE_FINDINGS);
      last = slice.at(-1) ?? null;
      if (last === null) return;
      const found: NewFinding[] = [];
      for (const file of slice) {
        // Takes of one song often share their cover.
        if (file.kind === 'cover') continue;
        if (first?.sha256 !== file.sha256) {
          first = file;
          original = null;
          continue;
        }
        original ??= onDisk(first);
        const twin = onDisk(file);
        if (twin !== null && original !== null) found.push(twinOf(twin, original));
        else original ??= twin;
      }
      await keepAll(found, () => {}, at, signal);
    }
  }

  function onDisk({ clipRow, kind }: HashedFile): CheckedFile | null {
    const file = files.find(clipRow, kind);
    return file?.isMissing === false ? file : null;
  }

  function twinOf({ clipRow, kind, path }: CheckedFile, original: CheckedFile): NewFinding {
    return { kind: 'duplicate', clipRow, assetKind: kind, path, otherPath: original.path };
  }

  // ---------------------------------------------------------------------------------------------------------- ending

  /** What this check did not see is gone; that takes slices too, and once more from their beginning after a restart. */
  async function finish(at: CheckProgress, signal: AbortSignal): Promise<number> {
    if (!(await deps.isFolderThere())) throw new FolderGoneError();
    let newCount = 0;
    for (let after: number | null = 0; after !== null;) {
      const from: number = after;
      signal.throwIfAborted();
      const settled = db.transact(() => findings.settle(at.checkId, from, SLICE_FINDINGS));
      newCount += settled.newCount;
      after = settled.next;
      await rest(signal);
    }
    signal.throwIfAborted();
    db.transact(() => {
      memory.finish(at.mode, clock.now());
    });
    return newCount;
  }

  return run;
}
