import { AppError } from '@shared/ipc/errors';
import type { CheckMode, CheckRun, CheckStatus } from '@shared/library-check';
import type { ClipId } from '@shared/model';
import type { CheckedFile, CheckedFileRepository, FileCursor, HashedFile } from '../db/checked-files';
import type { ClipRepository } from '../db/clips';
import type { Database } from '../db/database';
import type { FindingRepository, NewFinding } from '../db/findings';
import type { MetaRepository } from '../db/meta';
import { judgeFile } from '../domain/library-check';
import type { Clock, Log } from '../ports';
import type { FolderEntry, LibraryReader } from './library-reader';
import type { LibraryWalk } from './library-walk';

/**
 * Compares the library folder with what the database says of it: bit by bit, one file at a time, and from where it
 * stopped after a restart. What it finds is kept; it changes nothing on disk.
 */
export interface LibraryCheck {
  status(): CheckStatus;
  /**
   * Begins a check; one of the same mode that was interrupted goes on.
   * Throws `library-unavailable` when the folder is missing or read-only: an absent disk is no emptied library.
   */
  start(mode: CheckMode): Promise<void>;
  /** As `start`, without anybody having asked for it; goes on with an interrupted check first, whatever its mode. */
  startByItself(due: CheckMode | null): Promise<void>;
  /** Ends the check for good. What it found so far stays. */
  cancel(): Promise<void>;
  /** Findings were repaired: tells the window. */
  findingsChanged(): void;
  /** Lets go of the disk; the check goes on at the next start. */
  stop(): Promise<void>;
}

export interface LibraryCheckDeps {
  readonly db: Database;
  readonly meta: MetaRepository;
  readonly files: CheckedFileRepository;
  readonly findings: FindingRepository;
  readonly clips: ClipRepository;
  readonly reader: LibraryReader;
  readonly walk: LibraryWalk;
  readonly clock: Clock;
  readonly log: Log;
  /** Looks whether the library folder is there and sets its hold; whether it can be used. */
  readonly isFolderThere: () => Promise<boolean>;
  readonly onStatus: (status: CheckStatus) => void;
  /** Files of these songs turned out to be gone or to be back. */
  readonly onSongsChanged: (clipIds: readonly ClipId[]) => void;
  /** A check came to its end; `newCount` findings are in no earlier one. `isByItself`: nobody had asked for it. */
  readonly onFinished: (newCount: number, isByItself: boolean) => void;
}

/** How far a check has come, as it is kept over a restart. */
interface Progress {
  readonly checkId: number;
  readonly mode: CheckMode;
  readonly startedAt: number;
  readonly totalFiles: number;
  readonly totalBytes: number;
  phase: 'files' | 'songs' | 'folders';
  file: FileCursor | null;
  songRow: number;
  /** Name of the last thing under the root that was looked at. */
  rootName: string | null;
  doneFiles: number;
  doneBytes: number;
}

interface Look {
  readonly file: CheckedFile;
  readonly outcome:
    | { readonly kind: 'same'; readonly changedAt: number }
    | { readonly kind: 'missing' | 'unreadable' | 'changed' };
}

/** Meta keys. */
const PROGRESS = 'library-check';
const LAST_CHECK_ID = 'library-check-id';
const LAST_QUICK = 'library-check-quick-at';
const LAST_THOROUGH = 'library-check-thorough-at';

/** Rows that are looked at between two commits, and bytes after which one is due earlier. */
const SLICE_ROWS = 64;
const SLICE_BYTES = 64 * 1024 * 1024;
/** Rows that are only read, between two looks at everything else. */
const SLICE_HASHES = 1_000;
const TELL_EVERY_MS = 250;

/** The library folder went away: what is not found in it is not missing. */
class FolderGoneError extends Error {}

