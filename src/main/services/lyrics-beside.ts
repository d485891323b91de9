import { posix } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import type { ReadLyricsFile, TakenLyricsFile } from '@shared/model';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { LyricsRepository, StoredLyrics } from '../db/lyrics';
import type { LyricsFileRepository } from '../db/lyrics-files';
import type { SidecarRepository } from '../db/sidecars';
import { readLyrics } from '../domain/lyrics/reading';
import type { Clock, Log } from '../ports';
import type { LibraryFolder } from './library-folder';
import { MAX_LYRICS_FILE_BYTES, readLyricsFile } from './lyrics-import';
import { sha256 } from './whole-file';
import { printWordsFiles } from './words-files';

/**
 * Words from an `.lrc` that someone else has laid beside a song. They stand behind the user's own words and before those of
 * the service. The file itself is never changed.
 */
export interface LyricsBeside {
  /**
   * Looks whether there is such a file that was not read yet, or has changed, and takes its words. Null when there is
   * nothing new; what cannot be read is logged, and looked at again when it has changed.
   */
  look(clipRow: number): Promise<TakenLyricsFile | null>;
  /** Gives up the words that were taken of a file last, for those of the file before, or none. The user's own stay. */
  giveUp(clipRow: number): void;
}

export interface LyricsBesideDeps {
  readonly db: Database;
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly downloads: DownloadRepository;
  readonly sidecars: SidecarRepository;
  readonly files: LyricsFileRepository;
  readonly folder: () => LibraryFolder;
  /** Whether the library folder is there. */
  readonly canLook: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Other words are in force: state, search index and the files beside the song follow. Inside the transaction. */
  readonly reread: (clip: StoredClip) => void;
  readonly onChange: (clip: StoredClip) => void;
}

/** A file that was changed since may have the same time still: file systems keep times as coarse as two seconds (FAT). */
const SETTLED_AFTER_MS = 4_000;

export function createLyricsBeside(deps: LyricsBesideDeps): LyricsBeside {
  const { db, clips, lyrics, downloads, sidecars, files, log } = deps;
  /** Words of files before the last were taken, by song; null where there were none. */
  const before = new Map<number, StoredLyrics | null>();

  /** Where it may stand: under the name of the song's files, also where the user has called its sound otherwise. */
  function places(clip: StoredClip): ReadonlySet<string> {
    const sounds = downloads
      .assets(clip.row)
      .flatMap(({ kind, path }) => (path !== null && (kind === 'audio' || kind === 'wav') ? [path] : []));
    return new Set([
      posix.join(clip.folder, `${clip.stem}.lrc`),
      ...sounds.map((path) => `${path.slice(0, path.length - posix.extname(path).length)}.lrc`),
    ]);
  }

  /** The row of what we wrote is lost with the database: then it is known by its content. */
  function isOurs(clip: StoredClip, path: string, hash: string): boolean {
    if (hash === sidecars.hash(clip.row, path)) return true;
    const { lrc } = printWordsFiles(clip, lyrics.effective(clip.row));
    return lrc !== null && hash === sha256(lrc);
  }

  function read(clip: StoredClip, path: string, bytes: Uint8Array): ReadLyricsFile | null {
    try {
      return readLyricsFile(posix.basename(path), bytes);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn('A file of words beside a song was not taken', { clipId: clip.clipId, code: error.code });
      return null;
    }
  }

  /** Words without times are no gain over words with some. */
  function losesTimes(clip: StoredClip, file: ReadLyricsFile): boolean {
    const words = lyrics.effective(clip.row);
    return (
      file.timedLines === 0 &&
      words !== null &&
      readLyrics({ ...words, durationMs: clip.durationMs }).state === 'timed'
    );
  }

  async function take(clip: StoredClip, path: string): Promise<TakenLyricsFile | null> {
    const look = await deps.folder().lookAtFile(path);
    if (look === null) return null;
    const last = files.lastLook(clip.row, path);
    if (last?.bytes === look.bytes && last.changedAt === look.changedAt) return null;
    const bytes = await deps.folder().readBytes(path, MAX_LYRICS_FILE_BYTES);
    const taken = bytes === null ? null : await takeWords(clip, path, bytes);
    if (look.changedAt < deps.clock.now() - SETTLED_AFTER_MS) {
      await db.inTurn(() => {
        if (clips.findRow(clip.row) !== null) files.saveLook(clip.row, path, look);
      });
    }
    return taken;
  }

  async function takeWords(
    clip: StoredClip,
    path: string,
    bytes: Uint8Array,
  ): Promise<TakenLyricsFile | null> {
    const hash = sha256(bytes);
    if (hash === files.lastRead(clip.row, path) || isOurs(clip, path, hash)) return null;
    const file = read(clip, path, bytes);
    const taken = await db.inTurn(() =>
      db.transactDurably(() => {
        // It may have been removed meanwhile, or the file taken by another look.
        const now = clips.findRow(clip.row);
        if (now === null || files.lastRead(now.row, path) === hash) return null;
        files.save(now.row, path, hash);
        if (file === null || losesTimes(now, file)) return null;
        const { text, timing } = file;
        before.set(now.row, lyrics.fromSource(now.row, 'file'));
        lyrics.save(now.row, { source: 'file', text, markers: null, timing }, deps.clock.now());
        deps.reread(now);
        return { fileName: file.fileName, isInForce: lyrics.effective(now.row)?.source === 'file' };
      }),
    );
    // Told when it is kept, not before.
    if (taken !== null) deps.onChange(clip);
    return taken;
  }

  return {
    giveUp(clipRow) {
      const clip = clips.findRow(clipRow);
      const words = before.get(clipRow);
      if (clip === null || words === undefined) return;
      before.delete(clipRow);
      db.transactDurably(() => {
        if (words === null) lyrics.remove(clipRow, 'file');
        else lyrics.save(clipRow, words, deps.clock.now());
        deps.reread(clip);
      });
      deps.onChange(clip);
    },
    async look(clipRow) {
      const clip = clips.findRow(clipRow);
      if (clip === null || !deps.canLook()) return null;
      try {
        for (const path of places(clip)) {
          const taken = await take(clip, path);
          if (taken !== null) return taken;
        }
      } catch (error) {
        log.error('It could not be seen whether a file of words stands beside a song', error);
      }
      return null;
    },
  };
}
