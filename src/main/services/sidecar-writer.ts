import { posix } from 'node:path';
import type { Settings } from '@shared/model';
import type { ClipRepository, StoredClip } from '../db/clips';
import { isDatabaseFull, type Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { LyricsRepository } from '../db/lyrics';
import type { SidecarRepository } from '../db/sidecars';
import type { SongMarkRepository } from '../db/song-marks';
import { backoffDelay } from '../domain/backoff';
import type { Clock, Log } from '../ports';
import { CLIP_FILE, MAX_CLIP_FILE_BYTES, printClipFile } from './clip-file';
import type { LibraryFolder } from './library-folder';
import { isDiskFull, sha256 } from './whole-file';
import { printWordsFiles } from './words-files';

/**
 * Keeps the files beside each song true: `clip.json`, and those of its words that are wanted: `.txt`, and `.lrc` where they are timed. Which
 * songs are due stands in the database, so an ended program goes on where it stopped.
 */
export interface SidecarWriter {
  start(): void;
  stop(): Promise<void>;
  /** Looks for songs that are due. */
  wake(): void;
  /** Writes nothing beside this song until the returned function is called; resolves when nothing is being written. */
  hold(clipRow: number): Promise<() => void>;
  /** What `clip.json` of this song should hold where this stands in it now; null when nothing does. */
  clipFileText(clip: StoredClip, present: string | null): string;
}

export interface SidecarWriterDeps {
  readonly db: Database;
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly downloads: DownloadRepository;
  readonly sidecars: SidecarRepository;
  readonly marks: Pick<SongMarkRepository, 'of'>;
  readonly folder: () => LibraryFolder;
  /** The files of words that are kept up to date; others stay as they are. */
  readonly wordsFiles: () => Settings['wordsFiles'];
  /** Whether the library folder can be written to just now. */
  readonly canWrite: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Called between two songs. */
  readonly rest: () => Promise<void>;
  /** Reads from its files how long a song plays, unless that is known: the files beside it tell it. */
  readonly measure: (clipRow: number) => Promise<void>;
  /** Looks at the library folder again and sets its hold. */
  readonly checkFolder: () => Promise<void>;
  /** There was no room; sets the hold, after which everything that is due is written. */
  readonly onDiskFull: () => Promise<void>;
  /** The folder is there, but the files beside this song could not be written, and not a moment later either. */
  readonly onFailed: (clip: StoredClip) => void;
}

const RETRY = { baseMs: 5_000, capMs: 10 * 60_000 };
/** A folder that was moved away and back, or a file that another program held for a moment, is no news. */
const TOLD_AFTER = 2;

export function createSidecarWriter(deps: SidecarWriterDeps): SidecarWriter {
  const { db, clips, lyrics, downloads, sidecars, clock, log } = deps;
  let isStarted = false;
  let working: Promise<void> | null = null;
  /** Called for while at work: what has become due since may have been looked past. */
  let isCalledAgain = false;
  /** Songs whose files could not be written, and how often in a row; each waits for its next try. */
  const failures = new Map<number, number>();
  const waiting = new Map<number, () => void>();
  /** Songs that somebody else is at work on. */
  const held = new Set<number>();
  let writing: { readonly row: number; readonly done: Promise<unknown> } | null = null;

  function wake(): void {
    isCalledAgain = working !== null;
    if (!isStarted || working) return;
    working = work()
      .catch((error: unknown) => {
        // No room to store what was written: it stays due until there is.
        if (!isDatabaseFull(error)) log.error('The files beside songs could not be seen to', error);
      })
      .finally(() => {
        working = null;
        if (isCalledAgain) wake();
      });
  }

  async function work(): Promise<void> {
    let after = 0;
    while (isStarted && deps.canWrite()) {
      await deps.rest();
      const row = clips.nextSidecarDue([...waiting.keys(), ...held], after);
      if (row === null && after === 0) return;
      // Once more from the beginning: what lies behind may have become due meanwhile.
      after = row ?? 0;
      if (row === null) continue;
      await deps.measure(row);
      // Looked at when it begins: a change from then on makes it due again.
      const clip = await db.inTurn(() => {
        clips.markSidecarBegun(row);
        return clips.findRow(row);
      });
      if (!clip) return;
      try {
        const done = writeFor(clip);
        writing = { row, done };
        await done;
        failures.delete(row);
      } catch (error) {
        // They stay due, and without room for a row nothing can be said of them.
        if (isDatabaseFull(error)) throw error;
        clips.markSidecarDue(row);
        log.error('The files beside a song could not be written', error);
        if (isDiskFull(error)) {
          await deps.onDiskFull();
          return;
        }
        // A folder that is gone is the hold's matter: the song stays due and its turn comes when the folder is back.
        await deps.checkFolder();
        if (!deps.canWrite()) return;
        tryLater(clip);
      }
    }
  }

  function tryLater(clip: StoredClip): void {
    const count = (failures.get(clip.row) ?? 0) + 1;
    failures.set(clip.row, count);
    if (count === TOLD_AFTER) deps.onFailed(clip);
    const again = () => {
      waiting.delete(clip.row);
      wake();
    };
    waiting.set(clip.row, clock.schedule(again, backoffDelay(count, clock.random(), RETRY)));
  }

  async function writeFor(clip: StoredClip): Promise<void> {
    const folder = deps.folder();
    // The user has moved or removed it, and it is not for us to make it anew.
    if (wasThere(clip) && !(await folder.hasFolder(clip.folder))) {
      log.info('A song’s folder is not where it was; nothing is written for it', { clipId: clip.clipId });
      await db.inTurn(() => clips.markSidecarWaiting(clip.row));
      return;
    }
    const written = new Map<string, string>();
    try {
      await writeFiles(clip, written);
    } finally {
      await db.inTurn(() =>
        db.transact(() => {
          for (const [path, hash] of written) sidecars.save(clip.row, path, hash);
          if (written.has(clipFilePath(clip))) clips.markSidecarWritten(clip.row);
        }),
      );
    }
  }

  /** @param written takes the path and the hash of each file once it is there */
  async function writeFiles(clip: StoredClip, written: Map<string, string>): Promise<void> {
    const folder = deps.folder();
    await folder.ensureFolder(clip.folder);
    for (const end of ['txt', 'lrc']) {
      await folder.removeUnfinished(posix.join(clip.folder, `${clip.stem}.${end}`));
    }
    const words = printWordsFiles(clip, lyrics.effective(clip.row));
    for (const end of deps.wordsFiles()) {
      const content = words[end];
      if (content !== null) await writeOwn(clip, `${clip.stem}.${end}`, content, written);
      else await removeOwn(clip, `${clip.stem}.${end}`);
    }
    const path = clipFilePath(clip);
    const present = await folder.readText(path, MAX_CLIP_FILE_BYTES);
    written.set(path, await folder.writeText(path, clipFileText(clip, present)));
  }

  const clipFilePath = (clip: StoredClip) => posix.join(clip.folder, CLIP_FILE);

  /** Something was written into the song's folder once, so it was there. */
  function wasThere(clip: StoredClip): boolean {
    const prefix = `${clip.folder}/`;
    return (
      sidecars.hasAny(clip.row) ||
      downloads.assets(clip.row).some(({ path }) => path?.startsWith(prefix) === true)
    );
  }

  function clipFileText(clip: StoredClip, present: string | null): string {
    return printClipFile(
      {
        clip,
        jobIds: clips.jobIds(clip.row),
        words: lyrics.all(clip.row),
        assets: downloads.assets(clip.row),
        marks: deps.marks.of(clip.row),
      },
      present,
    );
  }

  /** Writes a lyrics file unless one of another hand stands there. */
  async function writeOwn(
    clip: StoredClip,
    name: string,
    content: string,
    written: Map<string, string>,
  ): Promise<void> {
    const folder = deps.folder();
    const path = posix.join(clip.folder, name);
    const present = await folder.hash(path);
    // The same content is ours too: the program may have ended between the file and its row.
    const isOurs =
      present === null || present === sha256(content) || present === sidecars.hash(clip.row, path);
    if (isOurs) written.set(path, await folder.writeText(path, content));
  }

  /** Takes away a file of words that the song has no more: it would show others. One of another hand stays. */
  async function removeOwn(clip: StoredClip, name: string): Promise<void> {
    const folder = deps.folder();
    const path = posix.join(clip.folder, name);
    const ours = sidecars.hash(clip.row, path);
    if (ours === null || (await folder.hash(path)) !== ours) return;
    await folder.remove(path);
    await db.inTurn(() => {
      sidecars.forget(clip.row, path);
    });
  }

  return {
    start() {
      isStarted = true;
      wake();
    },
    async stop() {
      isStarted = false;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
      await working;
    },
    wake,
    async hold(clipRow) {
      held.add(clipRow);
      if (writing?.row === clipRow) await writing.done.catch(() => {});
      return () => {
        held.delete(clipRow);
        wake();
      };
    },
    clipFileText,
  };
}