export function createLibraryCheck(deps: LibraryCheckDeps): LibraryCheck {
  const { db, meta, files, findings, clips, reader, walk, clock, log } = deps;
  let progress: Progress | null = load();
  let running: Promise<void> | null = null;
  let abort = new AbortController();
  let counts = findings.counts();
  let revision = 0;
  let toldAt = -Infinity;
  let isByItself = false;

  function load(): Progress | null {
    const kept = meta.get(PROGRESS);
    return kept === null || kept === '' ? null : (JSON.parse(kept) as Progress);
  }

  function save(): void {
    meta.set(PROGRESS, progress === null ? '' : JSON.stringify(progress));
  }

  function timeOf(key: string): number | null {
    const kept = meta.get(key);
    return kept === null ? null : Number(kept);
  }

  function runStatus(): CheckRun | null {
    if (progress === null) return null;
    const { mode, startedAt, doneFiles, totalFiles, doneBytes, totalBytes } = progress;
    const state = running === null ? 'interrupted' : 'running';
    return { mode, state, startedAt, doneFiles, totalFiles, doneBytes, totalBytes };
  }

  function status(): CheckStatus {
    return {
      run: runStatus(),
      lastQuickAt: timeOf(LAST_QUICK),
      lastThoroughAt: timeOf(LAST_THOROUGH),
      counts,
      revision,
    };
  }

  function tell(): void {
    toldAt = clock.now();
    deps.onStatus(status());
  }

  function tellNowAndThen(): void {
    if (Math.abs(clock.now() - toldAt) >= TELL_EVERY_MS) tell();
  }

  function findingsChanged(): void {
    counts = findings.counts();
    revision += 1;
    tell();
  }

  // ---------------------------------------------------------------------------------------------------- one run

  /** One beginning at a time: a second one while the folder is looked at waits for the first. */
  let beginning: Promise<void> = Promise.resolve();
  function begin(mode: CheckMode | null): Promise<void> {
    const begun = beginning.then(() => beginNow(mode));
    beginning = begun.catch(() => {});
    return begun;
  }

  async function beginNow(wanted: CheckMode | null): Promise<void> {
    if (running !== null) return;
    // As it was kept: what was looked at after the last commit is looked at again.
    const kept = load();
    const mode = wanted ?? kept?.mode ?? null;
    if (mode === null) return;
    if (!(await deps.isFolderThere())) {
      throw new AppError('library-unavailable', 'The library folder cannot be checked: it is not there.');
    }
    const at = kept?.mode === mode ? kept : await newProgress(mode);
    progress = at;
    save();
    abort = new AbortController();
    const { signal } = abort;
    running = run(at, signal)
      .catch((error: unknown) => {
        if (!signal.aborted && !(error instanceof FolderGoneError)) log.error('The check stopped', error);
      })
      .finally(() => {
        running = null;
        if (!signal.aborted) tell();
      });
    tell();
  }

  async function newProgress(mode: CheckMode): Promise<Progress> {
    const totals = files.totals();
    const root = await walk.rootEntries();
    const checkId = Number(meta.get(LAST_CHECK_ID) ?? 0) + 1;
    meta.set(LAST_CHECK_ID, String(checkId));
    return {
      checkId,
      mode,
      startedAt: clock.now(),
      totalFiles: totals.files + files.countSongs() + root.length,
      totalBytes: mode === 'thorough' ? totals.bytes : 0,
      phase: 'files',
      file: null,
      songRow: 0,
      rootName: null,
      doneFiles: 0,
      doneBytes: 0,
    };
  }

  async function run(at: Progress, signal: AbortSignal): Promise<void> {
    if (at.phase === 'files') await lookAtFiles(at, signal);
    if (at.phase === 'songs') await lookAtSongs(at, signal);
    await lookAtFolders(at, signal);
    await lookForTwins(at, signal);
    await finish(at, signal);
  }

  /** Ends a slice: nothing counts as gone unless the folder that it is missing from is there. */
  async function commit(areGone: boolean, write: () => void, signal: AbortSignal): Promise<void> {
    if (areGone && !(await deps.isFolderThere())) throw new FolderGoneError();
    signal.throwIfAborted();
    db.transact(() => {
      write();
      save();
    });
  }

  async function lookAtFiles(at: Progress, signal: AbortSignal): Promise<void> {
    for (;;) {
      const rows = files.after(at.file, SLICE_ROWS);
      const looks: Look[] = [];
      const sliceBytes = at.doneBytes + SLICE_BYTES;
      for (const file of rows) {
        signal.throwIfAborted();
        const bytesBefore = at.doneBytes;
        looks.push({ file, outcome: await lookAtFile(file, at, signal) });
        // A file that was not read, or grew, counts as long as the library knows it.
        if (at.mode === 'thorough') at.doneBytes = bytesBefore + (file.bytes ?? 0);
        at.doneFiles += 1;
        tellNowAndThen();
        if (at.doneBytes >= sliceBytes) break;
      }
      const last = looks.at(-1)?.file;
      if (last === undefined) break;
      const areGone = looks.some(({ outcome }) => outcome.kind !== 'same');
      await commit(
        areGone,
        () => {
          for (const look of looks) keepLook(look, at);
          at.file = { clipRow: last.clipRow, kind: last.kind };
        },
        signal,
      );
      if (areGone) findingsChanged();
    }
    await commit(false, () => (at.phase = 'songs'), signal);
  }

  async function lookAtFile(file: CheckedFile, at: Progress, signal: AbortSignal): Promise<Look['outcome']> {
    const seen = await reader.look(file.path);
    if (seen === 'missing' || seen === 'unreadable') return { kind: seen };
    let verdict = judgeFile(file, seen, at.mode);
    // What was found changed before is not taken for whole because its length and time say nothing.
    if (verdict === 'same' && findings.isKnown('changed', file.path)) verdict = 'read';
    if (verdict === 'read' && file.sha256 !== null) {
      try {
        const hash = await reader.hash(file.path, signal, (count) => {
          if (at.mode === 'thorough') at.doneBytes += count;
          tellNowAndThen();
        });
        verdict = hash === file.sha256 ? 'same' : 'changed';
      } catch (error) {
        if (signal.aborted) throw error;
        return { kind: 'unreadable' };
      }
    }
    return verdict === 'changed' ? { kind: 'changed' } : { kind: 'same', changedAt: seen.changedAt };
  }

  function keepLook({ file, outcome }: Look, at: Progress): void {
    // The row may have changed while the disk was looked at: the next check sees what is true then.
    const now = files.find(file.clipRow, file.kind);
    if (now === null || now.path !== file.path || now.sha256 !== file.sha256 || now.isComing) return;
    const isMissing = outcome.kind === 'missing';
    if (now.isMissing !== isMissing) {
      files.setMissing(file.clipRow, file.kind, isMissing);
      const clip = clips.findRow(file.clipRow);
      if (clip) deps.onSongsChanged([clip.clipId]);
    }
    if (outcome.kind === 'same') files.confirm(file.clipRow, file.kind, outcome.changedAt);
    else keep({ kind: outcome.kind, clipRow: file.clipRow, assetKind: file.kind, path: file.path }, at);
  }

  function keep(finding: Omit<NewFinding, 'otherPath'> & Partial<NewFinding>, at: Progress): void {
    findings.keep({ otherPath: null, ...finding }, at.checkId, clock.now());
  }

  async function lookAtSongs(at: Progress, signal: AbortSignal): Promise<void> {
    for (;;) {
      const rows = files.songsAfter(at.songRow, SLICE_ROWS);
      const found: NewFinding[] = [];
      for (const row of rows) {
        signal.throwIfAborted();
        const path = await sidecarToRepair(row, at.mode);
        if (path !== null)
          found.push({ kind: 'sidecar', clipRow: row, assetKind: null, path, otherPath: null });
        at.doneFiles += 1;
        tellNowAndThen();
      }
      const last = rows.at(-1);
      if (last === undefined) break;
      await keepAll(found, () => (at.songRow = last), at, signal);
    }
    await commit(false, () => (at.phase = 'folders'), signal);
  }

  async function sidecarToRepair(row: number, mode: CheckMode): Promise<string | null> {
    const clip = clips.findRow(row);
    if (clip === null) return null;
    const path = await walk.lookAtSidecars(clip, mode);
    if (path !== null || mode === 'thorough') return path;
    // What a thorough check found old stays found until it is written again.
    const isKnownOld = findings.isKnown('sidecar', walk.clipFile(clip));
    return isKnownOld ? walk.lookAtSidecars(clip, 'thorough') : null;
  }

  async function lookAtFolders(at: Progress, signal: AbortSignal): Promise<void> {
    const entries = await walk.rootEntries();
    const rest = entries.filter(({ name }) => at.rootName === null || name > at.rootName);
    for (let from = 0; from < rest.length; from += SLICE_ROWS) {
      const found: NewFinding[] = [];
      let last: FolderEntry | undefined;
      for (const entry of rest.slice(from, from + SLICE_ROWS)) {
        signal.throwIfAborted();
        found.push(...(await walk.look(entry, signal)));
        last = entry;
        at.doneFiles += 1;
        tellNowAndThen();
      }
      await keepAll(found, () => (at.rootName = last?.name ?? at.rootName), at, signal);
    }
  }

  async function keepAll(
    found: readonly NewFinding[],
    move: () => void,
    at: Progress,
    signal: AbortSignal,
  ): Promise<void> {
    const write = (): void => {
      for (const each of found) {
        // Its song may have been removed meanwhile.
        if (each.clipRow === null || clips.findRow(each.clipRow) !== null) keep(each, at);
      }
      move();
    };
    await commit(found.length > 0, write, signal);
    if (found.length > 0) findingsChanged();
  }

  /** Files of the library that hold the same bytes as another; rows alone tell, in slices as everything. */
  async function lookForTwins(at: Progress, signal: AbortSignal): Promise<void> {
    let first: HashedFile | null = null;
    let last: HashedFile | null = null;
    for (;;) {
      const slice = files.byHash(last, SLICE_HASHES);
      const found: NewFinding[] = [];
      for (const file of slice) {
        if (first === null || first.sha256 !== file.sha256) first = file;
        else found.push(twinOf(file, first));
      }
      await keepAll(found, () => {}, at, signal);
      last = slice.at(-1) ?? null;
      if (last === null) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function finish(at: Progress, signal: AbortSignal): Promise<void> {
    let newCount = 0;
    const write = (): void => {
      findings.removeUnseen(at.checkId);
      findings.removeExplainedByMove();
      newCount = findings.countNew(at.checkId);
      meta.set(at.mode === 'quick' ? LAST_QUICK : LAST_THOROUGH, String(clock.now()));
      progress = null;
    };
    await commit(true, write, signal);
    running = null;
    findingsChanged();
    deps.onFinished(newCount, isByItself);
  }

  async function halt(): Promise<void> {
    await beginning;
    abort.abort();
    await running;
  }

  return {
    status,
    start(mode) {
      isByItself = false;
      return begin(mode);
    },
    startByItself(due) {
      if (running === null) isByItself = true;
      return begin(progress?.mode ?? due);
    },
    async cancel() {
      await halt();
      progress = null;
      save();
      findingsChanged();
    },
    findingsChanged,
    stop: halt,
  };
}

function twinOf(file: HashedFile, first: HashedFile): NewFinding {
  const { clipRow, kind, path } = file;
  return { kind: 'duplicate', clipRow, assetKind: kind, path, otherPath: first.path };
}
