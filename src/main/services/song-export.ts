import type {
  ExportedFile,
  ExportFailure,
  ExportOutcome,
  ExportPreview,
  ExportRequest,
} from '@shared/export';
import type { ClipId, LyricsFormat, SoundKind } from '@shared/model';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { DownloadRepository } from '../db/downloads';
import { createExportNames, type ExportNames } from '../domain/export-names';
import { LYRICS_FILE_KINDS } from '../domain/lyrics/lyrics-formats';
import { exportStem, nameKey } from '../domain/naming';
import type { Log } from '../ports';
import { exportFailureOf } from './export-failure';
import type { ExportTarget } from './export-target';
import type { WordsDocument } from './lyrics';
import {
  untimedLinesIn,
  whyUnwritable,
  type PrintedFile,
  type PrintedWords,
  type PrintWords,
} from './song-printing';
import type { SongSound } from './song-sound';
import type { ReadStoredWords } from './stored-words';

/** Writes songs of one export, in their order, some at once. */
export interface SongExport {
  /**
   * Writes the files of the song at this place of the request. What can go wrong with a file is its outcome.
   *
   * @param slot which of those that are written at once this is, from 0
   */
  write(clip: StoredClip, index: number, slot: number, signal: AbortSignal): Promise<ExportedFile[]>;
}

export interface SongExporter {
  begin(request: ExportRequest, target: ExportTarget, names: ExportNames): SongExport;
  /**
   * What an export would write of the first few of these songs, in their order. As an export does, it looks again for sound
   * that was missing.
   */
  preview(
    request: Pick<ExportRequest, 'clipIds' | 'formats' | 'sounds' | 'pattern'>,
  ): Promise<ExportPreview[]>;
}

export interface SongExporterDeps {
  readonly clips: ClipRepository;
  readonly downloads: DownloadRepository;
  /** The words of a song that is previewed. */
  readonly document: (clip: StoredClip) => WordsDocument;
  readonly sound: SongSound;
  readonly storedWords: ReadStoredWords;
  /** Looks on the disk for files of the song that were missing. */
  readonly lookForFiles: (clipId: ClipId) => Promise<unknown>;
  readonly print: PrintWords;
  readonly log: Log;
}

/** Files that could not be written for a reason that holds for all that follow. */
export const FATAL: ReadonlySet<ExportFailure | string> = new Set<ExportFailure>([
  'disk-full',
  'read-only',
  'folder-gone',
]);

/** What stands behind the name of the words with times of words, where both forms of LRC are written. */
export const SECOND_LRC = ' (words)';
const MOST_PREVIEWED = 5;

