import { posix } from 'node:path';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { DownloadRepository, StoredAsset } from '../db/downloads';
import type { LyricsRepository, StoredLyrics } from '../db/lyrics';
import type { SidecarRepository } from '../db/sidecars';
import { printLrc } from '../domain/lrc';
import { readLyrics } from '../domain/timing-markers';
import { printTxt } from '../domain/txt';
import type { Log } from '../ports';
import type { LibraryFolder } from './library-folder';
import { isDiskFull, sha256 } from './whole-file';

/**
 * Keeps the files beside each song true: `clip.json`, the words as `.txt`, and as `.lrc` where they are timed. Which
 * songs are due stands in the database, so an ended program goes on where it stopped.
 */
export interface SidecarWriter {
  start(): void;
  stop(): Promise<void>;
  /** Looks for songs that are due. */
  wake(): void;
}

export interface SidecarWriterDeps {
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly downloads: DownloadRepository;
  readonly sidecars: SidecarRepository;
  readonly folder: () => LibraryFolder;
  /** Whether the library folder can be written to just now. */
  readonly canWrite: () => boolean;
  readonly log: Log;
  /** Looks at the library folder again and sets its hold. */
  readonly checkFolder: () => Promise<void>;
  /** There was no room; sets the hold, after which everything that is due is written. */
  readonly onDiskFull: () => Promise<void>;
  /** The folder is there, but the files beside this song could not be written. */
  readonly onFailed: (clip: StoredClip) => void;
}

/** Form and version of `clip.json`; described in docs/LIBRARY-FOLDER.md. */
const CLIP_FORMAT = 'flowshelf.clip';
const CLIP_VERSION = 1;
export const CLIP_FILE = 'clip.json';

export function createSidecarWriter(deps: SidecarWriterDeps): SidecarWriter {
  const { clips, lyrics, downloads, sidecars, log } = deps;
  let isStarted = false;
  let working: Promise<void> | null = null;
  /** Songs whose files could not be written; they stay due and are tried again at the next start. */
  const skipped = new Set<number>();

  function wake(): void {
    if (!isStarted || working) return;
    working = work()
      .catch((error: unknown) => {
        // No room to store what was written: it stays due until there is.
        if (!isDiskFull(error)) throw error;
      })
      .finally(() => {
        working = null;
      });
  }

  async function work(): Promise<void> {
    while (isStarted && deps.canWrite()) {
      const row = clips.nextSidecarDue([...skipped]);
      if (row === null) return;
      const clip = clips.findRow(row);
      if (!clip) return;
      clips.markSidecarBegun(row);
      try {
        await writeFor(clip);
        clips.markSidecarWritten(row);
      } catch (error) {
        clips.markSidecarDue(row);
        log.error('The files beside a song could not be written', error);
        if (isDiskFull(error)) {
          await deps.onDiskFull();
          return;
        }
        // A folder that is gone is the hold's matter: the song stays due and its turn comes when the folder is back.
        await deps.checkFolder();
        if (!deps.canWrite()) return;
        skipped.add(row);
        deps.onFailed(clip);
      }
    }
  }

  async function writeFor(clip: StoredClip): Promise<void> {
    const folder = deps.folder();
    await folder.ensureFolder(clip.folder);
    const words = lyrics.effective(clip.row);
    const reading =
      words && readLyrics({ text: words.text, markers: words.markers, durationMs: clip.durationMs });
    if (words && (reading?.state === 'plain' || reading?.state === 'timed')) {
      await writeOwn(clip, `${clip.stem}.txt`, printTxt(words.text));
      if (reading.state === 'timed') {
        const tags = { title: clip.title, lengthMs: clip.durationMs };
        await writeOwn(clip, `${clip.stem}.lrc`, printLrc(reading.lines, tags));
      }
    }
    const content = describeClip(clip, clips.jobIds(clip.row), words, downloads.assets(clip.row));
    await folder.writeText(posix.join(clip.folder, CLIP_FILE), `${JSON.stringify(content, null, 2)}\n`);
  }

  /** Writes a lyrics file unless one of another hand stands there. */
  async function writeOwn(clip: StoredClip, name: string, content: string): Promise<void> {
    const folder = deps.folder();
    const path = posix.join(clip.folder, name);
    const present = await folder.hash(path);
    // The same content is ours too: the program may have ended between the file and its row.
    const isOurs =
      present === null || present === sha256(content) || present === sidecars.hash(clip.row, path);
    if (isOurs) sidecars.save(clip.row, path, await folder.writeText(path, content));
  }

  return {
    start() {
      isStarted = true;
      wake();
    },
    async stop() {
      isStarted = false;
      await working;
    },
    wake,
  };
}

function describeClip(
  clip: StoredClip,
  jobIds: readonly string[],
  words: StoredLyrics | null,
  assets: readonly StoredAsset[],
) {
  return {
    format: CLIP_FORMAT,
    version: CLIP_VERSION,
    clipId: clip.clipId,
    title: clip.title,
    givenTitle: clip.givenTitle,
    model: clip.model,
    action: clip.action,
    soundPrompt: clip.soundPrompt,
    seed: clip.seed,
    bpm: clip.bpm,
    lyricsId: clip.lyricsId,
    parentClipId: clip.parentClipId,
    durationMs: clip.durationMs,
    createdAt: isoOrNull(clip.createdAt),
    arrivedAt: isoOrNull(clip.arrivedAt),
    jobIds,
    lyrics: words ? [{ source: words.source, text: words.text, markers: words.markers }] : [],
    files: assets
      .filter((asset) => asset.path !== null)
      .map((asset) => ({
        kind: asset.kind,
        name: posix.basename(asset.path ?? ''),
        format: asset.format,
        bytes: asset.bytes,
        servedSha256: asset.sha256,
        presentSha256: asset.sha256,
      })),
  };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
