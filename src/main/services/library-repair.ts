import { assertNever } from '@shared/assert-never';
import {
  FINDING_KINDS,
  REPAIRS_OF,
  type FindingIds,
  type FindingKind,
  type Repair,
  type RepairReport,
} from '@shared/library-check';
import type { AssetKind, ClipId, JobId } from '@shared/model';
import type { CheckedFileRepository } from '../db/checked-files';
import type { ClipRepository } from '../db/clips';
import type { Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { FindingRepository, StoredFinding } from '../db/findings';
import { nameKey } from '../domain/naming';
import type { Clock, Log } from '../ports';
import { partPath } from './download-runner';
import type { LibraryFolder } from './library-folder';
import { pathIn, type LibraryReader } from './library-reader';
import type { LongWork } from './long-work';
import { CLIP_FILE, clipIdOf } from './clip-file';

/** Puts right what a check found. It looks again before it acts, and it never deletes a file. */
export interface LibraryRepair {
  /** Repairs findings of one kind: these, or all there are. */
  repair(kind: FindingKind, repair: Repair, ids: readonly number[] | null): Promise<RepairReport>;
  /** Ends repairs under way after the finding that they are at; what is done stays done. */
  cancel(): void;
  /** Ids of the listed findings of one kind, or of every kind that has any, in the order of the list. */
  ids(kind: FindingKind | null): Promise<readonly FindingIds[]>;
  /** Absolute path to show for a finding: the thing itself, or the nearest folder that is there. Null when nothing is. */
  placeOf(id: number): Promise<string | null>;
  stop(): Promise<void>;
}

export interface LibraryRepairDeps {
  readonly db: Database;
  readonly files: CheckedFileRepository;
  readonly findings: FindingRepository;
  readonly clips: ClipRepository;
  readonly downloads: DownloadRepository;
  readonly reader: LibraryReader;
  readonly folder: () => LibraryFolder;
  /** Moves something in the library folder to the system's trash; false when the system has none for it. */
  readonly trash: (path: string) => Promise<boolean>;
  readonly work: LongWork;
  readonly clock: Clock;
  readonly log: Log;
  /** Gives way to everything else. */
  readonly rest: () => Promise<void>;
  /** Looks whether the library folder is there and sets its hold; throws `library-unavailable` when it is not. */
  readonly requireFolder: () => Promise<void>;
  readonly askForFreshAddress: (jobId: JobId) => void;
  /** Brings in the song of a folder that the library does not know; null where there is none. */
  readonly takeIn: (path: string) => Promise<ClipId | null>;
  /** The file of a song is there or let go: no download of it waits any more. */
  readonly settleDownload: (clipRow: number, kind: AssetKind) => void;
  readonly onChange: (clipIds: readonly ClipId[]) => void;
}

/** Findings that are put right, each in a commit of its own, and ids that are read between two looks at everything else. */
const SLICE = 16;
const SLICE_IDS = 5_000;

export function createLibraryRepair(deps: LibraryRepairDeps): LibraryRepair {
  const { db, files, findings, clips, downloads, reader, folder } = deps;
  const never = new AbortController().signal;

  async function repair(
    kind: FindingKind,
    how: Repair,
    ids: readonly number[] | null,
  ): Promise<RepairReport> {
    if (!(REPAIRS_OF[kind] as readonly Repair[]).includes(how))
      return { repaired: 0, failed: ids?.length ?? 0 };
    await deps.requireFolder();
    return deps.work.run(ids?.length ?? findings.counts()[kind], async (steps) => {
      let repaired = 0;
      let failed = 0;
      for (const page of pagesOf(kind, ids)) {
        const done: StoredFinding[] = [];
        for (const finding of findings.ofKind(kind, page)) {
          if (steps.isCancelled()) break;
          if (await tryRepair(finding, how)) done.push(finding);
          else failed += 1;
          steps.advance();
        }
        if (how !== 'leave') findings.remove(done.map(({ id }) => id));
        repaired += done.length;
        deps.onChange([...new Set(done.flatMap(({ clipRow }) => clipIdsOf(clipRow)))]);
        await deps.rest();
        if (steps.isCancelled()) break;
      }
      return { repaired, failed };
    });
  }

  /** Ids of findings, a slice at a time: these, or all of the kind. */
  function* pagesOf(kind: FindingKind, ids: readonly number[] | null): Generator<readonly number[]> {
    if (ids !== null) {
      for (let from = 0; from < ids.length; from += SLICE) yield ids.slice(from, from + SLICE);
      return;
    }
    for (let page = findings.idsAfter(kind, 0, SLICE); page.length > 0;) {
      yield page;
      page = findings.idsAfter(kind, page.at(-1) ?? 0, SLICE);
    }
  }

  async function idsOfKind(kind: FindingKind): Promise<FindingIds> {
    const ids: number[] = [];
    for (let after = 0; ; after = ids.at(-1) ?? 0) {
      const page = findings.idsAfter(kind, after, SLICE_IDS);
      if (page.length === 0) return { kind, ids };
      for (const id of page) ids.push(id);
      await deps.rest();
    }
  }

  async function tryRepair(finding: StoredFinding, how: Repair): Promise<boolean> {
    try {
      return await repairOne(finding, how);
    } catch (error) {
      deps.log.error('A finding could not be repaired', error);
      return false;
    }
  }

  /** Whether it is put right. */
  async function repairOne(finding: StoredFinding, how: Repair): Promise<boolean> {
    switch (how) {
      case 'fetch':
        return fetchAgain(finding);
      case 'relink':
        return finding.kind === 'moved-folder' ? relinkFolder(finding) : relinkFile(finding);
      case 'accept':
        return accept(finding);
      case 'forget':
        return forget(finding);
      case 'rewrite':
        return rewrite(finding);
      case 'take-in':
        return takeIn(finding);
      case 'trash':
        return trash(finding);
      case 'remove-folder':
        return reader.removeEmptyFolder(finding.path);
      case 'leave':
        findings.leave([finding.id]);
        return true;
      default:
        return assertNever(how);
    }
  }

  function clipIdsOf(clipRow: number | null): ClipId[] {
    const clip = clipRow === null ? null : clips.findRow(clipRow);
    return clip === null ? [] : [clip.clipId];
  }

  /** Whether the file has come back, or was put right, since it was found; then it counts as there. */
  async function isWholeByNow(clipRow: number, kind: AssetKind, path: string): Promise<boolean> {
    const seen = await reader.look(path);
    if (typeof seen === 'string') return false;
    const sha256 = await reader.hash(path, never, () => undefined).catch(() => null);
    const file = files.find(clipRow, kind);
    if (file === null || file.path !== path || file.sha256 === null || file.sha256 !== sha256) return false;
    files.confirm(clipRow, kind, seen.changedAt);
    deps.settleDownload(clipRow, kind);
    return true;
  }

  /**
   * Queues the file; a job that can name an address is asked for a fresh one where none is known. What is there stays and
   * counts until the other has come.
   */
  async function fetchAgain({ clipRow, assetKind, path }: StoredFinding): Promise<boolean> {
    if (clipRow === null || assetKind === null) return false;
    if (await isWholeByNow(clipRow, assetKind, path)) return true;
    const wanted = db.transact(() => {
      const source = files.want(clipRow, assetKind);
      if (source.hasAddress) downloads.enqueue(clipRow, [assetKind], deps.clock.now());
      return source;
    });
    if (!wanted.hasAddress && wanted.jobId !== null) deps.askForFreshAddress(wanted.jobId as JobId);
    return wanted.hasAddress || wanted.jobId !== null;
  }

  /** Makes the song's folder too where it has gone: the writer of what explains a song does not without being asked. */
  async function rewrite({ clipRow }: StoredFinding): Promise<boolean> {
    const clip = clipRow === null ? null : clips.findRow(clipRow);
    if (clip === null) return false;
    await folder().ensureFolder(clip.folder);
    clips.markSidecarDue(clip.row);
    return true;
  }

  async function takeIn({ path }: StoredFinding): Promise<boolean> {
    const clipId = await deps.takeIn(path);
    if (clipId !== null) deps.onChange([clipId]);
    return clipId !== null;
  }

  /** The song's row takes the folder in which its `clip.json` stands now, and each file that is in it. */
  async function relinkFolder({ clipRow, otherPath }: StoredFinding): Promise<boolean> {
    const clip = clipRow === null ? null : clips.findRow(clipRow);
    if (clip === null || otherPath === null) return false;
    const text = await reader.readText(pathIn(otherPath, CLIP_FILE));
    if (text === null || clipIdOf(text) !== clip.clipId) return false;
    const moved = await Promise.all(
      files.ofClip(clip.row).map(async (file) => {
        const isInside = file.path.startsWith(`${clip.folder}/`);
        const path = isInside ? pathIn(otherPath, file.path.slice(clip.folder.length + 1)) : file.path;
        const isMissing = typeof (await reader.look(path)) === 'string';
        // A file that came after the folder was moved is at the old place, and stays there.
        const isLeft = isMissing && typeof (await reader.look(file.path)) !== 'string';
        return { ...file, path: isLeft ? file.path : path, isMissing: isMissing && !isLeft };
      }),
    );
    // A folder that went away meanwhile has no file, and lacks none.
    const isThere = (await reader.look(pathIn(otherPath, CLIP_FILE))) !== 'missing';
    if (!isThere && moved.some((file) => file.isMissing)) return false;
    return db.transact(() => {
      const key = nameKey(otherPath);
      const owner = files.clipInFolder(key);
      const isInUse = downloads.ofClip(clip.row).some((task) => task.tracking.state === 'running');
      if ((owner !== null && owner !== clip.row) || isInUse) return false;
      files.moveFolder(clip.row, otherPath, key);
      for (const file of moved) files.relink(clip.row, file.kind, file.path, file.isMissing);
      clips.markSidecarDue(clip.row);
      return true;
    });
  }

  async function relinkFile({ clipRow, assetKind, otherPath }: StoredFinding): Promise<boolean> {
    if (clipRow === null || assetKind === null || otherPath === null) return false;
    if (typeof (await reader.look(otherPath)) === 'string') return false;
    return db.transact(() => {
      const file = files.find(clipRow, assetKind);
      if (file === null || !file.isMissing || file.isComing || files.isOwnPath(otherPath)) return false;
      files.relink(clipRow, assetKind, otherPath, false);
      findings.removeMissing(clipRow, assetKind);
      clips.markSidecarDue(clipRow);
      deps.settleDownload(clipRow, assetKind);
      return true;
    });
  }

  /** The bytes that are there now are read once more: they are what the library will know. */
  async function accept({ clipRow, assetKind, path }: StoredFinding): Promise<boolean> {
    if (clipRow === null || assetKind === null) return false;
    const before = await reader.look(path);
    if (typeof before === 'string') return false;
    const sha256 = await reader.hash(path, never, () => undefined);
    const after = await reader.look(path);
    // Somebody writes to it at this moment.
    if (typeof after === 'string' || after.bytes !== before.bytes || after.changedAt !== before.changedAt)
      return false;
    return db.transact(() => {
      if (files.find(clipRow, assetKind)?.path !== path) return false;
      files.accept({ clipRow, kind: assetKind }, { ...after, sha256 });
      clips.markSidecarDue(clipRow);
      deps.settleDownload(clipRow, assetKind);
      return true;
    });
  }

  async function forget({ clipRow, assetKind, path }: StoredFinding): Promise<boolean> {
    if (clipRow === null || assetKind === null) return false;
    if (await isWholeByNow(clipRow, assetKind, path)) return true;
    return db.transact(() => {
      if (files.find(clipRow, assetKind)?.isComing === true) return false;
      files.forget(clipRow, assetKind);
      clips.markSidecarDue(clipRow);
      deps.settleDownload(clipRow, assetKind);
      return true;
    });
  }

  /** Only for what is certainly the program's own: an unfinished file that no download goes on with. */
  async function trash({ clipRow, path }: StoredFinding): Promise<boolean> {
    const inUse = clipRow === null ? [] : downloads.ofClip(clipRow).map(partPath);
    if (inUse.includes(path) || files.isOwnPath(path)) return false;
    if ((await reader.look(path)) === 'missing') return true;
    return deps.trash(path);
  }

  return {
    repair,
    cancel: deps.work.cancel,
    stop: deps.work.stop,
    async ids(kind) {
      const groups: FindingIds[] = [];
      for (const each of kind === null ? FINDING_KINDS : [kind]) groups.push(await idsOfKind(each));
      return groups.filter(({ ids }) => ids.length > 0);
    },
    async placeOf(id) {
      const finding = findings.find(id);
      if (finding === null) return null;
      const places = [finding.otherPath, finding.path].flatMap((path) => (path === null ? [] : [path]));
      for (const place of finding.kind.startsWith('moved') ? places : places.reverse()) {
        for (let at = place; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
          const absolute = await folder()
            .resolveExisting(at)
            .catch(() => null);
          if (absolute !== null) return absolute;
        }
      }
      return folder().root;
    },
  };
}