export function createSongExporter(deps: SongExporterDeps): SongExporter {
  const { clips, downloads, document, storedWords, print, sound, log } = deps;

  function stemOf(clip: StoredClip, pattern: string, index: number): string {
    const { title, clipId, model, createdAt } = clip;
    return exportStem(pattern, { title, clipId, model, createdAt, number: index + 1 });
  }

  function soundEnding(clip: StoredClip, kind: SoundKind): string | null {
    const asset = downloads.asset(clip.clipId, kind);
    return asset === null || asset.path === null || asset.isMissing ? null : asset.format;
  }

  /** A file that was missing may be back in its place. */
  async function lookForSounds(clipId: ClipId, sounds: readonly SoundKind[]): Promise<void> {
    const isMissing = (kind: SoundKind) => downloads.asset(clipId, kind)?.isMissing === true;
    if (sounds.some(isMissing)) await deps.lookForFiles(clipId);
  }

  return {
    begin(request, target, names) {
      const parts = [...request.formats, ...request.sounds];
      /** Songs that would have one name take it one after the other, so that the same export gives the same names. */
      const lastOfStem = new Map<string, Promise<unknown>>();

      async function putWords(printed: PrintedFile, owner: string, slot: number): Promise<ExportedFile> {
        const { format: part } = printed;
        if (printed.kind === 'unwritable') {
          return { part, outcome: { kind: 'skipped', reason: printed.reason }, untimedLines: 0 };
        }
        const { content, sha256, isTimed } = printed;
        const { ending } = LYRICS_FILE_KINDS[part];
        const stem = isSecondLrc(part, request.formats) ? owner + SECOND_LRC : owner;
        const file = { stem, ending, owner, isTimed, notes: [], date: null };
        const outcome = await target
          .putText(file, { content, sha256 }, slot)
          .catch((error: unknown) => failed(`${stem}.${ending}`, error));
        return { part, outcome, untimedLines: hasFile(outcome) ? printed.untimedLines : 0 };
      }

      async function putSound(
        clip: StoredClip,
        words: PrintedWords,
        kind: SoundKind,
        owner: string,
        slot: number,
        signal: AbortSignal,
      ): Promise<ExportOutcome> {
        const ending = soundEnding(clip, kind);
        if (ending === null) return { kind: 'skipped', reason: 'no-sound' };
        const file = { stem: owner, ending, owner, isTimed: words.isTimed, date: clip.createdAt };
        const fileName = `${owner}.${ending}`;
        try {
          const refused = await target.refuses(file);
          if (refused !== null) return refused;
          const staged = target.stagingPath(slot);
          const tagged = await sound.copy(clip, kind, words.tagged, staged, signal);
          if (tagged.kind === 'skipped') return { kind: 'skipped', reason: tagged.reason };
          if (tagged.kind === 'failed') return { kind: 'failed', reason: tagged.reason, fileName };
          return await target.putFile(
            { ...file, notes: tagged.notes },
            { path: staged, sha256: tagged.sha256 },
          );
        } catch (error) {
          if (signal.aborted) return { kind: 'skipped', reason: 'stopped' };
          return failed(fileName, error);
        }
      }

      function failed(fileName: string, error: unknown): ExportOutcome {
        log.error('An export file could not be written', error);
        return { kind: 'failed', reason: exportFailureOf(error), fileName };
      }

      async function writeNamed(
        clip: StoredClip,
        owner: string,
        slot: number,
        signal: AbortSignal,
      ): Promise<ExportedFile[]> {
        let words: PrintedWords;
        try {
          words = await print({
            words: storedWords(clip),
            formats: request.formats,
            hasSections: request.hasSections,
            isForTags: request.sounds.length > 0,
          });
        } catch (error) {
          return parts.map((part) => ({ part, outcome: failed(owner, error), untimedLines: 0 }));
        }
        const files: ExportedFile[] = [];
        for (const printed of words.files) files.push(await putWords(printed, owner, slot));
        for (const kind of request.sounds) {
          const outcome = await putSound(clip, words, kind, owner, slot, signal);
          files.push({ part: kind, outcome, untimedLines: 0 });
        }
        return files;
      }

      return {
        async write(clip, index, slot, signal) {
          const stem = stemOf(clip, request.pattern, index);
          const key = nameKey(stem);
          const before = lastOfStem.get(key);
          const written = (before ?? Promise.resolve())
            .then(() => lookForSounds(clip.clipId, request.sounds))
            .then(() => writeNamed(clip, names.take(stem), slot, signal));
          lastOfStem.set(key, written);
          try {
            return await written;
          } finally {
            if (lastOfStem.get(key) === written) lastOfStem.delete(key);
          }
        },
      };
    },

    async preview({ clipIds, formats, sounds, pattern }) {
      const names = namesFor(formats);
      const few = clipIds.slice(0, MOST_PREVIEWED);
      await Promise.all(few.map((clipId) => lookForSounds(clipId, sounds)));
      return few.flatMap((clipId, index) => {
        const clip = clips.find(clipId);
        if (!clip) return [];
        const words = document(clip);
        const reasons = formats.map((format) => whyUnwritable(words, format));
        const written = formats.filter((_, at) => reasons[at] === null);
        const endings = sounds.flatMap((kind) => soundEnding(clip, kind) ?? []);
        return [
          {
            stem: names.take(stemOf(clip, pattern, index)),
            formats: written,
            sounds: endings,
            lacksSound: endings.length < sounds.length,
            untimedLines: untimedLinesIn(words, written),
            leftOut: reasons.find((reason) => reason !== null) ?? null,
          },
        ];
      });
    },
  };
}

/** Names for the files of an export in these formats. */
export function namesFor(formats: readonly LyricsFormat[]): ExportNames {
  return createExportNames(formats.some((format) => isSecondLrc(format, formats)) ? SECOND_LRC : '');
}

/** The name that a player looks for is that of the plain file where both are written. */
function isSecondLrc(format: LyricsFormat, formats: readonly LyricsFormat[]): boolean {
  return format === 'lrc-words' && formats.includes('lrc');
}

/** Whether a file with these words stands there. */
function hasFile({ kind }: ExportOutcome): boolean {
  return kind === 'written' || kind === 'replaced' || kind === 'unchanged';
}
